"""Clients, payers and the history of visits out of files of other programs: looked through first, taken back as one."""
