"""The clinic’s letterhead on its papers, and the sheet of its licenses and numbers."""
