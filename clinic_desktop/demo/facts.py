"""Reads data/demo. A table that nothing asks for is an error, and so is a key that no draft knows.

Days move with the clinic's day, so that the demo never grows old. They are written in four ways:

- `born = [34, 3, 14]`: turned 34 on the last March 14 before today, or today
- `onset_days_ago = 120`: so many days before today
- `days_left = 45`, `ends_in_days = 45`, `due_in_days = 45`: so many days after today; below zero before
- `effective = [-1, 1, 1]`: January 1 of last year; 0 is this year

None of them is a February 29, which most years do not have.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from clinic_desktop.paths import DATA

Typed = dict[str, Any]
_FILES = {
    "clinic.toml": {"practice", "billing", "therapists", "staff", "supervisors", "services"},
    "payers.toml": {"payers"},
    "prescribers.toml": {"prescribers"},
    "clients.toml": {"clients"},
    "treatments.toml": {"treatments"},
    "visits.toml": {"ways", "newest", "later", "visits"},
    "bills.toml": {"accepted", "voided", "receipts", "statements"},
    "estimates.toml": {"waiting"},
    "benefits.toml": {"answered"},
    "denials.toml": {"denied"},
    "sales.toml": {"sold", "given_back", "kept_ahead", "paid_by_plan"},
    "calls.toml": {"asked"},
    "plans.toml": {"planned"},
    "reports.toml": {"reported"},
    "letters.toml": {"letters"},
    "phrases.toml": {"phrases"},
    "scores.toml": {"scored"},
    "assessments.toml": {"assessed"},
    "health.toml": {"health"},
    "body_maps.toml": {"body_maps"},
    "files.toml": {"filed"},
    "packets.toml": {"packed"},
    "disclosures.toml": {"told"},
}


def read_facts() -> Typed:
    """The tables of all files by name; raises ValueError when one is missing or not known."""
    facts: Typed = {}
    for name, tables in _FILES.items():
        found = tomllib.loads((DATA / "demo" / name).read_text(encoding="utf-8"))
        if set(found) != tables:
            raise ValueError(f"{name} has the tables {sorted(found)} and not {sorted(tables)}")
        facts |= found
    return facts


def drafted(typed: Mapping[str, Any], today: date, *apart: str) -> Typed:
    """What a draft is made of: the keys as typed but those kept apart, days counted from today and written out."""
    fields: Typed = {}
    for key, value in typed.items():
        if key in _DAYS:
            field, counted = _DAYS[key]
            fields[field] = counted(value, today).isoformat()
        elif key not in apart:
            fields[key] = value
    return fields


def _of_age(typed: list[int], today: date) -> date:
    age, month, day = typed
    has_passed = (month, day) <= (today.month, today.day)
    return date(today.year - age - (not has_passed), month, day)


def _days_ago(typed: int, today: date) -> date:
    return today - timedelta(days=typed)


def _days_left(typed: int, today: date) -> date:
    return today + timedelta(days=typed)


def _in_a_year(typed: list[int], today: date) -> date:
    years, month, day = typed
    return date(today.year + years, month, day)


# The key as written -> the draft's field, and how its day is counted.
_DAYS: Mapping[str, tuple[str, Callable[[Any, date], date]]] = {
    "born": ("birth_date", _of_age),
    "subscriber_born": ("subscriber_birth_date", _of_age),
    "onset_days_ago": ("onset_on", _days_ago),
    "closed_days_ago": ("closed_on", _days_ago),
    "ordered_days_ago": ("ordered_on", _days_ago),
    "source_days_ago": ("source_on", _days_ago),
    "asked_days_ago": ("asked_on", _days_ago),
    "from_days_ago": ("from_on", _days_ago),
    "decided_days_ago": ("decided_on", _days_ago),
    "contacted_days_ago": ("contacted_on", _days_ago),
    "done_days_ago": ("done_on", _days_ago),
    "found_days_ago": ("found_on", _days_ago),
    "resolved_days_ago": ("resolved_on", _days_ago),
    "consented_days_ago": ("signed_on", _days_ago),
    "withdrawn_days_ago": ("withdrawn_on", _days_ago),
    "called_days_ago": ("called_on", _days_ago),
    "taken_days_ago": ("taken_on", _days_ago),
    "drawn_days_ago": ("drawn_on", _days_ago),
    "ask_again_in_days": ("ask_again_on", _days_left),
    "assessed_days_ago": ("day", _days_ago),
    "since_days_ago": ("since", _days_ago),
    "day_days_ago": ("day", _days_ago),
    "sold_days_ago": ("sold_on", _days_ago),
    "given_days_ago": ("paid_on", _days_ago),
    "due_in_days": ("due_on", _days_left),
    "starts_days_ago": ("starts_on", _days_ago),
    "marked_days_ago": ("marked_on", _days_ago),
    "sent_days_ago": ("sent_on", _days_ago),
    "told_days_ago": ("told_on", _days_ago),
    "back_days_ago": ("signed_on", _days_ago),
    "days_left": ("expires_on", _days_left),
    "ends_in_days": ("ends_on", _days_left),
    "effective": ("effective_on", _in_a_year),
    "ends": ("ends_on", _in_a_year),
    "begins": ("from_on", _in_a_year),
    "stops": ("to_on", _in_a_year),
}
