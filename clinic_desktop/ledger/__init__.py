"""A client’s account, entry by entry: charges, payments, refunds, write-offs, and the balance they come to."""
