"""Intake: a client’s health history, the red flags that stop treatment until they are resolved, and consents."""
