"""Shares of a whole, as reports tell them."""


def percent(part: int, whole: int) -> int | None:
    """A share in whole percent, halves up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None
