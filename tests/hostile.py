"""What a hostile file is in tests, and the PDF that most of them begin as."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from papers import paper
from pikepdf import Array, Dictionary, Name, Pdf, String

SENTINEL = "let-me-out"
"""Stands in all that is to be taken out: it must not be found in what comes of a file."""


class Hostile(NamedTuple):
    """A file by its name, and a piece of the sentence that refuses it: "" where it comes out clean."""

    name: str
    content: bytes
    says: str


@cache
def plain() -> bytes:
    """Two honest pages."""
    return paper("The first page", "The second page")


def saved(pdf: Pdf, **how: object) -> bytes:
    made = BytesIO()
    pdf.save(made, static_id=True, **how)  # type: ignore[arg-type]
    return made.getvalue()


def changed(change: Callable[[Pdf], object], start: bytes | None = None) -> bytes:
    """Two honest pages, after somebody was at them."""
    with pikepdf.open(BytesIO(start or plain())) as pdf:
        change(pdf)
        return saved(pdf)


def first(pdf: Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj


def stream(pdf: Pdf, data: bytes, **keys: object) -> pikepdf.Object:
    made = pdf.make_stream(data)
    for key, value in keys.items():
        made[Name("/" + key)] = value
    return made


def form(pdf: Pdf, data: bytes, **keys: object) -> pikepdf.Object:
    box = Array([0, 0, 100, 100])
    return stream(pdf, data, Type=Name.XObject, Subtype=Name.Form, BBox=box, **keys)


def draw(pdf: Pdf, thing: pikepdf.Object, name: str = "/Evil") -> None:
    """Have the first page draw it."""
    page = pdf.pages[0]
    page.add_resource(thing, Name.XObject, Name(name))
    page.contents_add(f"q {name} Do Q".encode())


def annotation(pdf: Pdf, **keys: Any) -> pikepdf.Object:
    """Lay it over the first page."""
    made = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([100, 100, 200, 150]), F=4, **keys))
    page = first(pdf)
    page.Annots = Array([*page.get(Name.Annots, Array()), made])
    return made


def attached(pdf: Pdf) -> Dictionary:
    """A file in the file."""
    held = stream(pdf, SENTINEL.encode(), Type=Name.EmbeddedFile)
    return Dictionary(Type=Name.Filespec, F=String("a.exe"), UF=String("a.exe"), EF=Dictionary(F=held))
