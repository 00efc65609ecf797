"""Attachments on the screen: dropped, pasted or scanned, turned, split and joined."""
