"""What a bill is made for and from, and what is chosen before anybody clicks."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case, case_page
from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.superbills.model.bill import Bill, Kind
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.superbills.queries.codes import known_codes
from clinic_desktop.superbills.queries.draft import DraftBill, draft_bill
from clinic_desktop.superbills.queries.issued import bill_of_number, issued_bill
from clinic_desktop.superbills.queries.ready import keeps_what_waits, unbilled
from clinic_desktop.superbills.rules.parcels import Parcel
from clinic_desktop.superbills.rules.proposed import Proposal, kept_visits, proposed
from ui.codes.shelf import Shelf
from ui.jobs import Jobs
from ui.session import Session
from ui.superbills.entries import key_of
from ui.superbills.kept_choice import KeptChoice, kept_choice
from ui.superbills.reason import reason_draft

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Making:
    """What a bill is made for: a client's case; what stands around the page."""

    session: Session
    jobs: Jobs
    codes: Shelf
    client: ClientId
    case: CaseId

    def drafted(self, kind: Kind, visits: tuple[int, ...], supervisor: int = 0) -> DraftBill:
        """The bill of these visits as it would be issued now, under a supervisor where one is named; raises Missing
        where one of them is gone."""
        clinic, codes = self.session.clinic, self.codes

        def look(wanted: Sequence[str], days: Sequence[date]) -> KnownCodes:
            return known_codes(codes.ask, codes.at_hand(), wanted, days)

        return draft_bill(clinic.read, kind, visits, look, clinic.clock.today(), supervisor=supervisor)

    def proposed(self) -> Proposal:
        """The document that the case asks for today, and why."""
        clinic = self.session.clinic
        kind, today = case(clinic.read, self.case).kind, clinic.clock.today()
        policies = policy_page(clinic.read, self.case).rows
        asked = restrictions_of(clinic.read, self.client)
        kept = keeps_what_waits(clinic.read, self.case, policies, asked, today)
        return proposed(kind, policies, today, keeps_from_plan=kept)

    def kept_visits(self, bill: Bill) -> frozenset[int]:
        """The visits of a bill that the client keeps from its payer."""
        if not bill.client.keeps_from_plan:
            return frozenset()
        return kept_visits(bill, restrictions_of(self.session.clinic.read, self.client))

    def kept_choice(self, kind: Kind) -> KeptChoice:
        """What was chosen for the bills of this kind when the page was left."""
        return kept_choice(self.session.clinic.drafts, kind, self.case)

    def choose_replaced(self, kept: KeptChoice, kind: Kind, number: int) -> None:
        """Check the visits of a voided bill, and no others, and name who supervised them; nothing where this case
        has no such bill to replace."""
        read = self.session.clinic.read
        try:
            voided = issued_bill(read, bill_of_number(read, number))
        except Missing:
            return
        if not voided.voided_on or voided.replaced_by or voided.kind != kind:
            return
        visits = frozenset(one.row for one in voided.bill.visits)
        found = unbilled(read, kind, self.case)
        # A policy may have changed since: its visits then make several bills.
        most = max(found, key=lambda one: len(visits & frozenset(one.visits)), default=None)
        if most and visits & frozenset(most.visits):
            kept.keep(most, visits & frozenset(most.visits))
            under = voided.bill.supervisor
            kept.name_supervisor(most, under.row if under else 0)

    def carry_over(self, other: Kind, ticked: frozenset[int]) -> None:
        """Check the same visits for the other kind of bill, as far as they wait for it."""
        kept = self.kept_choice(other)
        # A receipt is of all policies, so that its visits may make several superbills: the first is shown.
        for one in reversed(unbilled(self.session.clinic.read, other, self.case)):
            same = ticked & frozenset(one.visits)
            if same:
                kept.keep(one, same)

    def reasons(self, kind: Kind) -> str:
        """With what the names begin under which half typed reasons are kept."""
        return f"{kind}:anyway:{self.client}"

    def forget_reasons(self, kind: Kind) -> None:
        """Drop the half typed reasons about what no visit of the client that still waits asks for any more."""
        drafts, read = self.session.clinic.drafts, self.session.clinic.read
        # On a full disk they stay, and do no harm.
        with suppress(StoreTrouble):
            kept = frozenset(drafts.names(f"{self.reasons(kind)}:"))
            if kept:
                cases = case_page(read, self.client).rows
                waiting = [one for case in cases for one in unbilled(read, kind, case.id)]
                for name in kept - frozenset(self._asked(kind, waiting)):
                    drafts.forget(name)

    def _asked(self, kind: Kind, parcels: Sequence[Parcel]) -> Iterator[str]:
        """The names of the reasons that these bills may ask for."""
        for parcel in parcels:
            for one in self.drafted(kind, parcel.visits).verdict.findings:
                yield reason_draft(self.reasons(kind), key_of(one))


def only_while(owner: QWidget, act: Callable[[T], object]) -> Callable[[T], None]:
    """What a job answers to a page that may be gone by then."""
    alive = [True]
    owner.destroyed.connect(lambda *_: alive.clear())

    def heard(result: T) -> None:
        if alive:
            act(result)

    return heard
