"""Reads what of denials waits for a day: to be begun, to be sent, to be answered by the plan."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.loader.standing import standing_of
from clinic_desktop.appeals.model import REMIND_DAYS, Appeal, DenialId, DueStep, Level
from clinic_desktop.appeals.rules.sending import next_step
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.contacts.model import AHEAD_DAYS
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

_log = logging.getLogger(__name__)
MOST_DUE = 50
_OPEN = """
SELECT denials.id, denials.client_id, denials.case_id, denials.amount_cents, payers.name AS payer_name,
    clients.given_name, clients.family_name, clients.preferred_name
FROM denials
JOIN clients ON clients.id = denials.client_id AND clients.retired_at IS NULL
JOIN policies ON policies.id = denials.policy_id
JOIN payers ON payers.id = policies.payer_id
WHERE denials.retired_at IS NULL AND denials.closed_on = ''
"""
_OF_CLIENT = f"{_OPEN} AND denials.client_id = ?"


def steps_due(read: Reader, today: date) -> tuple[DueStep, ...]:
    """What is due, or reminds by now: own deadlines from the first reminder on, answers a week ahead; the first that
    was due on top, MOST_DUE at most, those without a day before all."""
    return tuple(one for one in open_steps(read, today) if _reminds(one, today))[:MOST_DUE]


def open_steps(read: Reader, today: date) -> tuple[DueStep, ...]:
    """All that waits of all clients, whenever it is due, by day: what a calendar takes."""
    return _by_day(read, read.all(_OPEN), today)


def steps_of(read: Reader, client: int, today: date) -> tuple[DueStep, ...]:
    """What waits of one client, by day."""
    return _by_day(read, read.all(_OF_CLIENT, client), today)


def due_of(read: Reader, client: int, today: date) -> tuple[DueStep, ...]:
    """What of one client is due, or reminds by now, as in `steps_due`."""
    return tuple(one for one in steps_of(read, client, today) if _reminds(one, today))


def _reminds(one: DueStep, today: date) -> bool:
    """Whether it has come near enough; what has no day is due at once."""
    ahead = AHEAD_DAYS if one.kind in ("answer", "ask") else REMIND_DAYS[0]
    return one.due_on is None or (one.due_on - today).days <= ahead


def _by_day(read: Reader, rows: list[Row], today: date) -> tuple[DueStep, ...]:
    found = [one for row in rows for one in _waiting_or_trouble(read, row, today)]
    return tuple(sorted(found, key=lambda one: (one.due_on or date.min, one.denial, one.kind)))


def _waiting_or_trouble(read: Reader, row: Row, today: date) -> tuple[DueStep, ...]:
    """A denial that cannot be understood is one line that says so, and its id is logged: its day may be near."""
    try:
        return tuple(_waiting(read, row, today))
    except StoreTrouble:
        raise
    except Exception as error:  # noqa: BLE001 - one bad record never stops the others
        _log.warning("denial %d could not be read: %s", row["id"], type(error).__name__)
        return (replace(_step(row, "internal", None), kind="unread"),)


def _waiting(read: Reader, row: Row, today: date) -> Iterator[DueStep]:
    """Of one open denial what comes next: the open steps, else the one that may be begun."""
    found = standing_of(read, row["id"], today)
    ahead = next_step(found, books())
    waiting = [one for one in found.steps if not one.outcome]
    for one in waiting:
        told = _step(row, one.level, one.answer_due_on if one.sent_on else one.due_on, one)
        yield told if ahead.is_owed or not one.sent_on else replace(told, kind="ask")
    if ahead.level and not waiting:
        yield _step(row, ahead.level, ahead.due_on)


def _step(row: Row, level: Level, due_on: date | None, step: Appeal | None = None) -> DueStep:
    return DueStep(
        denial=DenialId(row["id"]),
        kind="start" if step is None else "answer" if step.sent_on else "send",
        level=level,
        is_expedited=step is not None and step.is_expedited,
        due_on=due_on,
        client=ClientId(row["client_id"]),
        client_name=listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        case=CaseId(row["case_id"]),
        payer_name=row["payer_name"],
        amount_cents=row["amount_cents"],
    )
