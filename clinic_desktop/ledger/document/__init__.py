"""The papers of an account as PDFs of Letter pages: the statement of account, and the receipt of money."""
