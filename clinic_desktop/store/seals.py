"""How an encrypted file is made and opened: AES-256-GCM, whole or block by block.

A long one is read in blocks: opened at once it would keep the whole program from doing anything else meanwhile, for the
library holds Python's lock, and a key that somebody presses would wait.
"""

import os
from collections.abc import Iterator
from typing import BinaryIO

# What a file begins with: what it is, and how it is made.
_MARK = b"CDB1"
_NONCE_BYTES, _TAG_BYTES = 12, 16
_BEGIN = len(_MARK) + _NONCE_BYTES
# By so much a sealed file is longer than what is in it.
LONGER = _BEGIN + _TAG_BYTES
# A fifth of a millisecond's work.
_BLOCK = 1 << 18


class Broken(Exception):
    """It was not sealed with this key under this name, or a byte of it was changed."""


def sealed(key: bytes, name: str, content: bytes) -> tuple[bytes, ...]:
    """The parts of the file that holds these bytes."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return _MARK, nonce, AESGCM(key).encrypt(nonce, content, name.encode("ascii"))


def opened(key: bytes, name: str, whole: bytes) -> bytes:
    """The bytes that were sealed; raises Broken."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    # A view: a scan is not copied once more to be cut.
    view = memoryview(whole)
    if len(view) < LONGER or view[: len(_MARK)] != _MARK:
        raise Broken
    try:
        return AESGCM(key).decrypt(view[len(_MARK) : _BEGIN], view[_BEGIN:], name.encode("ascii"))
    except InvalidTag as trouble:
        raise Broken from trouble


def blocks(key: bytes, name: str, file: BinaryIO, size: int) -> Iterator[bytes]:
    """The file as it lies there, block by block; raises Broken at its end where it does not open, and OSError."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    begin = file.read(_BEGIN)
    if size < LONGER or len(begin) < _BEGIN or begin[: len(_MARK)] != _MARK:
        raise Broken
    opener = Cipher(algorithms.AES(key), modes.GCM(begin[len(_MARK) :])).decryptor()
    opener.authenticate_additional_data(name.encode("ascii"))
    yield begin
    left, room = size - LONGER, bytearray(_BLOCK + _TAG_BYTES)
    while left and (block := file.read(min(left, _BLOCK))):
        opener.update_into(block, room)
        left -= len(block)
        yield block
    tag = file.read(_TAG_BYTES)
    if left or len(tag) < _TAG_BYTES:
        raise Broken
    try:
        opener.finalize_with_tag(tag)
    except InvalidTag as trouble:
        raise Broken from trouble
    yield tag
