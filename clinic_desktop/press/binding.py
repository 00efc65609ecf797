"""Binds finished PDFs into one to print: in their order, with bookmarks, and with page labels that say which is
which."""

from collections.abc import Iterable
from contextlib import ExitStack
from io import BytesIO
from typing import NamedTuple

from clinic_desktop.press.finishing import Properties, finished, told_apart


class BoundPart(NamedTuple):
    """One document: its bytes, its name among the bookmarks, the name of the group that it stands in, and what stands
    before the page numbers of its own that a reader shows ("1001-")."""

    pdf: bytes
    name: str
    group: str
    label: str


def bound(parts: Iterable[BoundPart], title: str, author: str) -> bytes:
    """All parts in one document; those of one group that follow each other share a bookmark. The same bytes for the
    same parts, of which there is one at least."""
    import pikepdf

    with pikepdf.new() as whole, ExitStack() as opened:
        labels: list[object] = []
        found: list[pikepdf.OutlineItem] = []
        identity = bytearray()
        for part in parts:
            first = len(whole.pages)
            whole.pages.extend(opened.enter_context(pikepdf.open(BytesIO(part.pdf))).pages)
            if not found or found[-1].title != part.group:
                found.append(pikepdf.OutlineItem(part.group, first))
            found[-1].children.append(pikepdf.OutlineItem(part.name, first))
            identity += told_apart(part.pdf)
            labels += [first, pikepdf.Dictionary(S=pikepdf.Name.D, P=pikepdf.String(part.label), St=1)]
        with whole.open_outline() as outline:
            outline.root.extend(found)
        whole.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
        return finished(whole, Properties(title, author), bytes(identity))
