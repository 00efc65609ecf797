"""The end of a document that is bound of others: what a reader is told about it, and its bytes."""

from __future__ import annotations

from datetime import date
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.press.letters import seen

if TYPE_CHECKING:
    import pikepdf

# So much of the end of a file is looked at: there stands its own identity, and where all its objects lie.
_END = 1_024
# What the library writes for an identity that is always the same.
_SAME_ALWAYS = b"31415926535897932384626433832795"
_WITHIN = 4_096


class Properties(NamedTuple):
    """What a reader shows about a document; none of it names a client. `made_on` is the day it shows."""

    title: str
    author: str
    subject: str = ""
    made_on: date | None = None


def finished(whole: pikepdf.Pdf, properties: Properties, of: bytes) -> bytes:
    """The bytes of the document: the same for the same pages. `of` tells it from any other one with the same title."""
    import pikepdf

    whole.Root.Lang = pikepdf.String("en-US")
    whole.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    named = (("/Title", properties.title), ("/Author", properties.author), ("/Subject", properties.subject))
    for key, words in (*named, ("/Creator", "Clinic Desktop")):
        if words:
            whole.docinfo[key] = seen(words)
    if properties.made_on:
        # Noon in London is the same day all over the United States.
        whole.docinfo["/CreationDate"] = f"D:{properties.made_on:%Y%m%d}120000+00'00'"
    # The library’s own way to an identity that depends on nothing else reads all bytes once more: with scans in them
    # that takes longer than all the rest.
    identity = md5(repr(properties).encode() + of, usedforsecurity=False).digest()
    whole.trailer.ID = pikepdf.Array([pikepdf.String(identity), pikepdf.String(identity)])
    made = BytesIO()
    whole.save(made, static_id=True, min_version="1.7")
    end = made.getbuffer()[-_WITHIN:]
    at = bytes(end).rfind(_SAME_ALWAYS)
    if at >= 0:
        end[at : at + len(_SAME_ALWAYS)] = identity.hex().encode("ascii")
    # No copy is made of bytes that nobody else looks at.
    end.release()
    return made.getvalue()


def told_apart(pdf: bytes) -> bytes:
    """What tells a PDF from others, without reading all of it."""
    return len(pdf).to_bytes(8) + pdf[-_END:]
