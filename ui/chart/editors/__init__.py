"""The editors that open inside a chart, a file for each of its pages."""
