"""Disclosures: what was told of a client to whom, when, why and how (45 CFR 164.528)."""
