"""The other kinds of document that can be made of the same visits, and what is proposed for the case."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton

from clinic_desktop.policies.model import PROGRAMS
from clinic_desktop.superbills.model.bill import OF_VISITS, Kind
from clinic_desktop.superbills.queries.draft import DraftBill
from clinic_desktop.superbills.rules.proposed import Proposal
from clinic_desktop.wording import mark, say
from ui.kit.buttons import button
from ui.superbills.kinds import INSTEAD

_PROPOSED = {
    "superbill": mark("Proposed for this case: a superbill. {why} Source: {source}."),
    "receipt": mark("Proposed for this case: a receipt. {why} Source: {source}."),
    "statement": mark("Proposed for this case: a statement. {why} Source: {source}."),
}


def proposal_words(proposal: Proposal) -> str:
    """Which document a case asks for, why, and where the rule comes from."""
    return say(_PROPOSED[proposal.kind], why=proposal.words, source=proposal.source)


class Instead:
    """A button for each other kind; `choose` gets the kind. The statement is a button where a claim pays, and else
    behind the key alone."""

    def __init__(self, kind: Kind, proposal: Proposal, choose: Callable[[Kind], object]) -> None:
        """Nothing is shown before `offer`."""
        self._kind, self._choose = kind, choose
        self._has_claim = "statement" in (kind, proposal.kind)
        self._is_program = False
        self.buttons: dict[Kind, QPushButton] = {
            one: button(say(INSTEAD[one]), partial(choose, one)) for one in _in_order(kind)
        }

    @property
    def first(self) -> QPushButton:
        """The button of the kind that is mostly wanted instead."""
        return next(iter(self.buttons.values()))

    def offer(self, draft: DraftBill | None, *, has_visits: bool) -> None:
        """Offer the others for a bill as it is shown. A program gets its own document, and its client none."""
        policy = draft.bill.policy if draft else None
        self._is_program = policy is not None and policy.plan_type in PROGRAMS
        for kind, made in self.buttons.items():
            is_offered = self._has_claim if kind == "statement" else not self._is_program
            made.setVisible(has_visits and is_offered)

    def turn(self) -> None:
        """Go to the next kind: each press of the key is one further."""
        following = [one for one in self._following() if one == "statement" or not self._is_program]
        if following:
            self._choose(following[0])

    def _following(self) -> list[Kind]:
        """The other kinds, the one after this first."""
        at = OF_VISITS.index(self._kind)
        return [*OF_VISITS[at + 1 :], *OF_VISITS[:at]]


def _in_order(kind: Kind) -> list[Kind]:
    """The others as their buttons stand: a superbill that is stopped offers the receipt first (domain 1.8)."""
    order: tuple[Kind, ...] = ("receipt", "superbill", "statement")
    return [one for one in order if one != kind]
