"""A few bytes sealed by a key of their own, out of the database key: for what waits in memory while the clinic is
locked and there is no database key."""

import os

_NONCE_BYTES, _KEY_BYTES = 12, 32


def seal(key: bytes, about: str, content: bytes) -> bytes:
    """The content, to be opened by the same database key and for the same purpose alone."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_derived(key)).encrypt(nonce, content, about.encode())


def unsealed(key: bytes, about: str, sealed: bytes) -> bytes | None:
    """The content again; None where it is another clinic's, or was sealed for another purpose."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_derived(key)).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about.encode())
    except InvalidTag:
        return None


def _derived(key: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), _KEY_BYTES, None, b"clinic-desktop|sealed|1").derive(key)
