"""Keys out of the database key, each for one purpose."""


def derived(key: bytes, purpose: bytes, *, size: int = 32) -> bytes:
    """A key of its own for one purpose, of so many bytes, from the database key (HKDF with SHA-256, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), size, None, purpose).derive(key)
