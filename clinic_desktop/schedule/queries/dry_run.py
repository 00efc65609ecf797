"""Reads what comes of a whole file, before anything is done: the dry run."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from clinic_desktop.jobs import Progress
from clinic_desktop.schedule.model import Appointment, Columns, Doing, SchedulerFile, ScheduleStep
from clinic_desktop.schedule.queries.drafts import Desk, busy_words
from clinic_desktop.schedule.queries.steps import REMOVE, FileLine, skipped, step_of, therapist_of
from clinic_desktop.schedule.rules.columns import headings_hash, known_columns
from clinic_desktop.schedule.rules.overlaps import overlapping
from clinic_desktop.schedule.rules.rows import said_by
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.text import folded, plain
from clinic_desktop.visits.model import VisitId
from clinic_desktop.visits.rules.visits import clash, same_visit
from clinic_desktop.wording import say

# What was looked up for each line, by its key and by what was chosen for it.
Kept = dict[tuple[str, str], ScheduleStep]
# The numbers of visits that are no longer in the file, behind those of the lines there.
_GONE_FROM = 1_000_000_000
_EVERY = 20
_MOST_AGAIN = 5
_ENTRIES = (
    "SELECT schedule_entries.entry_key, schedule_entries.said, schedule_entries.visit_id, visits.status,"
    " visits.date_of_service, visits.retired_at AS gone_at, cases.client_id FROM schedule_entries"
    " JOIN visits ON visits.id = schedule_entries.visit_id JOIN cases ON cases.id = visits.case_id"
    " WHERE schedule_entries.entry_key IN (SELECT value FROM json_each(?)) AND schedule_entries.retired_at IS NULL"
)
# Never what was given, has a note or a payment.
_GONE = (
    "SELECT schedule_entries.entry_key, schedule_entries.called, visits.id, visits.version, visits.date_of_service,"
    " visits.starts_at, visits.therapist_id, cases.client_id FROM schedule_entries"
    " JOIN visits ON visits.id = schedule_entries.visit_id JOIN cases ON cases.id = visits.case_id"
    " WHERE schedule_entries.source = ? AND schedule_entries.source <> '' AND schedule_entries.retired_at IS NULL"
    " AND visits.retired_at IS NULL AND visits.status = 'planned' AND visits.date_of_service BETWEEN ? AND ?"
    " AND NOT EXISTS (SELECT 1 FROM visit_notes WHERE visit_id = visits.id AND retired_at IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM payment_shares WHERE visit_id = visits.id AND retired_at IS NULL)"
    " ORDER BY visits.date_of_service, visits.starts_at, visits.id"
)
_COLUMNS = "SELECT chosen FROM schedule_columns WHERE headings = ? AND retired_at IS NULL"


def schedule_steps(
    desk: Desk,
    read: SchedulerFile,
    choices: Mapping[int, str],
    kept: Kept | None = None,
    progress: Progress | None = None,
) -> tuple[ScheduleStep, ...]:
    """What comes of each appointment, in the order of the days, and of the visits that are no longer in the file.

    `choices` are by the numbers of appointments: the id of a client, LEAVE, NEW or REMOVE. Two of one time for one
    client are one. `kept` holds what was looked up before on the same record. Raises Cancelled.
    """
    kept = {} if kept is None else kept
    every = (*read.appointments, *read.beyond)
    keys = frozenset(one.key for one in every)
    entries = _entries(desk, [one.key for one in every])
    listed = [*read.appointments, *(one for one in read.beyond if _is_moved_away(one, entries.get(one.key), read))]
    lines, made = [], []
    for at, one in enumerate(sorted(listed, key=lambda found: (found.day or date.max, found.starts_at, found.number))):
        if progress and at % _EVERY == 0:
            progress.report(at, len(listed), say("Looking at each appointment"))
        place = (one.key, choices.get(one.number, ""))
        lines.append(FileLine(one, place[1], keys, entries))
        if place not in kept:
            kept[place] = step_of(desk, lines[-1])
        made.append(kept[place])
    made = list(_once(desk, _with_what_is_free(desk, lines, made)))
    stays = {step.visit for step in made if step.visit and step.doing in ("there", "move")}
    made = [
        skipped(step.appointment, say("Canceled, and it stands in the file again."))
        if step.doing == "remove" and step.visit in stays
        else step
        for step in made
    ]
    made += _gone(desk, read, choices, {step.visit for step in made} | {row["visit_id"] for row in entries.values()})
    ready = [step for step in made if step.doing in ("plan", "move")]
    busy = {ready[at].appointment.number for at in overlapping([step.draft for step in ready])}
    return tuple(
        replace(step, warning=busy_words(desk, step.draft))
        if step.doing in ("plan", "move") and step.appointment.number in busy
        else step
        for step in made
    )


def remembered_columns(read: Reader, headings: Sequence[str]) -> Columns:
    """The columns that somebody chose for files with these headings; none where nobody did."""
    for row in read.all(_COLUMNS, headings_hash(headings)):
        return known_columns(json.loads(row["chosen"]), headings)
    return {}


def _entries(desk: Desk, keys: Sequence[str]) -> dict[str, Row]:
    return {row["entry_key"]: row for row in desk.read.all(_ENTRIES, json.dumps(keys))}


def _is_moved_away(one: Appointment, entry: Row | None, read: SchedulerFile) -> bool:
    """Whether an appointment beyond the days was planned on one of them: the visit has to follow it."""
    if not entry or entry["gone_at"] or entry["status"] != "planned" or not read.span:
        return False
    return entry["said"] != one.said and date.fromisoformat(entry["date_of_service"]) in read.span


def _with_what_is_free(desk: Desk, lines: Sequence[FileLine], made: list[ScheduleStep]) -> list[ScheduleStep]:
    """The steps, those looked at again for which a place becomes free because another visit moves or goes."""
    found, before = list(made), frozenset[int]()
    for _ in range(_MOST_AGAIN):
        stays = {step.visit for step in found if step.doing == "there"}
        leaving = frozenset(step.visit for step in found if step.doing in ("move", "remove")) - stays
        if leaving == before:
            break
        before = desk.leaving = leaving
        for at, step in enumerate(made):
            is_taken = step.doing == "skip" or (step.doing == "there" and not step.visit)
            if is_taken and step.client and not step.appointment.trouble:
                found[at] = step_of(desk, lines[at])
    desk.leaving = frozenset()
    return found


def _once(desk: Desk, made: Sequence[ScheduleStep]) -> Iterator[ScheduleStep]:
    """The steps, without visits of one client that would stand in each other's way."""
    taken: dict[tuple[str, str], list[ScheduleStep]] = {}
    for step in made:
        if step.doing not in ("plan", "move"):
            yield step
            continue
        others = taken.setdefault((str(step.client or folded(step.client_name)), step.draft.date_of_service), [])
        words = _in_the_way(desk, step, others)
        if words:
            yield replace(skipped(step.appointment, words), visit=step.visit)
            continue
        others.append(step)
        yield step


