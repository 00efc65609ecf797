"""How many bytes a page of a PDF comes to, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

# What a file writes around an object.
_AROUND = 60


def weighed(page: pikepdf.Object) -> dict[tuple[int, int], int]:
    """The bytes of each object that a page leads to, itself among them, but for other pages; by what names it."""
    import pikepdf

    found: dict[tuple[int, int], int] = {}
    waiting = [page]
    while waiting:
        one = waiting.pop()
        holder = one.stream_dict if isinstance(one, pikepdf.Stream) else one
        if one.is_indirect:
            if one.objgen in found or (found and _is_page(one)):
                continue
            found[one.objgen] = _AROUND + len(holder.unparse(resolved=True)) + _stream_bytes(one)
        if isinstance(holder, pikepdf.Dictionary):
            waiting += [value for key, value in holder.items() if key != "/Parent" and _leads_on(value)]
        elif isinstance(holder, pikepdf.Array):
            waiting += [value for value in holder if _leads_on(value)]
    return found


def _stream_bytes(found: pikepdf.Object) -> int:
    import pikepdf

    return len(found.read_raw_bytes()) if isinstance(found, pikepdf.Stream) else 0


def _leads_on(value: object) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)


def _is_page(found: pikepdf.Object) -> bool:
    import pikepdf

    return isinstance(found, pikepdf.Dictionary) and found.get("/Type") in ("/Page", "/Pages")
