"""Whose appeal it is, and by which rules its days count (domain 6.2): proposed from the record, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clinic_desktop.appeals.model import Whose
from clinic_desktop.appeals.rules.codes import left_to_client, typed_codes
from clinic_desktop.policies.model import PROGRAMS
from clinic_desktop.wording import say

_WORK = ("work_state", "work", "work_federal")
_AUTO = ("pip", "medpay")
_COMMERCIAL = ("ppo", "hmo", "epo", "pos", "indemnity")
# Plans with which the clinic may have a contract: what the contract settles between the two is no appeal of the member.
_CONTRACTED = (*_COMMERCIAL, "fehb", "medicare_advantage")
# A reviewer found that treatment was not needed: by codes, and by reasons in plain words.
_NEED_CODES, _NEED_REASONS = {"50", "216"}, {"necessity"}
# Rules after an injury at work by which whoever treats asks for more.
_OF_CLINIC = ("wa_work", "wa_repayment", "ca_bill")
# A card that nobody looked at may be any of these.
_ANY_HEALTH = ("erisa", "insured", "medicare_advantage", "medicaid", "fehb")


@dataclass(frozen=True, slots=True)
class AppealFacts:
    """What the record knows around a denial. `bill_kind` is "superbill", "statement" or "" without a bill; `network`
    and `funding` are as the wizard keeps them, "" where nobody knows; `state` is where the treatment is. From the
    notice: `is_ahead`, about visits to come, `is_clients`, it leaves the client an amount beyond their share, and
    `is_need`, it says that the treatment was not needed."""

    case_kind: str = "health"
    plan_type: str = ""
    bill_kind: str = ""
    paid_to: str = ""
    network: str = ""
    funding: str = ""
    state: str = ""
    is_ahead: bool = False
    has_form: bool = False
    is_clients: bool = False
    is_need: bool = False

    @property
    def is_plan(self) -> bool:
        """Whether it is a health plan of the client’s own, no program and no accident insurer."""
        return self.plan_type in _CONTRACTED or (not self.plan_type and self.case_kind in ("health", "cash"))

    @property
    def is_california_treatment(self) -> bool:
        """Whether it is treatment that was refused after an injury at work in California."""
        return _is_work(self) and self.state == "CA" and _is_of_state(self) and (self.is_ahead or self.is_need)


@dataclass(frozen=True, slots=True)
class WhoseProposal:
    """Whose appeal it is, and why: a sentence."""

    whose: Whose
    why: str


@dataclass(frozen=True, slots=True)
class RegimeProposal:
    """The rules that may hold, keys of REGIMES, and why: a sentence. One alone is known; of several the earliest day
    counts."""

    regimes: tuple[str, ...]
    why: str


def as_noticed(facts: AppealFacts, codes: str, reasons: Sequence[str]) -> AppealFacts:
    """The same with what the notice says: its codes as typed, its reasons in plain words by their keys."""
    is_need = bool(_NEED_CODES & {one.code for one in typed_codes(codes)} or _NEED_REASONS & set(reasons))
    return replace(facts, is_clients=bool(left_to_client(codes)), is_need=is_need)


def proposed_whose(facts: AppealFacts, regime: str = "") -> WhoseProposal:
    """Out of network the client is the claimant, unless a signed form names who represents them; the clinic appeals
    what it bills itself. `regime` has the rules that somebody chose, "" for those proposed: rules that hear the client
    alone go before what the record says."""
    found = _claimant(facts, regime)
    if found.whose == "member" and facts.has_form:
        return WhoseProposal(
            "representative", say("The appeal is the client’s, and a signed form on file names who represents them.")
        )
    return found


def _claimant(facts: AppealFacts, regime: str) -> WhoseProposal:
    if regime == "ca_work" or (facts.is_california_treatment and regime not in _OF_CLINIC):
        return WhoseProposal(
            "member", say("Treatment that was refused after an injury at work: the worker asks for its review.")
        )
    if "medicaid" in (regime, facts.plan_type):
        return WhoseProposal(
            "member", say("A Medicaid plan hears the client; the clinic only with the client’s consent in writing.")
        )
    if "tricare" in (regime, facts.plan_type):
        return WhoseProposal("member", say("TRICARE hears the client; never a provider in its network."))
    return _between(facts)


def _between(facts: AppealFacts) -> WhoseProposal:
    """Whose it is where both may appeal: it goes by who bills, and who would have to bear it."""
    if _is_work(facts) or facts.plan_type in PROGRAMS:
        return WhoseProposal("clinic", say("The clinic bills this payer itself, and the client owes it nothing."))
    if facts.bill_kind == "superbill":
        return WhoseProposal(
            "member",
            say("A superbill goes to the plan by the client: the plan answers the client, and the appeal is theirs."),
        )
    if facts.is_plan and (facts.is_ahead or facts.is_clients):
        return WhoseProposal(
            "member", say("Visits to come, or an amount that the plan puts on the client: the appeal is the client’s.")
        )
    if facts.network == "in":
        return WhoseProposal(
            "clinic", say("The therapist is in the network: the contract says how the clinic appeals.")
        )
    if facts.bill_kind == "statement" and facts.plan_type in _AUTO:
        return WhoseProposal("clinic", say("The clinic sent this statement to the auto insurer itself."))
    if facts.network == "out":
        why = say("The therapist is out of network: there the client is the one who claims.")
    else:
        why = say("No contract is on record: without one, the client is the one who claims.")
    return WhoseProposal("member", why)


def proposed_regimes(facts: AppealFacts, whose: Whose) -> RegimeProposal:
    """The rules by which the days of an appeal count."""
    if whose == "clinic" and (facts.is_plan or facts.plan_type == "tricare"):
        return RegimeProposal(("contract",), say("It is the clinic’s own appeal: its contract says how many days."))
    found = _of_program(facts)
    if found:
        return found
    by_funding = {
        "self_funded": ("erisa", say("The employer pays for this plan itself: ERISA holds.")),
        "insured": ("insured", say("The plan is insured: the rules of the state and of the ACA hold.")),
        "public": ("insured", say("A plan of public employees: ERISA does not hold, the ACA does.")),
    }
    if facts.funding in by_funding:
        regime, why = by_funding[facts.funding]
        return RegimeProposal((regime,), why)
    if facts.plan_type in _COMMERCIAL:
        return RegimeProposal(
            ("erisa", "insured"), say("Not known yet: whether the employer or an insurer pays for this plan.")
        )
    return RegimeProposal(_ANY_HEALTH, say("The kind of plan is not known yet, so the earliest day of all counts."))


def _of_program(facts: AppealFacts) -> RegimeProposal | None:
    """Programs and accidents, which have rules of their own; None for any other health plan."""
    if _is_work(facts):
        return _of_work(facts)
    if facts.plan_type in _AUTO or (facts.case_kind == "auto" and not facts.plan_type):
        return RegimeProposal(
            ("no_fault",), say("An auto insurer: each state has its own rules. The letter says by when.")
        )
    own = {
        "medicare_advantage": say("The policy is a Medicare Advantage plan."),
        "medicaid": say("The policy is a Medicaid plan."),
        "fehb": say("The policy is a plan of federal employees."),
        "tricare": say("The policy is TRICARE."),
        "medicare": say("The policy is Original Medicare."),
    }
    if facts.plan_type in own:
        return RegimeProposal((facts.plan_type,), own[facts.plan_type])
    if facts.plan_type in ("", *_COMMERCIAL) and facts.case_kind in ("health", "cash"):
        return None
    return RegimeProposal(("other",), say("No rule is known here for this kind of policy. The letter says by when."))


def _of_work(facts: AppealFacts) -> RegimeProposal:
    if facts.state == "WA" and _is_of_state(facts):
        return RegimeProposal(("wa_work",), say("An injury at work in Washington: a decision is protested."))
    if facts.is_california_treatment:
        return RegimeProposal(
            ("ca_work",), say("An injury at work in California: treatment that was refused is reviewed.")
        )
    if facts.state == "CA" and _is_of_state(facts):
        return RegimeProposal(
            ("ca_bill",), say("An injury at work in California: a bill that was paid short is reviewed a second time.")
        )
    return RegimeProposal(("other",), say("An injury at work: the letter or the adjuster says by when."))


def _is_work(facts: AppealFacts) -> bool:
    return facts.case_kind == "work" or facts.plan_type in _WORK


def _is_of_state(facts: AppealFacts) -> bool:
    return facts.plan_type != "work_federal"
