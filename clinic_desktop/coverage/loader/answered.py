"""What may stand behind a key of a coverage case: everything can be "unknown", which is the same as leaving it out."""

import math
from collections.abc import Mapping
from datetime import date

from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.values.identifiers import parse_npi, parse_state
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import Kind, Written, code, day, one_of, text

# Of a limit: the plan has none.
NO_LIMIT = "none"
_YES_NO = {True: "yes", False: "no"}


def known(kind: Kind) -> Kind:
    """The same kind, or "unknown", which gives None."""

    def read(value: object) -> object:
        return None if value == UNKNOWN else kind(value)

    return read


def or_none(kind: Kind) -> Kind:
    """The same kind, or "none" where the plan said that there is none."""

    def read(value: object) -> object:
        return value if value == NO_LIMIT else kind(value)

    return read


def yes_no(value: object) -> str:
    """true, false, "yes", "no" or "unknown": "yes", "no" or ""."""
    if isinstance(value, bool):
        return _YES_NO[value]
    if value in ("yes", "no", UNKNOWN):
        return "" if value == UNKNOWN else str(value)
    raise Unreadable(say("Write true, false or {unknown}.", unknown='"unknown"'))


def proof(value: object) -> str:
    """As `yes_no`; words or a number above 0 that say what is on record count as yes, and so does a list of words."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "yes" if any(map(on_record, value)) else "no"
    if isinstance(value, Written):
        # Not a number is no answer, nor is one without an end.
        return "yes" if 0 < float(value) < math.inf else yes_no(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return "yes" if value > 0 else yes_no(value)
    if not isinstance(value, str):
        return yes_no(value)
    word = value.strip().lower()
    return "no" if word in ("no", "none") else "yes" if on_record(value) else ""


def on_record(value: object) -> str:
    """A number or words as they stand on a paper; "" for "unknown" and "none", and where nothing is to be seen."""
    typed = text(value).strip()
    return "" if is_blank(typed) or typed.lower() in (UNKNOWN, "none") else typed


def npi(value: object) -> str:
    """An NPI with its check digit; "" for "unknown"."""
    typed = on_record(value)
    return parse_npi(typed) if typed else ""


def choice(*answers: str, also: Mapping[str, str] | None = None) -> Kind:
    """One of these words, or another word for one of them; "" for "unknown"."""
    others = also or {}

    def read(value: object) -> str:
        if isinstance(value, str):
            word = value.strip().lower().replace(" ", "_").replace("-", "_")
            if word in (UNKNOWN, ""):
                return ""
            if word in answers or word in others:
                return others.get(word, word)
        return str(one_of(*answers)(value))

    return read


def state(value: object) -> str:
    """A state, as code or name; "" for "unknown"."""
    typed = text(value)
    return "" if typed in (UNKNOWN, "") else parse_state(typed)


def diagnosis_code(value: object) -> str:
    """An ICD-10-CM code, with or without its point; "" for "unknown"."""
    typed = code(value)
    return "" if typed in (UNKNOWN.upper(), "") else typed


def days(value: object) -> tuple[date | None, date | None]:
    """The first and the last day: a list of two, either of which may be "unknown"."""
    if value == UNKNOWN:
        return None, None
    if not isinstance(value, list) or len(value) != len(("first", "last")):
        raise Unreadable(say("Write the first and the last day, like {example}.", example="[2026-11-02, 2027-01-30]"))
    first, last = (known(day)(one) for one in value)
    return first, last
