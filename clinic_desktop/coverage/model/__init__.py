"""What is asked and known, rules as data, what comes out of them, and money."""
