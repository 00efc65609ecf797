"""Names of people in one line: which words are the family name, and whether what was typed may be a name at all."""

import re
from collections.abc import Sequence

from clinic_desktop.values.text import plain

# Words that belong to the family name behind them.
_PARTICLES = frozenset(
    (
        *("de", "del", "della", "der", "den", "di", "da", "das", "do", "dos", "du", "la", "le", "las", "los"),
        *("van", "von", "bin", "ibn", "al", "el", "ten", "ter", "st.", "san", "santa"),
    )
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
# What stands for one where a column is for it alone.
_ALSO_SUFFIXES = frozenset(("v", "2nd", "3rd", "4th", "junior", "senior"))


def may_be_name(text: str) -> bool:
    """Whether what was typed to find somebody, or a payer, may be a name: it has letters, and it is no phone number, no
    day, no member ID and no email address."""
    typed = plain(text)
    return any(map(str.isalpha, typed)) and not re.search(r"[\d@]", typed)


def name_parts(name: str) -> list[str]:
    """What stands between the commas of a name; one before "Jr." divides nothing."""
    parts: list[str] = []
    for part in map(str.strip, name.split(",")):
        if parts and _is_suffix(part):
            parts[-1] = f"{parts[-1]} {part}".strip()
        else:
            parts.append(part)
    return parts


def given_and_family(parts: Sequence[str]) -> tuple[str, str]:
    """Given and family name of the parts between the commas: of several the first is the family name, as "Lee, Ana".

    In one part a particle begins the family name, "Maria de la Cruz", and "Jr." does not end it alone. What cannot be
    told apart is the family name.
    """
    names = [part for part in parts if part]
    if len(names) > 1:
        return ", ".join(names[1:]), names[0]
    return _split(names[0].split()) if names else ("", "")


def may_be_suffix(text: str) -> bool:
    """Whether what stands in a place for suffixes is one, as "Jr." or "III", and no "MD"."""
    return _is_suffix(text.strip()) or text.strip().rstrip(".").lower() in _ALSO_SUFFIXES


def with_suffix(family: str, suffix: str = "") -> str:
    """A family name with the suffix that stands beside it, or behind a comma in it: "Vega Jr." One that it has is not
    said twice."""
    name = ", ".join(part for part in name_parts(" ".join(family.split())) if part)
    if not name or not suffix or _is_suffix(name.split()[-1]):
        return name
    return f"{name} {suffix.strip()}"


def with_capitals(name: str) -> str:
    """A name that was typed in small letters, as it is written: "de la cruz jr" is "de la Cruz Jr"."""
    words = name.split()
    # What stands there is the name itself, and no particle: "Anh Do".
    last = len(words) - 1 - (len(words) > 1 and _is_suffix(words[-1]))
    return " ".join(word if at < last and word in _PARTICLES else _with_capital(word) for at, word in enumerate(words))


def _with_capital(word: str) -> str:
    if word in ("ii", "iii", "iv"):
        return word.upper()
    return word[:1].upper() + word[1:]


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").lower() in _SUFFIXES


def _split(words: list[str]) -> tuple[str, str]:
    start = len(words) - 1
    if start > 1 and _is_suffix(words[-1]):
        start -= 1
    if _is_all_family(words[: start + 1]):
        return "", " ".join(words)
    first = next((at for at, word in enumerate(words[:start]) if at and word.lower() in _PARTICLES), start)
    return " ".join(words[:first]), " ".join(words[first:])


def _is_all_family(words: list[str]) -> bool:
    """Whether a name begins with its family name, "de la Cruz" or "van Dyke": "Van" alone may be a given name."""
    if words[0].lower() not in _PARTICLES:
        return False
    is_small = words[0].islower() and not words[-1].islower()
    return is_small or (len(words[:-1]) > 1 and all(word.lower() in _PARTICLES for word in words[:-1]))
