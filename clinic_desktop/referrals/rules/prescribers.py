"""Reads what was typed about a prescriber: a form, a name in one line, or what finds one."""

import json
import re
from typing import Any

from clinic_desktop.referrals.model import PrescriberDraft, full_name
from clinic_desktop.values.addresses import address_values
from clinic_desktop.values.identifiers import parse_email, parse_npi, parse_phone
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import say

Values = dict[str, Any]
MOST_LETTERS = 100
_LIMITS = {
    "given_name": MOST_LETTERS,
    "family_name": MOST_LETTERS,
    "credential": 40,
    "city": 100,
    "email": 254,
    "note": 10_000,
}
_DOCTORS = frozenset(("MD", "DO", "DC", "ND", "NMD", "DPM", "DDS", "DMD", "MBBS"))
_CREDENTIALS = frozenset(
    (
        *_DOCTORS,
        *("PA", "PA-C", "NP", "NP-C", "ARNP", "APRN", "CRNP", "FNP", "FNP-C", "FNP-BC", "AGNP", "ANP", "PMHNP"),
        *("DNP", "CNM", "CNS", "RN", "PT", "DPT", "OT", "OTR", "LAc", "EAMP", "AP", "OD", "PhD", "PsyD", "LMT", "LMP"),
    )
)
# Words that belong to the family name behind them.
_PARTICLES = frozenset(
    (
        *("de", "del", "della", "der", "den", "di", "da", "das", "do", "dos", "du", "la", "le", "las", "los"),
        *("van", "von", "bin", "ibn", "al", "el", "ten", "ter", "st.", "san", "santa"),
    )
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_TITLES = ("dr", "dr.", "doctor")


def prescriber_values(draft: PrescriberDraft) -> Values:
    """The columns of a prescriber; only the last name is needed. Raises Refused with all problems."""
    found = Problems()
    values: Values = {
        "given_name": plain(draft.given_name),
        "family_name": found.need("family_name", draft.family_name, say("Type the prescriber’s last name.")),
        "credential": plain(draft.credential),
        "npi": found.maybe("npi", parse_npi, draft.npi),
        "organization": plain(draft.organization),
        "phone": found.maybe("phone", parse_phone, draft.phone),
        "fax": found.maybe("fax", parse_phone, draft.fax),
        "email": found.maybe("email", parse_email, draft.email),
        **address_values(found, draft),
        "note": plain(draft.note),
    }
    found.limit(values, _LIMITS)
    found.refuse()
    return values | found_by(values)


def found_by(values: Values) -> Values:
    """What the list of prescribers is ordered by and looked through, without accents and case."""
    given, family = values["given_name"], values["family_name"]
    words = _words(
        full_name(given, family, values["credential"]),
        *(values[field] for field in ("organization", "npi", "phone")),
    )
    return {
        "sort_name": folded(f"{family}, {given}" if given else family),
        "search_text": " ".join(dict.fromkeys((*words, *map(_bare, words), _bare(values["phone"])))),
    }


def wanted(typed: str) -> str:
    """What was typed to find a prescriber, as a JSON list of words that all have to stand in `search_text`."""
    words = _words(plain(typed))
    named = [word for word in words if word not in _TITLES]
    return json.dumps([_bare(word) for word in named or words])


def read_name(text: str) -> tuple[str, str, str]:
    """Given name, family name and credential of a name in one line: "Dr. Maria de la Cruz, MD" or "Lee, Maria, MD".

    Every name can be read: what cannot be told apart is the family name.
    """
    typed = plain(text)
    words = typed.split()
    if len(words) > 1 and words[0].lower() in _TITLES:
        words = words[1:]
    names, credential = _without_credential(_parts(" ".join(words)))
    if not "".join(names):
        return "", typed, ""
    if len(names) > 1:
        return ", ".join(names[1:]), names[0], credential
    given, family = _split(names[0].split())
    return given, family, credential


def called(given: str, family: str, credential: str) -> str:
    """How one speaks of a prescriber: "Dr. Lee" of a doctor, else "Ann Park"."""
    letters = {word.replace(".", "").upper() for word in re.split(r"[\s,/]+", credential)}
    return say("Dr. {name}", name=family) if letters & _DOCTORS else full_name(given, family, "")


def same_npi(name: str) -> str:
    """The sentence about a second prescriber with one NPI."""
    return say("This is the NPI of {name}, who is on the list already.", name=name)


def known_already(name: str) -> str:
    """The sentence about a second prescriber of one name."""
    return say("{name} is on the list already. Open that one, or type both NPIs to tell them apart.", name=name)


def several_known(name: str) -> str:
    """The sentence about a typed name that several prescribers have."""
    return say("Several prescribers are called {name}. Choose one of them.", name=name)


def off_the_list() -> str:
    """The sentence about a prescriber who was retired since they were chosen."""
    return say("This prescriber was taken off the list. Choose another one.")


def _parts(name: str) -> list[str]:
    """What stands between the commas of a name; one before "Jr." divides nothing."""
    parts: list[str] = []
    for part in map(str.strip, name.split(",")):
        if parts and _is_suffix(part):
            parts[-1] = f"{parts[-1]} {part}".strip()
        else:
            parts.append(part)
    return parts


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").lower() in _SUFFIXES


def _without_credential(parts: list[str]) -> tuple[list[str], str]:
    """The parts of a name between its commas, and the credential that stood behind them or as the last words."""
    at = len(parts)
    while at > 1 and _is_credential(parts[at - 1], parts[0]):
        at -= 1
    credential = ", ".join(part for part in parts[at:] if part)
    names = [part for part in parts[:at] if part]
    if not credential and len(names) == 1:
        words = names[0].split()
        while len(words) > 1 and words[-1].replace(".", "") in _CREDENTIALS:
            credential = f"{words.pop()} {credential}".strip()
        names = [" ".join(words)]
    # Too long to be one.
    return (names, credential) if len(credential) <= _LIMITS["credential"] else ([part for part in parts if part], "")


def _is_credential(part: str, before: str) -> bool:
    """Whether a part behind a comma is no name: a known one in any case, or capitals behind a name that has others."""
    known = {one.upper() for one in _CREDENTIALS}
    words = [word.replace(".", "").upper() for word in re.split(r"[\s/]+", part) if word]
    if not words or all(word in known for word in words):
        return True
    return re.fullmatch(r"[A-Z][A-Z.\- ]*", part) is not None and not before.isupper()


def _split(words: list[str]) -> tuple[str, str]:
    """Given and family name; a particle begins the family name, and "Jr." does not end it alone."""
    start = len(words) - 1
    if start > 1 and _is_suffix(words[-1]):
        start -= 1
    first = next((at for at, word in enumerate(words[:start]) if at and word.lower() in _PARTICLES), start)
    return " ".join(words[:first]), " ".join(words[first:])


def _words(*texts: str) -> list[str]:
    return folded(" ".join(texts).replace(",", " ")).split()


def _bare(word: str) -> str:
    """A word without its marks, as numbers are typed in many ways, and names and credentials too."""
    return re.sub(r"[().+'\s-]", "", word) or word
