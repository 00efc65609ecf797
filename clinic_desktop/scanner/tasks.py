"""What the child can do. All that it needs is imported here, before it is confined and can import no more."""

import codecs
from collections.abc import Callable
from io import BytesIO

import pikepdf

from clinic_desktop.scanner.pictures import bound, ready
from clinic_desktop.scanner.rebuilding import rebuilt
from clinic_desktop.scanner.seen import seen
from clinic_desktop.scanner.thinning import thinned

_ENCODINGS = ("ascii", "latin-1", "cp1252", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le")

Done = tuple[dict[str, object], tuple[bytes, ...]]


def prepare(how: str) -> None:
    """Import what libraries would import as they go, while that can be done."""
    for name in _ENCODINGS:
        codecs.lookup(name)
    ready(how)
    # qpdf looks for chance once, in /dev, and needs some to open what is locked without a password.
    with pikepdf.new() as locked:
        locked.add_blank_page()
        locked.save(BytesIO(), encryption=pikepdf.Encryption(R=4, user="", owner=""))


def _scan(kind: str, content: bytes) -> Done:
    """A clean PDF and a thumbnail of a file of this kind."""
    pdf, removed = rebuilt(content) if kind == "pdf" else (bound(content, kind), [])
    found = seen(pdf)
    return {"pages": found.pages, "has_text": found.has_text, "removed": removed}, (pdf, found.thumbnail)


def _shrink(how: str, content: bytes) -> Done:
    """A clean PDF for a way of sending: "fax", "portal", or "portal-" and the most bytes."""
    way, _, most = how.partition("-")
    return {}, (thinned(content, way, int(most) if most else None),)


TASKS: dict[str, Callable[[str, bytes], Done]] = {"scan": _scan, "shrink": _shrink}
"""By the word that the child is started with."""
