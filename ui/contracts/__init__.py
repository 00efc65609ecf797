"""The contracts with a payer, on the screen."""
