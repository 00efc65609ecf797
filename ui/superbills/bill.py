"""The page of a bill that was issued: what it says, its paper beside it, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.superbills.document.standing import stands_as_issued
from clinic_desktop.superbills.model.bill import FOR_PAYERS
from clinic_desktop.superbills.model.issued import IssuedBill
from clinic_desktop.superbills.queries.issued import bill_of_number, bill_row, is_whole, issued_bill, paper
from clinic_desktop.superbills.rules.names import bill_name
from clinic_desktop.superbills.rules.too_much import too_much_why, too_much_words
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.handing import paper_bar
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.keys import is_escape
from ui.kit.layout import beside_scrolled, bring_into_view, column, emptied, holder, row, tab_through
from ui.kit.paper_bar import Handout
from ui.kit.pdf_view import PdfView
from ui.kit.text import ChipText, Text, isolated
from ui.session import Session
from ui.superbills.about import about_bill, links_of
from ui.superbills.answers import answers_of
from ui.superbills.kept_paper import KEPT, KeptPaper
from ui.superbills.kinds import TITLED, VOID_THIS
from ui.superbills.tables import SHOWN
from ui.superbills.voiding import VoidForm

Back = Callable[[int], object]
# In the head, where it stands in one line with all that is said about the bill.
_LONGEST_NAME = 40


class IssuedBillPage(QWidget):
    """`back` gets the row that is shown when the person goes back to the list."""

    topic = "60-superbills#paper"

    def __init__(self, session: Session, jobs: Jobs, bill: int, back: Back, client: int = 0) -> None:
        """Inside a chart `client` is whose it is; 0 in the place of all superbills. Raises Missing where there is no
        such bill, or it is another client's."""
        super().__init__()
        self._session, self._back, self._client = session, back, client
        self._bill = self._read(bill)
        self.note, self.banner = Banner(), Banner()
        self._head = row(gap=2)
        self.bar = paper_bar(self, self.banner, jobs)
        self.preview = PdfView(say("The paper that was issued"))
        self._voiding, self._about = QVBoxLayout(), QVBoxLayout()
        self.kept = KeptPaper(session, self.bar, (say("Void and replace"), self.ask_void))
        self._void: VoidForm | None = None
        # Why it would be voided, where the record itself says so.
        self._why = ""
        self._build()
        self.setFocusProxy(self.bar.print_button)
        # The bill itself, and all that may say something else meanwhile.
        session.keep_fresh(self, *SHOWN, "benefit_statements", "benefit_lines", "submissions", "denials", *KEPT)

    @property
    def bill(self) -> IssuedBill:
        """The bill that is shown."""
        return self._bill

    def reload(self) -> None:
        """Read the bill again: it can only have become void, or have been replaced."""
        self.open_bill(self._bill.id)

    def open_bill(self, bill: int) -> None:
        """Show a bill; raises Missing."""
        found = self._read(bill)
        if found.id != self._bill.id:
            if not keep_all(self):
                return
            self.banner.hide()
            # A password half typed was for the other one.
            self.bar.offer(None)
        was, self._bill = self._bill, found
        self._show_head()
        emptied(self._about)
        self._about.addWidget(about_bill(found))
        if found.kind in FOR_PAYERS:
            self._about.addWidget(answers_of(self._session, found))
        # A reason that is being typed stays where it is while the record changes elsewhere.
        if (was.id, was.version) != (found.id, found.version):
            self._drop_void()
        self._show_paper()
        self._show_note(found)
        self.kept.look(found.client, "bill", found.id)
        self._session.look(found.client, "bill", found.id)
        tab_through(self)

    def _read(self, bill: int) -> IssuedBill:
        found = issued_bill(self._session.clinic.read, bill)
        if self._client not in (0, found.client):
            raise Missing(say("This document is another client’s. It is in the list of all superbills."))
        return found

    def _show_note(self, found: IssuedBill) -> None:
        """Say that the record says something else by now, of a bill that is live; that it is damaged, of a void one,
        whose own paper is not shown."""
        self._why = ""
        if found.voided_on and not is_whole(self._session.clinic.read, found):
            words = say(
                "The paper that was handed out is damaged. The one that says VOID was made from the record, and may"
                " look different. To see the paper itself, restore a backup."
            )
            self.show_note(words)
            return
        if found.voided_on or stands_as_issued(self._session.clinic.read, found):
            self.show_note("")
            return
        row = bill_row(self._session.clinic.read, found.id)
        if row.says_too_much:
            self._why = too_much_why()
            self.note.show_words("stop", too_much_words(row), (say("Void and replace"), self.ask_void))
            return
        words = say(
            "The record has changed since this was issued. The paper stays as it was handed out: void and replace it if"
            " the payer should see the change."
        )
        self.note.show_words("note", words, (say("Void and replace"), self.ask_void))

    def show_note(self, words: str) -> None:
        """Say something about the bill that stays, as that its paper is damaged; "" takes it away."""
        if words:
            self.note.show_words("note", words)
        else:
            self.note.hide()

    def go_back(self) -> None:
        """Leave for the list; a reason half typed is kept."""
        if keep_all(self):
            self._back(self._bill.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        back = button(say("Documents") if self._client else say("Issued"), self.go_back, "link", "back")
        head = holder(self._head)
        # A chart has a head of its own above this one: in it they share a line, and the paper gets the height.
        line = row(back, head, gap=2) if self._client else column(row(back, None), head)
        top = column(line, self.kept, self.note, self.banner, gap=1)
        right = column(self.bar, self.preview, gap=1)
        right.setStretch(1, 1)
        below = beside_scrolled(column(self.kept.asked, self._voiding, self._about, gap=2), right)
        whole = column(top, below, gap=2)
        whole.setContentsMargins(step(3), step(3), step(3), 0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _show_head(self) -> None:
        """The number, the day, that it is void, and whose it is."""
        found = self._bill
        emptied(self._head)
        day = Text(say("issued {day}", day=dates.shown(found.issued_on)), "muted", wrap=False)
        parts: list[QWidget] = [Text(bill_name(found.kind, found.number), "title", wrap=False), day]
        if found.voided_on:
            parts.append(ChipText(say("Void"), "stop"))
        # In a chart it is said above whose it is.
        whose = [] if self._client else [self._chart_link()]
        for part in (*parts, *whose, *links_of(found, self._open_number)):
            self._head.addWidget(part)
        self._head.addStretch(1)
        if found.kind in FOR_PAYERS:
            self._head.addWidget(button(say("Enter benefit statement"), self._enter_statement))
        self._act = self._action()
        self._head.addWidget(self._act)

    def _enter_statement(self) -> None:
        found = self._bill
        self._session.go("clients", f"{found.client}/of/{found.case}/benefits/new/{found.id}")

    def _chart_link(self) -> QPushButton:
        """The name of the client, which leads to the chart."""
        name = self._bill.bill.client.name
        shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        made = button(shown, lambda: self._session.go("clients", str(self._bill.client)), "link", "person")
        made.setAccessibleName(say("Open the chart of {client}", client=isolated(name)))
        return made

    def _action(self) -> QPushButton:
        """Void it; or, once it is void, make the one that comes instead."""
        found = self._bill
        if found.voided_on:
            made = button(say("Make the replacement"), self._replace, "main")
            # Never shown by hand: without a parent yet, it would be a window of its own for a moment.
            if found.replaced_by:
                made.hide()
            return made
        return button(say(VOID_THIS[found.kind]), self.ask_void)

    def ask_void(self) -> None:
        """Ask why it is void, in the reason that is known already where there is one; of what is void nothing."""
        if self._bill.voided_on:
            return
        if self._void is None:
            self._void = VoidForm(self._session, self._bill, (self._on_voided, self._drop_void), self._why)
            self._voiding.addWidget(self._void)
            tab_through(self)
        self._void.setFocus()
        bring_into_view(self._void)

    def _drop_void(self) -> None:
        """Take the form away that asks why."""
        had_focus = self._void is not None and self._void.isAncestorOf(self.focusWidget() or self)
        self._void = None
        emptied(self._voiding)
        if had_focus:
            self.bar.print_button.setFocus()

    def _on_voided(self) -> None:
        self._drop_void()
        self.banner.show_words("good", say("It is void. Its visits can be billed again."))
        # Just made, and shown by an event only: it takes no focus before that.
        if not self._bill.replaced_by:
            self._act.show()
            self._act.setFocus()

    def _replace(self) -> None:
        found = self._bill
        if found.kind == "year_receipt":
            self._session.go("clients", f"{found.client}/year-receipt/new/{found.bill.year}")
            return
        self._session.go("clients", f"{found.client}/of/{found.case}/{found.kind}/new/{found.number}")

    def _show_paper(self) -> None:
        found, read = self._bill, self._session.clinic.read
        try:
            self.preview.show_pdf(paper(read, found))
        except (Missing, StoreTrouble) as trouble:
            self.preview.say(trouble.words)
            self.bar.offer(None)
            return
        title, name = say(TITLED[found.kind], number=found.number), found.kind.replace("_", "-")
        self.bar.offer(Handout(f"{name}-{found.number}.pdf", title, lambda: paper(read, found), ("bills", found.id)))

    def _open_number(self, number: int) -> None:
        try:
            self.open_bill(bill_of_number(self._session.clinic.read, number))
        except Missing as missing:
            self.banner.show_words("stop", missing.words)
        else:
            self.bar.print_button.setFocus()
