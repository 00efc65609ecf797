"""Reads the next steps that were taken on: of a case, and of all clients."""

from datetime import date, timedelta

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.contacts.model import AHEAD_DAYS
from clinic_desktop.contacts.queries import MOST_DUE
from clinic_desktop.coverage.model.follow_ups import CaseFollowUps, FollowUpId, FoundStep, StepFollowUp
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

_OF_CASE = "SELECT * FROM follow_up_rows WHERE case_id = ? ORDER BY due_on, id"
_WAITING = "SELECT * FROM follow_up_rows WHERE case_id = ? AND done_on = '' AND due_on <= ? ORDER BY due_on, id"
_DUE = (
    "SELECT * FROM follow_up_finds WHERE done_on = '' AND due_on <= ? AND closed_on = ''"
    " AND client_retired_at IS NULL ORDER BY due_on, id LIMIT ?"
)


def follow_ups_of_case(read: Reads, owner: int) -> CaseFollowUps:
    """Every follow-up of a case, done or not."""
    return CaseFollowUps(CaseId(owner), tuple(map(_follow_up, read.all(_OF_CASE, owner))))


def step_follow_up(read: Reader, row: int) -> StepFollowUp:
    """One follow-up; raises Missing, also for one that was taken off the list."""
    return _follow_up(read.one("SELECT * FROM follow_up_rows WHERE id = ?", row))


def steps_waiting(read: Reader, owner: CaseId, until: date) -> tuple[StepFollowUp, ...]:
    """A case's follow-ups that wait and are due by that day, the first that was due on top."""
    return tuple(map(_follow_up, read.all(_WAITING, owner, until.isoformat())))


def steps_due(read: Reader, today: date) -> tuple[FoundStep, ...]:
    """The follow-ups that are overdue, or due within AHEAD_DAYS, the first that was due on top.

    MOST_DUE of them at most, of open cases of clients who are on the list.
    """
    last = today + timedelta(AHEAD_DAYS)
    return tuple(map(_found, read.all(_DUE, last.isoformat(), MOST_DUE)))


def _found(row: Row) -> FoundStep:
    name = listed_name(row["given_name"], row["family_name"], row["preferred_name"])
    return FoundStep(_follow_up(row), ClientId(row["client_id"]), name, row["reason"])


def _follow_up(row: Row) -> StepFollowUp:
    return StepFollowUp(
        id=FollowUpId(row["id"]),
        version=row["version"],
        case=CaseId(row["case_id"]),
        words=row["words"],
        rule=row["rule"],
        step_on=dates.kept(row["step_on"]),
        due_on=date.fromisoformat(row["due_on"]),
        made_on=date.fromisoformat(row["made_on"]),
        done_on=dates.kept(row["done_on"]),
    )
