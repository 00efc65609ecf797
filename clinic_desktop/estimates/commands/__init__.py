"""What is done about estimates."""
