"""How the pages of a clinic’s file are sealed: whether one fits, and emptying damaged pages of a copy.

After the first page whose seal does not fit, the cipher reads no other one until the file is opened anew; a table may
have thousands of rows behind it. An empty page is refused by SQLite itself, and by it alone. How a page is sealed is
part of the format of SQLCipher 4: what is on it, then the vector it is enciphered with, then the keyed hash of both and
of the page's number.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

PAGE_BYTES = 4_096
_SALT_BYTES, _VECTOR_BYTES, _HASH_BYTES = 16, 16, 64
_COUNT_AT = 28
_RESERVED = _VECTOR_BYTES + _HASH_BYTES
# By which the salt of the hash is told from that of the key, and how often it is derived.
_OTHER, _PASSES = 0x3A, 2


def empty(copy: Path, key: bytes, pages: Iterable[int]) -> int:
    """Empty these pages of a file that nobody has open, and return how many; the first holds the salt, and stays.

    Raises OSError.
    """
    emptied = 0
    with copy.open("r+b") as file:
        seal = _Seal(key, file.read(_SALT_BYTES))
        for page in pages:
            if page > 1:
                file.seek((page - 1) * PAGE_BYTES)
                file.write(seal.sealed(page, bytes(PAGE_BYTES - _RESERVED)))
                emptied += 1
    return emptied


def make_up(copy: Path, key: bytes) -> int:
    """Make a file that was cut off as long again as its first page says that it is, by empty pages; returns how many.
    Nobody has it open. Raises OSError."""
    with copy.open("r+b") as file:
        first = file.read(PAGE_BYTES)
        if len(first) < PAGE_BYTES:
            return 0
        seal = _Seal(key, first[:_SALT_BYTES])
        if not hmac.compare_digest(first[-_HASH_BYTES:], seal.hash(1, first[_SALT_BYTES:-_HASH_BYTES])):
            return 0
        there, wanted = copy.stat().st_size // PAGE_BYTES, seal.length(first)
        file.truncate(there * PAGE_BYTES)
        file.seek(there * PAGE_BYTES)
        for page in range(there + 1, wanted + 1):
            file.write(seal.sealed(page, bytes(PAGE_BYTES - _RESERVED)))
        return max(wanted - there, 0)


def broken(copy: Path, key: bytes) -> list[int]:
    """The pages whose seal does not fit, of a file that nobody has open; what is no whole page at its end is none.

    Raises OSError.
    """
    with copy.open("rb") as file:
        return [page for page, is_well in _seen(file, key) if not is_well]


def any_fits(path: Path, key: bytes, most: int) -> bool:
    """Whether one of the first pages behind the first was sealed with this key; raises OSError. Only of a file that
    nobody in this program has open."""
    with path.open("rb") as file:
        return any(is_well for page, is_well in islice(_seen(file, key), most) if page > 1)


def _seen(file: BinaryIO, key: bytes) -> Iterator[tuple[int, bool]]:
    """Each page, and whether its seal fits. The first begins with the salt, which is no part of what is sealed."""
    seal = _Seal(key, file.read(_SALT_BYTES))
    file.seek(0)
    page = 0
    while len(whole := file.read(PAGE_BYTES)) == PAGE_BYTES:
        page += 1
        told = whole[_SALT_BYTES if page == 1 else 0 : -_HASH_BYTES]
        yield page, hmac.compare_digest(whole[-_HASH_BYTES:], seal.hash(page, told))


class _Seal:
    """Seals pages of one file."""

    __slots__ = ("_key", "_mac_key")

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(one ^ _OTHER for one in salt), _PASSES, len(key))

    def hash(self, page: int, told: bytes) -> bytes:
        return hmac.digest(self._mac_key, told + page.to_bytes(4, "little"), "sha512")

    def length(self, first: bytes) -> int:
        """How many pages a file has, as its first says (bytes 28 to 31 of SQLite's header)."""
        from cryptography.hazmat.primitives.ciphers import Cipher
        from cryptography.hazmat.primitives.ciphers.algorithms import AES
        from cryptography.hazmat.primitives.ciphers.modes import CBC

        end = PAGE_BYTES - _RESERVED
        cipher = Cipher(AES(self._key), CBC(first[end : end + _VECTOR_BYTES])).decryptor()
        told = cipher.update(first[_SALT_BYTES:end]) + cipher.finalize()
        return int.from_bytes(told[_COUNT_AT - _SALT_BYTES :][:4], "big")

    def sealed(self, page: int, content: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers import Cipher
        from cryptography.hazmat.primitives.ciphers.algorithms import AES
        from cryptography.hazmat.primitives.ciphers.modes import CBC

        vector = os.urandom(_VECTOR_BYTES)
        cipher = Cipher(AES(self._key), CBC(vector)).encryptor()
        told = cipher.update(content) + cipher.finalize() + vector
        return told + self.hash(page, told)
