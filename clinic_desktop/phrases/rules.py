"""Reads a phrase as typed."""

import re
from typing import Any

from clinic_desktop.phrases.model import MARK, PHRASE_LETTERS, SHORTCUT_LETTERS, PhraseDraft
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say


def phrase_values(draft: PhraseDraft) -> dict[str, Any]:
    """The columns of a phrase; raises Refused. A shortcut is letters and digits, whatever the script."""
    found = Problems()
    shortcut = found.read("shortcut", shortcut_of, draft.shortcut)
    words = found.need("words", draft.words, say("Type the words that the shortcut stands for."))
    values = {"shortcut": shortcut or "", "words": words}
    found.limit(values, {"words": PHRASE_LETTERS})
    found.refuse()
    return values


def shortcut_of(typed: str) -> str:
    """The shortcut as it is kept: "ut" from ".UT"; raises Unreadable."""
    shortcut = plain(typed).removeprefix(MARK).casefold()
    if not shortcut:
        raise Unreadable(say("Type the shortcut, like “neck”. In a note you type “.neck” and a space."))
    if not re.fullmatch(r"\w+", shortcut):
        raise Unreadable(say("Only letters and digits, no spaces: like “neck2”."))
    if len(shortcut) > SHORTCUT_LETTERS:
        raise Unreadable(say("This is too long: {limit} letters fit here.", limit=SHORTCUT_LETTERS))
    return shortcut


def taken(shortcut: str) -> str:
    """The sentence about a shortcut that another phrase has."""
    return say("“{shortcut}” is taken by another phrase.", shortcut=f"{MARK}{shortcut}")
