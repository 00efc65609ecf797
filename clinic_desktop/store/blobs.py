"""Encrypted files beside the database, for what is too large to lie in it: scans, and packets as they went out.

A file is written, flushed and named before a row speaks of it, so no row ever names a file that is not there; a file
that no row names, as after a power cut, is found and removed later.
"""

import hashlib
import hmac
import os
import re
from pathlib import Path

from clinic_desktop.errors import Damaged, StoreTrouble
from clinic_desktop.store.vault import sync_folder, write_beside
from clinic_desktop.wording import say

# What a file begins with: what it is, and how it is made.
_MARK = b"CDB1"
_NONCE_BYTES, _KEY_BYTES = 12, 32
_NAME = re.compile("[0-9a-f]{64}")


class Blobs:
    """The encrypted files of one clinic. Safe in any thread: a file never changes once it has its name."""

    # Not a named tuple: taken apart or printed, it would give its keys away.
    __slots__ = ("_content_key", "_folder", "_name_key")

    def __init__(self, folder: Path, key: bytes) -> None:
        """`key` is the database key; the keys of the files are derived from it, and it is not kept."""
        self._folder = folder
        self._name_key, self._content_key = _derived(key, b"name"), _derived(key, b"content")

    def __repr__(self) -> str:
        """Never show a key, not even in a crash report."""
        return "Blobs()"

    def put(self, content: bytes) -> str:
        """Keep the bytes, and return the name they are read by: 64 hexadecimal digits, the same for the same bytes.

        They are safe on the disk when this returns. Raises StoreTrouble.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        # Keyed: the plain hash of a known form would tell whoever finds the disk that it was filed here.
        name = hmac.new(self._name_key, content, hashlib.sha256).hexdigest()
        if self._is_whole(name):
            return name
        nonce = os.urandom(_NONCE_BYTES)
        sealed = _MARK + nonce + AESGCM(self._content_key).encrypt(nonce, content, name.encode("ascii"))
        path = self.path(name)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(self._folder)
        except OSError as trouble:
            raise StoreTrouble(
                say("The file could not be kept: {why}. Nothing was changed.", why=trouble.strerror or str(trouble))
            ) from trouble
        write_beside(path, sealed)
        return name

    def get(self, name: str) -> bytes:
        """The bytes as they were put; raises StoreTrouble where the file is not there, Damaged where it was changed."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            sealed = self.path(name).read_bytes()
        except FileNotFoundError as trouble:
            raise Damaged(say("A file of the clinic is missing on the disk. A backup may have it.")) from trouble
        except OSError as trouble:
            raise StoreTrouble(
                say("A file of the clinic could not be read: {why}.", why=trouble.strerror or str(trouble))
            ) from trouble
        try:
            if sealed[: len(_MARK)] != _MARK:
                raise ValueError("not such a file")
            nonce = sealed[len(_MARK) : len(_MARK) + _NONCE_BYTES]
            body = sealed[len(_MARK) + _NONCE_BYTES :]
            return AESGCM(self._content_key).decrypt(nonce, body, name.encode("ascii"))
        except (InvalidTag, ValueError) as trouble:
            raise Damaged(say("A file of the clinic is damaged on the disk. A backup may have it whole.")) from trouble

    def has(self, name: str) -> bool:
        """Whether a file of that name lies there, damaged or not."""
        return self.path(name).is_file()

    def path(self, name: str) -> Path:
        """Where the file of that name lies; raises ValueError for what is no such name."""
        if not _NAME.fullmatch(name):
            raise ValueError("no name of a file")
        return self._folder / name[:2] / name

    def _is_whole(self, name: str) -> bool:
        if not self.has(name):
            return False
        try:
            self.get(name)
        except StoreTrouble:
            return False
        return True


def _derived(key: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), _KEY_BYTES, None, b"clinic-desktop|blobs|1|" + purpose).derive(key)
