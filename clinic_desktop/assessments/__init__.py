"""Assessments: what was found on a day, in degrees and points, and what changed since the one before."""
