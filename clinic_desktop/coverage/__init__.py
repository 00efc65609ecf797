"""Will this plan pay, what is missing, what next: the wizard's rules, its verdict and its estimate."""
