"""The papers about coverage: what was kept of a case, and the call sheet to take home."""
