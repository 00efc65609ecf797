"""Widgets that know no clinic."""
