"""Answers as people type them, as values of a case file: “3/14”, “$30”, “40%”, “yes”."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from clinic_desktop.coverage.loader import answered, case_keys
from clinic_desktop.coverage.loader.answered import NO_LIMIT
from clinic_desktop.coverage.loader.money import MOST_VISITS, percent
from clinic_desktop.coverage.loader.vocabulary import KINDS
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.values import dates, money
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import is_blank, plain
from clinic_desktop.wording import say
from clinic_desktop.written import kinds
from clinic_desktop.written.kinds import Kind, Written
from clinic_desktop.written.writing import spelled

MOST_LETTERS = 500
_MOST_DAYS_APART = 366
# More digits than any number here, and far from what Python refuses to read.
_DIGITS = "[0-9]{1,6}"
_PERCENT = r"([0-9]{1,3}(?:\.[0-9]{1,2})?) ?%?"
_SPAN = r"\s+(?:to|until|[-–—])\s+|\s*[–—]\s*"
_SAID: Mapping[str, bool] = {
    **{"yes": True, "y": True, "true": True, "held": True},
    **{"no": False, "n": False, "false": False, "none": False},
}
# What a kind gives for what nobody knows; of two days both.
_NOTHING = ("", None, (None, None))
_Reader = Callable[[str, date], Any]


def is_unknown(text: str) -> bool:
    """Whether it says that nobody knows."""
    return plain(text).strip().lower() == UNKNOWN


def typed_value(key: str, text: str, today: date) -> Any:
    """The value of a key of KINDS as typed; None where it takes an answer back. Raises Unreadable."""
    bare = plain(text)
    if is_blank(bare) or is_unknown(bare):
        return None
    if len(bare) > MOST_LETTERS:
        raise Unreadable(say("This is too long: {limit} letters fit here.", limit=MOST_LETTERS))
    reader = _BY_KEY.get(key) or _BY_KIND.get(KINDS[key], _word)
    value = reader(bare, today)
    read = KINDS[key](value) if not _is_self_reported(key, value) else value
    if read in _NOTHING:
        return None
    # A word by its own name: “Cash” is “self_pay”. Text stands as it is, and so does the code of a denial.
    is_word = isinstance(value, str) and isinstance(read, str) and key != "denial"
    return read if is_word and reader in (_word, _or_choice) else value


def spelled_answer(key: str, text: str, today: date) -> str:
    """A typed answer as it is kept, that nobody knows among them; "" for none, and for one that cannot be read."""
    if is_unknown(text):
        return spelled(UNKNOWN)
    try:
        value = typed_value(key, text, today)
    except Unreadable:
        return ""
    return "" if value is None else spelled(value)


def typed_again(value: Any) -> str:
    """A value as a person would type it into a field; `typed_value` reads it back."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return dates.printed(value)
    if isinstance(value, list):
        if not value:
            return "none"
        # The days of an authorization stand in a list of two, diagnoses in one of codes.
        apart = " to " if any(isinstance(one, date) for one in value) else ", "
        return apart.join(_self_reported(one) if isinstance(one, dict) else typed_again(one) for one in value)
    return str(value)


def readable(key: str, value: Any) -> bool:
    """Whether a value that was kept is still one that this key may have."""
    kind = KINDS.get(key)
    if kind is None:
        return False
    try:
        return _is_self_reported(key, value) or kind(value) not in _NOTHING
    except Unreadable:
        return False


def _self_reported(one: Mapping[str, Any]) -> str:
    return str(one.get("source", ""))


def _is_self_reported(key: str, value: Any) -> bool:
    """A diagnosis in the client's own words has no code, and is a table of a source alone."""
    return key == "dx" and value == _IN_OWN_WORDS


def _word(text: str, _today: date) -> str:
    return text


def _yes_no(text: str, _today: date) -> bool:
    said = _SAID.get(text.lower())
    if said is None:
        raise Unreadable(say("Answer yes, no or unknown."))
    return said


def _or_word(text: str, _today: date) -> bool | str:
    return _SAID.get(text.lower(), text)


def _or_choice(text: str, _today: date) -> bool | str:
    return _SAID.get(text.lower(), text)


def _count(text: str, _today: date) -> int:
    if not re.fullmatch(_DIGITS, text):
        raise Unreadable(say("Type a whole number, like 12."))
    return int(text)


def _in(least: int, most: int) -> Callable[[str, date], int]:
    def read(text: str, _today: date) -> int:
        found = int(text) if re.fullmatch(_DIGITS, text) else -1
        if not least <= found <= most:
            raise Unreadable(say("Type a whole number from {least} to {most}.", least=least, most=f"{most:,}"))
        return found

    return read


def _amount(text: str, _today: date) -> Written:
    return Written(money.typed(money.parse_cents(text)))


def _percent(text: str, _today: date) -> Written | int:
    found = re.fullmatch(_PERCENT, text)
    if found is None:
        raise Unreadable(say("Type the client’s share in percent, 0 to 100, like 40 or 12.5."))
    return Written(found[1]) if "." in found[1] else int(found[1])


def _or_none(reader: _Reader) -> _Reader:
    return lambda text, today: NO_LIMIT if text.lower() in ("none", "no limit") else reader(text, today)


def _or_never(text: str, today: date) -> date | str:
    return "never" if text.lower() == "never" else dates.parse_date(text, today)


def _span(text: str, today: date) -> list[date | str]:
    parts = re.split(_SPAN, text)
    if len(parts) != len(("first", "last")):
        raise Unreadable(say("Type the first and the last day, like 11/2/2026 to 1/30/2027."))
    return [UNKNOWN if part.strip().lower() == UNKNOWN else dates.parse_date(part, today) for part in parts]


def _codes(text: str, _today: date) -> list[Any]:
    if text.lower() in ("none", "self"):
        return [] if text.lower() == "none" else [dict(one) for one in _IN_OWN_WORDS]
    return [one.upper() for one in re.split(r"[\s,;]+", text) if one]


_IN_OWN_WORDS: list[dict[str, str]] = [{"source": "self"}]
# `held` and `proof` know words besides yes and no.
_BY_KIND: Mapping[Kind, _Reader] = {
    **{case_keys.DAY: dates.parse_date, kinds.day: dates.parse_date},
    **{case_keys.COUNT: _count, kinds.whole: _count, case_keys.MONEY: _amount, kinds.cents: _amount},
    **{percent: _percent, answered.yes_no: _yes_no, kinds.yes_no: _yes_no, answered.proof: _or_word},
    **{case_keys.held: _yes_no, answered.days: _span, case_keys.CODES: _codes},
}
_BY_KEY: Mapping[str, _Reader] = {
    **dict.fromkeys(("benefit.visit_limit", "benefit.unit_cap"), _or_none(_count)),
    **dict.fromkeys(("benefit.dollar_cap", "cost_share.family_deductible"), _or_none(_amount)),
    **dict.fromkeys(("cost_share.oop_max", "cost_share.per_visit_cap"), _or_none(_amount)),
    **{"last_treated": _or_never, "benefit.lmt_ok": _or_choice},
    **{"series.visits": _in(1, MOST_VISITS), "series.every_days": _in(1, _MOST_DAYS_APART)},
}
