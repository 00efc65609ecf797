"""Referrals: who ordered what, for which diagnosis, until when; and where each diagnosis of a case comes from."""
