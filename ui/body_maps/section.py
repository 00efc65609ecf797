"""The body maps of a case on the page of its assessment: the list, and two of them side by side."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from clinic_desktop.body_maps.loader import figure_trouble
from clinic_desktop.body_maps.model.maps import BodyMap
from clinic_desktop.body_maps.queries import body_map_page
from clinic_desktop.body_maps.rules.words import marks_words
from clinic_desktop.cases.model import CaseRow
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.body_maps.beside import ThenAndNow
from ui.cases.section import CaseSection
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import card
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_MAPS = 4
_COLUMNS: tuple[Column[BodyMap], ...] = (
    Column(mark("Found on"), lambda one: dates.shown(one.drawn_on), share=2, least="20 Nov 2026"),
    Column(mark("Marks"), lambda one: marks_words(one.marks), share=9),
    Column(mark("Drawn by"), lambda one: one.drawn_by, share=2),
)


class BodyMapSection(CaseSection):
    """`go` leads to a part of the chart, as "body-map/new"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_case`."""
        super().__init__()
        self._session, self._go = session, go
        self._case: CaseRow | None = None
        self._model = PagedModel(self._fetch, _COLUMNS)
        self.table = Table(say("Body maps"), self._model, "", rows=_MOST_MAPS)
        self.table.opened.connect(lambda found: go(f"body-map/{found.id}"))
        self.start = button(say("Start from the last one"), lambda: go("body-map/new/last"))
        self.draw = button(say("Draw body map"), lambda: go("body-map/new"), picture="plus")
        self.trouble = Banner()
        self.beside = ThenAndNow()
        self.paper = button(say("Show paper"), lambda: go(self.beside.paper()), picture="print")
        heading = HeadLine([Text(say("Body maps"), "heading", wrap=False)], [self.paper, self.start, self.draw])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card("", heading, self.trouble, self.table, self.beside, gap=2))

    def show_case(self, case: CaseRow | None) -> None:
        """Show the maps of this case, the last two beside each other."""
        is_same = bool(case and self._case and case.id == self._case.id)
        self._case = case
        trouble = figure_trouble()
        if trouble:
            self.trouble.show_words("warning", trouble)
        self.draw.setEnabled(case is not None and not trouble)
        if case is None:
            words = say("A case comes first: a map shows what the client is treated for.")
            self.table.say_empty(words, (say("New case"), lambda: self._go("case/new")))
        else:
            words = say("No body map yet. Mark where it hurts, and the next map shows what changed.")
            offer = (say("Draw the first one"), lambda: self._go("body-map/new"))
            self.table.say_empty(words, None if trouble else offer)
        if is_same:
            self.table.reload()
        else:
            self._model.reload()
        maps = self._maps()
        for part in (self.paper, self.start):
            part.setVisible(bool(maps) and not trouble)
        self.beside.show_maps(() if trouble else maps)

    def _maps(self) -> tuple[BodyMap, ...]:
        return tuple(self._model.row(at) for at in range(self._model.rowCount()))

    def _fetch(self, after: Cursor | None) -> Page[BodyMap]:
        if self._case is None:
            return Page((), None)
        return body_map_page(self._session.clinic.read, self._case.id, after)
