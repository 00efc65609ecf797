"""The one door for text on paper: whatever was typed is set letter for letter, never read as markup.

Only a SetLine can be put on a sheet, and only `set_lines` makes one.
"""

import re
from typing import NamedTuple

from clinic_desktop.press import fonts
from clinic_desktop.press.letters import in_reading_order, printable
from clinic_desktop.values.remembered import of_many

# No fact on a form is longer; from a case file anything may come.
MOST_LETTERS = 2_000
# What a person wrote at length is told whole: no text of the record has so many letters.
MOST_TOLD = 20_000
_MORE = "…"
# The same words stand on every paper of a kind, and a paper that does not fit is set once more in another size: so many
# of them, up to so long, stay measured.
_KEPT, _SHORT = 2_048, 120


class Type(NamedTuple):
    """How text is set: its size in points, and its weight."""

    size: float
    bold: bool = False


class SetLine(NamedTuple):
    """One line ready for a sheet: pieces of (name of a font, text), with its size and its width in points."""

    pieces: tuple[tuple[str, str], ...]
    size: float
    width: float


class _Measured(NamedTuple):
    """A text as it is set in any size: its pieces, its width at one point, and whether nothing is to be cut off."""

    pieces: tuple[tuple[str, str], ...]
    width: float
    is_bare: bool

    def at(self, size: float) -> SetLine:
        return SetLine(self.pieces, size, self.width * size)


def set_line(text: str, face: Type) -> SetLine:
    """A text on a single line, however long; line ends become spaces."""
    known = _known(text, face.bold)
    return known.at(face.size) if known else _set(_drawable(text).replace("\n", " "), face)


def set_lines(
    text: str, face: Type, width: float, most: int = MOST_LETTERS, letters: int = MOST_LETTERS
) -> tuple[SetLine, ...]:
    """A text in lines no wider than `width` points; what was typed on lines of its own stays there.

    A word wider than that is broken. Of a text of more than so many `letters`, or of more than `most` lines, the
    beginning is set, with … at its end. No text has no lines.
    """
    if not text:
        return ()
    known = _known(text, face.bold)
    if known and known.is_bare and known.width * face.size <= width:
        # So it is with most.
        return (known.at(face.size),)
    shown = _drawable(text, letters).strip()
    found: list[str] = []
    for paragraph in shown.split("\n") if shown else ():
        # One more than can be shown tells that there is more.
        found += _wrapped(paragraph, face, width, most + 1 - len(found))
        if len(found) > most:
            break
    is_cut = len(found) > most or len(text) > letters
    found = found[:most]
    if is_cut and found:
        found[-1] = _shortened(found[-1], face, width)
    return tuple(_set(line, face) for line in found)


def told_lines(text: str, face: Type, width: float) -> tuple[SetLine, ...]:
    """What a person wrote, as `set_lines` but as a whole; of several empty lines one is left."""
    return set_lines(re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text), face, width, MOST_TOLD, MOST_TOLD)


def _known(text: str, bold: bool) -> _Measured | None:
    """A short text that stands on one line; None for any other."""
    return _measured(text, bold) if len(text) <= _SHORT else None


@of_many(_KEPT)
def _measured(text: str, bold: bool) -> _Measured | None:
    shown = _drawable(text)
    if "\n" in shown:
        return None
    pieces = fonts.runs(in_reading_order(shown), bold)
    return _Measured(pieces, fonts.width(pieces, 1.0), bool(shown) and shown == shown.strip())


def _drawable(text: str, letters: int = MOST_LETTERS) -> str:
    # Before lines are turned: the library that turns them stumbles over letters that Unicode does not know.
    return fonts.drawable(printable(text[:letters]))


def _set(line: str, face: Type) -> SetLine:
    pieces = fonts.runs(in_reading_order(line), face.bold)
    return SetLine(pieces, face.size, fonts.width(pieces, 1.0) * face.size)


def _width(text: str, face: Type) -> float:
    return fonts.width(fonts.runs(text, face.bold), face.size)


def _wrapped(paragraph: str, face: Type, width: float, most: int) -> list[str]:
    """The lines of a paragraph, at most so many; each word is measured once."""
    words = paragraph.split(" ")
    if _width(paragraph, face) <= width:
        return [paragraph]
    space = _width(" ", face)
    lines: list[str] = []
    current, filled = "", 0.0
    for word in words:
        needed = _width(word, face)
        if current and filled + space + needed <= width:
            current, filled = f"{current} {word}", filled + space + needed
            continue
        if current:
            lines.append(current)
        current, filled = word, needed
        if needed > width:
            *whole, current = _broken(word, face, width)
            lines += whole
            filled = _width(current, face)
        if len(lines) >= most:
            break
    return [*lines, current][:most]


def _broken(word: str, face: Type, width: float) -> list[str]:
    """A word in pieces no wider than `width`, at least a letter each."""
    pieces: list[str] = []
    begun, filled = 0, 0.0
    for place, letter in enumerate(word):
        needed = _width(letter, face)
        if filled + needed > width and place > begun:
            pieces.append(word[begun:place])
            begun, filled = place, 0.0
        filled += needed
    return [*pieces, word[begun:]]


def _shortened(line: str, face: Type, width: float) -> str:
    """The line with … at its end, still no wider."""
    while line and _width(line + _MORE, face) > width:
        line = line[:-1]
    return line + _MORE
