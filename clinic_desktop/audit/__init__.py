"""The audit trail as people read it: who did, saw and handed out what, and whether the trail is whole."""
