"""The lists and forms of supervisors and of payers’ answers about supervision."""
