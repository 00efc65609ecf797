"""The benefit call: its sheet, the call that goes on, and the calls that were logged."""
