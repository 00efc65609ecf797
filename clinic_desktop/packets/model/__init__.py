"""What packets are made of: purposes, parts, criteria, drafts, and what was issued."""
