"""Reads what of denials waits for a day: to be begun, to be sent, to be answered by the plan."""

from datetime import date, timedelta

from clinic_desktop.appeals.model import REMIND_DAYS, DenialId, DueStep
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.contacts.model import AHEAD_DAYS
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

MOST_DUE = 50
# Of each open denial what comes next: the open steps, else the one that may be begun. What has no day is due at once.
_OPEN = """
SELECT denials.id, denials.client_id, denials.case_id, denials.amount_cents, payers.name AS payer_name,
    clients.given_name, clients.family_name, clients.preferred_name,
    CASE WHEN appeals.id IS NULL THEN 'start' WHEN appeals.sent_on = '' THEN 'send' ELSE 'answer' END AS kind,
    coalesce(appeals.level, denials.next_level) AS level, coalesce(appeals.is_expedited, 0) AS is_expedited,
    CASE WHEN appeals.id IS NULL THEN denials.due_on WHEN appeals.sent_on = '' THEN appeals.due_on
        ELSE appeals.answer_due_on END AS due_on
FROM denials
JOIN clients ON clients.id = denials.client_id AND clients.retired_at IS NULL
JOIN policies ON policies.id = denials.policy_id
JOIN payers ON payers.id = policies.payer_id
LEFT JOIN appeals ON appeals.denial_id = denials.id AND appeals.retired_at IS NULL AND appeals.outcome = ''
WHERE denials.retired_at IS NULL AND denials.closed_on = '' AND (appeals.id IS NOT NULL OR denials.next_level <> '')
"""
_DUE = f"""
SELECT * FROM ({_OPEN}) WHERE due_on <= iif(kind = 'answer', ?, ?) ORDER BY due_on, id, kind LIMIT ?
"""  # noqa: S608 - constants
_ALL = f"SELECT * FROM ({_OPEN}) ORDER BY due_on, id, kind"  # noqa: S608 - constants
_OF_CLIENT = f"SELECT * FROM ({_OPEN} AND denials.client_id = ?) ORDER BY due_on, id, kind"  # noqa: S608 - constants


def steps_due(read: Reader, today: date) -> tuple[DueStep, ...]:
    """What is due, or reminds by now: own deadlines from the first reminder on, answers a week ahead; the first that
    was due on top, MOST_DUE at most, those without a day before all."""
    answers, own = (today + timedelta(days) for days in (AHEAD_DAYS, REMIND_DAYS[0]))
    return tuple(map(_step, read.all(_DUE, answers.isoformat(), own.isoformat(), MOST_DUE)))


def open_steps(read: Reader) -> tuple[DueStep, ...]:
    """All that waits of all clients, whenever it is due, by day: what a calendar takes."""
    return tuple(map(_step, read.all(_ALL)))


def steps_of(read: Reader, client: int) -> tuple[DueStep, ...]:
    """What waits of one client, by day."""
    return tuple(map(_step, read.all(_OF_CLIENT, client)))


def due_of(read: Reader, client: int, today: date) -> tuple[DueStep, ...]:
    """What of one client is due, or reminds by now, as in `steps_due`."""
    ahead = {"answer": AHEAD_DAYS}
    found = steps_of(read, client)
    return tuple(
        one for one in found if not one.due_on or (one.due_on - today).days <= ahead.get(one.kind, REMIND_DAYS[0])
    )


def _step(row: Row) -> DueStep:
    return DueStep(
        denial=DenialId(row["id"]),
        kind=row["kind"],
        level=row["level"],
        is_expedited=bool(row["is_expedited"]),
        due_on=dates.kept(row["due_on"]),
        client=ClientId(row["client_id"]),
        client_name=listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        case=CaseId(row["case_id"]),
        payer_name=row["payer_name"],
        amount_cents=row["amount_cents"],
    )
