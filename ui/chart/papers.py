"""The pages about paper that open inside a chart: bills, what was kept of the coverage, the call sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.chart.model import Glance
from clinic_desktop.coverage.commands.determinations import KeepDetermination
from clinic_desktop.errors import Missing
from clinic_desktop.wording import say
from ui.chart.attached import attachment_page
from ui.chart.body_map_paper import BodyMapPaperPage
from ui.chart.plan_paper import PlanPaperPage
from ui.chart.record_papers import RECORD_OF_A_CASE, RECORD_PAPERS, RECORD_TABS, RECORD_TOPICS
from ui.chart.report_paper import ReportPaperPage
from ui.claims.page import ClaimPage
from ui.claims.paper import ClaimFormPage, ClaimWorksheetPage, Leaving
from ui.coverage.papers.call_sheet import CallSheetPage
from ui.coverage.papers.determination import DeterminationPage
from ui.estimates.notice import NoticePage
from ui.estimates.opening import estimate_page
from ui.kit.paper_page import PaperPage
from ui.ledger.receipt import payment_receipt_page, sale_receipt_page
from ui.ledger.statement import StatementPage
from ui.letters.opening import letter_page
from ui.packets.opening import criteria_page, packet_page_in_chart
from ui.preferences import Preferences
from ui.superbills.making import Making
from ui.superbills.opening import bill_page_in_chart, maker_page, year_page

# What each paper is about, as the manual calls it.
PAPER_TOPICS = {
    "attachment": "64-files#describe",
    "superbill": "60-superbills#make",
    "receipt": "60-superbills#make",
    "statement": "60-superbills#statement",
    "year-receipt": "60-superbills#year",
    "bill": "60-superbills#paper",
    "claim": "61-claims#make",
    "claim-worksheet": "61-claims#paper",
    "claim-form": "61-claims#forms",
    "claim-alignment": "61-claims#forms",
    "determination": "35-wizard#summary",
    "call-sheet": "35-wizard#call-sheet",
    "treatment-plan": "47-plans#paper",
    "progress-report": "48-progress#paper",
    "body-map-paper": "45-assessment#body-map",
    "packet": "67-packets#build",
    "criteria": "67-packets#own-criteria",
    "estimate": "61-estimates#make",
    "estimate-notice": "61-estimates#notice",
    "account-statement": "55-payments#statement",
    "sale-receipt": "55-payments#receipt",
    "payment-receipt": "55-payments#receipt",
    "letter": "66-letters#write",
    **RECORD_TOPICS,
}
# What is made of a case: without one, a case is asked for first.
PAPER_OF_A_CASE = (
    *("superbill", "receipt", "statement", "estimate", "claim", "claim-worksheet", "claim-form", "letter", "packet"),
    *RECORD_OF_A_CASE,
)
# They come from the page Plan, and lead back to it.
_OF_THE_PLAN = ("treatment-plan", "progress-report")
# Of the account: they come from the page Money, and lead back to it.
_OF_MONEY = ("account-statement", "sale-receipt", "payment-receipt")
# About the coverage of a case: they come from the wizard, and lead back to it.
_OF_COVERAGE = ("determination", "call-sheet")


@dataclass(frozen=True, slots=True)
class AroundPaper:
    """The chart around a page: what is known of it, and the page of it that is open."""

    making: Making
    glance: Glance
    tab: str
    preferences: Preferences


def tab_of(what: str, tab: str) -> str:
    """The page of the chart that a paper comes back to; `tab` is the one that is open."""
    if what in RECORD_TABS:
        return RECORD_TABS[what]
    if what in _OF_THE_PLAN:
        return "plan"
    if what in _OF_MONEY:
        return "money"
    if what == "body-map-paper":
        return "assessment"
    if what in ("estimate", "estimate-notice"):
        return "coverage"
    return "wizard" if what in _OF_COVERAGE and tab != "documents" else "documents"


def paper_page(around: AroundPaper, what: str, rest: str) -> PaperPage:
    """Where a bill is made ("superbill/new", "receipt/new", "statement/new", "superbill/new/1032" for the one that
    corrects that number; "year-receipt/new/2026"), one that was issued ("bill/12", "bill/12/print"), a claim and its
    papers ("claim/new", "claim-worksheet/new", "claim-form/new", "claim-alignment/new"); what was kept of the coverage
    ("determination/7", "determination/new" for how it stands now), the call sheet ("call-sheet/new"), a version of the
    treatment plan ("treatment-plan/7"), a report ("progress-report/7"), a Good Faith Estimate ("estimate/new",
    "estimate/7"), the notice of estimates ("estimate-notice/new"), the receipt of a payment ("payment-receipt/7") or of
    a sale ("sale-receipt/7"), a letter ("letter/new", "letter/7"), a packet ("packet/new", "packet/7"), what a payer
    wants proved ("criteria/3/7"), a body map ("body-map-paper/7", with an earlier one "body-map-paper/7/5"), a file
    ("attachment/7", "attachment/7/8+9" to go on to others), or a paper of the record (`ui.chart.record_papers`). Raises
    ClinicError."""
    making = around.making
    if what == "bill":
        return bill_page_in_chart(making, rest)
    if what == "determination":
        row = _kept_now(around) if rest == "new" else int(rest)
        kept = PaperPage(partial(_determination, around, row))
        kept.here = f"determination/{row}"
        return kept
    if what in _OF_THE_RECORD:
        return PaperPage(partial(_OF_THE_RECORD[what], making, rest))
    if what in _OF_A_CLAIM:
        return PaperPage(partial(_OF_A_CLAIM[what], around), f"{what}/new")
    if what in _MADE:
        return _MADE[what](around, rest)
    proposal = around.glance.proposal
    return maker_page(making, what, rest, proposed=proposal.kind if proposal else "superbill")


def _kept_now(around: AroundPaper) -> int:
    """Keep the verdict as it stands; returns the row."""
    if around.glance.client.is_retired:
        raise Missing(say("This client was retired, so no coverage summary is made. Bring the client back first."))
    _refuse_without_case(around)
    return around.making.session.run(KeepDetermination(around.making.case))


def _refuse_without_case(around: AroundPaper) -> None:
    if not around.making.case:
        raise Missing(say("A case comes first: coverage is about what the client is treated for."))


def _determination(around: AroundPaper, row: int, page: PaperPage) -> QWidget:
    making = around.making
    words = say("Documents") if around.tab == "documents" else say("Wizard")
    back: tuple[str, Callable[[], object]] = (words, page.left.emit)
    return DeterminationPage(making.session, making.jobs, (making.client, row), back)


def _treatment_plan(making: Making, rest: str, page: PaperPage) -> QWidget:
    return PlanPaperPage(making, int(rest), page.left.emit, page.wanted.emit)


def _progress_report(making: Making, rest: str, page: PaperPage) -> QWidget:
    return ReportPaperPage(making, int(rest), page.left.emit, page.wanted.emit)


def _call_sheet_page(around: AroundPaper, _: str) -> PaperPage:
    _refuse_without_case(around)
    return PaperPage(partial(_call_sheet, around.making), "call-sheet/new")


def _estimate(around: AroundPaper, rest: str) -> PaperPage:
    return PaperPage(partial(estimate_page, around.making, rest), "estimate/new" if rest == "new" else "")


def _letter(around: AroundPaper, rest: str) -> PaperPage:
    return letter_page(around.making, rest)


def _year_receipt(around: AroundPaper, rest: str) -> PaperPage:
    return year_page(around.making, rest)


def _packet(around: AroundPaper, rest: str) -> PaperPage:
    return packet_page_in_chart(around.making, rest)


def _criteria(around: AroundPaper, rest: str) -> PaperPage:
    return criteria_page(around.making, rest)


def _call_sheet(making: Making, page: PaperPage) -> QWidget:
    return CallSheetPage(making.session, making.jobs, making.case, page.left.emit)


def _body_map(making: Making, rest: str, page: PaperPage) -> QWidget:
    row, _, earlier = rest.partition("/")
    return BodyMapPaperPage(making.session, making.jobs, making.client, (int(row), int(earlier or 0)), page.left.emit)


def _claim(around: AroundPaper, page: PaperPage) -> QWidget:
    made = ClaimPage(around.making)
    made.wanted.connect(page.wanted)
    made.left.connect(page.left)
    return made


def _claim_worksheet(around: AroundPaper, page: PaperPage) -> QWidget:
    return ClaimWorksheetPage(around.making, Leaving(page.left.emit, page.wanted.emit))


def _claim_form(around: AroundPaper, page: PaperPage) -> QWidget:
    return ClaimFormPage(around.making, around.preferences, Leaving(page.left.emit, page.wanted.emit), aligns=False)


def _claim_alignment(around: AroundPaper, page: PaperPage) -> QWidget:
    return ClaimFormPage(around.making, around.preferences, Leaving(page.left.emit, page.wanted.emit), aligns=True)


_OF_A_CLAIM: dict[str, Callable[[AroundPaper, PaperPage], QWidget]] = {
    "claim": _claim,
    "claim-worksheet": _claim_worksheet,
    "claim-form": _claim_form,
    "claim-alignment": _claim_alignment,
}


def _statement(making: Making, _: str, page: PaperPage) -> QWidget:
    return StatementPage(making.session, making.jobs, making.client, page.left.emit)


def _sale_receipt(making: Making, rest: str, page: PaperPage) -> QWidget:
    return sale_receipt_page(making.session, making.jobs, making.client, int(rest), page.left.emit)


def _payment_receipt(making: Making, rest: str, page: PaperPage) -> QWidget:
    return payment_receipt_page(making.session, making.jobs, making.client, int(rest), page.left.emit)


def _notice(making: Making, _: str, page: PaperPage) -> QWidget:
    return NoticePage(making.session, making.jobs, say("Coverage"), page.left.emit)


# Papers of the clinical record, of the account, and the one that hangs in the office.
_OF_THE_RECORD: dict[str, Callable[[Making, str, PaperPage], QWidget]] = {
    "treatment-plan": _treatment_plan,
    "progress-report": _progress_report,
    "body-map-paper": _body_map,
    "account-statement": _statement,
    "sale-receipt": _sale_receipt,
    "payment-receipt": _payment_receipt,
    "estimate-notice": _notice,
    **RECORD_PAPERS,
}


def _attachment(around: AroundPaper, rest: str) -> PaperPage:
    return PaperPage(partial(attachment_page, around.making, around.glance, rest))


# Pages with words of their own for what is made.
_MADE: dict[str, Callable[[AroundPaper, str], PaperPage]] = {
    "attachment": _attachment,
    "estimate": _estimate,
    "call-sheet": _call_sheet_page,
    "year-receipt": _year_receipt,
    "packet": _packet,
    "criteria": _criteria,
    "letter": _letter,
}
