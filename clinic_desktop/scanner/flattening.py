"""What lies over a page and is seen, as filled fields, stamps and notes, becomes part of the page itself."""

from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Matrix, Name, Stream, String

from clinic_desktop.scanner.layers import Layers

# Flags of what lies over a page: hidden, or for the printer only.
_HIDDEN, _PRINTED_ONLY = 2, 32
# Whose words are on the page themselves; those of others are read where one points at them.
_SHOWS_ITS_WORDS = (Name.FreeText, Name.Widget, Name.Link)
_NEVER_SEEN = (Name.Popup,)
_MOST = 5_000
_LEAST_SIDE = 1e-6


class Laid(NamedTuple):
    """Something over a page: what draws it, and where that goes."""

    drawn: Any
    matrix: Matrix


def laid_over(page: Any, layers: Layers) -> tuple[list[Laid], bool]:
    """All that a reader shows over a page, the lowest first; and whether there is something that it keeps from sight,
    or words that it shows only where one points at them.

    Fields and notes that bring no picture of themselves are none of it: drawing.py has had those drawn before.
    """
    found, is_kept = [], False
    for one in over(page):
        if _is_unseen(one) or layers.is_hidden(one.get(Name.OC)):
            is_kept = is_kept or one.get(Name.Subtype) not in (Name.Popup, Name.Link, Name.Widget)
            continue
        is_kept = is_kept or _has_words_of_its_own(one)
        drawn: Any = look(one)
        matrix = None if drawn is None else _placed(drawn, one.get(Name.Rect))
        if drawn is not None and matrix is not None:
            found.append(Laid(drawn, matrix))
    return found, is_kept


def over(page: Any) -> list[Any]:
    """What lies over a page, seen or not."""
    listed = page.get(Name.Annots)
    return [one for one in list(listed)[:_MOST] if _is_dictionary(one)] if isinstance(listed, Array) else []


def look(one: Any) -> Any:
    """The picture that it brings of itself, for the state that it is in, or None."""
    looks: Any = one.get(Name.AP)
    normal: Any = looks.get(Name.N) if _is_dictionary(looks) else None
    if _is_dictionary(normal):
        state = one.get(Name.AS) or one.get(Name.V) or _of_parent(one)
        normal = normal.get(state) if isinstance(state, Name) else None
    return normal if isinstance(normal, Stream) else None


def is_seen(one: Any) -> bool:
    """Whether a reader would show it, with a picture or without."""
    return not _is_unseen(one) and one.get(Name.Subtype) != Name.Link


def _of_parent(one: Any) -> Any:
    parent = one.get(Name.Parent)
    return parent.get(Name.V) if _is_dictionary(parent) else None


def _has_words_of_its_own(one: Any) -> bool:
    words = one.get(Name.Contents)
    return isinstance(words, String) and bool(str(words).strip()) and one.get(Name.Subtype) not in _SHOWS_ITS_WORDS


def _is_unseen(one: Any) -> bool:
    flags = one.get(Name.F, 0)
    flags = int(flags) if isinstance(flags, (int, float)) else 0
    return bool(flags & (_HIDDEN | _PRINTED_ONLY)) or one.get(Name.Subtype) in _NEVER_SEEN


def _placed(drawn: Any, rectangle: Any) -> Matrix | None:
    """Where the picture goes: its box, turned as it says, is stretched over the rectangle (PDF 32000, 12.5.5)."""
    box, place = numbers(drawn.get(Name.BBox), 4), numbers(rectangle, 4)
    own = numbers(drawn.get(Name.Matrix), 6)
    if box is None or place is None:
        return None
    turned = _turned(_ordered(box), own or [1, 0, 0, 1, 0, 0])
    left, low, right, high = _ordered(place)
    wide, tall = turned[2] - turned[0], turned[3] - turned[1]
    if wide < _LEAST_SIDE or tall < _LEAST_SIDE:
        return None
    across, up = (right - left) / wide, (high - low) / tall
    return Matrix(across, 0, 0, up, left - turned[0] * across, low - turned[1] * up)


def _turned(box: tuple[float, float, float, float], by: list[float]) -> tuple[float, float, float, float]:
    """The upright box around a box that was turned."""
    corners = [(x, y) for x in box[::2] for y in box[1::2]]
    across = [by[0] * x + by[2] * y + by[4] for x, y in corners]
    up = [by[1] * x + by[3] * y + by[5] for x, y in corners]
    return min(across), min(up), max(across), max(up)


def numbers(thing: Any, count: int) -> list[float] | None:
    """So many numbers, or None for anything else."""
    if not isinstance(thing, Array) or len(thing) != count:
        return None
    try:
        read = [float(one) for one in thing]
    except (TypeError, ValueError):
        return None
    return read if all(abs(one) < 1e9 for one in read) else None  # noqa: PLR2004 - no page is so far away


def _ordered(box: list[float]) -> tuple[float, float, float, float]:
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def _is_dictionary(thing: Any) -> bool:
    return isinstance(thing, Dictionary) and not isinstance(thing, Stream)
