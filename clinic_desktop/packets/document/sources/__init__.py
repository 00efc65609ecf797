"""The papers that parts of a packet are: each made, or read back, by the room that it comes from."""
