"""What is next in a chart: of what is ordered, and of the visits."""
