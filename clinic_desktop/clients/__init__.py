"""Clients: the people the clinic treats, who acts for them, and what to know before touching them."""
