"""The boxes of a claim, one below the other: Enter copies the value and goes on to the next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.claims.document.worksheet import about_words, empty_lines, number_words
from clinic_desktop.claims.model import Box, ClaimSheet
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.superbills.rules.fixes import Fix
from clinic_desktop.wording import say
from ui.claims.columns import BOX_COLUMNS, BoxRow
from ui.kit.buttons import button
from ui.kit.clipboard import copy_text, take_back
from ui.kit.layout import column, holder, row
from ui.kit.leaving import About, Gone, tell_gone
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text


class BoxList(QWidget):
    """`fixed` carries the box whose value is to be put right."""

    fixed = Signal(object)

    def __init__(self, fix_of: Callable[[str], Fix | None], about: About) -> None:
        """Empty before `show_claim`; `fix_of` knows the way to a field, `about` is whose claims they are."""
        super().__init__()
        self._fix_of, self._about_row = fix_of, about
        # A claim is copied box by box; that it was is told once.
        self._told: set[int] = set()
        self._rows: tuple[Box, ...] = ()
        self._claim = 0
        # Of each claim what was copied, by the value that was: another value is not done.
        self._done: set[tuple[int, str, str, int, str]] = set()
        self._on_clipboard = ""
        self._model = PagedModel(self._fetch, BOX_COLUMNS)
        self.table = Table(say("Boxes of the claim form"), self._model, say("There is nothing to claim yet."))
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._show_chosen)
        self.said = Text(role="strong")
        self._about = Text(role="muted")
        self.fix = button("", self._on_fix, "link")
        self.fix.hide()
        foot = row(column(self.said, self._about, gap=0), self.fix, gap=2)
        foot.setStretch(0, 1)
        whole = column(self.table, holder(foot), gap=1)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)
        application = QApplication.instance()
        if application:
            application.aboutToQuit.connect(self.clear_clipboard)

    def show_claim(self, claim: ClaimSheet | None) -> None:
        """Show the boxes of a claim; lines without any service are left out."""
        left_out = empty_lines(claim) if claim else frozenset()
        self._claim = claim.number if claim else 0
        self._rows = tuple(one for one in claim.boxes if one.row not in left_out or not one.row) if claim else ()
        if self.table.currentIndex().isValid():
            self.table.reload()
        else:
            self._model.reload()
        self.said.setText(say("Enter copies a value and goes on to the next one.") if claim else "")
        self._show_chosen()

    def go_to_missing(self) -> None:
        """The next box that wants something, from the top again after the last one."""
        at = self.table.currentIndex().row()
        wanted = [place for place, one in enumerate(self._rows) if one.missing]
        if wanted:
            self._select(next((place for place in wanted if place > at), wanted[0]))
            self.table.setFocus()

    def clear_clipboard(self) -> None:
        """Take what was copied off the clipboard, where it is still what lies there: it tells of a client."""
        take_back(self._on_clipboard)
        self._on_clipboard = ""

    def hideEvent(self, event: QHideEvent) -> None:
        # A window that is only laid aside, while one types elsewhere, keeps it.
        if not event.spontaneous():
            self.clear_clipboard()
        super().hideEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            self.clear_clipboard()
        return super().event(event)

    def _fetch(self, _: Cursor | None) -> Page[BoxRow]:
        rows = (BoxRow(at, one, self._key(one) in self._done) for at, one in enumerate(self._rows, 1))
        return Page(tuple(rows), None)

    def _key(self, box: Box) -> tuple[int, str, str, int, str]:
        return self._claim, box.number, box.label, box.row, box.value

    def _on_opened(self, found: BoxRow) -> None:
        box, at = found.box, found.id - 1
        if not box.value:
            self._say(say("Box {number} has nothing to copy.", number=number_words(box)))
            return
        copy_text(box.value)
        self._on_clipboard = box.value
        if self._claim not in self._told:
            self._told.add(self._claim)
            tell_gone(Gone("clipboard", say("Boxes of the claim form"), self._about_row))
        self._done.add(self._key(box))
        self.table.reload()
        following = next((place for place in range(at + 1, len(self._rows)) if self._rows[place].value), None)
        words = say("Box {number} copied.", number=number_words(box))
        if following is None:
            self._say(say("{copied} That was the last one.", copied=words))
            return
        self._select(following)
        self._say(words)

    def _say(self, words: str) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        self.said.setText(words)
        # Heard at once, while the focus stays in the list.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.table, words))

    def _select(self, at: int) -> None:
        self.table.selectRow(at)
        self.table.scrollTo(self._model.index(at, 0))

    def _chosen(self) -> Box | None:
        at = self.table.currentIndex().row()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _show_chosen(self) -> None:
        box = self._chosen()
        self._about.setText(about_words(box) if box else "")
        way = self._fix_of(box.field) if box else None
        self.fix.setVisible(way is not None)
        if way and box:
            self.fix.setText(way.verb)
            self.fix.setAccessibleName(say("{verb}, for box {number}", verb=way.verb, number=number_words(box)))

    def _on_fix(self) -> None:
        box = self._chosen()
        if box:
            self.fixed.emit(box)


def missing_words(claims: Sequence[ClaimSheet], at: int) -> str:
    """How many boxes want something."""
    many = sum(bool(one.missing) for one in claims[at].boxes)
    if not many:
        return say("Nothing is missing.")
    return say("One box wants something.") if many == 1 else say("{count} boxes want something.", count=many)
