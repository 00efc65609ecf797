"""Reads the name of a prescriber in one line, with the title before it and the credentials behind it."""

import re

from clinic_desktop.referrals.model import full_name
from clinic_desktop.values.names import given_and_family, name_parts
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import say

MOST_OF_CREDENTIAL = 40
_DOCTORS = ("MD", "DO", "DC", "ND", "NMD", "DPM", "DDS", "DMD", "MBBS")
# As the house writes them, by their capitals.
_CREDENTIALS = {
    one.upper(): one
    for one in (
        *_DOCTORS,
        *("PA", "PA-C", "NP", "NP-C", "ARNP", "APRN", "CRNP", "FNP", "FNP-C", "FNP-BC", "AGNP", "ANP", "PMHNP"),
        *("DNP", "CNM", "CNS", "RN", "PT", "DPT", "OT", "OTR", "OTR/L", "LAc", "EAMP", "AP", "OD"),
        *("PhD", "PsyD", "LMT", "LMP"),
    )
}
# Those that are family names too, and are told apart by how they are written: "Kim Do", "Kim DO".
_NAMES_TOO = frozenset(("DO", "PA", "NP", "AP", "OD", "LAC"))
_BRACKETS = re.compile(r"\(([^()]*)\)")
_TITLE = re.compile(r"(?:dr\.\s*|(?:dr|doctor)(?:\s+|$))", re.IGNORECASE)


def read_name(text: str) -> tuple[str, str, str]:
    """Given name, family name and credential of a name in one line: "Dr. Maria de la Cruz, MD", "Maria Lee (MD)",
    "Lee, Maria, MD" or "Lee MD, Maria".

    What cannot be told apart is the family name; there is none where only a title or a credential was typed.
    """
    first, *others = name_parts(untitled(_without_brackets(plain(text))))
    names, credential = _without_credential([first, *map(untitled, others)])
    return *given_and_family(names), credential


def untitled(name: str) -> str:
    """A name without the title before it; "" when there is nothing else."""
    return _TITLE.sub("", name, count=1) if _TITLE.match(name) else name


def called(given: str, family: str, credential: str) -> str:
    """How one speaks of a prescriber: "Dr. Lee" of a doctor, else "Ann Park"."""
    letters = {word.replace(".", "").upper() for word in re.split(r"[\s,/]+", credential)}
    return say("Dr. {name}", name=family) if letters & {*_DOCTORS} else full_name(given, family, "")


def credentials(text: str) -> frozenset[str]:
    """The credentials in a text as they are compared: those of "M.D., PhD" are "md" and "phd"."""
    return frozenset(re.split(r"[\s,/]+", folded(text).replace(".", ""))) - {""}


def may_be_one(first: str, second: str) -> bool:
    """Whether two of one name may be one person by their credentials: one has all that the other has."""
    ours, theirs = credentials(first), credentials(second)
    return ours <= theirs or theirs <= ours


def _without_brackets(name: str) -> str:
    """A name with the credentials in brackets behind it as if a comma stood before them: "Lee (MD), Maria" becomes
    "Lee, Maria, MD". Other brackets stay."""
    told: list[str] = []

    def take(found: re.Match[str]) -> str:
        inside = found[1].strip(" ,")
        if not inside or not all(map(_known, re.split(r"[\s,]+", inside))):
            return found[0]
        told.append(inside)
        return " "

    left = _BRACKETS.sub(take, name)
    return ", ".join((re.sub(r"\s+(?=,|$)", "", plain(left)), *told))


def _without_credential(parts: list[str]) -> tuple[list[str], str]:
    """The parts of a name between its commas, and the credentials that stood behind them or as the last words."""
    at = len(parts)
    while at > 1 and _is_credential(parts[at - 1], parts[0]):
        at -= 1
    names = [part for part in parts[:at] if part]
    found = [_written(part) for part in parts[at:] if part]
    # Behind the family name where that comes first, "Lee MD, Maria", else behind the whole.
    for place in sorted({0, len(names) - 1} if names else (), reverse=True):
        words = names[place].split()
        while words and _ends_a_name(words) and (len(words) > 1 or len(names) == 1):
            found.insert(0, _known(words.pop()))
        names[place] = " ".join(words)
    names = [name for name in names if name]
    credential = ", ".join(found)
    # Too long to be one.
    return (names, credential) if len(credential) <= MOST_OF_CREDENTIAL else ([part for part in parts if part], "")


def _is_credential(part: str, before: str) -> bool:
    """Whether a part behind a comma is no name: a known one in any case, or capitals behind a name that has others."""
    if all(map(_known, part.split())):
        return True
    return re.fullmatch(r"[A-Z][A-Z.\- ]*", part) is not None and not before.isupper()


def _ends_a_name(words: list[str]) -> bool:
    """Whether the last word is a credential: a known one in any case, but one that is a name too only in capitals or
    with dots, or in small letters behind two words."""
    last = words[-1]
    if not _known(last) or last.replace(".", "").upper() not in _NAMES_TOO:
        return bool(_known(last))
    is_marked = last.isupper() or "." in last[:-1] or last == _known(last)
    return is_marked or (last.islower() and len(words[:-1]) > 1)


def _known(word: str) -> str:
    """A known credential as the house writes it: "M.D." is "MD", "md/phd" is "MD, PhD"; "" for any other word."""
    bare = word.replace(".", "").upper()
    found = [_CREDENTIALS.get(one, "") for one in ([bare] if bare in _CREDENTIALS else bare.split("/"))]
    return ", ".join(found) if all(found) else ""


def _written(part: str) -> str:
    """What stands behind a comma, with the known ones as the house writes them."""
    words = part.split()
    known = [_known(word) for word in words]
    if all(known):
        return ", ".join(known)
    return _known("".join(words)) or " ".join(house or word for house, word in zip(known, words, strict=True))
