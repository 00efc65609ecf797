"""Reads what was typed of a packet, of a criterion, and of what became of a packet; every problem names its field."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from types import MappingProxyType
from typing import Any

from clinic_desktop.packets.model.criteria import EVIDENCE, MOST_CRITERIA, PayerCriterionDraft
from clinic_desktop.packets.model.packet import PacketAnswerDraft, PacketDraft, SendingDraft
from clinic_desktop.packets.model.purposes import PURPOSES, RECIPIENTS, SENT_WAYS, WAYS
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_phone
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import optional_day, past_day
from clinic_desktop.wording import say

Values = dict[str, Any]
_LIMITS = {"message": 2_000, "to_address": 500, "confirmation": 100, "answer": 500, "words": 500, "source": 300}
_MOST_PARTS = 200
_CHOICES = {"purpose": PURPOSES, "to_kind": RECIPIENTS, "way": WAYS}


def packet_values(draft: PacketDraft, today: date, kept: Mapping[str, Any] = MappingProxyType({})) -> Values:
    """The columns of what was chosen or typed of a packet, and no others; raises Refused with all problems. `kept` is
    its row: of its two days one may be typed without the other."""
    found = Problems()
    values: Values = {}
    for field, known in _CHOICES.items():
        typed = getattr(draft, field)
        if typed is not None:
            values[field] = typed
            if typed not in known:
                found.add(field, say("Choose one of these."))
    for field in ("to_name", "reference", "message", "about"):
        if getattr(draft, field) is not None:
            values[field] = plain(getattr(draft, field))
    if draft.to_address is not None:
        lines = (plain(one) for one in draft.to_address.splitlines())
        values["to_address"] = "\n".join(one for one in lines if one)
    if draft.to_fax is not None:
        values["to_fax"] = found.maybe("to_fax", parse_phone, draft.to_fax)
    values |= _days(found, draft, today, kept)
    if draft.tells_left_out is not None:
        values["tells_left_out"] = int(draft.tells_left_out)
    values |= _lists(found, draft)
    found.limit(values, _LIMITS | {"parts": 100_000, "criteria": 100_000})
    found.refuse()
    return values


def criterion_values(draft: PayerCriterionDraft, today: date, count: int) -> Values:
    """The columns of a criterion but its payer; `count` are those that it has already. Raises Refused."""
    found = Problems()
    on = past_day(found, "checked_on", draft.checked_on, today)
    if not draft.checked_on.strip():
        found.add("checked_on", say("Type the day on which you read it."))
    if draft.evidence not in EVIDENCE:
        found.add("evidence", say("Choose one of these."))
    if count >= MOST_CRITERIA:
        found.add("", say("A payer can have {most} criteria here. Write two of them as one.", most=MOST_CRITERIA))
    values: Values = {
        "words": found.need("words", draft.words, say("Type what the payer wants, in its own words if you can.")),
        "evidence": draft.evidence,
        "source": found.need("source", draft.source, say("Type where it says so, like “Medical policy 8.03.502”.")),
        "checked_on": on.isoformat() if on else "",
    }
    found.limit(values, _LIMITS)
    found.refuse()
    return values


def sending_values(draft: SendingDraft, issued_on: date, today: date) -> Values:
    """The columns of a packet that was sent; raises Refused. It is sent once it is issued, and answered after that."""
    found = Problems()
    on = _since(found, "sent_on", draft.sent_on, (issued_on, today),
                lambda day: say("This is before it was issued ({day}).", day=day))  # fmt: skip
    due = optional_day(found, "answer_due_on", draft.answer_due_on, today)
    if on and due and due < on:
        found.add("answer_due_on", say("This is before it was sent."))
    if draft.sent_how not in SENT_WAYS:
        found.add("sent_how", say("Choose one of these."))
    values: Values = {
        "sent_on": on.isoformat() if on else "",
        "sent_how": draft.sent_how,
        "confirmation": plain(draft.confirmation),
        "answer_due_on": due.isoformat() if due else "",
    }
    found.limit(values, _LIMITS)
    found.refuse()
    return values


def answer_values(draft: PacketAnswerDraft, sent_on: date, today: date) -> Values:
    """The columns of a packet that was answered; raises Refused."""
    found = Problems()
    on = _since(found, "answered_on", draft.answered_on, (sent_on, today),
                lambda day: say("This is before it was sent ({day}).", day=day))  # fmt: skip
    answer = found.need("answer", draft.answer, say("Type in a few words what came back."))
    values: Values = {"answered_on": on.isoformat() if on else "", "answer": answer}
    found.limit(values, _LIMITS)
    found.refuse()
    return values


def _since(
    found: Problems, field: str, typed: str, span: tuple[date, date], too_early: Callable[[str], str]
) -> date | None:
    """A day that has come, and not before the first of `span`."""
    first, today = span
    day = past_day(found, field, typed, today)
    if not typed.strip():
        found.add(field, say("Type the day."))
    if day and day < first:
        found.add(field, too_early(dates.shown(first)))
    return day


def _days(found: Problems, draft: PacketDraft, today: date, kept: Mapping[str, Any]) -> Values:
    values: Values = {}
    read: dict[str, date | None] = {}
    for field, column in (("since", "from_on"), ("until", "until_on")):
        typed = getattr(draft, field)
        read[field] = dates.kept(kept.get(column, ""))
        if typed is not None:
            read[field] = optional_day(found, field, typed, today)
            day = read[field]
            values[column] = day.isoformat() if day else ""
    since, until = read["since"], read["until"]
    if values and since and until and until < since:
        if draft.until is None:
            found.add("since", say("This is behind the last day ({day}).", day=dates.shown(until)))
        else:
            found.add("until", say("This is before the first day ({day}).", day=dates.shown(since)))
    return values


def _lists(found: Problems, draft: PacketDraft) -> Values:
    values: Values = {}
    if draft.parts is not None:
        if len({one.key for one in draft.parts}) < len(draft.parts):
            found.add("parts", say("A part is in it twice."))
        if len(draft.parts) > _MOST_PARTS:
            found.add("parts", say("These are too many parts for one packet: {most} fit.", most=_MOST_PARTS))
        values["parts"] = json.dumps([asdict(one) for one in draft.parts])
    if draft.criteria is not None:
        for one in draft.criteria:
            if len(one.words) > _LIMITS["message"]:
                found.add(f"criteria/{one.key}", say("This is too long: {most} letters fit.", most=_LIMITS["message"]))
        values["criteria"] = json.dumps([asdict(one) for one in draft.criteria], ensure_ascii=False)
    return values
