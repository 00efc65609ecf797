"""What clients asked to be kept from their plans, on the screen."""
