"""Reads what of denials waits for a day: to be begun, to be sent, to be answered by the plan."""

from datetime import date, timedelta

from clinic_desktop.appeals.model import REMIND_DAYS, DenialId, DueStep
from clinic_desktop.appeals.rules.clocks import reminds
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.contacts.model import AHEAD_DAYS
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

MOST_DUE = 50
_STEP = """
SELECT denials.id AS id, denials.client_id, denials.case_id, denials.amount_cents, payers.name AS payer_name,
    clients.given_name, clients.family_name, clients.preferred_name, {step}
FROM {table}
JOIN clients ON clients.id = denials.client_id AND clients.retired_at IS NULL
JOIN policies ON policies.id = denials.policy_id
JOIN payers ON payers.id = policies.payer_id
WHERE denials.retired_at IS NULL AND denials.closed_on = '' AND {which}
"""
_IS_OPEN = "appeals.retired_at IS NULL AND appeals.outcome = ''"
# The steps first, each kind by its own index: the planner would begin with all open denials.
_OF_IT = "appeals.denial_id = denials.id"
_STEPS = f"appeals CROSS JOIN denials ON {_OF_IT}"
# Of each open denial what comes next: the open steps, else the one that may be begun; and by when. What has no day is
# due at once.
_START = _STEP.format(
    step="'start' AS kind, denials.next_level AS level, 0 AS is_expedited, denials.due_on AS due_on",
    table="denials",
    which=f"denials.next_level <> '' AND NOT EXISTS (SELECT 1 FROM appeals WHERE {_IS_OPEN} AND {_OF_IT})",  # noqa: S608 - constants
)
_SEND = _STEP.format(
    step="'send' AS kind, appeals.level, appeals.is_expedited, appeals.due_on AS due_on",
    table=_STEPS,
    which=f"{_IS_OPEN} AND appeals.sent_on = ''",
)
_ANSWER = _STEP.format(
    step="'answer' AS kind, appeals.level, appeals.is_expedited, appeals.answer_due_on AS due_on",
    table=_STEPS,
    which=f"{_IS_OPEN} AND appeals.sent_on <> ''",
)
_BY_DAY = "ORDER BY due_on, id, kind"


def _first(steps: str, day: str) -> str:
    """Those due by a day, as many as are shown: in the order of their index."""
    return f"SELECT * FROM ({steps} AND {day} <= ? ORDER BY {day}, denials.id LIMIT {MOST_DUE})"  # noqa: S608 - constants


_DUE = (
    " UNION ALL ".join(
        (_first(_START, "denials.due_on"), _first(_SEND, "appeals.due_on"), _first(_ANSWER, "appeals.answer_due_on"))
    )
    + f" {_BY_DAY} LIMIT {MOST_DUE}"
)
_ALL = " UNION ALL ".join((_START, _SEND, _ANSWER)) + f" {_BY_DAY}"
_OF_CLIENT = " UNION ALL ".join(f"{one} AND denials.client_id = ?" for one in (_START, _SEND, _ANSWER)) + f" {_BY_DAY}"


def steps_due(read: Reader, today: date) -> tuple[DueStep, ...]:
    """What is due, or reminds by now: own deadlines from the first reminder on, answers a week ahead; the first that
    was due on top, MOST_DUE at most, those without a day before all."""
    answers, own = (today + timedelta(days) for days in (AHEAD_DAYS, REMIND_DAYS[0]))
    return tuple(map(_step, read.all(_DUE, own.isoformat(), own.isoformat(), answers.isoformat())))


def open_steps(read: Reader) -> tuple[DueStep, ...]:
    """All that waits of all clients, whenever it is due, by day: what a calendar takes."""
    return tuple(map(_step, read.all(_ALL)))


def steps_of(read: Reader, client: int) -> tuple[DueStep, ...]:
    """What waits of one client, by day."""
    return tuple(map(_step, read.all(_OF_CLIENT, client, client, client)))


def due_of(read: Reader, client: int, today: date) -> tuple[DueStep, ...]:
    """What of one client is due, or reminds by now, as in `steps_due`."""
    return tuple(one for one in steps_of(read, client) if _is_due(one, today))


def _is_due(one: DueStep, today: date) -> bool:
    if one.due_on is None:
        return True
    return one.due_on <= today + timedelta(AHEAD_DAYS) if one.kind == "answer" else reminds(one.due_on, today)


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
