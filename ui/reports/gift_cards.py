"""The gift cards of nobody on record: they stand in no chart, so they are sold and opened beside the report."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QVBoxLayout, QWidget

from clinic_desktop.clients.queries import client
from clinic_desktop.errors import Missing
from clinic_desktop.ledger.rules import method_words
from clinic_desktop.payments.model import Payment
from clinic_desktop.payments.queries import accounts_of, payment, payments_of_prepaid
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.prepaid.rules import prepaid_title, state_words
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.layout import card, column, emptied, holder, row, scrolled
from ui.kit.text import ChipText, Text, isolated
from ui.ledger.receipt import sale_receipt_page
from ui.ledger.refund import refund_editor
from ui.payments.sales import sale_editor as sale_payment_editor
from ui.prepaid.editor import ending_editor, prepaid_editor, sale_editor
from ui.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class GiftCards(QWidget):
    """One page at a time: a new one, one of them, or what is done with it."""

    def __init__(self, session: Session, jobs: Jobs, left: Callable[[], object]) -> None:
        """Shows nothing before `open`; `left` leads back to the report."""
        super().__init__()
        self._session, self._jobs, self._left = session, jobs, left
        # What is open, as `open` calls it.
        self.part = ""
        self._stack = QStackedLayout(self)

    @property
    def page(self) -> QWidget | None:
        """What is open."""
        return self._stack.currentWidget()

    def open(self, part: str) -> None:
        """Open a new one ("new"), one of them ("7"), or what is done with it ("7/ending", "7/receipt", "7/payment",
        "7/payment/12", "7/refund/12"). What was typed into the page before is kept; where it cannot be, that page
        stays and says so. Raises Missing."""
        if self.page and not keep_all(self.page):
            return
        made = self._sale() if part == "new" else self._of(*part.split("/"))
        self.part = part
        self._drop()
        self._stack.addWidget(made)
        self.setFocusProxy(made)
        made.setFocus()

    def _sale(self) -> QWidget:
        def back(sold: int) -> None:
            if sold:
                self.open(str(sold))
            else:
                self._leave()

        editor = sale_editor(self._session, None, "gift_card", back)
        return _page(say("Paid ahead"), self._leave, say("Sell gift card"), editor)

    def _of(self, sold: str, what: str = "", which: str = "") -> QWidget:
        found, session = prepaid(self._session.clinic.read, int(sold)), self._session
        if found.client:
            raise Missing(say("This stands in the chart of the client who bought it."))
        title = prepaid_title(found)

        def back(_: int = 0) -> None:
            self.open(sold)

        if what == "receipt":
            return sale_receipt_page(session, self._jobs, None, found.id, back)
        if what == "ending":
            if found.ended_kind:
                raise Missing(say("It ended already."))
            return _page(title, back, say("End {name}", name=title), ending_editor(session, found, back))
        if what == "payment":
            kept = self._paid(found, which) if which else None
            words = say("Payment for {name}", name=title)
            return _page(title, back, words, sale_payment_editor(session, found, kept, back))
        if what == "refund":
            return _page(title, back, say("Refund"), refund_editor(session, self._paid(found, which), back))
        editor = prepaid_editor(session, found, lambda _: self._leave(), self._go)
        return _page(say("Paid ahead"), self._leave, title, editor, _Standing(session, found, self.open))

    def _leave(self) -> None:
        """Back to the report; what was typed and not saved is kept, and where it cannot be, the page stays."""
        if self.page and keep_all(self.page):
            self._drop()
            self._left()

    def _drop(self) -> None:
        page = self.page
        if page:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _go(self, part: str) -> None:
        """The editor says "ending/7", as in a chart."""
        what, _, sold = part.partition("/")
        self.open(f"{sold}/{what}")

    def _paid(self, found: Prepaid, which: str) -> Payment:
        one = payment(self._session.clinic.read, int(which))
        if one.sold != found.id or one.refunds:
            raise Missing(say("This is no longer there."))
        return one


class _Standing(QWidget):
    """Who bought it, how it stands, and the money that went through it; reads itself again when that changes."""

    def __init__(self, session: Session, found: Prepaid, go: Callable[[str], object]) -> None:
        super().__init__()
        self._session, self._row, self._go = session, found.id, go
        self._inner = QVBoxLayout()
        self.setLayout(column(self._inner, gap=0))
        session.keep_fresh(self, "prepaids", "payments", "payment_shares", "clients")

    def reload(self) -> None:
        """Read it again; one that is gone stays as it was."""
        read, today = self._session.clinic.read, self._session.clinic.clock.today()
        try:
            found = prepaid(read, self._row)
        except Missing:
            return
        emptied(self._inner)
        buyer = Text(say("Bought by {name}", name=isolated(found.bought_by)))
        verbs = [(say("Receipt"), "receipt")]
        if not found.ended_kind and found.open_cents > 0:
            verbs.insert(0, (say("Take payment"), "payment"))
        made = [button(words, partial(self._go, f"{found.id}/{part}")) for words, part in verbs]
        head = row(buyer, ChipText(*state_words(found, today)), *made, gap=2)
        head.setStretch(0, 1)
        lines = payments_of_prepaid(read, self._row)
        nothing = Text(say("Nothing was paid for it yet."), "muted")
        shown = holder(self._grid(found, lines)) if lines else nothing
        self._inner.addWidget(holder(column(head, card(say("Payments and uses"), shown, gap=1), gap=1)))

    def _grid(self, found: Prepaid, lines: Sequence[Payment]) -> QGridLayout:
        """Amounts below each other, however wide they are, and what can be done beside them."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(step(2))
        grid.setVerticalSpacing(step(1))
        grid.setColumnStretch(0, 1)
        for at, one in enumerate(lines):
            for place, part in enumerate(self._line(found, one)):
                grid.addWidget(part, at, place, *([_RIGHT] if place else []))
        return grid

    def _line(self, found: Prepaid, one: Payment) -> tuple[QWidget, QWidget, QWidget]:
        words = self._used_words(one) if one.drawn else _paid_words(one)
        verbs: list[tuple[str, Callable[[], object]]] = []
        if one.drawn:
            verbs.append((say("Open"), partial(self._open_use, one)))
        elif not one.refunds:
            verbs.append((say("Change"), partial(self._go, f"{found.id}/payment/{one.id}")))
            if not found.ended_kind and found.left_cents > 0:
                verbs.append((say("Refund"), partial(self._go, f"{found.id}/refund/{one.id}")))
        links: list[QWidget] = []
        for verb, act in verbs:
            link = button(verb, act, "link")
            link.setAccessibleName(say("{verb}: {what}", verb=verb, what=words))
            links.append(link)
        # What is drawn leaves the card, and so does what is given back.
        cents = -one.total_cents if one.drawn else one.total_cents
        return Text(words), holder(row(*links, gap=2)), Text(money.shown(cents), wrap=False)

    def _used_words(self, one: Payment) -> str:
        read = self._session.clinic.read
        days = ", ".join(dates.shown(of.visit.date_of_service) for of in accounts_of(read, one.id))
        name = isolated(client(read, one.client).name) if one.client else ""
        return say("Used by {client} for the visit of {day}", client=name, day=days)

    def _open_use(self, one: Payment) -> None:
        for of in accounts_of(self._session.clinic.read, one.id)[:1]:
            self._session.go("clients", f"{one.client}/of/{of.visit.case}/payment/{one.id}")


def _paid_words(one: Payment) -> str:
    facts = {"day": dates.shown(one.paid_on), "how": method_words(one.method, one.reference)}
    return say("Given back {day}, {how}", **facts) if one.refunds else say("Paid {day}, {how}", **facts)


def _page(back_words: str, left: Callable[[], object], title: str, editor: Editor, *above: QWidget) -> QWidget:
    """An editor under its title, with the way back above it."""
    head = Text(isolated(title), "title")
    way = button(back_words, left, "link", "back")
    inner = holder(column(way, head, *above, editor, None, gap=2))
    made = holder(column(scrolled(inner), gap=0))
    made.setFocusProxy(editor)
    return made
