"""Where a bill is made: its visits, what pre-flight says of them, and the paper beside it as it would be issued."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import ClinicError, Missing, Refused, StoreTrouble
from clinic_desktop.superbills.commands.acceptances import AcceptFinding, AskAgain
from clinic_desktop.superbills.commands.bills import IssueBill
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.findings import Finding, KnownCodes
from clinic_desktop.superbills.queries.codes import known_codes
from clinic_desktop.superbills.queries.draft import DraftBill, draft_bill
from clinic_desktop.superbills.queries.ready import unbilled, unbilled_elsewhere
from clinic_desktop.superbills.rules.fixes import Fix, fix
from clinic_desktop.superbills.rules.parcels import Parcel
from clinic_desktop.wording import say, say_many
from ui.codes.shelf import Shelf
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.keys import is_escape
from ui.kit.layout import card, column, holder, row, scrolled, tab_through
from ui.kit.pdf_view import PdfView
from ui.kit.text import Text
from ui.session import Errand, Session
from ui.superbills.choosing import VisitChoices, ready_visits
from ui.superbills.findings import FindingsList
from ui.superbills.words import parcel_words, sum_words

SHOWN = (
    *("clients", "cases", "policies", "payers", "departments", "prescribers", "prescriptions", "diagnoses"),
    *("practice", "therapists", "credentials", "visits", "visit_services", "visit_notes", "payments"),
    *("payment_shares", "bills", "bill_visits", "acceptances", "code_releases"),
)
# A click on several check boxes in a row makes the paper once.
_PAPER_MILLISECONDS = 120


@dataclass(frozen=True, slots=True)
class Making:
    """What a bill is made for: a client's case; what stands around the page."""

    session: Session
    jobs: Jobs
    codes: Shelf
    client: ClientId
    case: CaseId


