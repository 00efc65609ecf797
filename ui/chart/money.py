"""The page Money of a chart: the balance with its sum, the account entry by entry, and what was paid ahead."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.chart.model import Glance
from clinic_desktop.ledger.model import LedgerEntry
from clinic_desktop.ledger.queries import ledger
from clinic_desktop.payments.queries import account, open_count
from clinic_desktop.prepaid.queries import prepaids_of
from clinic_desktop.store.paging import Page
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.chart.visits import who_pays
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column, emptied, holder, row, scrolled
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.ledger.balance import balance_sum
from ui.ledger.columns import LEDGER_COLUMNS, EntryLine, entry_part
from ui.prepaid.cards import PrepaidCards
from ui.session import Session

_MOST_ENTRIES = 8


class MoneyPage(QWidget):
    """`go` leads to a part of the chart, as "payment/new/all" or "refund/12"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_glance`."""
        super().__init__()
        self._session, self._go = session, go
        self._entries: tuple[EntryLine, ...] = ()
        self._model = PagedModel(lambda _: Page(self._entries, None), LEDGER_COLUMNS)
        self.table = Table(say("Account"), self._model, "", rows=_MOST_ENTRIES)
        self.table.opened.connect(lambda one: go(entry_part(one.entry)))
        self.table.chosen.connect(self._on_chosen)
        self.take = button(say("Take payment"), partial(go, "payment/new/all"), "main", "plus")
        self.statement = button(say("Statement of account"), partial(go, "account-statement"))
        self.receipt = button(say("Receipt"), lambda: self._with_chosen("payment-receipt"))
        self.refund = button(say("Refund"), lambda: self._with_chosen("refund"))
        self.write_off = button(say("Write off"), lambda: self._with_chosen("write-off/new"))
        self.sell = [
            button(say("Sell package"), partial(go, "sale/new/package")),
            button(say("Sell membership"), partial(go, "sale/new/membership")),
            button(say("Sell gift card"), partial(go, "sale/new/gift_card")),
        ]
        self._balance, self._who = QVBoxLayout(), Text("", "muted")
        self._credit, self.prepaids = QVBoxLayout(), PrepaidCards(go)
        balance = card("", HeadLine([Text(say("Balance"), "heading", wrap=False)], [self.statement, self.take]),
                       self._balance, self._who, self._credit, gap=1)  # fmt: skip
        acts = [self.receipt, self.refund, self.write_off]
        account = card("", HeadLine([Text(say("Account"), "heading", wrap=False)], acts),
                       Text(say("The newest on top. Choose a payment for its receipt or to give it back, a visit to "
                                "write it off."), "muted"), self.table, gap=1)  # fmt: skip
        title = Text(say("Packages, memberships and gift cards"), "heading", wrap=False)
        held = card("", HeadLine([title], self.sell), self.prepaids, gap=1)
        self.setLayout(column(scrolled(holder(column(balance, held, account, None, gap=2, margin=3)))))

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now; the entry that was chosen stays so."""
        read, client = self._session.clinic.read, glance.client.id
        chosen = self._chosen()
        entries = ledger(read, client)
        # Counted from the oldest: an entry keeps its number while newer ones come.
        self._entries = tuple(EntryLine(at, one) for at, one in enumerate(entries, 1))[::-1]
        is_on_list = not glance.client.is_retired
        offer = (say("Sell the first package"), partial(self._go, "sale/new/package")) if is_on_list else None
        self.table.say_empty(
            say("Nothing stands on this account yet. Visits, payments, refunds and write-offs stand here, each with "
                "the balance that it leaves."),
            offer,
        )  # fmt: skip
        self._model.reload()
        if self._entries:
            self.table.select(self._place_of(chosen))
        emptied(self._balance)
        self._balance.addWidget(holder(balance_sum(glance.balance)))
        is_open = glance.case is not None and open_count(read, glance.case.id) > 0
        is_elsewhere = glance.case is not None and not is_open and glance.balance.owed_cents > 0
        other = (
            say("Nothing is unpaid in this case. What is unpaid stands in another one: choose it above.")
            if is_elsewhere
            else ""
        )
        self._who.setText(who_pays(glance) if glance.never_billed else other)
        self._who.setVisible(glance.never_billed or is_elsewhere)
        for one in self.sell:
            one.setVisible(is_on_list)
        # Who is never billed pays nothing for a visit, not from the credit either.
        self._show_credit(glance.balance.credit_cents, is_open=is_open and not glance.never_billed)
        self.prepaids.show_prepaids(prepaids_of(read, client), self._session.clinic.clock.today())
        self._on_chosen()

    def _show_credit(self, kept: int, *, is_open: bool) -> None:
        emptied(self._credit)
        if kept <= 0:
            return
        words = say("{amount} is kept on account for later visits.", amount=money.shown(kept))
        # Where nothing of the case is unpaid it stays where it is.
        ways = [button(say("Apply to unpaid visits"), partial(self._go, "credit/new"))] if is_open else []
        line = row(Text(words), *ways, gap=2)
        line.setStretch(0, 1)
        self._credit.addWidget(holder(line))

    def _chosen(self) -> LedgerEntry | None:
        index = self.table.currentIndex()
        found = self._model.row(index.row()) if index.isValid() else None
        return found.entry if isinstance(found, EntryLine) else None

    def _place_of(self, chosen: LedgerEntry | None) -> int:
        """The number of the entry about the same row, else that of the newest one."""
        for line in self._entries:
            if chosen and (line.entry.kind, line.entry.row) == (chosen.kind, chosen.row):
                return line.id
        return self._entries[0].id

    def _on_chosen(self) -> None:
        """What cannot be done with the chosen entry is not offered."""
        one = self._chosen()
        self.receipt.setEnabled(one is not None and one.kind in ("payment", "sale", "refund"))
        self.refund.setEnabled(one is not None and one.kind in ("payment", "sale"))
        is_open = False
        if one and one.kind == "charge":
            is_open = account(self._session.clinic.read, one.row).open_cents > 0
        self.write_off.setEnabled(is_open)

    def _with_chosen(self, what: str) -> None:
        one = self._chosen()
        if one:
            self._go(f"{what}/{one.row}")
