"""Reads a statement as typed against the services that it can be about; every problem names its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.benefit_statements.model import (
    AMOUNT_WORDS,
    AMOUNTS,
    CLIENT_PARTS,
    MOST_LINES,
    PAID_TO,
    AnsweredService,
    LineDraft,
    StatementDraft,
)
from clinic_desktop.benefit_statements.rules.reasons import NO_REASONS, parse_reasons
from clinic_desktop.benefit_statements.rules.sums import adds_up, line_words
from clinic_desktop.values import money
from clinic_desktop.values.dates import shown
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day
from clinic_desktop.wording import say

Values = dict[str, Any]
# What says that a line is on the statement at all: what is billed stands there by itself.
_TYPED = (*AMOUNTS[1:], "reasons")


@dataclass(frozen=True, slots=True)
class StatementValues:
    """The columns of a statement but whose it is, and those of its lines in their order."""

    statement: Values
    lines: tuple[Values, ...]


def is_on_it(line: LineDraft) -> bool:
    """Whether anything was typed into a line but what is billed."""
    return any(getattr(line, one).strip() for one in _TYPED)


def statement_values(
    draft: StatementDraft,
    services: Mapping[tuple[int, int], AnsweredService],
    today: date,
    known: Mapping[str, str] = NO_REASONS,
) -> StatementValues:
    """What is kept of a draft; raises Refused with everything that is wrong, lines at fields like "lines/0/allowed".

    `services` are those that a line may be about, by visit and row; `known` are the reasons that can be typed in words.
    """
    found = Problems()
    typed = [(at, line) for at, line in enumerate(draft.lines) if is_on_it(line)]
    if not typed:
        found.add("lines/0/allowed", say("Type what the statement says of at least one service."))
    if len(typed) > MOST_LINES:
        found.add("", say("A statement has at most {most} lines here. Enter it as two.", most=MOST_LINES))
    why = " ".join(plain(draft.differs_why).split())
    lines = [_line(found, f"lines/{at}/", line, services, known, is_excused=bool(why)) for at, line in typed]
    given = [services[one["visit_id"], one["service_row"] or 0].day for one in lines if one]
    statement = _head(found, draft, max(given, default=None), today)
    statement |= {"paid_cents": sum(one["paid_cents"] for one in lines if one), "differs_why": why}
    found.limit(statement, {"claim_number": 60, "reference": 60, "differs_why": 500, "note": 10_000})
    found.refuse()
    return StatementValues(statement, tuple(one for one in lines if one))


def _head(found: Problems, draft: StatementDraft, last: date | None, today: date) -> Values:
    if draft.paid_to not in PAID_TO:
        found.add("paid_to", say("Choose one of these."))
    dated = _day(found, "statement_on", draft.statement_on, say("Type the day that the statement is dated."), today)
    # Most often it is entered on the day it came.
    received = past_day(found, "received_on", draft.received_on, today) if draft.received_on.strip() else today
    if dated and last and dated < last:
        found.add("statement_on", say("This is before a visit that it is about ({day}).", day=shown(last)))
    if dated and received and received < dated:
        found.add("received_on", say("This is before the day it is dated ({day}).", day=shown(dated)))
    return {
        "statement_on": dated.isoformat() if dated else "",
        "received_on": received.isoformat() if received else "",
        "claim_number": " ".join(plain(draft.claim_number).split()),
        "paid_to": draft.paid_to,
        "reference": " ".join(plain(draft.reference).split()),
        "note": plain(draft.note),
    }


def _day(found: Problems, field: str, typed: str, words: str, today: date) -> date | None:
    if not typed.strip():
        found.add(field, words)
        return None
    return past_day(found, field, typed, today)


def _line(
    found: Problems,
    field: str,
    line: LineDraft,
    services: Mapping[tuple[int, int], AnsweredService],
    known: Mapping[str, str],
    *,
    is_excused: bool,
) -> Values:
    service = services.get((int(line.visit or 0), int(line.service or 0)))
    if service is None:
        found.add(f"{field}allowed", say("This visit is no longer there, or its service is another one now."))
        return {}
    cents = {one: _amount(found, field, line, one) for one in AMOUNTS}
    if any(cents[one] is None for one in AMOUNTS if one != "allowed"):
        return {}
    if cents["allowed"] is None and line.allowed.strip():
        return {}
    before = len(found.found)
    _refuse_above(found, field, cents)
    whole = {one: amount or 0 for one, amount in cents.items()}
    if len(found.found) == before and not is_excused and not adds_up(cents["allowed"], whole):
        found.add(f"{field}paid", line_words(cents["allowed"], whole))
    return {
        "visit_id": int(service.visit),
        "service_row": service.service or None,
        "procedure_code": service.procedure_code,
        "units": service.units,
        **{f"{one}_cents": amount for one, amount in whole.items()},
        "allowed_cents": cents["allowed"],
        "reasons": found.read(f"{field}reasons", parse_reasons, line.reasons, known) or "",
    }


def _amount(found: Problems, field: str, line: LineDraft, name: str) -> int | None:
    """In cents; what is left empty is 0, and an allowed amount that is left empty is not said."""
    typed = getattr(line, name)
    if not typed.strip():
        return None if name == "allowed" else 0
    return found.read(f"{field}{name}", parse_cents, typed)


def _refuse_above(found: Problems, field: str, cents: Mapping[str, int | None]) -> None:
    """No amount of a line is above what was billed, and no part of what is allowed is above that."""
    billed, allowed = cents["billed"] or 0, cents["allowed"]
    # It stands below the whole line, so it names its cell.
    for name in AMOUNTS[1:]:
        amount = cents[name] or 0
        if amount > billed:
            facts = {"what": say(AMOUNT_WORDS[name]), "billed": money.shown(billed)}
            found.add(f"{field}{name}", say("{what}: this is more than the {billed} billed.", **facts))
        elif name in (*CLIENT_PARTS, "paid") and allowed is not None and amount > allowed:
            facts = {"what": say(AMOUNT_WORDS[name]), "allowed": money.shown(allowed)}
            found.add(f"{field}{name}", say("{what}: this is more than the {allowed} allowed.", **facts))


def second_entry(day: date, number: str) -> str:
    """The sentence about a statement that was entered before."""
    if number:
        return say("Claim {number} of this day is on record already, entered for {day}.", number=number, day=shown(day))
    return say("A statement of this payer, dated {day}, about one of these visits is on record.", day=shown(day))


def keyed(services: Sequence[AnsweredService]) -> dict[tuple[int, int], AnsweredService]:
    """Services by visit and row, as lines name them."""
    return {(int(one.visit), one.service): one for one in services}
