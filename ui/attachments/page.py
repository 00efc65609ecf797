"""A file of a client: its pages, what it is, and the row that hands it out."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.attachments.model import Attachment
from clinic_desktop.attachments.queries import attachment, denial_from
from clinic_desktop.attachments.rules import called, pages_words
from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import ClinicError, Missing
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.attachments.editor import Choices, attachment_editor
from ui.attachments.leaves import LeavesBar
from ui.handing import paper_bar
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.keys import is_escape
from ui.kit.layout import card, column, holder, row, scrolled
from ui.kit.paper_bar import Handout
from ui.kit.pdf_view import PdfView
from ui.kit.text import Text, isolated
from ui.session import Session


class AttachmentPage(QWidget):
    """`go` leads to another part of the chart, `left` back to the list."""

    topic = "64-files#describe"

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        whose: tuple[ClientId, int, tuple[int, ...]],
        choices: Choices,
        ways: tuple[Callable[[], object], Callable[[str], object]],
    ) -> None:
        """`whose` are the client, the row, and the rows that are described after it; `ways` are `left` and `go`. Raises
        Missing where there is none of that client."""
        super().__init__()
        client, number, self._next = whose
        self._session, (self._left, self._go) = session, ways
        found = attachment(session.clinic.read, number)
        if found.client != client:
            raise Missing(say("This is another client’s. Open that client’s chart."))
        self._shown = found
        self._session.look(found.client, "file", found.id)
        self._denial: int | None = None
        self.banner = Banner()
        self.back = button(say("Files"), self.go_back, "link", "back")
        self.editor, self._held, self._fill = attachment_editor(
            session, found, choices, self._on_saved, more=len(self._next)
        )
        self.bar = paper_bar(self, self.banner, jobs)
        self.leaves = LeavesBar(session, jobs)
        self.preview = PdfView(say("The pages of this file"))
        self._title, self._facts = Text("", "heading"), Text("", "small")
        self.denial = button("", self._to_denial, "link")
        self._then = ""
        self._lay_out()
        self.leaves.page_chosen.connect(self.preview.sheets.show_sheet)
        self.preview.sheets.turned.connect(lambda: self.leaves.follow(self.preview.sheets.sheet()))
        self.leaves.done.connect(self._on_pages)
        self.editor.form.fields["kind"].changed.connect(self._show_denial)
        self.leaves.failed.connect(lambda words: self.banner.show_words("stop", words))
        self.setFocusProxy(self.editor)
        self._show(found)
        session.keep_fresh(self, "attachments", "cases", "denials")

    def reload(self) -> None:
        """Its pages as they are now, also after an undo. What is half typed stays."""
        try:
            now = attachment(self._session.clinic.read, self._shown.id)
        except Missing:
            if self.isVisible():
                self._left()
            return
        before = self._held.row or self._shown
        if not self.editor.form.is_edited():
            self._held.row = now
            self._fill()
        elif _facts(now) == _facts(before):
            # Turned pages are no other fact: what is typed is saved over them.
            self._held.row = now
        self._show(now)

    def go_back(self) -> None:
        """Leave, with what is typed kept."""
        if keep_all(self):
            self._left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        for one in (self._title, self._facts):
            # A name that cannot be broken may be cut: the form below stays as wide as the window.
            one.setMinimumWidth(step(10))
        more = Text(say_many("{count} more to go through", "{count} more to go through", len(self._next)), "muted")
        more.setVisible(bool(self._next))
        # Each a part of the card itself: Qt gives a column in a column the height of its texts at their narrowest.
        about = card("", self._title, self._facts, more, self.denial, 1, self.editor, gap=1)
        left = column(row(self.back, None), self.banner, about, None, gap=1)
        right = column(self.bar, self.leaves, self.preview, gap=1)
        right.setStretch(2, 1)
        whole = row(scrolled(holder(left), whole=True), holder(right), gap=3, margin=3)
        whole.setStretch(0, 2)
        whole.setStretch(1, 3)
        self.setLayout(whole)

    def _show(self, found: Attachment) -> None:
        self._shown = found
        self._title.setText(isolated(called(found)))
        self._facts.setText(_told(found))
        self._show_denial()
        self.leaves.show_paper(found)
        blobs = self._session.clinic.blobs
        try:
            self.preview.show_pdf(blobs.get(found.blob))
        except ClinicError as trouble:
            self.preview.say(str(trouble))
            self.bar.offer(None)
            return
        name = say("File {number}", number=found.id)
        self.bar.offer(Handout(f"file-{found.id}.pdf", name, lambda: blobs.get(found.blob), ("attachments", found.id)))

    def _on_saved(self, row: int) -> None:
        """The next one that was added, once this one is described; the list where it was given up."""
        then, self._then = self._then, ""
        if row and then:
            case = attachment(self._session.clinic.read, row).case
            self._go(f"of/{case}/{then}" if case else then)
        elif row and self._next:
            self.go_on()
        else:
            self._left()

    def _show_denial(self) -> None:
        """A denial letter leads on to the denial: the days to answer it count."""
        self._denial = denial_from(self._session.clinic.read, self._shown.id)
        words = say("Open denial") if self._denial else say("Enter denial")
        self.denial.setText(words)
        self.denial.setAccessibleName(words)
        is_letter = self.editor.form.values()["kind"] == "denial"
        self.denial.setVisible(self._denial is not None or is_letter)

    def _to_denial(self) -> None:
        """What is typed here is saved first."""
        self._then = f"denial/{self._denial}" if self._denial else f"denial/new/attachment:{self._shown.id}"
        if not self.editor.save():
            self._then = ""

    def go_on(self) -> None:
        """Open the next of those that were added."""
        first, *rest = self._next
        self._go(f"attachment/{first}/{'+'.join(map(str, rest))}" if rest else f"attachment/{first}")

    def _on_pages(self, made: int) -> None:
        if not made:
            self.banner.hide()
            return
        words = say("The pages after it are a file of their own now.")
        self.banner.show_words("good", words, (say("Show it"), lambda: self._go(f"attachment/{made}")))


def _facts(one: Attachment) -> Attachment:
    """What is typed of it, whatever its pages are."""
    return replace(one, version=0, blob="", pages=0, has_text=False, thumbnail="")


def _told(one: Attachment) -> str:
    """What nobody types of it: "3 pages, can be searched. Added 20 Nov 2026 as “scan.pdf”."."""
    pages = pages_words(one.pages)
    told = say("{pages}, can be searched.", pages=pages) if one.has_text else say("{pages}.", pages=pages)
    day = dates.shown(one.added_on)
    came = (
        say("Added {day} as “{name}”.", day=day, name=one.file_name) if one.file_name else say("Added {day}.", day=day)
    )
    return f"{told} {came}"
