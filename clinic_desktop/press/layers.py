"""Layers of a drawing: what is hidden in a PDF stays hidden in the one that it is bound into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


def keep_layers(whole: pikepdf.Pdf, sources: Iterable[pikepdf.Pdf]) -> None:
    """Name the layers of all sources in the document that their pages were brought into, each seen or hidden as it
    was; a reader may not turn them on and off."""
    import pikepdf

    found = [(layer, is_hidden) for source in sources for layer, is_hidden in _layers(source)]
    if not found:
        return
    known = [(whole.copy_foreign(layer), is_hidden) for layer, is_hidden in found]
    hidden = [layer for layer, is_hidden in known if is_hidden]
    shown = pikepdf.Dictionary(OFF=pikepdf.Array(hidden), Order=pikepdf.Array())
    groups = pikepdf.Array([layer for layer, _ in known])
    whole.Root.OCProperties = pikepdf.Dictionary(OCGs=groups, D=shown)


def _layers(source: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, bool]]:
    """Each layer, and whether it is hidden."""
    import pikepdf

    layers = source.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return
    usual = layers.get("/D")
    told = {key: _named(usual, key) for key in ("/ON", "/OFF")}
    begins_hidden = isinstance(usual, pikepdf.Dictionary) and usual.get("/BaseState") == "/OFF"
    for layer in _list(layers, "/OCGs"):
        hidden = layer.objgen not in told["/ON"] if begins_hidden else layer.objgen in told["/OFF"]
        yield layer, hidden


def _named(usual: object, key: str) -> set[tuple[int, int]]:
    return {one.objgen for one in _list(usual, key)}


def _list(holder: object, key: str) -> Iterator[pikepdf.Object]:
    """The objects of their own that a dictionary lists under a key."""
    import pikepdf

    found = holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None
    if isinstance(found, pikepdf.Array):
        yield from (one for one in found if isinstance(one, pikepdf.Dictionary) and one.is_indirect)
