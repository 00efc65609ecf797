"""The papers of the record that open inside a chart, each printed alone: what a packet binds, and the accounting."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.assessments.paper import AssessmentPaperPage
from ui.contacts.paper import CallLogPage
from ui.disclosures.accounting import AccountingPage
from ui.exports.record import RecordPage
from ui.kit.paper_page import PaperPage
from ui.measures.paper import OutcomeChartPage
from ui.referrals.paper import PrescriptionPaperPage
from ui.superbills.making import Making
from ui.visits.notes_paper import NotesPaperPage

# What each is about, as the manual calls it.
RECORD_TOPICS = {
    "visit-notes": NotesPaperPage.topic,
    "assessment-paper": AssessmentPaperPage.topic,
    "outcome-chart": OutcomeChartPage.topic,
    "call-log": CallLogPage.topic,
    "prescription-paper": PrescriptionPaperPage.topic,
    "accounting": AccountingPage.topic,
    "client-record": RecordPage.topic,
}
# The page of the chart that each comes from, and leads back to.
RECORD_TABS = {
    "visit-notes": "visits",
    "assessment-paper": "assessment",
    "outcome-chart": "assessment",
    "call-log": "coverage",
    "prescription-paper": "plan",
    "accounting": "documents",
    "client-record": "documents",
}
# Without a case, one is asked for first.
RECORD_OF_A_CASE = ("visit-notes", "outcome-chart", "call-log")


def _visit_notes(making: Making, _: str, page: PaperPage) -> QWidget:
    return NotesPaperPage(making.session, making.jobs, (making.client, making.case), page.left.emit)


def _assessment(making: Making, rest: str, page: PaperPage) -> QWidget:
    return AssessmentPaperPage(making.session, making.jobs, (making.client, int(rest)), page.left.emit)


def _outcome_chart(making: Making, _: str, page: PaperPage) -> QWidget:
    return OutcomeChartPage(making.session, making.jobs, making.case, page.left.emit)


def _call_log(making: Making, _: str, page: PaperPage) -> QWidget:
    return CallLogPage(making.session, making.jobs, making.case, page.left.emit)


def _prescription(making: Making, rest: str, page: PaperPage) -> QWidget:
    return PrescriptionPaperPage(making.session, making.jobs, (making.client, int(rest)), page.left.emit)


def _accounting(making: Making, _: str, page: PaperPage) -> QWidget:
    return AccountingPage(making.session, making.jobs, making.client, page.left.emit)


def _record(making: Making, _: str, page: PaperPage) -> QWidget:
    return RecordPage(making.session, making.jobs, making.client, page.left.emit)


RECORD_PAPERS: dict[str, Callable[[Making, str, PaperPage], QWidget]] = {
    "visit-notes": _visit_notes,
    "assessment-paper": _assessment,
    "outcome-chart": _outcome_chart,
    "call-log": _call_log,
    "prescription-paper": _prescription,
    "accounting": _accounting,
    "client-record": _record,
}
