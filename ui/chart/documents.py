"""The documents page of a chart: the bills and receipts of the client with how to make the next one, and what was
kept of the coverage of the chosen case."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.model import Glance
from clinic_desktop.claims.queries import proposed_for
from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import say
from ui.coverage.papers.kept_list import DeterminationList
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column, holder, scrolled
from ui.kit.offers import Offer
from ui.kit.text import Text
from ui.session import Session
from ui.superbills.bill_list import BillList
from ui.superbills.instead import proposal_words
from ui.superbills.kinds import MAKE

# Where the next bill is made: it is the kind that the case asks for, also after another case was chosen there.
MAKING = "superbill/new"


def making_words(glance: Glance) -> str:
    """What a button says that leads to MAKING."""
    return say(MAKE[glance.proposal.kind if glance.proposal else "superbill"])


class ChartBills(BillList):
    """The bills of one client; while there is none, it offers to make what the case in question asks for."""

    making = ""

    def _empty(self) -> tuple[str, Offer | None]:
        words, offer = super()._empty()
        return words, (self.making, offer[1]) if offer and self.making else offer


class DocumentsPage(QWidget):
    """`go` leads to a part of the chart, as "superbill/new", "bill/12" or "determination/7"."""

    def __init__(self, session: Session, owner: ClientId, go: Callable[[str], object]) -> None:
        """The bills of all cases of the client, the newest on top."""
        super().__init__()
        self._session = session
        self.bills = ChartBills(session, owner)
        self.bills.opened.connect(lambda bill: go(f"bill/{bill}"))
        self.bills.wanted.connect(lambda: go(MAKING))
        self.make = button(say("Make a superbill"), partial(go, MAKING), "main", "plus")
        # With a 0: this kind, whatever is proposed.
        self.receipt = button(say(MAKE["receipt"]), partial(go, "receipt/new"), "link")
        self.superbill = button(say(MAKE["superbill"]), partial(go, "superbill/new/0"), "link")
        self.year = button(say(MAKE["year_receipt"]), partial(go, "year-receipt/new"), "link")
        self.claim = button(say("Claim worksheet"), partial(go, "claim/new"), "link")
        self.why, self._claim_why = Text(role="muted"), Text(role="muted")
        heading = HeadLine([Text(say("Bills and receipts"), "heading", wrap=False)], [self.make])
        # One button stands out: what the case asks for. The rest is seldom wanted, and stands back.
        also = Text(say("Also:"), "muted", wrap=False)
        others = holder(flow(also, self.receipt, self.superbill, self.year, self.claim))
        self.summaries = DeterminationList(session, go)
        bills = card("", heading, self.why, self._claim_why, others, self.bills, gap=2)
        inner = holder(column(bills, card(say("Coverage summaries"), self.summaries, gap=2), None, gap=2, margin=3))
        self.setLayout(column(scrolled(inner)))

    def show_glance(self, glance: Glance) -> None:
        """A bill belongs to a case: what it asks for comes first, with the reason."""
        self.summaries.show_case(glance.case.id if glance.case else CaseId(0))
        self._show_claim(glance)
        words = making_words(glance)
        self.make.setText(words)
        self.make.setAccessibleName(words)
        self.make.setEnabled(glance.case is not None)
        self.receipt.setEnabled(glance.case is not None)
        kind = glance.proposal.kind if glance.proposal else "superbill"
        self.receipt.setVisible(kind != "receipt" and glance.program is None)
        # Where a claim pays, the client may still want one for a health plan.
        self.superbill.setVisible(kind == "statement" and glance.program is None)
        self.why.setText(proposal_words(glance.proposal) if glance.proposal else "")
        self.why.setVisible(glance.proposal is not None)
        if self.bills.making != words:
            self.bills.making = words
            self.bills.reload()

    def _show_claim(self, glance: Glance) -> None:
        """A claim form is proposed, with the reason, where the payer of the case wants one."""
        self.claim.setEnabled(glance.case is not None)
        read, today = self._session.clinic.read, self._session.clinic.clock.today()
        told = proposed_for(read, glance.case.id, glance.case.kind, today) if glance.case else None
        self._claim_why.setVisible(told is not None and told.is_proposed)
        if told:
            self._claim_why.setText(say("Claim worksheet: {why}", why=told.words))
