"""Reads what was typed about a prescriber in a form, or what finds one; the sentences about them."""

import json
import re
from collections.abc import Sequence
from typing import Any

from clinic_desktop.referrals.model import Known, PrescriberDraft, full_name
from clinic_desktop.referrals.rules.names import MOST_OF_CREDENTIAL, untitled
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
    "credential": MOST_OF_CREDENTIAL,
    "city": 100,
    "email": 254,
    "note": 10_000,
    "license": 60,
}


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
        "license": plain(draft.license),
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
    text = plain(typed)
    named = [word for word in _words(untitled(text)) if untitled(word)]
    return json.dumps([_bare(word) for word in named or _words(text)])


def nobody_named() -> str:
    """The sentence about a title or a credential without a name."""
    return say("Type the prescriber’s name.")


def same_npi(name: str) -> str:
    """The sentence about a second prescriber with one NPI."""
    return say("This is the NPI of {name}, who is on the list already.", name=name)


def known_already(name: str) -> str:
    """The sentence about a second prescriber of one name."""
    return say("{name} is on the list already. Open that one, or type both NPIs to tell them apart.", name=name)


def several_known(name: str) -> str:
    """The sentence about a typed name that several prescribers have."""
    return say("Several prescribers are called {name}. Choose one of them.", name=name)


def several_retired(name: str) -> str:
    """The sentence about a typed name that several prescribers have, all of them retired."""
    return say(
        "Several prescribers called {name} were taken off the list. Bring one of them back under Payers, Prescribers.",
        name=name,
    )


def npi_taken_since(name: str, other: str) -> str:
    """The sentence about a retired prescriber whose NPI somebody on the list has."""
    return say(
        "{name} was taken off the list, and {other} has that NPI now. Choose {other}, or correct the NPIs under "
        "Payers, Prescribers.",
        name=name,
        other=other,
    )


def last_name_known(names: Sequence[str]) -> str:
    """The sentence about a last name without a first one that somebody on the list has."""
    if len(names) == 1:
        return say("{name} is on the list. Choose them, or type the first name too.", name=names[0])
    both = {"first": names[0], "second": names[1]}
    if len(names[1:]) == 1:
        return say("{first} and {second} are on the list. Choose one of them, or type the first name too.", **both)
    return say("{first}, {second} and others are on the list. Choose one, or type the first name too.", **both)


def unclear(known: Known) -> str:
    """Why a typed name cannot be kept as the prescriber of a paper, and what to do; "" when it can."""
    if known.kind == "unnamed":
        return nobody_named()
    if known.kind == "several":
        return (several_retired if known.rows[0].is_retired else several_known)(known.name)
    return last_name_known([row.name for row in known.rows]) if known.kind == "near" else ""


def off_the_list() -> str:
    """The sentence about a prescriber who was retired since they were chosen."""
    return say("This prescriber was taken off the list. Choose another one.")


def _words(*texts: str) -> list[str]:
    return folded(" ".join(texts).replace(",", " ")).split()


def _bare(word: str) -> str:
    """A word without its marks, as numbers are typed in many ways, and names and credentials too."""
    return re.sub(r"[().+'\s-]", "", word) or word
