"""Month end: all documents of a month at once, looked through, issued and handed out."""
