"""Then and now: what changed between two assessments, a line for everything that was measured."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.assessments.model import Assessment
from clinic_desktop.assessments.rules.comparing import compared
from clinic_desktop.assessments.rules.words import told_changes
from clinic_desktop.store.paging import Page
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.assessments.columns import CHANGE_COLUMNS, ChangeLine, change_lines
from ui.kit.layout import column
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text


class ChangesView(QWidget):
    """Shows nothing before `show_two`."""

    def __init__(self, rows: int) -> None:
        """A sentence that sums up, and the list below it; one of more lines than `rows` scrolls."""
        super().__init__()
        self._lines: tuple[ChangeLine, ...] = ()
        self.summary = Text()
        self._model = PagedModel(lambda _: Page(self._lines, None), CHANGE_COLUMNS)
        self.table = Table(say("Then and now"), self._model, "", rows=rows)
        self.setLayout(column(self.summary, self.table, gap=2))

    def show_two(self, first: Assessment, last: Assessment) -> None:
        """Show what became of the first one by the last one."""
        changes = compared(first, last)
        self._lines = change_lines(changes)
        self.summary.setText(
            say(
                "From {first} to {last}: {changes}.",
                first=dates.shown(first.day),
                last=dates.shown(last.day),
                changes=told_changes(changes) or say("nothing was measured twice"),
            )
        )
        self._model.reload()
