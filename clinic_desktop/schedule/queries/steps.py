"""Reads what comes of each appointment of a file, before anything is done: the dry run."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic_desktop.clients.model import ClientId, ClientRow
from clinic_desktop.clients.rules import typed_name
from clinic_desktop.practice.model import Therapist
from clinic_desktop.schedule.model import Appointment, CaseInUse, Columns, Doing, ScheduleStep, Wish
from clinic_desktop.schedule.queries.drafts import Desk, busy_words, day_words, later
from clinic_desktop.schedule.queries.people import open_case, row_of
from clinic_desktop.schedule.rules.columns import headings_hash, known_columns
from clinic_desktop.schedule.rules.naming import service_named, therapist_hinted, therapist_named
from clinic_desktop.schedule.rules.overlaps import overlapping
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.model import Visit
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.wording import say

# What may be chosen for a line beside the id of a client: leave it out, or add a new client for it.
LEAVE, NEW = "leave", "new"
_ENTRY = (
    "SELECT schedule_entries.*, visits.status, visits.retired_at AS gone_at FROM schedule_entries"
    " JOIN visits ON visits.id = schedule_entries.visit_id"
    " WHERE schedule_entries.entry_key = ? AND schedule_entries.retired_at IS NULL"
)
_SAME_TIME = (
    "SELECT visits.id, visits.status FROM visits JOIN cases ON cases.id = visits.case_id WHERE cases.client_id = ?"
    " AND visits.date_of_service = ? AND visits.starts_at = ? AND visits.retired_at IS NULL ORDER BY visits.id LIMIT 1"
)
_IS_READ = "SELECT 1 FROM schedule_entries WHERE visit_id = ? AND retired_at IS NULL LIMIT 1"
_COLUMNS = "SELECT chosen FROM schedule_columns WHERE headings = ? AND retired_at IS NULL"


@dataclass(frozen=True, slots=True)
class _Line:
    """An appointment with what was chosen for it."""

    one: Appointment
    choice: str


def schedule_steps(
    desk: Desk, appointments: Sequence[Appointment], choices: Mapping[int, str]
) -> tuple[ScheduleStep, ...]:
    """What comes of each appointment, in the order of the days. `choices` are by the numbers of appointments: the id of
    a client, LEAVE or NEW. Two of one time for one client are one."""
    made: list[ScheduleStep] = []
    taken: set[tuple[str, str, str]] = set()
    for one in sorted(appointments, key=lambda found: (found.day or date.max, found.starts_at, found.number)):
        step = _step(desk, _Line(one, choices.get(one.number, "")))
        if step.doing == "plan":
            who = str(step.client or step.client_name)
            place = (who, step.draft.date_of_service, step.draft.starts_at)
            if place in taken:
                step = _skipped(one, say("It stands in the file twice."))
            taken.add(place)
        made.append(step)
    stays = {step.visit for step in made if step.visit and step.doing in ("there", "move")}
    made = [
        _skipped(step.appointment, say("Canceled, and it stands in the file again."))
        if step.doing == "remove" and step.visit in stays
        else step
        for step in made
    ]
    ready = [step for step in made if step.doing in ("plan", "move")]
    busy = {ready[at].appointment.number for at in overlapping([step.draft for step in ready])}
    return tuple(
        replace(step, warning=busy_words(desk, step.draft)) if step.appointment.number in busy else step
        for step in made
    )


def remembered_columns(read: Reader, headings: Sequence[str]) -> Columns:
    """The columns that somebody chose for files with these headings; none where nobody did."""
    for row in read.all(_COLUMNS, headings_hash(headings)):
        return known_columns(json.loads(row["chosen"]), headings)
    return {}


def _step(desk: Desk, line: _Line) -> ScheduleStep:
    one = line.one
    if one.trouble:
        return _skipped(one, one.trouble)
    if one.day is None or one.day < desk.today:
        return _skipped(one, say("The day is past."))
    entry = next(iter(desk.read.all(_ENTRY, one.key)), None)
    if entry:
        return _known(desk, line, entry)
    if one.is_cancelled:
        return _cancelled(desk, line, None)
    therapist = _therapist(desk, one)
    if therapist is None and one.therapist:
        return _skipped(one, say("It is with {who}, who is no therapist here.", who=one.therapist))
    return _whose(desk, line, therapist)


def _whose(desk: Desk, line: _Line, therapist: Therapist | None) -> ScheduleStep:
    """Of an appointment that was not read before: who is meant, or who may be."""
    one = line.one
    found, is_sure = desk.meant(one.names)
    if line.choice == LEAVE:
        return replace(_skipped(one, say("Left out.")), candidates=found)
    if line.choice == NEW:
        return _of_new_client(desk, one, found, therapist)
    if line.choice:
        return replace(_plan(desk, one, row_of(desk.read, int(line.choice)), therapist), candidates=found)
    if is_sure:
        return _plan(desk, one, found[0], therapist)
    if found:
        return ScheduleStep(one, "ask", say("Is this one of your clients?"), candidates=found)
    return ScheduleStep(one, "unknown", say("No client has this name."))


def _plan(desk: Desk, one: Appointment, client: ClientRow, therapist: Therapist | None) -> ScheduleStep:
    if client.is_retired:
        return _skipped(one, say("This client was retired."), client)
    assert one.day
    for row in desk.read.all(_SAME_TIME, client.id, one.day.isoformat(), one.starts_at):
        words = say("Given already.") if row["status"] == "given" else say("Planned already.")
        there = replace(_skipped(one, words, client), doing="there")
        is_known = row["status"] == "given" or _is_read(desk, row["id"])
        return there if is_known else replace(there, visit=row["id"])
    case = open_case(desk.read, client.id)
    draft = desk.planned(case.id if case else 0, _wish(desk, one, therapist))
    step = ScheduleStep(one, "plan", _case_words(case), "", client.id, client.name, draft=draft)
    if case is None:
        return replace(step, warning=_no_length(one))
    problem = desk.why_not(case.id, draft)
    if problem:
        return _skipped(one, problem, client)
    return replace(step, case=case.id, warning=desk.warning(case.id, draft) or _no_length(one))


def _of_new_client(
    desk: Desk, one: Appointment, found: tuple[ClientRow, ...], therapist: Therapist | None
) -> ScheduleStep:
    given, family = typed_name(one.name)
    if not family:
        return replace(_skipped(one, say("This is no name. Add the client in the list of clients.")), candidates=found)
    draft = desk.planned(0, _wish(desk, one, therapist))
    words = say("A new client, with a new case.")
    name = f"{family}, {given}" if given else family
    return ScheduleStep(one, "plan", words, _no_length(one), client_name=name, candidates=found, draft=draft)


def _known(desk: Desk, line: _Line, entry: Row) -> ScheduleStep:
    """Of an appointment that was read before: nothing, unless it says something else now."""
    one, found = line.one, visit(desk.read, entry["visit_id"]) if not entry["gone_at"] else None
    if found is None:
        if entry["said"] == one.said or one.is_cancelled:
            return _skipped(one, say("Its visit was removed here, and stays so."))
        # It was cancelled and is on again.
        return _whose(desk, line, _therapist(desk, one))
    client = _client_of(desk, found)
    if found.status == "given":
        return replace(_skipped(one, say("Given already."), client), doing="there")
    if one.is_cancelled:
        return _cancelled(desk, line, found)
    if entry["said"] == one.said:
        return replace(_skipped(one, say("Planned already."), client), doing="there", visit=found.id)
    return _moved(desk, line, found, client)


def _moved(desk: Desk, line: _Line, found: Visit, client: ClientRow) -> ScheduleStep:
    one, therapist = line.one, _therapist(desk, line.one)
    if therapist is None and one.therapist:
        return _skipped(one, say("It is with {who}, who is no therapist here.", who=one.therapist), client)
    draft = desk.moved(found, _wish(desk, one, therapist))
    was = (found.date_of_service.isoformat(), found.starts_at, found.ends_at, str(found.therapist))
    if was == (draft.date_of_service, draft.starts_at, draft.ends_at, draft.therapist):
        return replace(_skipped(one, say("Planned already."), client), doing="there", visit=found.id)
    if line.choice == LEAVE:
        return replace(_skipped(one, say("Left as it is."), client), visit=found.id)
    problem = desk.why_not(found.case, draft, found.id)
    if problem:
        return _skipped(one, problem, client)
    facts = {"day": day_words(found.date_of_service, desk.today), "time": shown_time(found.starts_at)}
    return ScheduleStep(
        one,
        "move",
        say("It was {day}, {time}.", **facts) if found.starts_at else say("It was {day}.", **facts),
        desk.warning(found.case, draft, found.id),
        client.id,
        client.name,
        case=found.case,
        draft=draft,
        visit=found.id,
        version=found.version,
    )


def _cancelled(desk: Desk, line: _Line, found: Visit | None) -> ScheduleStep:
    """Of an appointment that was called off: its planned visit is taken away, if there is one."""
    one = line.one
    found = found or _planned_by_hand(desk, one)
    if found is None:
        return _skipped(one, say("Canceled, and no visit is planned."))
    client = _client_of(desk, found)
    if line.choice == LEAVE:
        return replace(_skipped(one, say("Left as it is."), client), visit=found.id)
    step = ScheduleStep(one, "remove", say("Canceled."), "", client.id, client.name)
    return replace(step, visit=found.id, version=found.version)


def _planned_by_hand(desk: Desk, one: Appointment) -> Visit | None:
    found, is_sure = desk.meant(one.names)
    if not (is_sure and one.day and one.starts_at):
        return None
    rows = desk.read.all(_SAME_TIME, found[0].id, one.day.isoformat(), one.starts_at)
    # One that another line planned is not this one's, as where somebody canceled and booked the same time again.
    is_own = rows and rows[0]["status"] == "planned" and not _is_read(desk, rows[0]["id"])
    return visit(desk.read, rows[0]["id"]) if is_own else None


def _is_read(desk: Desk, row: int) -> bool:
    """Whether a line of a file stands for this visit."""
    return bool(desk.read.all(_IS_READ, row))


def _wish(desk: Desk, one: Appointment, therapist: Therapist | None) -> Wish:
    assert one.day
    service = service_named(one.service, one.minutes, desk.services)
    ends = later(one.starts_at, one.minutes) if one.starts_at and one.minutes else ""
    return Wish(
        one.day, one.starts_at, ends, one.minutes, service.id if service else None, therapist.id if therapist else None
    )


def _therapist(desk: Desk, one: Appointment) -> Therapist | None:
    if one.therapist:
        return therapist_named(one.therapist, desk.therapists)
    return therapist_hinted(one.hints, desk.therapists)


def _client_of(desk: Desk, found: Visit) -> ClientRow:
    owner = desk.read.one("SELECT client_id FROM cases WHERE id = ?", found.case)
    return row_of(desk.read, owner["client_id"])


def _case_words(case: CaseInUse | None) -> str:
    if case is None:
        return say("No case is open: a new one is opened.")
    return say("{reason}, the case used last", reason=case.reason) if case.of > 1 else case.reason


def _no_length(one: Appointment) -> str:
    return "" if one.starts_at else say("No time stands there.")


def _skipped(one: Appointment, words: str, client: ClientRow | None = None) -> ScheduleStep:
    doing: Doing = "skip"
    if client is None:
        return ScheduleStep(one, doing, words)
    return ScheduleStep(one, doing, words, "", ClientId(client.id), client.name)
