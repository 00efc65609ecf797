"""Attachments: scans and files of a client, each a clean PDF among the encrypted files."""
