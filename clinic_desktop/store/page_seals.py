"""How the pages of a clinic’s file are sealed: whether one fits, and emptying damaged pages of a copy.

After the first page whose seal does not fit, the cipher reads no other one until the file is opened anew; a table may
have thousands of rows behind it. An empty page is refused by SQLite itself, and by it alone. How a page is sealed is
part of the format of SQLCipher 4: what is on it, then the vector it is enciphered with, then the keyed hash of both and
of the page's number.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from pathlib import Path

_SALT_BYTES, _VECTOR_BYTES, _HASH_BYTES = 16, 16, 64
_RESERVED = _VECTOR_BYTES + _HASH_BYTES
# By which the salt of the hash is told from that of the key, and how often it is derived.
_OTHER, _PASSES = 0x3A, 2


def empty(copy: Path, key: bytes, size: int, pages: Iterable[int]) -> int:
    """Empty these pages of a file that nobody has open, and return how many; the first holds the salt, and stays.

    Raises OSError.
    """
    emptied = 0
    with copy.open("r+b") as file:
        salt = file.read(_SALT_BYTES)
        whole = copy.stat().st_size // size
        for page in pages:
            if 1 < page <= whole:
                file.seek((page - 1) * size)
                file.write(_sealed(key, salt, page, bytes(size - _RESERVED)))
                emptied += 1
    return emptied


def any_fits(path: Path, key: bytes, size: int, most: int) -> bool:
    """Whether one of the first pages behind the first was sealed with this key; raises OSError. Only of a file that
    nobody in this program has open."""
    with path.open("rb") as file:
        salt = file.read(_SALT_BYTES)
        for page in range(2, most + 2):
            file.seek((page - 1) * size)
            whole = file.read(size)
            if len(whole) < size:
                return False
            if hmac.compare_digest(whole[-_HASH_BYTES:], _hash(key, salt, page, whole[:-_HASH_BYTES])):
                return True
    return False


def _sealed(key: bytes, salt: bytes, page: int, content: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    vector = os.urandom(_VECTOR_BYTES)
    cipher = Cipher(AES(key), CBC(vector)).encryptor()
    told = cipher.update(content) + cipher.finalize() + vector
    return told + _hash(key, salt, page, told)


def _hash(key: bytes, salt: bytes, page: int, told: bytes) -> bytes:
    mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(one ^ _OTHER for one in salt), _PASSES, len(key))
    return hmac.digest(mac_key, told + page.to_bytes(4, "little"), "sha512")
