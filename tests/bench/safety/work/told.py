"""Courses of what is planned, and of what was told to whom: schedules, bills sent in, contacts, disclosures."""

from dataclasses import replace
from datetime import timedelta

from bench.safety.desk import ONE, Desk, prepared
from bench.safety.work.course import Workload, newest
from fixed import NOW

from clinic_desktop.contacts.commands import ChangeContact, FinishFollowUp, LogContact, StrikeContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.disclosures.commands import LogDisclosure, StrikeDisclosure
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.restrictions.commands import AddRestriction, ChangeRestriction, RemoveRestriction
from clinic_desktop.restrictions.model import RestrictionDraft
from clinic_desktop.schedule.commands.planning import PlanVisits
from clinic_desktop.schedule.commands.reading import ReadSchedule
from clinic_desktop.schedule.loader.files import read_schedule
from clinic_desktop.schedule.model import DaySpan
from clinic_desktop.schedule.queries import drafts
from clinic_desktop.schedule.queries.dry_run import schedule_steps
from clinic_desktop.schedule.queries.steps import NEW
from clinic_desktop.schedule.rules.columns import headings_hash, kept_columns
from clinic_desktop.submissions.commands import ChangeSubmission, LogSubmission, RetireSubmission
from clinic_desktop.submissions.model import SubmissionDraft
from clinic_desktop.visits.model import ServiceLine, VisitDraft

_SENT = SubmissionDraft("11/24/2026", "client", "portal", "P-5512")
_KEPT = RestrictionDraft("", "11/10/2026", "11/12/2026", "11/20/2026")
_sent = Workload(
    "bills sent in, and visits kept from the plan",
    (
        lambda desk: desk.clinic.do(LogSubmission(prepared().bill, _SENT)),
        lambda desk: desk.clinic.do(
            ChangeSubmission(*newest(desk, "submissions"), replace(_SENT, sent_by="clinic", how="fax"))
        ),
        lambda desk: desk.clinic.do(RetireSubmission(*newest(desk, "submissions"))),
        lambda desk: desk.clinic.do(AddRestriction(ONE, _KEPT)),
        lambda desk: desk.clinic.do(
            ChangeRestriction(*newest(desk, "restrictions"), replace(_KEPT, how="said", taken_back_on="11/23/2026"))
        ),
        lambda desk: desk.clinic.do(RemoveRestriction(*newest(desk, "restrictions"))),
    ),
)
_CALL = ContactDraft(
    contacted_on="11/20/2026", party="payer/1", said="Massage is a benefit", todo="Call again", due_on="12/1/2026"
)
_TOLD = DisclosureDraft(
    client=ONE,
    told_on="11/20/2026",
    party="attorney",
    name="Ines Falk",
    title="Visit notes of November",
    pages="4",
    purpose="required",
    why="Subpoena of 11/16",
)
_contacts = Workload(
    "contacts and disclosures: logged, corrected, followed up, struck out",
    (
        lambda desk: desk.clinic.do(LogContact(prepared().case, _CALL)),
        lambda desk: desk.clinic.do(ChangeContact(*newest(desk, "contacts"), replace(_CALL, reference="R-4471"))),
        lambda desk: desk.clinic.do(FinishFollowUp(*newest(desk, "contacts"))),
        lambda desk: desk.clinic.do(StrikeContact(*newest(desk, "contacts"), "Another client was meant")),
        lambda desk: desk.clinic.do(LogDisclosure(_TOLD)),
        lambda desk: desk.clinic.do(StrikeDisclosure(*newest(desk, "disclosures"), "Never went out")),
    ),
)
_HEAD = "Date,Start,Minutes,Client,Service,Therapist,Status,Booking ID"
_AFTERNOON = "11/24/2026,2:30 PM,60,Ada Nguyễn,Massage,,,1"
_MORNING = "11/25/2026,9:00 AM,60,Ada Nguyễn,Massage,,,2"
_NEW = "11/27/2026,10:00 AM,60,Luis Vega,Massage,,,3"


def _read_file(desk: Desk, *rows: str) -> object:
    """What a scheduler's file says of the days from today on, whoever is not known added."""
    today, read = NOW.date(), desk.clinic.read
    found = read_schedule("\n".join((_HEAD, *rows)).encode(), DaySpan(today, today + timedelta(6)), today)
    assert found.sheet
    at_desk = drafts.Desk(read, today, desk.clinic.person.therapist)
    steps = schedule_steps(at_desk, found, {one.number: NEW for one in found.appointments if "Luis" in one.name})
    names = found.sheet.headings
    return desk.clinic.do(ReadSchedule(steps, headings_hash(names), kept_columns(found.columns, names), found.source))


def _wanted(day: str) -> tuple[int, VisitDraft]:
    services = (ServiceLine("1", "60"),)
    return prepared().case, VisitDraft("planned", therapist="1", services=services, date_of_service=day)


_planned = Workload(
    "visits planned: typed, read from a file, moved and cancelled by the next one, taken back",
    (
        lambda desk: desk.clinic.do(PlanVisits((_wanted("12/1/2026"), _wanted("12/8/2026")))),
        lambda desk: _read_file(desk, _AFTERNOON, _MORNING),
        lambda desk: _read_file(
            desk, _AFTERNOON.replace("24/2026,2:30", "26/2026,4:00"), _MORNING.replace(",,,2", ",,Cancelled,2"), _NEW
        ),
        lambda desk: desk.clinic.undo(),
        lambda desk: desk.clinic.redo(),
        lambda desk: desk.clinic.do(PlanVisits((_wanted("12/15/2026"),))),
    ),
)

TOLD = (_sent, _contacts, _planned)
