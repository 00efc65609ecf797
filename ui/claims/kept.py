"""What was chosen where a claim is made, as it is kept while the page is away."""

from collections.abc import Mapping
from contextlib import suppress

from clinic_desktop.cases.model import CaseId
from clinic_desktop.claims.model import ACCEPTS, RESUBMISSIONS, ClaimChoices, ClaimFacts
from clinic_desktop.claims.queries import claim_facts, claimable
from clinic_desktop.claims.rules.proposal import first_choices, kept_words
from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.superbills.rules.parcels import Parcel
from clinic_desktop.wording import say
from ui.superbills.kept_choice import KeptChoice
from ui.superbills.making import Making


class KeptClaim:
    """The visits and the choices of a claim of a case: what its page and its papers are both made from."""

    def __init__(self, making: Making) -> None:
        """Reads what was kept."""
        self._making, self._drafts = making, making.session.clinic.drafts
        self._name = f"claim:choices:{making.case}"
        self.visits = KeptChoice(self._drafts, f"claim:new:{making.case}")

    def parcels(self) -> tuple[Parcel, ...]:
        """What can be claimed."""
        return claimable(self._making.session.clinic.read, CaseId(self._making.case))

    def ticked(self, parcel: Parcel) -> frozenset[int]:
        """The visits that are checked: before anybody chooses those that no superbill has and that the client
        does not keep from the plan, else the newest."""
        whole = self.facts(parcel, frozenset(parcel.visits)).bill
        kept = self._making.kept_visits(whole)
        unbilled = frozenset(one.row for one in whole.visits if not one.billed_on and one.row not in kept)
        return self.visits.ticked(parcel, unbilled or frozenset(parcel.visits[-1:]))

    def facts(self, parcel: Parcel, ticked: frozenset[int]) -> ClaimFacts:
        """What a claim of these visits is made from; raises Missing and ChangedSince."""
        rows = tuple(one for one in parcel.visits if one in ticked)
        return claim_facts(self._making.session.clinic.read, rows, self.visits.supervisor(parcel))

    def choices(self, facts: ClaimFacts) -> ClaimChoices:
        """What was chosen, else what is chosen to begin with."""
        first, _ = first_choices(facts.bill.case.kind, in_network=facts.in_network)
        return read_choices(self._drafts.kept(self._name) or {}, first)

    def keep_choices(self, values: Mapping[str, str]) -> None:
        """Keep what was chosen."""
        # On a full disk it stays in the window.
        with suppress(StoreTrouble):
            self._drafts.keep(self._name, dict(values))

    def now(self) -> tuple[ClaimFacts, ClaimChoices]:
        """What the page shows; raises Missing where nothing is chosen, or what the client keeps from the plan."""
        found = self.parcels()
        if not found:
            raise Missing(say("No visit of this case was given yet, so there is nothing to claim."))
        parcel = found[self.visits.index(found)]
        ticked = self.ticked(parcel)
        if not ticked:
            raise Missing(say("Check the visits that go on the claim first."))
        facts = self.facts(parcel, ticked)
        if told := kept_words(facts.bill):
            raise Missing(told)
        return facts, self.choices(facts)


def read_choices(values: Mapping[str, str], first: ClaimChoices) -> ClaimChoices:
    """Choices as they were kept; nonsense is what is chosen to begin with."""
    accepts, resubmission = values.get("accepts", first.accepts), values.get("resubmission", "")
    return ClaimChoices(
        accepts if accepts in ACCEPTS else first.accepts,
        resubmission if resubmission in RESUBMISSIONS else "",
        str(values.get("original", "")),
    )
