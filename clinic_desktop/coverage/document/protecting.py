"""Papers that open only with a password."""

from clinic_desktop.press.output import protected


def protected_paper(pdf: bytes, password: str) -> bytes:
    """The same pages, to be opened with this password only (AES-256); the bytes differ each time."""
    return protected(pdf, password)
