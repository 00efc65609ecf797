"""One entry of the audit trail: who, when, where, what, and each field before and after."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desktop.audit.queries.entries import TrailBook
from clinic_desktop.audit.rules.fields import changes
from clinic_desktop.audit.rules.noted import details, moment_words
from clinic_desktop.audit.rules.told import done_with
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.grid import step
from ui.kit.keys import is_escape
from ui.kit.layout import Part, card, column, holder, row
from ui.kit.text import Text

# Of the seal so much as is compared by eye.
_SEAL_LETTERS = 16


class EntryPage(QWidget):
    """`left` leads back to the list, `go` to the chart of the client."""

    def __init__(
        self, book: TrailBook, number: int, left: Callable[[], object], go: Callable[[str, str], object]
    ) -> None:
        """Raises Missing, also for an entry of somebody else where only one's own may be read."""
        super().__init__()
        self._left = left
        entry = book.entry(number)
        self.client = book.client(entry)
        name = book.owners.name(self.client)
        # Above the entry, so that whoever came by the list goes back the same way.
        self.back = button(say("Audit trail"), left, "link", "back")
        seal = entry.mac[:_SEAL_LETTERS] if entry.mac else say("from before entries were sealed")
        told = facts(
            (
                (say("Number"), f"{entry.id:,}"),
                (say("When"), moment_words(entry.at)),
                (say("Who"), entry.actor),
                (say("On computer"), entry.workstation),
                (say("Done with"), done_with(entry)),
                (say("Client"), name),
                *(details(entry.after) if entry.verb == "note" else ()),
                (say("Seal"), seal),
            )
        )
        told.setContentsMargins(0, 0, 0, 0)
        parts: list[Part] = [Text(book.words(entry), "strong"), holder(told)]
        found = changes(entry, book.called)
        # Whether what stands or stood in a row can be read here.
        self.tells = bool(found)
        if found:
            grid = _grid([(one.name, one.before, one.after) for one in found], is_new=entry.before is None)
            parts.append(holder(grid))
        if name:
            chart = button(say("Open the chart"), lambda: go("clients", f"{self.client}"))
            parts.append(row(chart, None))
        self.setLayout(column(row(self.back, None), card(say("Entry"), *parts, gap=2), None, gap=1))
        self.setFocusProxy(self.back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self._left()
        else:
            super().keyPressEvent(event)


def _grid(lines: list[tuple[str, str, str]], *, is_new: bool) -> QGridLayout:
    """Each field with what stood and what stands there; of a new row what stands there alone."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(step(3))
    grid.setVerticalSpacing(step(1))
    titles = (say("Field"), say("Now")) if is_new else (say("Field"), say("Before"), say("After"))
    for at, title in enumerate(titles):
        grid.addWidget(Text(title, "small", wrap=False), 0, at)
    for line, (name, before, after) in enumerate(lines, 1):
        shown = (name, after) if is_new else (name, before, after)
        for at, words in enumerate(shown):
            text = Text(words, "muted" if at == 0 else "body", wrap=at > 0)
            text.setAccessibleName(f"{name}, {titles[at]}: {words}" if at else words)
            grid.addWidget(text, line, at)
    for at in range(1, len(titles)):
        grid.setColumnStretch(at, 1)
    return grid
