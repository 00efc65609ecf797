"""Which disclosures a client is owed an account of, how one is read, and how it is spoken of."""
