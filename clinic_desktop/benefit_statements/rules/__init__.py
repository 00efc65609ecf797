"""What is typed of a statement, what its codes mean, and what statements teach."""
