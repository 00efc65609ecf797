"""What was kept of the coverage of a case, as a list inside its chart."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.coverage.model.kept import DeterminationRow
from clinic_desktop.coverage.model.outcome import WORDS
from clinic_desktop.coverage.queries.kept import determination_page
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.layout import column
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.session import Session

_MOST_ROWS = 6


def verdict_words(row: DeterminationRow) -> str:
    """The verdict as people read it; one of another version as it stands there."""
    known = {one.value: words for one, words in WORDS.items()}
    return say(known[row.verdict]) if row.verdict in known else row.verdict


_COLUMNS: tuple[Column[DeterminationRow], ...] = (
    Column(mark("As of"), lambda row: dates.shown(row.made_on), share=2, least="20 Nov 2026"),
    Column(mark("Verdict"), verdict_words, share=5),
    Column(mark("What was said"), lambda row: row.headline, share=11),
)


class DeterminationList(QWidget):
    """`go` leads to a part of the chart, as "determination/7"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Empty before `show_case`."""
        super().__init__()
        self._session, self._go, self._case = session, go, CaseId(0)
        self._model = PagedModel(self._fetch, _COLUMNS)
        self.table = Table(say("Coverage summaries"), self._model, "", rows=_MOST_ROWS)
        self.table.opened.connect(lambda found: go(f"determination/{found.id}"))
        self.setLayout(column(self.table))
        self.setFocusProxy(self.table)
        session.keep_fresh(self, "determinations")

    def show_case(self, case: CaseId) -> None:
        """The summaries of another case, 0 for none."""
        self._case = case
        self._model.reload()
        self._say_empty()

    def reload(self) -> None:
        """Read the list again and keep the place in it."""
        self.table.reload()
        self._say_empty()

    def _say_empty(self) -> None:
        if self._case:
            words = say("None is kept for this case yet. The wizard makes one, with the verdict as of the day.")
            self.table.say_empty(words, (say("Open the wizard"), lambda: self._go("wizard")))
        else:
            words = say("A case comes first: a coverage summary is about what the client is treated for.")
            self.table.say_empty(words, (say("New case"), lambda: self._go("case/new")))

    def _fetch(self, after: Cursor | None) -> Page[DeterminationRow]:
        if not self._case:
            return Page((), None)
        return determination_page(self._session.clinic.read, self._case, after)
