"""The place of the superbills: what can be billed, what was issued, and the bill that is open."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.session import Session
from ui.superbills.bill import IssuedBillPage
from ui.superbills.bill_list import BillList
from ui.superbills.to_bill import ToBillList


class MonthEndTab(QWidget):
    """What the third tab shows."""

    topic: str

    def open_group(self, key: str) -> None:
        """Go to what stands in one group of it, as "fix"."""
        raise NotImplementedError


class SuperbillsPage(QWidget):
    """Two lists, each behind a tab; a bill that is open stands in the place of the second. A third tab may come from a
    room above."""

    def __init__(self, session: Session, jobs: Jobs, month_end: Callable[[], MonthEndTab] | None = None) -> None:
        """Opens on what can be billed; `month_end` builds the page of that tab when it is first gone to."""
        super().__init__()
        self._session, self._jobs = session, jobs
        self.to_bill, self.issued = ToBillList(session), BillList(session)
        self.issued.opened.connect(self.open_bill)
        self.issued.wanted.connect(lambda: self.show_tab("to-bill"))
        listed = holder(column(self.issued, margin=3))
        listed.setFocusProxy(self.issued)
        self._lists: dict[str, QWidget] = {"to-bill": self.to_bill, "issued": listed}
        self._build_month_end = month_end
        self._month_end: MonthEndTab | None = None
        self._page: IssuedBillPage | None = None
        self._stack = QStackedWidget()
        for made in self._lists.values():
            self._stack.addWidget(made)
        words = {"to-bill": say("To bill"), "issued": say("Issued")}
        if month_end:
            words["month-end"] = say("Month end")
        self.tabs = {key: button(title, partial(self.show_tab, key), "tab") for key, title in words.items()}
        tabs = holder(row(*self.tabs.values(), None, gap=3), "top")
        tabs.setContentsMargins(step(3), step(1), step(3), 0)
        whole = column(tabs, self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.show_tab("to-bill")

    @property
    def bill(self) -> IssuedBillPage | None:
        """The bill that is open."""
        return self._page

    @property
    def part(self) -> str:
        """What `open_part` leads here again by."""
        if self._page:
            return str(self._page.bill.id)
        return next(key for key, made in self._lists.items() if made is self._stack.currentWidget())

    @property
    def topic(self) -> str:
        """What the list or the bill is about that is shown."""
        if self._page:
            return self._page.topic
        if self._month_end and self._stack.currentWidget() is self._month_end:
            return self._month_end.topic
        return "60-superbills#to-bill" if self._stack.currentWidget() is self.to_bill else "60-superbills#issued"

    def show_tab(self, key: str) -> None:
        """Show a list as it was left; the bill that is open is let go of."""
        if self._drop():
            if key == "month-end" and self._month_end is None and self._build_month_end:
                self._month_end = self._lists[key] = self._build_month_end()
                self._stack.addWidget(self._month_end)
            self._show(self._lists[key], key)

    def open_part(self, part: str) -> None:
        """Go to a list ("to-bill", "issued", "month-end"), there to a group ("month-end/fix"), or to a bill by its row
        ("12"); "12/void" asks why it is void."""
        tab, _, then = part.partition("/")
        if tab not in self.tabs:
            self.open_bill(int(tab))
            if then and self._page:
                self._page.ask_void()
            return
        self.show_tab(tab)
        if then and self._month_end and self._stack.currentWidget() is self._month_end:
            self._month_end.open_group(then)
        self.setFocus()

    def open_bill(self, bill: int) -> None:
        """Open a bill; one that is not there, or is damaged, is said."""
        if not self._drop():
            return
        try:
            page = IssuedBillPage(self._session, self._jobs, bill, self._back)
        except (Missing, StoreTrouble) as trouble:
            self._show(self._lists["issued"], "issued")
            self._session.trouble.emit(trouble.words)
            return
        self._page = page
        self._stack.addWidget(page)
        self._show(page, "issued")
        page.setFocus()

    def _show(self, page: QWidget, tab: str) -> None:
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        for key, made in self.tabs.items():
            made.setChecked(key == tab)

    def _back(self, bill: int) -> None:
        self.show_tab("issued")
        self.issued.select(bill)

    def _drop(self) -> bool:
        """Let go of the open bill; False when a reason half typed cannot be kept, and then it stays and says so."""
        if self._page and not keep_all(self._page):
            return False
        self._session.moved.emit()
        if self._page is None:
            return True
        # Else Qt would give the focus to whatever stands first in the window.
        if self._page.isAncestorOf(self.focusWidget() or self):
            self.tabs["issued"].setFocus()
        self._stack.removeWidget(self._page)
        self._page.deleteLater()
        self._page = None
        return True