class BillMaker(QWidget):
    """`wanted` carries the part of the chart to go to: the bill that was issued, or the other kind of bill; `left` when
    the person goes back."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, making: Making, kind: Kind) -> None:
        """Opens with all visits that are ready, or with those that were checked before."""
        super().__init__()
        self._making, self._session, self._kind = making, making.session, kind
        self._parcels: tuple[Parcel, ...] = ()
        self._at = 0
        self._draft: DraftBill | None = None
        self._asked_paper = 0
        self.banner = Banner()
        self.choices = VisitChoices()
        self.findings = FindingsList(self._fix_of)
        self.preview = PdfView(say("The paper as it would be issued"))
        self._elsewhere, self._state = Text(role="muted"), Text(role="muted", wrap=False)
        superbill = kind == "superbill"
        self.issue = button(say("Issue superbill") if superbill else say("Issue receipt"), self._on_issue, "main")
        other: Kind = "receipt" if superbill else "superbill"
        self.other = button(
            say("Receipt instead") if superbill else say("Superbill instead"), lambda: self.wanted.emit(f"{other}/new")
        )
        self._build(say("New superbill") if superbill else say("New receipt"))
        self._paper = QTimer(self, singleShot=True, interval=_PAPER_MILLISECONDS)
        self._paper.timeout.connect(self._make_paper)
        self.choices.chosen.connect(self._on_chosen)
        self.findings.fixed.connect(self._on_fix)
        self.findings.accepted.connect(self._on_accepted)
        self.findings.asked_again.connect(self._on_again)
        self.findings.emptied.connect(self._on_emptied)
        making.codes.ready.connect(self.reload)
        self.setFocusProxy(self.issue)
        self._session.keep_fresh(self, *SHOWN)

    def reload(self) -> None:
        """Read everything again; what is checked stays so."""
        read, making = self._session.clinic.read, self._making
        self._parcels = unbilled(read, self._kind, making.case)
        elsewhere = unbilled_elsewhere(read, self._kind, making.client, making.case)
        words = say_many(
            "{count} more visit is of another case: choose that case above.",
            "{count} more visits are of other cases: choose the case above.",
            elsewhere,
        )
        self._elsewhere.setText(words if elsewhere else "")
        self._elsewhere.setVisible(bool(elsewhere))
        kept = self._session.clinic.drafts.kept(self._name) or {}
        self._at = self._index_of(kept.get("bill"))
        self.choices.offer([parcel_words(read, one) for one in self._parcels], self._at)
        self._show_parcel(frozenset(kept.get("visits", ())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _name(self) -> str:
        return f"{self._kind}:new:{self._making.case}"

    def _build(self, title: str) -> None:
        visits = card(title, self.banner, self.choices, self._elsewhere)
        left = scrolled(holder(column(visits, card("", self.findings), None, gap=2, margin=3)))
        buttons = row(button(say("Back"), self.left.emit), self.other, None, self._state, self.issue, gap=1)
        buttons.setContentsMargins(step(3), step(1), step(3), step(2))
        whole = row(column(left, buttons, gap=0), self.preview, gap=0)
        whole.setStretch(0, 11)
        whole.setStretch(1, 9)
        self.setLayout(whole)

    def _index_of(self, kept: object) -> int:
        keys = [[one.therapist, one.policy] for one in self._parcels]
        return keys.index(kept) if kept in keys else 0

    def _show_parcel(self, before: frozenset[int]) -> None:
        """Show the visits of the chosen bill: checked are those of before, else all that are ready."""
        if not self._parcels:
            self._show_nothing()
            return
        rows = self._parcels[self._at].visits
        whole = self._drafted(rows)
        ticked = before & frozenset(rows) or ready_visits(whole.bill, whole.verdict)
        self.choices.show_visits(whole.bill, whole.verdict, ticked)
        self._show_draft(whole if len(ticked) == len(rows) else self._drafted(tuple(ticked)))
        tab_through(self)

    def _drafted(self, visits: tuple[int, ...]) -> DraftBill:
        clinic, codes = self._session.clinic, self._making.codes

        def look(wanted: Sequence[str], days: Sequence[date]) -> KnownCodes:
            return known_codes(codes.ask, codes.at_hand(), wanted, days)

        return draft_bill(clinic.read, self._kind, visits, look, clinic.clock.today())

    def _show_nothing(self) -> None:
        self._draft = None
        self.choices.hide()
        self.issue.setEnabled(False)
        self.findings.hide()
        words = (
            say("No visit of this case waits for a superbill. Record the next one after the treatment.")
            if self._kind == "superbill"
            else say("No visit of this case waits for a receipt. Record the next one after the treatment.")
        )
        self.banner.show_words("note", words)
        self.preview.say(say("There is nothing to print yet."))

    def _show_draft(self, draft: DraftBill) -> None:
        self._draft = draft
        # First: it takes the focus where the button that had it is gone.
        self.issue.setEnabled(draft.verdict.is_ready)
        self.findings.show_verdict(draft.verdict)
        self._state.setText(sum_words(draft))
        self._paper.start()

    def _on_chosen(self) -> None:
        if self.choices.bills.currentIndex() != self._at and self._parcels:
            self._at = self.choices.bills.currentIndex()
            self._keep(frozenset())
            self._show_parcel(frozenset())
            return
        ticked = self.choices.ticked()
        self._keep(ticked)
        if ticked:
            self._show_draft(self._drafted(tuple(ticked)))
            self.findings.show()
            return
        self._draft = None
        self._state.setText("")
        self.issue.setEnabled(False)
        self.findings.hide()
        self._paper.stop()
        self.preview.say(say("Check the visits that go on it."))

    def _keep(self, ticked: frozenset[int]) -> None:
        chosen = self._parcels[self._at]
        # On a full disk the choice stays in the window.
        with suppress(StoreTrouble):
            self._session.clinic.drafts.keep(
                self._name, {"bill": [chosen.therapist, chosen.policy], "visits": sorted(ticked)}
            )

    def _make_paper(self) -> None:
        draft = self._draft
        if draft is None:
            return
        self._asked_paper += 1
        asked = self._asked_paper

        def done(pdf: bytes) -> None:
            # What was asked for later is on its way.
            if asked == self._asked_paper and self._draft is draft:
                self.preview.show_pdf(pdf)

        def failed(error: Exception) -> None:
            raise error

        self._making.jobs.run(
            say("Making the paper"), lambda _: bill_pdf(draft.bill, draft.stamp), only_while(self, done), failed
        )

    def _fix_of(self, field: str) -> Fix | None:
        return fix(self._draft.bill, field) if self._draft else None

    def _on_fix(self, found: Finding) -> None:
        where = self._fix_of(found.field)
        if where:
            home = f"{self._making.client}/of/{self._making.case}/{self._kind}/new"
            back = say("Back to the superbill") if self._kind == "superbill" else say("Back to the receipt")
            self._session.send(Errand(where.place, where.part, "clients", home, found.message, back))

    def _on_accepted(self, found: Finding, reason: str) -> None:
        try:
            self._session.run(AcceptFinding(self._making.client, found.rule, (found.fact,), reason))
        except Refused as refused:
            self.findings.show_problem(refused.problems[0].words)
        except ClinicError as trouble:
            self.banner.show_words("stop", trouble.words)

    def _on_emptied(self) -> None:
        (self.issue if self.issue.isEnabled() else self.other).setFocus()

    def _on_again(self, found: Finding) -> None:
        self._session.attempt(AskAgain(self._making.client, found.rule, (found.fact,)))

    def _on_issue(self) -> None:
        draft = self._draft
        if draft is None:
            return
        self.banner.hide()
        try:
            issued = self._session.run(IssueBill(self._kind, draft.visits, draft.codes, draft.bill))
        except Missing:
            self.reload()
        except ClinicError as trouble:
            self.reload()
            self.banner.show_words("warning", trouble.words)
        else:
            with suppress(StoreTrouble):
                self._session.clinic.drafts.forget(self._name)
            self.wanted.emit(f"bill/{issued}")


def only_while(owner: QWidget, act: Callable[[bytes], object]) -> Callable[[bytes], None]:
    """What a job answers to a page that may be gone by then."""
    alive = [True]
    owner.destroyed.connect(lambda *_: alive.clear())

    def heard(result: bytes) -> None:
        if alive:
            act(result)

    return heard
