"""Outcome measures: what was scored when, by the published rule of each measure, and the change that matters."""
