"""The claim worksheet on the screen: each box copied by one key."""
