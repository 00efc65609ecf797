"""Reads what the clinic’s file is made of, and its rows in blocks, also where a part of it is damaged."""
