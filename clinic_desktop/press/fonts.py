"""The fonts of all paper: which one has a letter, how wide a text is, and what no font has."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from clinic_desktop.paths import RESOURCES
from clinic_desktop.press.letters import printable

if TYPE_CHECKING:
    from clinic_desktop.press.embedding import EmbeddedFont

# Regular and bold of each family, the first that has a letter sets it. The last has one weight and takes longest to
# read, so it is opened only for a letter that the others lack.
_FAMILIES = (
    ("NotoSans-Regular", "NotoSans-Bold"),
    ("NotoSansHebrew-Regular", "NotoSansHebrew-Bold"),
    ("NotoSansArabic-Regular", "NotoSansArabic-Bold"),
    ("DroidSansFallback", "DroidSansFallback"),
)
_NO_FAMILY = -1
# Most text is nothing else, and all of it is in the first family: asked in one go.
_USUAL = re.compile("[ -~\u00a0-\u017f\u1ea0-\u1ef9–—‘’“”…·]*")
# Drawn where no font has the letter; what is issued has none, a draft may.
MISSING = "\ufffd"

_opened: dict[str, EmbeddedFont] = {}
_family_of: dict[str, int] = {}
# A batch may be printed in a job while the window shows a preview.
_opening = threading.Lock()


def lacks(text: str) -> str:
    """The characters of a text that no font has, each once; "" when all of it prints."""
    if _USUAL.fullmatch(text):
        return ""
    return "".join(dict.fromkeys(one for one in printable(text) if one != "\n" and _family(one) == _NO_FAMILY))


def drawable(text: str) -> str:
    """The text with MISSING for each letter that no font has."""
    if _USUAL.fullmatch(text):
        return text
    return "".join(one if one in "\n\u200e" or _family(one) != _NO_FAMILY else MISSING for one in text)


def runs(text: str, bold: bool) -> tuple[tuple[str, str], ...]:
    """The text of one line, of letters that a font has, cut where the font changes: as (name of a font, piece)."""
    if _USUAL.fullmatch(text):
        return ((_font_name(0, bold), text),) if text else ()
    pieces: list[tuple[str, str]] = []
    current, begun = _NO_FAMILY, 0
    for place, letter in enumerate(text):
        family = _family(letter)
        if family != current:
            if place:
                pieces.append((_font_name(current, bold), text[begun:place]))
            current, begun = family, place
    pieces.append((_font_name(current, bold), text[begun:]))
    return tuple(pieces)


def opened(name: str) -> EmbeddedFont:
    """The font that `runs` named."""
    return _opened[name]


def usual() -> str:
    """The name of the font that most text is set in, ready to be drawn with."""
    return _font_name(0, bold=False)


def width(pieces: tuple[tuple[str, str], ...], size: float) -> float:
    """The width of what `runs` gave, in points."""
    if len(pieces) == 1:
        name, piece = pieces[0]
        return _opened[name].stringWidth(piece, size)
    return sum(_opened[name].stringWidth(piece, size) for name, piece in pieces)


def _family(letter: str) -> int:
    """The first family that has the letter."""
    known = _family_of.get(letter)
    if known is None:
        # Glyph 0 is the box for what is missing.
        having = (
            place for place in range(len(_FAMILIES)) if _font(_FAMILIES[place][0]).face.charToGlyph.get(ord(letter))
        )
        known = _family_of[letter] = next(having, _NO_FAMILY)
    return known


def _font_name(family: int, bold: bool) -> str:
    name = _FAMILIES[family][bold]
    _font(name)
    return name


def _font(name: str) -> EmbeddedFont:
    found = _opened.get(name)
    if found is None:
        with _opening:
            found = _opened.get(name) or _open(name)
    return found


def _open(name: str) -> EmbeddedFont:
    from reportlab.pdfbase import pdfmetrics

    from clinic_desktop.press.embedding import EmbeddedFont

    font = EmbeddedFont(name, str(RESOURCES / "fonts" / f"{name}.ttf"), holds_ascii=name in _FAMILIES[0])
    pdfmetrics.registerFont(font)
    _opened[name] = font
    return font
