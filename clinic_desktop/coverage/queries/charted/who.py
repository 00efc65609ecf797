"""Whose case it is: policy, accident, claim; who treats it, with which license and contract."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from clinic_desktop.cases.model import Case
from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.contracts.model import Contract
from clinic_desktop.contracts.queries import contract_on
from clinic_desktop.contracts.rules import network_key
from clinic_desktop.coverage.model.facts_routing import PLANS
from clinic_desktop.coverage.model.kept import Charted
from clinic_desktop.coverage.queries.kept import newest_call
from clinic_desktop.coverage.rules.origins import call_words
from clinic_desktop.policies.model import Policy
from clinic_desktop.practice.model import Therapist
from clinic_desktop.practice.queries import credential_page
from clinic_desktop.store.reader import Reader
from clinic_desktop.supervision.queries import supervision_on
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say

Known = Iterator[tuple[str, Charted]]
_UNTOLD = ("", "other")
_ACCIDENTS = {"auto": "auto", "work": "work", "accident": "other"}
# By the National Uniform Claim Committee's code set.
_TAXONOMIES = {"225700000X": "lmt", "225100000X": "pt", "225X00000X": "ot", "111N00000X": "dc"}
_DESIGNATIONS = {
    **dict.fromkeys(("LMT", "LMP", "RMT", "CMT", "LMBT", "MMP"), "lmt"),
    **dict.fromkeys(("PT", "DPT"), "pt"),
    **dict.fromkeys(("OT", "OTR", "OTR/L"), "ot"),
    **{"DC": "dc", "MD": "md", "DO": "md"},
}
_CREDENTIALS: Mapping[str, str] = MappingProxyType(
    {
        "license": mark("License of {therapist} in {state}"),
        "registration": mark("Registration of {therapist} in {state}"),
        "certification": mark("Certification of {therapist} in {state}"),
    }
)


@dataclass(frozen=True, slots=True)
class Chart:
    """What is read of a chart: the case, the policy that is billed first, who treats, and the clinic's state."""

    read: Reader
    case: Case
    policy: Policy | None
    therapist: Therapist | None
    state: str
    today: date

    @property
    def contract(self) -> Contract | None:
        """The contract of who treats with the plan: one for all plans of the payer, or for the network that the policy
        names. One for another network says nothing of this plan."""
        if self.policy is None or self.therapist is None:
            return None
        name = self.policy.plan_name
        found = contract_on(self.read, self.policy.payer, self.therapist.id, self.today, name)
        return found if found and found.network in ("", *_same(found.network, name)) else None


def who_pays(chart: Chart) -> Known:
    """Payer and plan, accident and claim, the state of the treatment."""
    case, policy = chart.case, chart.policy
    in_case = say("The case")
    yield "state_of_care", Charted(chart.state, say("The clinic’s address"))
    if case.kind == "cash":
        yield "payer_type", Charted("self_pay", in_case)
    elif policy:
        yield from _of_policy(policy, chart.today)
    if case.kind in ACCIDENTS:
        yield "accident.kind", Charted(_ACCIDENTS[case.kind], in_case)
        if case.onset_on:
            yield "accident.date", Charted(case.onset_on, in_case)
        if case.state:
            yield "accident.state", Charted(case.state, in_case)
        if case.claim_number:
            yield "claim.number", Charted(case.claim_number, in_case)
    elif case.no_accident:
        yield "accident.kind", Charted("none", in_case)


def who_treats(chart: Chart) -> Known:
    """The therapist, their license in the clinic's state, and where they stand with the plan."""
    therapist = chart.therapist
    if therapist:
        kind = _kind(therapist)
        if kind:
            yield "provider.type", Charted(kind, therapist.name)
        yield from _license(chart, therapist)
        yield from _network(chart, therapist)
    yield from _supervision(chart)


def the_call(chart: Chart) -> Known:
    """The last call to the plan in which something was answered."""
    call = newest_call(chart.read, chart.case.id)
    if call:
        words = call_words(call.called_on, call.reference)
        yield "vob_call.done", Charted(True, words)
        yield "vob_call.date", Charted(call.called_on, words)
        if call.reference:
            yield "vob_call.ref_no", Charted(call.reference, words)


def is_effective(policy: Policy, on: date) -> bool:
    """Whether the dates of the policy hold the day."""
    return (policy.effective_on is None or policy.effective_on <= on) and (
        policy.ends_on is None or on <= policy.ends_on
    )


