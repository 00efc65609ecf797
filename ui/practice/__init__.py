"""The clinic's facts, therapists, credentials and services, on the screen."""
