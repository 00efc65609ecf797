"""Month end: all cases of a month at once, issued one by one and handed out together."""
