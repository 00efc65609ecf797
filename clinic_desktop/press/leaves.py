"""Turns, takes, splits and joins the pages of clean PDFs, as a hand does with the leaves of a file.

Each makes the same bytes of the same pages every time. Pages are counted from 1. What pages share stays shared.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_QUARTER, _WHOLE = 90, 360


def page_count(pdf: bytes) -> int:
    """How many pages it has."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as paper:
        return len(paper.pages)


def turned(pdf: bytes, degrees: int, pages: Collection[int] | None = None) -> bytes:
    """The PDF with these pages, or all, turned clockwise by so many degrees: 90, 180, 270, or their opposites.

    Raises ValueError for another angle, and for a page that is not there.
    """
    import pikepdf

    if degrees % _QUARTER:
        raise ValueError("pages turn by quarters")
    with pikepdf.open(BytesIO(pdf)) as paper:
        for number in _all_there(paper, range(1, len(paper.pages) + 1) if pages is None else sorted(set(pages))):
            leaf = paper.pages[number - 1].obj
            leaf.Rotate = (_rotation(leaf) + degrees) % _WHOLE
        return _saved(paper)


def taken(pdf: bytes, pages: Sequence[int]) -> bytes:
    """A PDF of these pages, in this order; a page may come twice. Raises ValueError for no page, or one that is not
    there."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as paper, pikepdf.new() as made:
        if not pages:
            raise ValueError("no page is no document")
        for number in _all_there(paper, pages):
            made.pages.append(paper.pages[number - 1])
        return _saved(made)


def split_at(pdf: bytes, after_page: int) -> tuple[bytes, bytes]:
    """Two PDFs: the pages up to this one, and those after it. Raises ValueError where one of them would be empty."""
    count = page_count(pdf)
    if not 0 < after_page < count:
        raise ValueError("both parts need a page")
    return taken(pdf, range(1, after_page + 1)), taken(pdf, range(after_page + 1, count + 1))


def joined(pdfs: Iterable[bytes]) -> bytes:
    """All pages in one PDF, in their order. Raises ValueError for none."""
    import pikepdf

    with pikepdf.new() as made, ExitStack() as opened:
        for pdf in pdfs:
            made.pages.extend(opened.enter_context(pikepdf.open(BytesIO(pdf))).pages)
        if len(made.pages) == 0:
            raise ValueError("no page is no document")
        return _saved(made)


def _all_there(paper: "pikepdf.Pdf", pages: Sequence[int]) -> Sequence[int]:
    if not all(1 <= number <= len(paper.pages) for number in pages):
        raise ValueError("no such page")
    return pages


def _rotation(leaf: "pikepdf.Object") -> int:
    """How a page is turned: as it says itself, for those of clean PDFs leave nothing to what stands above them."""
    told = leaf.get("/Rotate", 0)
    return int(told) if isinstance(told, int) else 0


def _saved(paper: "pikepdf.Pdf") -> bytes:
    import pikepdf

    made = BytesIO()
    # Pages that were left behind are left out: only what is named from the root is written.
    paper.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()
