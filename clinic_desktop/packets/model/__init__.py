"""What packets are made of: purposes, parts, criteria, drafts, what was issued, and how it goes on paper."""
