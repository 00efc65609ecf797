"""The headings of a text in Markdown, each with a name that links and F1 know: "## Units {#units}"."""

import re
from typing import NamedTuple

_HEADING = re.compile(r"^(#{1,3}) +(.*?)(?: +\{#([a-z0-9-]+)\})?$", re.MULTILINE)


class Heading(NamedTuple):
    """How high it stands (1 is the title), its words, its name or "", and where it begins in the text."""

    level: int
    words: str
    anchor: str
    at: int


def headings(text: str) -> list[Heading]:
    """All headings of a text, in order."""
    return [Heading(len(found[1]), found[2], found[3] or "", found.start()) for found in _HEADING.finditer(text)]


def without_anchors(text: str) -> str:
    """The text as it is read, its headings without their names."""
    return _HEADING.sub(r"\1 \2", text)
