"""Reads what comes of one appointment of a file, before anything is done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from clinic_desktop.clients.model import ClientId, ClientRow
from clinic_desktop.clients.rules import typed_name
from clinic_desktop.practice.model import Therapist
from clinic_desktop.schedule.model import Appointment, CaseInUse, Doing, ScheduleStep, Wish
from clinic_desktop.schedule.queries.drafts import Desk, day_words, later
from clinic_desktop.schedule.queries.known import OtherVisit, why_it_stays
from clinic_desktop.schedule.rules.naming import service_named, therapist_hinted, therapist_named
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.model import Visit, VisitDraft, VisitId
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.wording import say

# What may be chosen for a line beside the id of a client: leave it out, add a new client for it, take its visit away.
LEAVE, NEW, REMOVE = "leave", "new", "remove"
_KEYS_OF = "SELECT entry_key FROM schedule_entries WHERE visit_id = ? AND retired_at IS NULL"


@dataclass(frozen=True, slots=True)
class FileLine:
    """An appointment with what was chosen for it, and the file around it: `keys` are those of all its appointments,
    `entries` what was read before, by key."""

    one: Appointment
    choice: str
    keys: frozenset[str]
    entries: Mapping[str, Row]


def step_of(desk: Desk, line: FileLine) -> ScheduleStep:
    """What comes of one appointment."""
    one = line.one
    if one.trouble:
        return skipped(one, one.trouble)
    if one.day is None or one.day < desk.today:
        return skipped(one, say("The day is past."))
    if entry := line.entries.get(one.key):
        return _known(desk, line, entry)
    if one.is_cancelled:
        return _cancelled(desk, line, None)
    therapist = therapist_of(desk, one)
    if therapist is None and one.therapist:
        return skipped(one, say("It is with {who}, who is no therapist here.", who=one.therapist))
    return _whose(desk, line, therapist)


def skipped(one: Appointment, words: str, client: ClientRow | None = None) -> ScheduleStep:
    """An appointment about which nothing is done, and why."""
    doing: Doing = "skip"
    if client is None:
        return ScheduleStep(one, doing, words)
    return ScheduleStep(one, doing, words, "", ClientId(client.id), client.name)


def therapist_of(desk: Desk, one: Appointment) -> Therapist | None:
    """The therapist whom an appointment names, if it is one of the clinic."""
    if one.therapist:
        return therapist_named(one.therapist, desk.therapists)
    return therapist_hinted(one.hints, desk.therapists)


def _whose(desk: Desk, line: FileLine, therapist: Therapist | None) -> ScheduleStep:
    """Of an appointment that was not read before: who is meant, or who may be."""
    one = line.one
    found, is_sure = desk.meant(one.names)
    if line.choice == LEAVE:
        return replace(skipped(one, say("Left out.")), candidates=found)
    if line.choice == NEW:
        return _of_new_client(desk, one, found, therapist)
    if line.choice:
        return replace(_plan(desk, line, desk.client(int(line.choice)), therapist), candidates=found)
    if is_sure:
        return _plan(desk, line, found[0], therapist)
    if found:
        return ScheduleStep(one, "ask", say("Is this one of your clients?"), candidates=found)
    return ScheduleStep(one, "unknown", say("No client has this name."))


def _plan(desk: Desk, line: FileLine, client: ClientRow, therapist: Therapist | None) -> ScheduleStep:
    one = line.one
    if client.is_retired:
        return skipped(one, say("This client was retired."), client)
    for found in _at_its_time(desk, one, client):
        words = say("Given already.") if found.status == "given" else say("Planned already.")
        there = replace(skipped(one, words, client), doing="there")
        is_others = found.status == "given" or bool(_keys_of(desk, found.id) & line.keys)
        return there if is_others else replace(there, visit=VisitId(found.id))
    case = desk.open_case(client.id)
    draft = desk.planned(case.id if case else 0, _wish(desk, one, therapist))
    step = ScheduleStep(one, "plan", _case_words(case), "", client.id, client.name, draft=draft)
    if case is None:
        why_not = desk.known.stop(client.id, date.fromisoformat(draft.date_of_service)) or _with_nobody(desk, draft)
        return skipped(one, why_not, client) if why_not else replace(step, warning=_no_length(one))
    problem = desk.why_not(case.id, draft)
    if problem:
        return skipped(one, problem, client)
    return replace(step, case=case.id, warning=desk.warning(case.id, draft) or _no_length(one))


def _of_new_client(
    desk: Desk, one: Appointment, found: tuple[ClientRow, ...], therapist: Therapist | None
) -> ScheduleStep:
    given, family = typed_name(one.name)
    if not family:
        return replace(skipped(one, say("This is no name. Add the client in the list of clients.")), candidates=found)
    draft = desk.planned(0, _wish(desk, one, therapist))
    if why_not := _with_nobody(desk, draft):
        return replace(skipped(one, why_not), candidates=found)
    words = say("A new client, with a new case.")
    name = f"{family}, {given}" if given else family
    return ScheduleStep(one, "plan", words, _no_length(one), client_name=name, candidates=found, draft=draft)


def _known(desk: Desk, line: FileLine, entry: Row) -> ScheduleStep:
    """Of an appointment that was read before: nothing, unless it says something else now."""
    one = line.one
    if entry["gone_at"]:
        if entry["said"] == one.said or one.is_cancelled:
            stays_so = say("Its visit was removed here, and stays so.")
            return skipped(one, say("Canceled, and no visit is planned.") if one.is_cancelled else stays_so)
        # It was cancelled and is on again.
        return _whose(desk, line, therapist_of(desk, one))
    client, row = desk.client(entry["client_id"]), VisitId(entry["visit_id"])
    if entry["status"] == "given":
        return replace(skipped(one, say("Given already."), client), doing="there")
    if one.is_cancelled:
        return _cancelled(desk, line, visit(desk.read, row))
    if entry["said"] == one.said:
        return replace(skipped(one, say("Planned already."), client), doing="there", visit=row)
    return _moved(desk, line, visit(desk.read, row), client)


def _moved(desk: Desk, line: FileLine, found: Visit, client: ClientRow) -> ScheduleStep:
    one, therapist = line.one, therapist_of(desk, line.one)
    if therapist is None and one.therapist:
        return skipped(one, say("It is with {who}, who is no therapist here.", who=one.therapist), client)
    draft = desk.moved(found, _wish(desk, one, therapist))
    was = _was_words(desk, found, draft)
    if not was:
        return replace(skipped(one, say("Planned already."), client), doing="there", visit=found.id)
    if line.choice == LEAVE:
        return replace(skipped(one, say("Left as it is."), client), visit=found.id)
    problem = desk.why_not(found.case, draft, found.id)
    if problem:
        # Its visit stays as it was, and is not missing from the file either.
        return replace(skipped(one, problem, client), visit=found.id)
    return ScheduleStep(
        one,
        "move",
        was,
        desk.warning(found.case, draft, found.id),
        client.id,
        client.name,
        case=found.case,
        draft=draft,
        visit=found.id,
        version=found.version,
    )


def _was_words(desk: Desk, found: Visit, draft: VisitDraft) -> str:
    """How a visit was that becomes this draft: when, until when, with whom; "" where nothing of it changes."""
    told = []
    facts = {"day": day_words(found.date_of_service, desk.today), "time": shown_time(found.starts_at)}
    if (found.date_of_service.isoformat(), found.starts_at) != (draft.date_of_service, draft.starts_at):
        told.append(say("It was {day}, {time}.", **facts) if found.starts_at else say("It was {day}.", **facts))
    elif found.ends_at != draft.ends_at:
        until = {"time": shown_time(found.ends_at)}
        told.append(say("It was until {time}.", **until) if found.ends_at else say("It had no end."))
    if str(found.therapist) != draft.therapist:
        told.append(say("It was with {who}.", who=desk.therapist_name(str(found.therapist)) or say("somebody else")))
    return " ".join(told)


def _cancelled(desk: Desk, line: FileLine, found: Visit | None) -> ScheduleStep:
    """Of an appointment that was called off: its planned visit is taken away, if there is one."""
    one = line.one
    found = found or _planned_by_hand(desk, one)
    if found is None:
        return skipped(one, say("Canceled, and no visit is planned."))
    client = desk.client(desk.known.owner(found.case))
    if stays := why_it_stays(desk.read, found.id):
        return replace(skipped(one, stays, client), visit=found.id)
    if line.choice == LEAVE:
        return replace(skipped(one, say("Left as it is."), client), visit=found.id)
    step = ScheduleStep(one, "remove", say("Canceled."), "", client.id, client.name)
    return replace(step, visit=found.id, version=found.version)


def _planned_by_hand(desk: Desk, one: Appointment) -> Visit | None:
    found, is_sure = desk.meant(one.names)
    if not (is_sure and one.day and one.starts_at):
        return None
    there = _at_its_time(desk, one, found[0])
    # One that another line planned is not this one's, as where somebody canceled and booked the same time again.
    is_own = there and there[0].status == "planned" and not _keys_of(desk, there[0].id)
    return visit(desk.read, VisitId(there[0].id)) if is_own else None


def _at_its_time(desk: Desk, one: Appointment, client: ClientRow) -> list[OtherVisit]:
    """The visits of a client that begin when an appointment does."""
    assert one.day
    others = desk.known.of_client(client.id, one.day.isoformat())
    return [other for other in others if other.starts_at == one.starts_at and other.id not in desk.leaving]


def _keys_of(desk: Desk, row: int) -> set[str]:
    """The keys of the lines of files that stand for this visit."""
    return {key for (key,) in desk.read.rows(_KEYS_OF, row)}


def _wish(desk: Desk, one: Appointment, therapist: Therapist | None) -> Wish:
    assert one.day
    service = service_named(one.service, one.minutes, desk.services)
    ends = later(one.starts_at, one.minutes) if one.starts_at and one.minutes else ""
    return Wish(
        one.day, one.starts_at, ends, one.minutes, service.id if service else None, therapist.id if therapist else None
    )


def _with_nobody(desk: Desk, draft: VisitDraft) -> str:
    """Why a visit of a case that is not there yet has no therapist; "" where it has one."""
    if draft.therapist:
        return ""
    if not desk.therapists:
        return say("The clinic has no therapist yet. Add one in the settings.")
    return say("The file does not say with whom, and the clinic has several therapists.")


def _case_words(case: CaseInUse | None) -> str:
    if case is None:
        return say("No case is open: a new one is opened.")
    return say("{reason}, the case used last", reason=case.reason) if case.of > 1 else case.reason


def _no_length(one: Appointment) -> str:
    """What to look at because the file does not say it, or says it otherwise than it was read."""
    if not one.starts_at:
        return say("No time stands there.")
    if one.minutes and not later(one.starts_at, one.minutes):
        return say("It goes past midnight: no end is planned.")
    return one.remark
