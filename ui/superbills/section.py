"""The bills of a client as a section of the chart: what was issued, and how the next one is made."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column, holder
from ui.kit.offers import Offer
from ui.kit.text import Text
from ui.session import Session
from ui.superbills.bill_list import BillList
from ui.superbills.kinds import MAKE

# Where the next bill is made: it is the kind that the case asks for, also after another case was chosen there.
MAKING = "superbill/new"


class ClientBills(BillList):
    """The bills of one client; while there is none, it offers to make what the case in question asks for."""

    making = ""

    def _empty(self) -> tuple[str, Offer | None]:
        words, offer = super()._empty()
        return words, (self.making, offer[1]) if offer and self.making else offer


class BillsSection(QWidget):
    """`go` leads to a part of the chart, as "superbill/new" or "bill/12"."""

    def __init__(self, session: Session, owner: ClientId, go: Callable[[str], object]) -> None:
        """The bills of all cases of the client, the newest on top."""
        super().__init__()
        self.bills = ClientBills(session, owner)
        self.bills.opened.connect(lambda bill: go(f"bill/{bill}"))
        self.bills.wanted.connect(lambda: go(MAKING))
        self.make = button(say("Make a superbill"), partial(go, MAKING), "main", "plus")
        # With a 0: this kind, whatever is proposed.
        self.receipt = button(say(MAKE["receipt"]), partial(go, "receipt/new"), "link")
        self.superbill = button(say(MAKE["superbill"]), partial(go, "superbill/new/0"), "link")
        self.year = button(say(MAKE["year_receipt"]), partial(go, "year-receipt/new"), "link")
        self.claim = button(say("Claim worksheet"), partial(go, "claim/new"), "link")
        self.why, self.claim_why = Text(role="muted"), Text(role="muted")
        heading = HeadLine([Text(say("Bills and receipts"), "heading", wrap=False)], [self.make])
        # One button stands out: what the case asks for. The rest is seldom wanted, and stands back.
        also = Text(say("Also:"), "muted", wrap=False)
        others = holder(flow(also, self.receipt, self.superbill, self.year, self.claim))
        self.setLayout(column(card("", heading, self.why, self.claim_why, others, self.bills, gap=2)))
