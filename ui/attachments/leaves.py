"""The row that works on the pages of a file: turn, split, join. Each is a job, then a command that can be undone."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.attachments.commands import JoinAttachments, SplitAttachment, TurnPages
from clinic_desktop.attachments.loader.pages import joined_leaves, split_leaves, turned_leaves
from clinic_desktop.attachments.model import Attachment
from clinic_desktop.attachments.queries import attachments_of, has_others
from clinic_desktop.attachments.rules import called, pages_words
from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox
from ui.kit.flow import flow
from ui.kit.layout import column, holder
from ui.kit.text import Text
from ui.session import Session

T = TypeVar("T")
_ALL = -1
_LEFT, _RIGHT = -90, 90


class LeavesBar(QWidget):
    """`page_chosen` carries a page from 0; `done` the row that a split made, 0 without one; `failed` a sentence."""

    page_chosen = Signal(int)
    done = Signal(int)
    failed = Signal(str)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Does nothing before `show_paper`."""
        super().__init__()
        self._session, self._jobs = session, jobs
        self._paper: Attachment | None = None
        self.pages = ChoiceBox()
        self.pages.setAccessibleName(say("Which pages"))
        self.pages.currentIndexChanged.connect(lambda _: self._on_page())
        self.left_button = button(say("Turn left"), lambda: self._turn(_LEFT))
        self.right_button = button(say("Turn right"), lambda: self._turn(_RIGHT))
        self.split_button = button(say("Split after this page"), self._split)
        self.join_button = button(say("Join with another"), self._ask_join)
        self.others, self.order = ChoiceBox(), ChoiceBox()
        self.others.setAccessibleName(say("Which file"))
        self.order.setAccessibleName(say("Where its pages go"))
        self.order.addItem(say("after these pages"), False)
        self.order.addItem(say("before these pages"), True)
        self.go_button = button(say("Join"), self._join)
        self.stop_button = button(say("Cancel"), self._end_join)
        self._joining = holder(
            flow(
                Text(say("The pages of"), wrap=False), self.others, self.order, self.go_button, self.stop_button, gap=1
            )
        )
        self._joining.hide()
        tools = (self.pages, self.left_button, self.right_button, self.split_button, self.join_button)
        self.setLayout(column(holder(flow(*tools, gap=1)), self._joining, gap=1))
        self._lives = [True]
        lives = self._lives
        self.destroyed.connect(lambda *_: lives.clear())

    def show_paper(self, paper: Attachment) -> None:
        """Work on this one from now on."""
        chosen = self._page()
        self._paper = paper
        self.pages.blockSignals(True)
        self.pages.clear()
        self.pages.addItem(say("All pages"), _ALL)
        for at in range(paper.pages):
            self.pages.addItem(say("Page {number}", number=at + 1), at)
        self.pages.setCurrentIndex(chosen + 1 if chosen < paper.pages else 0)
        self.pages.blockSignals(False)
        self.pages.setVisible(paper.pages > 1)
        self.split_button.setVisible(paper.pages > 1)
        self.join_button.setVisible(has_others(self._session.clinic.read, paper))
        self._rest()

    def follow(self, sheet: int) -> None:
        """Another sheet came into view: where a single page is chosen, it is that one now."""
        if self._page() != _ALL and self._page() != sheet:
            self.pages.blockSignals(True)
            self.pages.setCurrentIndex(sheet + 1)
            self.pages.blockSignals(False)
            self._rest()

    def _page(self) -> int:
        chosen = self.pages.currentData()
        return _ALL if chosen is None else int(chosen)

    def _on_page(self) -> None:
        if self._page() != _ALL:
            self.page_chosen.emit(self._page())
        self._rest()

    def _rest(self) -> None:
        """Every button as it may be pressed now."""
        last = self._paper.pages - 1 if self._paper else 0
        for one in (self.left_button, self.right_button, self.join_button, self.go_button):
            one.setEnabled(self._paper is not None)
        self.split_button.setEnabled(self._page() not in (_ALL, last))

    def _others(self) -> list[Attachment]:
        paper = self._paper
        found = attachments_of(self._session.clinic.read, paper.client) if paper else ()
        return [one for one in found if paper and one.id != paper.id]

    def _turn(self, degrees: int) -> None:
        if not self._paper:
            return
        paper, page, blobs = self._paper, self._page(), self._session.clinic.blobs
        pages = None if page == _ALL else (page + 1,)
        self._work(
            say("Turning pages"),
            lambda _: turned_leaves(blobs, paper.blob, degrees, pages),
            lambda made: TurnPages(paper.id, paper.version, made),
        )

    def _split(self) -> None:
        if not self._paper:
            return
        paper, page, blobs = self._paper, self._page(), self._session.clinic.blobs
        self._work(
            say("Splitting the file"),
            lambda _: split_leaves(blobs, paper.blob, page + 1),
            lambda made: SplitAttachment(paper.id, paper.version, *made),
        )

    def _ask_join(self) -> None:
        self.others.clear()
        for one in self._others():
            told = say("{title}, {day}, {pages}", title=called(one), day=dates.shown(one.day or one.added_on),
                       pages=pages_words(one.pages))  # fmt: skip
            self.others.addItem(told, one)
        self._joining.show()
        self.others.setFocus()

    def _end_join(self) -> None:
        self._joining.hide()
        self.join_button.setFocus()

    def _join(self) -> None:
        other = self.others.currentData()
        if not self._paper or not isinstance(other, Attachment):
            return
        paper, blobs = self._paper, self._session.clinic.blobs
        parts = (other, paper) if self.order.currentData() else (paper, other)
        self._work(
            say("Joining files"),
            lambda _: joined_leaves(blobs, [one.blob for one in parts]),
            lambda made: JoinAttachments(paper.id, tuple((one.id, one.version) for one in parts), made),
        )
        self._joining.hide()

    def _work(self, title: str, work: Callable[[Progress], T], command: Callable[[T], Command]) -> None:
        """Make the pages beside, then put them into the row; until then nothing else is done to them."""
        for one in self._tools():
            one.setEnabled(False)
        kept, lives = self._paper.id if self._paper else 0, self._lives

        def done(made: T) -> None:
            try:
                row = self._session.run(command(made))
            except ClinicError as trouble:
                failed(trouble)
                return
            if lives:
                self._rest()
                self.done.emit(row if row != kept else 0)

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            if lives:
                self._rest()
                self.failed.emit(str(error))

        self._jobs.run(title, work, done, failed).stopped.connect(self._rest)

    def _tools(self) -> Sequence[QWidget]:
        return self.left_button, self.right_button, self.split_button, self.join_button, self.go_button
