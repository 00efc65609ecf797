"""A client’s account on the screen: its entries, refunds, write-offs, and the statement of account."""
