"""Where the receipt of a client's year is made: the year, what is found about it, and the paper beside it."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.superbills.commands.acceptances import AcceptFinding, AskAgain
from clinic_desktop.superbills.commands.years import IssueYearReceipt
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.queries.draft import DraftBill, draft_year
from clinic_desktop.superbills.queries.years import years_paid
from clinic_desktop.superbills.rules.fixes import Fix, fix
from clinic_desktop.superbills.rules.sums import total_paid
from clinic_desktop.values import money
from clinic_desktop.wording import say, say_many
from ui.jobs import LatestJob
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox
from ui.kit.grid import step
from ui.kit.head_line import HeadLine
from ui.kit.keys import is_escape
from ui.kit.layout import bring_into_view, card, column, holder, row, scrolled, tab_through
from ui.kit.pdf_view import PdfView
from ui.kit.text import Text
from ui.superbills.entries import Entry
from ui.superbills.findings import FindingsList
from ui.superbills.making import Making, only_while
from ui.superbills.words import replaced_words, unprinted_words


class YearReceiptMaker(QWidget):
    """`wanted` carries the part of the chart to go to once it is issued; `left` when the person goes back."""

    topic = "60-superbills#year"

    wanted = Signal(str)
    left = Signal()

    def __init__(self, making: Making, year: int = 0) -> None:
        """Opens on this year, or on the last one that is over and was paid in; else on the newest."""
        super().__init__()
        self._making, self._session = making, making.session
        self._year = year
        self._draft: DraftBill | None = None
        self._papers = LatestJob()
        self.banner, self.years = Banner(), ChoiceBox()
        self.years.setAccessibleName(say("Year"))
        self.years.currentIndexChanged.connect(self._on_year)
        self._sum, self._replaces = Text(role="strong"), Text(role="muted")
        drafts = self._session.clinic.drafts
        self.findings = FindingsList(self._fix_of, self._accept, drafts, making.reasons("year_receipt"))
        self.findings.asked_again.connect(self._on_again)
        self.findings.rebuilt.connect(lambda: tab_through(self))
        self.preview = PdfView(say("The paper as it would be issued"))
        self.issue = button(say("Issue year receipt"), self._on_issue, "main")
        self.back = button(say("Documents"), self.left.emit, "link", "back")
        self._build()
        shown = ("clients", "cases", "visits", "visit_services", "payments", "payment_shares", "bills", "acceptances")
        self._session.keep_fresh(self, *shown, "practice", "therapists")

    def reload(self) -> None:
        """Read the years and the receipt again."""
        today = self._session.clinic.clock.today()
        found = years_paid(self._session.clinic.read, self._making.client)
        years = sorted({*found, *((self._year,) if self._year else ())}, reverse=True)
        if not self._year:
            self._year = next((one for one in years if one < today.year), next(iter(years), today.year))
        quiet = QSignalBlocker(self.years)
        self.years.clear()
        for one in years or [self._year]:
            self.years.addItem(str(one), one)
        self.years.setCurrentIndex(self.years.findData(self._year))
        quiet.unblock()
        self._show()

    def first(self) -> QWidget:
        """Where to begin."""
        return self.issue if self.issue.isEnabled() else self.years

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.banner.show_words("note", unprinted_words(self._draft))
            bring_into_view(self.banner)
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        # It scrolls: the head of the chart gives no room up for it.
        return False

    def _build(self) -> None:
        why = Text(
            say(
                "What was paid for treatment in a calendar year, over all cases and therapists, for HSA, FSA or taxes."
            ),
            "muted",
        )
        line = holder(row(Text(say("Year"), wrap=False), self.years, None, gap=2))
        top = card(say("Make a year receipt"), self.banner, why, self._replaces, line, self._sum)
        left = scrolled(holder(column(top, card("", self.findings), None, gap=2, margin=3)))
        buttons = HeadLine([self.back], [self.issue])
        buttons.setContentsMargins(step(3), step(1), step(3), step(2))
        whole = row(column(left, buttons, gap=0), self.preview, gap=0)
        whole.setStretch(0, 1)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _show(self) -> None:
        clinic = self._session.clinic
        draft = draft_year(clinic.read, self._making.client, self._year, clinic.clock.today())
        self._draft = draft
        self.issue.setEnabled(draft.verdict.is_ready)
        replaced = replaced_words(draft.stamp.replaces)
        self._replaces.setText(replaced)
        self._replaces.setVisible(bool(replaced))
        amount = money.shown(total_paid(draft.bill))
        many = len(draft.bill.visits)
        self._sum.setText(
            say_many("{count} visit, {amount} paid", "{count} visits, {amount} paid", many, amount=amount)
        )
        self.findings.show_verdict(draft.verdict, [one.date_of_service for one in draft.bill.visits])
        self._make_paper(draft)
        self.setFocusProxy(self.first())
        tab_through(self)

    def _make_paper(self, draft: DraftBill) -> None:
        if not draft.bill.visits:
            self._papers.leave()
            self.preview.say(say("There is nothing to print yet."))
            return
        jobs, shown = self._making.jobs, only_while(self, self.preview.show_pdf)
        self._papers.ask(jobs, say("Making the paper"), lambda _: bill_pdf(draft.bill, draft.stamp), shown)

    def _fix_of(self, field: str) -> Fix | None:
        return fix(self._draft.bill, field) if self._draft else None

    def _accept(self, entry: Entry, reason: str) -> None:
        facts = tuple(one.fact for one in entry)
        self._session.run(AcceptFinding(self._making.client, entry[0].rule, facts, reason))

    def _on_again(self, entry: Entry) -> None:
        self._session.attempt(AskAgain(self._making.client, entry[0].rule, tuple(one.fact for one in entry)))

    def _on_year(self) -> None:
        self._year = int(self.years.currentData())
        self.banner.hide()
        self._show()

    def _on_issue(self) -> None:
        if self._draft is None:
            return
        self.banner.hide()
        try:
            issued = self._session.run(IssueYearReceipt(self._making.client, self._year, self._draft.bill))
        except ClinicError as trouble:
            self.reload()
            self.banner.show_words("warning", trouble.words)
        else:
            self.wanted.emit(f"bill/{issued}")
