"""What an entry of the trail says in plain words."""
