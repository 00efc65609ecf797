"""The one row of buttons for every document: Print, Save PDF, Save protected PDF. What comes of it is said in the
banner of the page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.store.files import write_beside
from clinic_desktop.wording import say
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.files import ask_where
from ui.kit.flow import flow
from ui.kit.grid import step
from ui.kit.layout import column, holder, scrolled, tab_through
from ui.kit.leaving import About, Gone, tell_gone
from ui.kit.printing import print_pdf
from ui.kit.protecting import ProtectForm

T = TypeVar("T")


def _nothing() -> None:
    """Nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Handout:
    """A document to hand out. `file_name` ("superbill-1001.pdf") and `title`, the name of the print job, name no
    client. `content` reads its bytes and raises ClinicError where it cannot. `about` is the row that it is of. A paper
    for printed forms is `placed_for` a printer, "" for any, and is printed in its true size. `went` is called once it
    left the program."""

    file_name: str
    title: str
    content: Callable[[], bytes]
    about: About
    placed_for: str | None = None
    went: Callable[[], object] = _nothing


class SlowWork(Protocol):
    """The one door for slow work, as the kit knows it: a stick may take seconds."""

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> object:
        """Start the work; one of `done` and `failed` is called later."""


class PaperBar(QWidget):
    """Hands out what `offer` gave it, and nothing while that is None."""

    def __init__(self, page: QWidget, banner: Banner, jobs: SlowWork, protect: Callable[[bytes, str], bytes]) -> None:
        """`page` hears Ctrl+P; `protect` gives a PDF back that opens only with the password."""
        super().__init__()
        self._banner, self._jobs, self._protect = banner, jobs, protect
        self._paper: Handout | None = None
        # What has to be asked before anything leaves; it gets what to do then.
        self._first: Callable[[Callable[[], object]], object] | None = None
        self.print_button = button(say("Print"), self._start_print, picture="print")
        self.save_button = button(say("Save PDF"), lambda: self._start(self._ask_save), picture="save")
        self.protect_button = button(say("Save protected PDF"), lambda: self._start(self._ask_password), picture="lock")
        self._form: ProtectForm | None = None
        self._form_place = QVBoxLayout()
        # In a narrow window they stand below each other, and leave room to what stands beside the paper.
        buttons = holder(flow(self.print_button, self.save_button, self.protect_button, gap=1))
        self.setLayout(column(buttons, self._form_place, gap=2))
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), page)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._start_print)
        self._lives = [True]
        lives = self._lives
        self.destroyed.connect(lambda *_: lives.clear())
        self.offer(None)

    def sizeHint(self) -> QSize:
        # Wherever there is room they stand in one line.
        widths = [made.sizeHint().width() for made in (self.print_button, self.save_button, self.protect_button)]
        return super().sizeHint().expandedTo(QSize(sum(widths) + 2 * step(1), 0))

    @property
    def form(self) -> ProtectForm:
        """What asks for a password; made when it is first asked for, for most papers go out without one."""
        if self._form is None:
            self._form = ProtectForm(self._ask_save_protected, self._drop_form)
            # It scrolls where a small window has no room for it above the paper.
            place = scrolled(self._form)
            place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            place.hide()
            self._form_place.addWidget(place)
            tab_through(self)
        return self._form

    def offer(self, paper: Handout | None) -> None:
        """What the buttons hand out from now on."""
        self._paper = paper
        for made in (self.print_button, self.save_button, self.protect_button):
            made.setEnabled(paper is not None)
        if paper is None:
            self._drop_form()

    def ask_first(self, ask: Callable[[Callable[[], object]], object] | None) -> None:
        """Have something asked before the document is printed or saved: `ask` gets what to do once it is answered.
        None asks nothing."""
        self._first = ask
        if ask:
            self._drop_form()

    def save_to(self, path: Path, password: str = "") -> None:
        """Write the document there, protected where a password is given; the banner says what came of it."""
        content, paper = self._content(), self._paper
        if content is None or paper is None:
            return
        protect, lives = self._protect, self._lives
        gone = Gone("protected pdf" if password else "pdf", paper.title, paper.about, path.name)

        def work(_: Progress) -> None:
            write_beside(path, protect(content, password) if password else content)

        def done(_: None) -> None:
            _left(paper, gone)
            if lives:
                self._on_saved(password)

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            if lives:
                self._on_not_saved(error.words, password)

        self._jobs.run(say("Saving the document"), work, done, failed)

    def _content(self) -> bytes | None:
        """The bytes of the document; None where there is none, and the banner says why."""
        self._banner.hide()
        try:
            return self._paper.content() if self._paper else None
        except ClinicError as trouble:
            self._banner.show_words("stop", trouble.words)
            return None

    def _start(self, way: Callable[[], object]) -> None:
        if self._paper is None or self._first is None:
            way()
        else:
            self._first(way)

    def _start_print(self) -> None:
        self._start(self._print)

    def _print(self) -> None:
        content, paper = self._content(), self._paper
        if content is None or paper is None:
            return
        answered = partial(self._on_printed, paper)
        try:
            if paper.placed_for is None:
                print_pdf(self, paper.title, content, answered)
            else:
                print_pdf(self, paper.title, content, answered, paper.placed_for)
        except ClinicError as trouble:
            self._banner.show_words("warning", trouble.words)

    def _on_printed(self, paper: Handout, trouble: str) -> None:
        if trouble:
            self._banner.show_words("stop", trouble)
        else:
            _left(paper, Gone("print", paper.title, paper.about))
            self._banner.show_words("good", say("Sent to the printer."))

    def _ask_save(self) -> None:
        if self._paper:
            ask_where(self, say("Save PDF"), self._paper.file_name, self.save_to)

    def _ask_password(self) -> None:
        form = self.form
        self._show_form(True)
        form.setFocus()

    def _ask_save_protected(self, password: str) -> None:
        if self._paper:
            name = self._paper.file_name.replace(".pdf", "-protected.pdf")
            ask_where(self, say("Save protected PDF"), name, lambda path: self.save_to(path, password))

    def _on_saved(self, password: str) -> None:
        if password:
            self._drop_form()
            self._banner.show_words("good", say("Saved. It opens only with the password: tell it to the client."))
        else:
            self._banner.show_words("good", say("Saved."))

    def _on_not_saved(self, words: str, password: str) -> None:
        # Without the password in it: the banner stays for as long as nobody closes it.
        again = self._protect_again if password else self._ask_save
        self._banner.show_words("stop", words, (say("Save in another place"), again))

    def _protect_again(self) -> None:
        """Of a password that was given up meanwhile nothing is left: it is asked for anew."""
        if self.form.form.values()["password"]:
            self.form.again()
        else:
            self._ask_password()

    def _show_form(self, shown: bool) -> None:
        item = self._form_place.itemAt(0)
        place = item.widget() if item else None
        assert place
        place.setVisible(shown)

    def _drop_form(self) -> None:
        """Hide the form; what was typed in it is gone."""
        if self._form is None:
            return
        had_focus = self._form.isAncestorOf(self.focusWidget() or self)
        self._form.forget()
        self._show_form(False)
        if had_focus:
            self.protect_button.setFocus()


def _left(paper: Handout, gone: Gone) -> None:
    tell_gone(gone)
    paper.went()
