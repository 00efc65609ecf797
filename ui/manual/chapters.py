"""The chapters of the manual as they lie in files, and the search over all of them."""

import re
from pathlib import Path
from typing import NamedTuple

from clinic_desktop.paths import MANUAL
from clinic_desktop.values.text import folded
from clinic_desktop.wording import translated
from ui.kit.headings import headings, without_anchors

_MARKS = re.compile(r"\*\*|`|^[#>|\s-]+|^\d+\. ", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
# Letters of an excerpt before and after the word that was found.
_BEFORE, _AFTER = 12, 72


class ManualSection(NamedTuple):
    """A heading and all below it up to the next one: its words, its name in links or "", and the text without marks."""

    words: str
    anchor: str
    text: str


class Chapter(NamedTuple):
    """A file of the manual: its name without the ending, its title, its sections, the first of which is its head."""

    name: str
    title: str
    file: Path
    sections: tuple[ManualSection, ...]


class FoundSection(NamedTuple):
    """A section in which all words of a search stand, and a few words of it around the first."""

    chapter: Chapter
    section: ManualSection
    excerpt: str


def chapters() -> tuple[Chapter, ...]:
    """All chapters in their order, each in the language in use where it is translated."""
    names = sorted(path.name for path in (MANUAL / "en").glob("*.md"))
    return tuple(_chapter(translated(MANUAL, name)) for name in names)


def words_of(typed: str) -> tuple[str, ...]:
    """The words of a search."""
    return tuple(typed.split())


def found(all_chapters: tuple[Chapter, ...], typed: str) -> list[FoundSection]:
    """The sections in which every word stands, whole or as a part of one; those with a word in the heading first."""
    words = [folded(word) for word in words_of(typed)]
    hits: list[tuple[int, FoundSection]] = []
    for chapter in all_chapters if words else ():
        for section in chapter.sections:
            heading, text = folded(section.words), folded(section.text)
            if all(word in heading or word in text for word in words):
                rank = -sum(word in heading for word in words)
                hits.append((rank, FoundSection(chapter, section, _excerpt(section.text, typed))))
    return [hit for _, hit in sorted(hits, key=lambda one: one[0])]


def _chapter(file: Path) -> Chapter:
    text = file.read_text(encoding="utf-8")
    heads = headings(text)
    ends = [*(one.at for one in heads[1:]), len(text)]
    sections = tuple(
        ManualSection(one.words, one.anchor, _plain(text[one.at : end])) for one, end in zip(heads, ends, strict=True)
    )
    return Chapter(file.stem, heads[0].words, file, sections)


def _plain(markdown: str) -> str:
    """The text of a section below its heading, in one line and without marks."""
    below = without_anchors(markdown).partition("\n")[2]
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", below)).replace("|", " ").split())


def _excerpt(text: str, typed: str) -> str:
    lower = text.casefold()
    places = [lower.find(word.casefold()) for word in words_of(typed)]
    at = min((place for place in places if place >= 0), default=0)
    begin = 0 if at <= _BEFORE else text.rfind(" ", 0, at - _BEFORE + 1) + 1
    piece = text[begin : at + _AFTER]
    cut = piece if begin + len(piece) >= len(text) else piece.rpartition(" ")[0] + "…"
    return f"…{cut}" if begin else cut
