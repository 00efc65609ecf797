"""A phrase with its shortcut, as it stands and as typed."""

from dataclasses import dataclass
from typing import NewType

PhraseId = NewType("PhraseId", int)
# What is typed before a shortcut, so that no word of a note is taken for one.
MARK = "."
SHORTCUT_LETTERS = 20
PHRASE_LETTERS = 2_000


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that a note is written in, typed as ".shortcut"; the shortcut is kept without its mark, in lower case."""

    id: PhraseId
    version: int
    shortcut: str
    words: str


@dataclass(frozen=True, slots=True)
class PhraseDraft:
    """A phrase as typed."""

    shortcut: str = ""
    words: str = ""
