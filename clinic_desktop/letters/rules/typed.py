"""A letter, a clinic's own words and a sending, read as typed into the columns of their rows."""

import json
from collections.abc import Mapping
from typing import Any

from clinic_desktop.letters.model import (
    LINE_LETTERS,
    PART_LETTERS,
    VOICES,
    LetterDraft,
    LetterEdit,
    LetterTemplate,
    OwnText,
)
from clinic_desktop.letters.rules.composing import own_key
from clinic_desktop.letters.rules.filling import unknown_in, unknown_words
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say

Values = dict[str, Any]


def letter_values(draft: LetterDraft) -> Values:
    """The columns of a draft; raises Refused with every part that is too long. What else is wrong with a letter its
    pre-flight says: a draft may be as unfinished as it is."""
    problems = Problems()
    if draft.voice and draft.voice not in VOICES:
        problems.add("voice", say("Choose who speaks in the letter."))
    edits = {key: LetterEdit(tidy(one.text), one.over) for key, one in draft.edits.items()}
    for key, one in edits.items():
        see_length(problems, key, one.text)
    problems.refuse()
    kept = {key: [one.text, one.over] for key, one in edits.items()}
    return {"voice": draft.voice, "edits": json.dumps(kept, ensure_ascii=False)}


def wording_values(template: LetterTemplate, typed: Mapping[str, str]) -> dict[str, OwnText]:
    """The clinic's own words by paragraph, without those that say what the program says; raises Refused with each
    placeholder that nobody knows, at its paragraph, with its line."""
    problems, found = Problems(), {}
    for paragraph in template.paragraphs:
        for voice, shipped in paragraph.texts.items():
            key = own_key(paragraph.key, voice)
            text = tidy(typed.get(key, shipped))
            see_length(problems, key, text)
            see_placeholders(problems, key, text)
            if text != shipped:
                found[key] = OwnText(text, shipped)
    problems.refuse()
    return found


def see_length(problems: Problems, key: str, text: str) -> None:
    """Note a part that is longer than a letter holds, or a paragraph of it that is longer than anybody reads."""
    if len(text) > PART_LETTERS:
        problems.add(key, say("This is too long: {limit} letters fit here.", limit=PART_LETTERS))
    elif any(len(line) > LINE_LETTERS for line in text.split("\n")):
        words = say("A paragraph holds {limit} letters. Press Enter where a new one begins.", limit=LINE_LETTERS)
        problems.add(key, words)


def see_placeholders(problems: Problems, key: str, text: str) -> None:
    """Note the first placeholder that nobody knows, with its line."""
    for line, name in unknown_in(text)[:1]:
        problems.add(key, say("Line {line}: {words}", line=line, words=unknown_words(name)))


def tidy(text: str) -> str:
    """A text without what nobody sees, and without spaces at the end of its lines."""
    return "\n".join(line.rstrip() for line in plain(text).split("\n"))