def _of_policy(policy: Policy, today: date) -> Known:
    words = say("Policy of {payer}", payer=policy.payer_name)
    yield "payer_name", Charted(policy.payer_name, words)
    if policy.plan_type in PLANS:
        yield "payer_type", Charted("commercial", words)
        yield "plan_type", Charted(policy.plan_type, words)
    elif policy.plan_type not in _UNTOLD:
        yield "payer_type", Charted(policy.plan_type, words)
    # That its dates hold today does not say that the plan is active: only the plan does.
    if not is_effective(policy, today):
        yield "benefit.active", Charted(False, words)


def _license(chart: Chart, therapist: Therapist) -> Known:
    """What the clinic's state gave, the one that lasts longest. Without a last day on record nobody knows whether it is
    active."""
    own = [one for one in credential_page(chart.read, therapist.id).rows if one.state == chart.state]
    ending = [one for one in own if one.kind in _CREDENTIALS and one.expires_on]
    found = max(ending, key=lambda one: (one.expires_on or date.min, one.id), default=None)
    if found and found.expires_on:
        words = say(_CREDENTIALS[found.kind], therapist=therapist.name, state=chart.state)
        status = "active" if found.expires_on >= chart.today else "expired"
        yield "provider.license_status", Charted(status, words)
        yield "provider.license_expires", Charted(found.expires_on, words)
    elif own and all(one.kind == "none" for one in own):
        words = say("Credentials of {therapist}", therapist=therapist.name)
        yield "provider.license_status", Charted("none_offered", words)


def _network(chart: Chart, therapist: Therapist) -> Known:
    """In network by the contract that counts today.

    Out of it is only presumed, so that the plan's own word goes before it: where the clinic keeps contracts with this
    payer, but none of this therapist runs for any of its networks. Where it keeps none with the payer, or one for a
    network that nobody knows to be this plan's, it is unknown.
    """
    policy = chart.policy
    if policy is None:
        return
    contract = chart.contract
    words = {"therapist": therapist.name, "payer": policy.payer_name}
    if contract:
        yield "network", Charted("in", _contract_words(contract, policy.payer_name))
        return
    on_record = chart.read.all(
        "SELECT therapist_id, from_on, to_on FROM contract_rows WHERE payer_id = ?", policy.payer
    )
    today = chart.today.isoformat()
    runs = [one for one in on_record if one["from_on"] <= today and (not one["to_on"] or today <= one["to_on"])]
    if on_record and all(one["therapist_id"] != therapist.id for one in runs):
        said = say("No contract of {therapist} with {payer} runs", **words)
        yield "network", Charted("out", said, presumed=True)


def _supervision(chart: Chart) -> Known:
    """Who counts as supervisor at this payer today, and the call in which it said its rule. Where the clinic has nobody
    on its list, nobody knows whether somebody supervises; where none of the list counts, nobody does."""
    if chart.policy is None:
        return
    found = supervision_on(chart.read, chart.policy.payer, chart.today)
    words = say("Supervisors of the clinic")
    if found.has_supervisor or found.left_out:
        yield "provider.supervisor", Charted(found.has_supervisor, words)
    if found.answer and found.is_logged:
        call = call_words(found.answer.asked_on, found.answer.reference)
        yield "provider.supervision_ref", Charted(found.answer.reference, call)


def contract_terms(chart: Chart) -> Known:
    """Whether the contract's price binds for visits that the plan does not pay."""
    contract = chart.contract
    if contract and chart.policy and contract.binds_unpaid:
        words = _contract_words(contract, chart.policy.payer_name)
        yield "cost_share.contract_binds_unpaid", Charted(contract.binds_unpaid == "yes", words)


def _contract_words(contract: Contract, payer: str) -> str:
    since = dates.shown(contract.from_on)
    return say(
        "Contract of {therapist} with {payer} since {day}", therapist=contract.therapist_name, payer=payer, day=since
    )


def _kind(therapist: Therapist) -> str:
    """What they are by the code of their profession, else by what stands behind their name; "" where neither says."""
    known = _TAXONOMIES.get(therapist.taxonomy, "")
    words = therapist.designation.upper().replace(".", "").replace(",", " ").split()
    return known or next((_DESIGNATIONS[one] for one in words if one in _DESIGNATIONS), "")


def _same(network: str, plan: str) -> tuple[str, ...]:
    return (network,) if plan and network_key(network) == network_key(plan) else ()
