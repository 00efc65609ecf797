"""Letters on the screen: written beside their paper."""
