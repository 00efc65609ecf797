"""Codes: ICD-10-CM by date of service, and its search."""
