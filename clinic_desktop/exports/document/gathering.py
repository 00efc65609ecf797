"""The parts of a printed record in their order, each made by its own room."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from clinic_desktop.assessments.document.paper import assessment_pdf
from clinic_desktop.assessments.queries import assessment_paper, assessments_of
from clinic_desktop.body_maps.document import body_map_pdf
from clinic_desktop.body_maps.queries import body_map, body_map_paper
from clinic_desktop.cases.model import Case, CaseId
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.contacts.document import call_log_pdf
from clinic_desktop.contacts.model import PARTIES
from clinic_desktop.contacts.queries import call_log
from clinic_desktop.disclosures.document import accounting_pdf
from clinic_desktop.disclosures.queries import accounting_of, disclosures_of
from clinic_desktop.errors import ClinicError
from clinic_desktop.exports.document.health import health_pdf
from clinic_desktop.exports.document.history import days_of, past_visits_asked, past_visits_pdf
from clinic_desktop.exports.document.identity import identity_pdf
from clinic_desktop.exports.document.lists import lists_pdf
from clinic_desktop.exports.model import RecordAsked, RecordSection
from clinic_desktop.exports.queries.chart import cases_of, rows_of_case
from clinic_desktop.jobs import Progress
from clinic_desktop.ledger.document.account import account_pdf
from clinic_desktop.ledger.queries import account_paper, ledger
from clinic_desktop.measures.document import outcome_pdf
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.queries import outcome_paper
from clinic_desktop.plans.document.paper import plan_pdf
from clinic_desktop.plans.loader import measure_titles
from clinic_desktop.plans.model import PlanPaper, TreatmentPlan
from clinic_desktop.plans.queries import paper_now as plan_now
from clinic_desktop.plans.queries import plan_paper, plans_of
from clinic_desktop.progress.document.paper import report_pdf
from clinic_desktop.progress.model import ProgressReport
from clinic_desktop.progress.queries import paper_now as report_now
from clinic_desktop.progress.queries import report_paper, reports_of
from clinic_desktop.referrals.document import prescription_pdf
from clinic_desktop.referrals.queries import prescription, prescription_paper
from clinic_desktop.store.reader import Reader
from clinic_desktop.values.dates import printed
from clinic_desktop.visits.document.paper import notes_pdf
from clinic_desktop.visits.queries.papers import given_between, notes_paper
from clinic_desktop.wording import say

# Before it nobody kept a record here; days without a limit are counted from then.
_FIRST = date(1900, 1, 1)


class PartToMake(NamedTuple):
    """A part as it is to be made: its title, its days, and what makes it; None where there is nothing."""

    title: str
    make: Callable[[], "tuple[bytes, Sequence[tuple[str, int]]] | bytes | None"]
    days: tuple[date, ...] = ()


def sections(read: Reader, asked: RecordAsked, progress: Progress, missing: list[str]) -> Iterator[RecordSection]:
    """Make them one by one. What cannot be made is named in `missing`, and the rest goes on. Raises Cancelled."""
    wanted = list(_wanted(read, asked))
    for at, one in enumerate(wanted):
        progress.report(at, len(wanted) + 1, say("Making the parts"))
        try:
            made = one.make()
        except ClinicError:
            missing.append(one.title)
            continue
        if made is not None:
            pdf, marks = (made, ()) if isinstance(made, bytes) else made
            yield RecordSection(one.title, pdf, one.days, tuple(marks))


def _wanted(read: Reader, asked: RecordAsked) -> Iterator[PartToMake]:
    yield PartToMake(say("Client, cases and insurance"), lambda: identity_pdf(read, asked))
    if "health" in asked.parts:
        yield PartToMake(say("Health"), lambda: health_pdf(read, asked))
    for row in cases_of(read, asked.client):
        yield from _of_case(read, asked, case_of(read, row))
    # Of no case: the other program knew none.
    past = past_visits_asked(read, asked) if "notes" in asked.parts else ()
    if past:
        title = say("Visits out of another program")
        yield PartToMake(title, lambda: past_visits_pdf(read, asked, past), days_of(past))
    if "money" in asked.parts:
        yield PartToMake(say("Account"), lambda: _account(read, asked))
    if "papers" in asked.parts:
        yield PartToMake(say("Papers that went out and came in"), lambda: lists_pdf(read, asked))
        yield PartToMake(say("Disclosures"), lambda: _disclosures(read, asked))


def _of_case(read: Reader, asked: RecordAsked, case: Case) -> Iterator[PartToMake]:
    if "orders" in asked.parts:
        yield from _orders(read, asked, case)
    if "care" in asked.parts:
        yield from _care(read, asked, case)
    if "notes" in asked.parts:
        span = (asked.since or _FIRST, asked.until or asked.today)
        visits = [one for one in given_between(read, case.id, span) if asked.has(one.date_of_service)]
        days = tuple(one.date_of_service for one in visits)
        rows = [one.id for one in visits]
        if rows:
            yield PartToMake(_titled(case, say("Visit notes")), lambda: _notes(read, rows), (days[0], days[-1]))
    if "calls" in asked.parts:
        yield PartToMake(_titled(case, say("Calls and contacts")), lambda: _calls(read, asked, case))


def _orders(read: Reader, asked: RecordAsked, case: Case) -> Iterator[PartToMake]:
    for row in rows_of_case(read, "prescriptions", case.id, "ordered_on"):
        found = prescription(read, row)
        if asked.has(found.ordered_on):
            yield PartToMake(
                _titled(case, say("Prescription or referral")),
                lambda row=row: prescription_pdf(prescription_paper(read, row, asked.today)),  # type: ignore[misc]
                (found.ordered_on,) if found.ordered_on else (),
            )


def _care(read: Reader, asked: RecordAsked, case: Case) -> Iterator[PartToMake]:
    for found in sorted(assessments_of(read, case.id), key=lambda one: (one.day, one.id)):
        if asked.has(found.day):
            yield PartToMake(
                _titled(case, say("Assessment")),
                lambda row=found.id: assessment_pdf(assessment_paper(read, row)),  # type: ignore[misc]
                (found.day,),
            )
    for row in rows_of_case(read, "body_maps", case.id, "drawn_on"):
        day = body_map(read, row).drawn_on
        if asked.has(day):
            yield PartToMake(
                _titled(case, say("Body map")),
                lambda row=row: body_map_pdf(body_map_paper(read, row)),  # type: ignore[misc]
                (day,),
            )
    for plan in reversed(plans_of(read, case.id)):
        if asked.has(plan.signed_on):
            yield PartToMake(_titled(case, say("Treatment plan")), lambda plan=plan: _plan(read, plan),  # type: ignore[misc]
                       (plan.signed_on,) if plan.signed_on else ())  # fmt: skip
    for report in reversed(reports_of(read, case.id)):
        if asked.has(report.day):
            yield PartToMake(_titled(case, say("Progress report")), lambda one=report: _report(read, one),  # type: ignore[misc]
                       (report.day,))  # fmt: skip
    yield PartToMake(_titled(case, say("Scores")), lambda: _scores(read, asked, case))


def _titled(case: Case, what: str) -> str:
    return say("{what}: {case}", what=what, case=case.reason)


def _notes(read: Reader, rows: Sequence[int]) -> tuple[bytes, list[tuple[str, int]]]:
    made = notes_pdf(notes_paper(read, rows))
    return made.pdf, [(printed(one.day), one.page) for one in made.starts]


def _plan(read: Reader, plan: TreatmentPlan) -> bytes:
    """A version as it was signed; a draft as it stands, which says that it is one."""
    if plan.signed_on:
        return plan_pdf(plan_paper(read, plan.id))
    return plan_pdf(PlanPaper(plan, plan_now(read, plan, measure_titles())))


def _report(read: Reader, report: ProgressReport) -> bytes:
    if report.signed_on:
        return report_pdf(report_paper(read, report.id))
    return report_pdf(report_now(read, report, catalogue()))


def _scores(read: Reader, asked: RecordAsked, case: Case) -> bytes | None:
    paper = outcome_paper(read, case.id, catalogue(), min(asked.until or asked.today, asked.today))
    return outcome_pdf(paper) if paper.courses else None


def _calls(read: Reader, asked: RecordAsked, case: Case) -> bytes | None:
    """With whom else: what another person told in confidence is theirs, so those calls are chosen apart."""
    parties = [one for one in PARTIES if one != "other" or "others" in asked.parts]
    span = (asked.since or _FIRST, asked.until or asked.today)
    paper = call_log(read, CaseId(case.id), span, None, parties)
    if not (paper.contacts or paper.struck):
        return None
    first = paper.contacts[0].contacted_on if paper.contacts else span[0]
    last = paper.contacts[-1].contacted_on if paper.contacts else span[1]
    return call_log_pdf(call_log(read, CaseId(case.id), (asked.since or first, asked.until or last), None, parties))


def _disclosures(read: Reader, asked: RecordAsked) -> bytes:
    """The whole log; without a first day it begins with the first entry."""
    first = min((one.told_on for one in disclosures_of(read, asked.client)), default=asked.today)
    span = (asked.since or first, asked.until or asked.today)
    return accounting_pdf(accounting_of(read, asked.client, span, asked.today, whole=True))


def _account(read: Reader, asked: RecordAsked) -> bytes | None:
    days = [one.day for one in ledger(read, asked.client) if asked.has(one.day)]
    if not days:
        return None
    return account_pdf(account_paper(read, asked.client, asked.since or days[0], asked.until or days[-1], asked.today))
