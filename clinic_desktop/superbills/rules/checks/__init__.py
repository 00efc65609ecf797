"""What is checked before a bill is issued, a module for each part of the paper; `table` has all of them."""
