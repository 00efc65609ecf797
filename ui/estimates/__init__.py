"""The faces of the Good Faith Estimates."""