def _in_the_way(desk: Desk, step: ScheduleStep, others: Sequence[ScheduleStep]) -> str:
    draft = step.draft
    for other in others:
        before = other.draft
        if before.starts_at == draft.starts_at:
            return say("It stands in the file twice.")
        if before.therapist == draft.therapist and clash(
            (draft.starts_at, draft.ends_at), (before.starts_at, before.ends_at)
        ):
            who = desk.therapist_name(draft.therapist)
            return same_visit(who, date.fromisoformat(draft.date_of_service), is_planned=True)
    return ""


def _gone(desk: Desk, read: SchedulerFile, choices: Mapping[int, str], there: set[int]) -> Iterator[ScheduleStep]:
    """The visits that were planned from a file of this scheduler and are no longer in it, though it has their days;
    where it names its therapists, only theirs. What cannot be read may be any of its client's."""
    every = (*read.appointments, *read.beyond)
    days = [one.day for one in every if one.day]
    if not days or not read.span:
        return
    begins = read.span.first if read.has_past else min(days)
    first, last = max(begins, read.span.first, desk.today), min(max(days), read.span.last)
    named = {found.id for one in every if (found := therapist_of(desk, one))}
    unread = {folded(plain(one.name)) for one in every if one.trouble and one.day is None}
    for row in desk.read.all(_GONE, read.source, first.isoformat(), last.isoformat()):
        if row["id"] in there or row["called"] in unread or (named and row["therapist_id"] not in named):
            continue
        there.add(row["id"])
        yield _gone_step(desk, row, choices)


def _gone_step(desk: Desk, row: Row, choices: Mapping[int, str]) -> ScheduleStep:
    client, number = desk.client(row["client_id"]), _GONE_FROM + int(row["id"])
    one = Appointment(
        number,
        date.fromisoformat(row["date_of_service"]),
        row["starts_at"],
        names=(row["called"] or client.name,),
        is_cancelled=True,
        key=row["entry_key"],
    )
    words = say("It is no longer in the file.")
    doing: Doing = "remove" if choices.get(number) == REMOVE else "gone"
    step = ScheduleStep(replace(one, said=said_by(one)), doing, words, "", client.id, client.name, is_gone=True)
    return replace(step, visit=VisitId(row["id"]), version=row["version"])
