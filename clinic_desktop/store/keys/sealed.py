"""A few bytes sealed by a key of their own, out of the database key: for what waits in memory while the clinic is
locked and there is no database key."""

import os

from clinic_desktop.store.keys.derived import derived

_NONCE_BYTES = 12
_PURPOSE = b"clinic-desktop|sealed|1"


def seal(key: bytes, about: str, content: bytes) -> bytes:
    """The content, to be opened by the same database key and for the same purpose alone."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(derived(key, _PURPOSE)).encrypt(nonce, content, about.encode())


def unsealed(key: bytes, about: str, sealed: bytes) -> bytes | None:
    """The content again; None where it is another clinic's, or was sealed for another purpose."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(derived(key, _PURPOSE)).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about.encode())
    except InvalidTag:
        return None
