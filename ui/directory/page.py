"""The directory: payers and prescribers in one place, each behind a tab."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desktop.errors import Missing
from clinic_desktop.wording import mark, say
from ui.benefit_statements.lists import lessons
from ui.contracts.editor import contracts
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.payers.page import PayersPage
from ui.referrals.page import PrescribersPage
from ui.session import Session
from ui.supervision.page import supervision_answers


def _payers(session: Session) -> PayersPage:
    return PayersPage(session, (contracts, lessons, supervision_answers))


TABS: tuple[tuple[str, str, Callable[[Session], PayersPage | PrescribersPage]], ...] = (
    ("payers", mark("Payers"), _payers),
    ("prescribers", mark("Prescribers"), PrescribersPage),
)


class DirectoryPage(QWidget):
    """One page at a time; each is built when it is first shown, and stays as it was left."""

    def __init__(self, session: Session) -> None:
        """Opens on the payers."""
        super().__init__()
        self._session = session
        self._pages: dict[str, PayersPage | PrescribersPage] = {}
        self._stack = QStackedWidget()
        self.tabs = {key: button(say(title), partial(self.show_tab, key), "tab") for key, title, _ in TABS}
        tabs = holder(row(*self.tabs.values(), None, gap=3), "top")
        tabs.setContentsMargins(step(3), step(1), step(3), 0)
        whole = column(tabs, self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.show_tab("payers")

    @property
    def topic(self) -> str:
        """What the page is about that is shown."""
        shows_payers = self._stack.currentWidget() is self._pages.get("payers")
        return "30-coverage#payers" if shows_payers else "40-prescriptions#prescribers"

    @property
    def part(self) -> str:
        """What `open_part` leads here again by."""
        key = next(key for key, made in self._pages.items() if made is self._stack.currentWidget())
        word = "prescriber" if key == "prescribers" else "payer"
        return f"{word}/{self._pages[key].records.part}"

    def page(self, key: str) -> PayersPage | PrescribersPage:
        """The page behind a tab."""
        if key not in self._pages:
            build = next(build for one, _, build in TABS if one == key)
            self._pages[key] = build(self._session)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def show_tab(self, key: str) -> None:
        """Show a page as it was left."""
        self._session.moved.emit()
        self._stack.setCurrentWidget(self.page(key))
        self.setFocusProxy(self.page(key))
        for one, made in self.tabs.items():
            made.setChecked(one == key)

    def open_part(self, part: str) -> None:
        """Open a payer ("12", "new", "payer/12/unit_rule", "payer/12/department/7/phone", "payer/12/contract/new",
        "payer/12/supervision/new"), or the prescribers and there one ("prescriber", "prescriber/5/npi")."""
        what, _, rest = part.partition("/")
        is_prescriber = what == "prescriber"
        key = "prescribers" if is_prescriber else "payers"
        self.show_tab(key)
        self.page(key).setFocus()
        try:
            self.page(key).open_part(rest if what in ("prescriber", "payer") else part)
        except Missing as missing:
            self._session.trouble.emit(missing.words)
