"""Reads progress reports, what they tell from the record, and which are due."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from clinic_desktop.assessments.model import Assessment
from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.measures.model import Measure
from clinic_desktop.measures.queries import scores_of
from clinic_desktop.plans.loader import measure_titles
from clinic_desktop.plans.model import TreatmentPlan
from clinic_desktop.plans.queries import case_facts, kept_facts, plans_of
from clinic_desktop.plans.rules.goals import GoalFigure, amounts
from clinic_desktop.plans.rules.phases import visits_of
from clinic_desktop.plans.rules.progress import shown_plan
from clinic_desktop.practice.model import TherapistId, printed_name
from clinic_desktop.practice.queries import practice
from clinic_desktop.progress.model import (
    SOON_DUE_DAYS,
    GoalStanding,
    ProgressReport,
    ReportDue,
    ReportedChange,
    ReportedMeasure,
    ReportFigures,
    ReportId,
    ReportInterval,
    ReportPaper,
)
from clinic_desktop.progress.rules import figures as rules
from clinic_desktop.progress.rules.due import due_on, interval_for
from clinic_desktop.progress.rules.goals import goal_figure
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.values.dates import printed
from clinic_desktop.values.trends import Trend, TrendLine, TrendPoint
from clinic_desktop.visits.queries.notes import notes_between
from clinic_desktop.visits.queries.visits import given_days

_REPORTS = (
    "SELECT progress_reports.*, given_name, family_name, designation FROM progress_reports"
    " JOIN therapists ON therapists.id = progress_reports.therapist_id WHERE progress_reports.retired_at IS NULL"
)
# Open cases of these kinds with a visit that was given, and those whose last report may say by when.
_CASES = (
    "SELECT cases.id, cases.kind, cases.reason, cases.client_id, clients.given_name, clients.family_name,"
    " clients.preferred_name FROM cases JOIN clients ON clients.id = cases.client_id"
    " WHERE cases.closed_on = '' AND cases.retired_at IS NULL AND clients.retired_at IS NULL"
    " AND ((cases.kind IN (SELECT value FROM json_each(?1)) AND EXISTS (SELECT 1 FROM visits"
    "  WHERE visits.case_id = cases.id AND visits.status = 'given' AND visits.retired_at IS NULL))"
    " OR EXISTS (SELECT 1 FROM progress_reports WHERE case_id = cases.id AND next_on <> '' AND retired_at IS NULL))"
    " ORDER BY cases.id"
)


def reports_of(read: Reads, owner: CaseId) -> tuple[ProgressReport, ...]:
    """The reports of a case, the newest first, a draft on top."""
    order = "ORDER BY progress_reports.signed_at <> '', day DESC, progress_reports.id DESC"
    return tuple(map(_report, read.all(f"{_REPORTS} AND case_id = ? {order}", owner)))


def progress_report(read: Reader, row: int) -> ProgressReport:
    """One report; raises Missing."""
    return _report(read.one(f"{_REPORTS} AND progress_reports.id = ?", row))


def draft_begin(read: Reader, owner: CaseId, today: date) -> date:
    """The first day that a new report of a case tells of."""
    signed = [(one.day, one.kind) for one in reports_of(read, owner) if one.signed_on]
    return rules.begins_on(signed, next(iter(given_days(read, owner)), None), today)


def figures_of(read: Reader, owner: CaseId, span: tuple[date, date], catalog: Mapping[str, Measure]) -> ReportFigures:
    """What the record of a case says from the first to the last day of `span`; goals, measures and findings are
    compared with how the case began."""
    since, day = span
    days = [one for one in given_days(read, owner) if one <= day]
    inside = [one for one in days if one >= since]
    notes = [note for _, note in notes_between(read, owner, since, day) if note]
    plan = shown_plan([one for one in plans_of(read, owner) if one.signed_on and one.signed_on <= day], day)
    scores = {key: tuple(one for one in found if one.taken_on <= day) for key, found in scores_of(read, owner).items()}
    scores = {key: found for key, found in scores.items() if found}
    assessed = [one for one in assessments_of(read, owner) if one.day <= day]
    first, last = _ends(assessed)
    goals = plan.goals if plan else ()
    return ReportFigures(
        visits=len(inside),
        visits_in_all=len(days),
        planned=visits_of(plan.phases) if plan else 0,
        first_visit=printed(inside[0]) if inside else "",
        last_visit=printed(inside[-1]) if inside else "",
        pain=rules.pain_words(notes),
        treatments=rules.treatment_words(one for note in notes for one in note.techniques),
        goals=rules.standings(goals, measure_titles(), scores, assessed),
        measures=rules.measured(catalog, scores, goals),
        changes=rules.found_changes(first, last) if first and last else (),
        assessed=(printed(first.day), printed(last.day)) if first and last else ("", ""),
    )


def goals_now(read: Reader, plans: Sequence[TreatmentPlan], today: date) -> Mapping[int, GoalFigure]:
    """How far each goal of the plan that is shown first is today, by the id of the goal; without those that nobody
    measured since the plan was signed."""
    plan = shown_plan(plans, today)
    if plan is None or plan.signed_on is None:
        return {}
    scores, assessed = scores_of(read, plan.case), assessments_of(read, plan.case)
    found = ((one, goal_figure(one, scores, assessed)) for one in plan.goals)
    return {one.id: figure for one, figure in found if figure and figure.now != amounts(one)[0]}


def paper_now(read: Reader, report: ProgressReport, catalog: Mapping[str, Measure]) -> ReportPaper:
    """A report with its paper as things stand now, without the titles of codes; raises Missing."""
    plan = shown_plan([one for one in plans_of(read, report.case) if one.signed_on], report.day)
    facts = case_facts(read, report.case, report.therapist, plan.prescription if plan else None)
    return ReportPaper(report, facts, figures_of(read, report.case, (report.since, report.day), catalog))


def report_paper(read: Reader, row: int) -> ReportPaper:
    """A signed report with what its paper says; raises Missing."""
    kept = json.loads(read.one("SELECT paper FROM progress_reports WHERE id = ?", row)["paper"])
    return ReportPaper(progress_report(read, row), kept_facts(kept["facts"]), _figures(kept["figures"]))


def report_due(
    read: Reader, owner: CaseId, interval: ReportInterval | None, reports: Sequence[ProgressReport]
) -> tuple[date, str] | None:
    """By when the next report of a case is due, and why; None where none is. `interval` is that of its kind, `reports`
    are all of the case. The visits are read only where they matter: there may be a thousand."""
    return due_on(interval, reports, _given(read, owner))


def reports_due(read: Reader, intervals: Sequence[ReportInterval], today: date) -> tuple[ReportDue, ...]:
    """Every report that is due within SOON_DUE_DAYS or overdue, of open cases, the first one first."""
    kinds, state = json.dumps(sorted({one.kind for one in intervals})), practice(read).state
    rows = read.all(_CASES, kinds)
    written = _reports_of_all(read, [row["id"] for row in rows])
    found = []
    for row in rows:
        case, reports = CaseId(row["id"]), written[row["id"]]
        due = report_due(read, case, interval_for(intervals, row["kind"], state), reports)
        if due and due[0] <= today + timedelta(SOON_DUE_DAYS):
            name = listed_name(row["given_name"], row["family_name"], row["preferred_name"])
            draft = next((one.id for one in reports if one.signed_on is None), None)
            found.append(ReportDue(case, ClientId(row["client_id"]), name, row["reason"], *due, draft))
    return tuple(sorted(found, key=lambda one: (one.due_on, one.case)))


def _given(read: Reader, owner: CaseId) -> Iterator[date]:
    """The days of the visits given in a case, read when the first one is asked for."""
    yield from given_days(read, owner)


def _reports_of_all(read: Reader, cases: Sequence[int]) -> Mapping[int, tuple[ProgressReport, ...]]:
    """The reports of each of these cases."""
    found: dict[int, tuple[ProgressReport, ...]] = defaultdict(tuple)
    sql = f"{_REPORTS} AND case_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - constants
    for one in map(_report, read.all(sql, json.dumps(cases)) if cases else ()):
        found[one.case] += (one,)
    return found


def _ends(assessed: Sequence[Assessment]) -> tuple[Assessment | None, Assessment | None]:
    """The first and the newest of those, the newest first; the same one is not compared with itself."""
    if not assessed:
        return None, None
    return (assessed[-1] if len(assessed) > 1 else None), assessed[0]


def _report(row: Row) -> ProgressReport:
    words = ("kind", "status", "response", "ahead", "outlook", "home", "signer", "version")
    return ProgressReport(
        id=ReportId(row["id"]),
        case=CaseId(row["case_id"]),
        therapist=TherapistId(row["therapist_id"]),
        therapist_name=printed_name(row["given_name"], row["family_name"], row["designation"]),
        since=date.fromisoformat(row["since"]),
        day=date.fromisoformat(row["day"]),
        next_on=dates.kept(row["next_on"]),
        signed_on=dates.kept(row["signed_on"]),
        **{name: row[name] for name in words},
    )


def _figures(kept: Mapping[str, Any]) -> ReportFigures:
    """What was kept, also by another version: what is unknown is left out."""
    known = {one.name for one in fields(ReportFigures)}
    values: dict[str, Any] = {name: value for name, value in kept.items() if name in known}
    values["goals"] = tuple(GoalStanding(**one) for one in values.get("goals", ()))
    values["changes"] = tuple(ReportedChange(**one) for one in values.get("changes", ()))
    values["measures"] = tuple(
        ReportedMeasure(one["name"], one["sentence"], _trend(one["trend"]) if one["trend"] else None)
        for one in values.get("measures", ())
    )
    values["treatments"] = tuple(values.get("treatments", ()))
    values["assessed"] = tuple(values.get("assessed", ("", "")))
    return ReportFigures(**values)


def _trend(kept: Mapping[str, Any]) -> Trend:
    points = tuple(TrendPoint(date.fromisoformat(one["day"]), one["value"], one["words"]) for one in kept["points"])
    return Trend(
        title=kept["title"],
        points=points,
        least=TrendLine(**kept["least"]),
        most=TrendLine(**kept["most"]),
        band=(kept["band"][0], kept["band"][1]) if kept["band"] else None,
        band_words=kept["band_words"],
        lines=tuple(TrendLine(**one) for one in kept["lines"]),
    )
