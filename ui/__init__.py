"""The faces of the clinic; everything Qt."""
