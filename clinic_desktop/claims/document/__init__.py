"""The papers of a claim: the worksheet, the data by itself, and what a printer is aligned with."""
