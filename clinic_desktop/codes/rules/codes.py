"""Reads a typed diagnosis code."""

import re
from collections.abc import Iterable

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say

# The second character may be a letter (QA0, since October 2025) or the third (C4A, M1A): one of them is a digit.
_CODE = r"(?=[A-Z]{1,2}[0-9])([A-Z][0-9A-Z][0-9A-Z])\.?([0-9A-Z]{1,4})?"
_BEFORE_A_CODE = r"^\s*(ICD[- ]?10([- ]?CM)?|ICD|DX|CODE)\b[\s:#]*"
_BEGINNING = r"[A-Z][0-9][0-9A-Z]{0,5}|[A-Z]{2}[0-9][0-9A-Z]{0,4}"
_LOOK_ALIKE = str.maketrans("OIL", "011")
_BEFORE_THE_DOT = 3
_LONGEST = 8
# Letters and digits are left; "Bell's" is one word. None and not "": that takes Python the long way.
_WORDS_ONLY = {at: " " for at in range(128) if not chr(at).isalnum()} | {ord("'"): None}

# The same where parts of a text stand between "|", and texts on lines of their own.
_WORDS_AND_PARTS = {at: to for at, to in _WORDS_ONLY.items() if chr(at) not in "|\n"}


def parse_diagnosis_code(text: str) -> str:
    """An ICD-10-CM code with its dot, from "m54.50", "M5450" or "M54 50"; raises Unreadable.

    Its form alone is read; whether a release has it is asked of `codes.queries`.
    """
    bare = "".join(text.upper().split())
    read = re.fullmatch(_CODE, bare)
    if read is None:
        raise Unreadable(say("A diagnosis code looks like M54.50 or S13.4XXA."))
    return f"{read[1]}.{read[2]}" if read[2] else read[1]


def parse_diagnosis_codes(text: str) -> tuple[str, ...]:
    """The codes of a text that says nothing else: "M54.2", "(M54,2)", "ICD-10: M54.2; M79.18"; none for other texts.

    Commas, slashes, semicolons, spaces and line ends stand between codes; a comma or dash may stand for the dot.
    """
    bare = re.sub(_BEFORE_A_CODE, "", text.upper()).strip(" ()[].,;")
    parts = [part.strip("()[]") for part in re.split(r"[\s,;/]+", bare)]
    for said in (parts, [bare], [re.sub("[,-]", ".", bare)]):
        try:
            return tuple(map(parse_diagnosis_code, said))
        except Unreadable:
            continue
    return ()


def dotted(bare: str) -> str:
    """A code without a dot, as the official files write it, with its dot: "M5450" becomes "M54.50"."""
    return f"{bare[:_BEFORE_THE_DOT]}.{bare[_BEFORE_THE_DOT:]}" if len(bare) > _BEFORE_THE_DOT else bare


def words_of(text: str) -> str:
    """The words of a title or of what is typed, folded, each between single spaces: " bells palsy right ".

    No title has a letter of another script, so those only part words.
    """
    bare = text.lower() if text.isascii() else folded(text).encode("ascii", "replace").decode()
    return f" {' '.join(bare.translate(_WORDS_ONLY).split())} "


def words_of_all(texts: Iterable[str]) -> list[str]:
    """Each text's words, or those of each of its parts where "|" stands between them: "| low back pain | lumbago |".

    A release has 50,000 titles: this goes over all of them at once, in a quarter of the time. No text has a line break.
    """
    lines = [text if text.isascii() else folded(text).encode("ascii", "replace").decode() for text in texts]
    if not lines:
        return []
    bare = "\n".join(lines)
    spaced = f" {bare.lower().translate(_WORDS_AND_PARTS)} ".replace("|", " | ").replace("\n", " \n ")
    while "  " in spaced:
        spaced = spaced.replace("  ", " ")
    return [f"|{words}|" for words in spaced.split("\n")]


def code_beginnings(typed: str) -> tuple[str, ...]:
    """What may be the beginning of a code in what is typed, with its dot, the likeliest first; none in plain words.

    "m54", "M54,5", "M54-5", "ICD-10: M54.5" and "M54.5 low back pain" are all M54.5. O and 0, I, l and 1 are mistaken
    for each other, so a second reading follows the first.
    """
    text = re.sub(_BEFORE_A_CODE, "", typed.upper())
    whole = re.sub(r"[^A-Z0-9]", "", text) if re.fullmatch(r"[A-Z0-9\s.,:;/-]*", text) else ""
    parts = [re.sub(r"[^A-Z0-9]", "", part) for part in text.split()]
    read = [whole, *(part for part in parts if len(part) > _BEFORE_THE_DOT)]
    # A word without a digit is none, however it is read.
    coded = [bare for bare in read if any(map(str.isdigit, bare))]
    both = [one for bare in coded for one in (bare, bare[:1] + bare[1:].translate(_LOOK_ALIKE))]
    return tuple(dict.fromkeys(dotted(bare) for bare in both if re.fullmatch(_BEGINNING, bare)))


def code_of(base: str, seventh: str) -> str:
    """A code of seven characters: its base, filled up with X, and the last character."""
    bare = base.replace(".", "")
    return dotted(f"{bare:X<6}{seventh}")


def base_of(code: str) -> str:
    """What a code of seven characters is an encounter of ("S13.4" of S13.4XXA); a shorter code itself."""
    return code[:-1].rstrip("X").rstrip(".") if is_whole_length(code) else code


def is_whole_length(code: str) -> bool:
    """Whether a code has all seven characters; the last one is then chosen from a few (the encounter, mostly)."""
    return len(code) == _LONGEST
