"""The paper of a letter."""
