"""The page of a bill that was issued: what it says, its paper beside it, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.superbills.document.bills import protected_pdf
from clinic_desktop.superbills.model.issued import IssuedBill
from clinic_desktop.superbills.queries.issued import bill_of_number, issued_bill, paper
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.form import keep_all
from ui.kit.keys import is_escape
from ui.kit.layout import bring_into_view, column, emptied, holder, row, scrolled, tab_through
from ui.kit.paper_bar import Paper, PaperBar
from ui.kit.pdf_view import PdfView
from ui.kit.text import ChipText, Text, isolated
from ui.session import Session
from ui.superbills.about import about_bill, kind_words
from ui.superbills.voiding import VoidForm

Back = Callable[[int], object]


class IssuedBillPage(QWidget):
    """`back` gets the row that is shown when the person goes back to the list."""

    def __init__(self, session: Session, jobs: Jobs, bill: int, back: Back) -> None:
        """Raises Missing where there is no such bill."""
        super().__init__()
        self._session, self._back = session, back
        self._bill: IssuedBill = issued_bill(session.clinic.read, bill)
        self.note, self.banner = Banner(), Banner()
        self._head = row(gap=2)
        self.bar = PaperBar(self, self.banner, jobs, protected_pdf)
        self.preview = PdfView(say("The paper that was issued"))
        self._about, self._actions = QVBoxLayout(), QVBoxLayout()
        self._void: VoidForm | None = None
        self._build()
        self.setFocusProxy(self.bar.print_button)
        session.keep_fresh(self, "bills", "bill_visits")

    @property
    def bill(self) -> IssuedBill:
        """The bill that is shown."""
        return self._bill

    def reload(self) -> None:
        """Read the bill again: it can only have become void, or have been replaced."""
        self.open_bill(self._bill.id)

    def open_bill(self, bill: int) -> None:
        """Show a bill; raises Missing."""
        found = issued_bill(self._session.clinic.read, bill)
        if found.id != self._bill.id:
            keep_all(self)
            self.banner.hide()
            self.note.hide()
        was, self._bill = self._bill, found
        self._show_head()
        emptied(self._about)
        self._about.addWidget(about_bill(found, self._open_number))
        # A reason that is being typed stays where it is while other bills come and go.
        if self._void is None or (was.id, was.version) != (found.id, found.version):
            self._show_actions()
        self._show_paper()
        tab_through(self)

    def show_note(self, words: str) -> None:
        """Say something about the bill that stays, as that the record has changed since; "" takes it away."""
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
        back = button(say("Back"), self.go_back, "link", "back")
        top = column(row(back, None), holder(self._head), self.note, self.banner, gap=1)
        inner = holder(column(self._about, self._actions, None, gap=2))
        right = column(self.bar, self.preview, gap=1)
        right.setStretch(1, 1)
        below = row(scrolled(inner), holder(right), gap=3)
        below.setStretch(0, 2)
        below.setStretch(1, 3)
        whole = column(top, below, gap=2, margin=3)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _show_head(self) -> None:
        """The number, the day, that it is void, and whose it is."""
        found = self._bill
        emptied(self._head)
        name = found.bill.client.name
        client = button(name, lambda: self._session.go("clients", str(found.client)), "link", "person")
        client.setAccessibleName(say("Open the chart of {client}", client=isolated(name)))
        day = Text(say("issued {day}", day=dates.shown(found.issued_on)), "muted", wrap=False)
        parts: list[QWidget] = [Text(kind_words(found), "title", wrap=False), day]
        if found.voided_on:
            parts.append(ChipText(say("Void"), "stop"))
        for part in (*parts, client):
            self._head.addWidget(part)
        self._head.addStretch(1)

    def _show_actions(self) -> None:
        """Void it; or, once it is void, make the one that comes instead."""
        emptied(self._actions)
        self._void = None
        found = self._bill
        if found.voided_on and not found.replaced_by:
            self._actions.addWidget(holder(row(self._replace_button(), None)))
        elif not found.voided_on:
            self._actions.addWidget(holder(row(self._void_button(), None)))

    def _replace_button(self) -> QPushButton:
        return button(say("Make the replacement"), self._replace, "main")

    def _void_button(self) -> QPushButton:
        superbill = self._bill.kind == "superbill"
        return button(say("Void this superbill") if superbill else say("Void this receipt"), self._ask_void)

    def _ask_void(self) -> None:
        emptied(self._actions)
        self._void = VoidForm(self._session, self._bill, self._on_voided, self._on_void_left)
        self._actions.addWidget(self._void)
        tab_through(self)
        self._void.setFocus()
        bring_into_view(self._void)

    def _on_voided(self) -> None:
        self.banner.show_words("good", say("It is void. Its visits can be billed again."))
        self.bar.print_button.setFocus()

    def _on_void_left(self) -> None:
        self._show_actions()
        tab_through(self)
        self.bar.print_button.setFocus()

    def _replace(self) -> None:
        found = self._bill
        self._session.go("clients", f"{found.client}/of/{found.case}/{found.kind}/new")

    def _show_paper(self) -> None:
        found, read = self._bill, self._session.clinic.read
        try:
            self.preview.show_pdf(paper(read, found))
        except (Missing, StoreTrouble) as trouble:
            self.preview.say(trouble.words)
            self.bar.offer(None)
            return
        title = say("Superbill {number}", number=found.number)
        if found.kind == "receipt":
            title = say("Receipt {number}", number=found.number)
        self.bar.offer(Paper(f"{found.kind}-{found.number}.pdf", title, lambda: paper(read, found)))

    def _open_number(self, number: int) -> None:
        try:
            self.open_bill(bill_of_number(self._session.clinic.read, number))
        except Missing as missing:
            self.banner.show_words("stop", missing.words)
        else:
            self.bar.print_button.setFocus()
