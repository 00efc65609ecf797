"""The forms and comparison of assessments."""
