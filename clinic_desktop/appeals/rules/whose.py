"""Whose appeal it is, and by which rules its days count (domain 6.2): proposed from the record, with the reason."""

from dataclasses import dataclass

from clinic_desktop.appeals.model import Whose
from clinic_desktop.policies.model import PROGRAMS
from clinic_desktop.wording import say

_WORK = ("work_state", "work", "work_federal")
_AUTO = ("pip", "medpay")
_COMMERCIAL = ("ppo", "hmo", "epo", "pos", "indemnity")
# A card that nobody looked at may be any of these.
_ANY_HEALTH = ("erisa", "insured", "medicare_advantage", "medicaid", "fehb")


@dataclass(frozen=True, slots=True)
class AppealFacts:
    """What the record knows around a denial. `bill_kind` is "superbill", "statement" or "" without a bill; `network`
    and `funding` are as the wizard keeps them, "" where nobody knows; `state` is where the treatment is."""

    case_kind: str = "health"
    plan_type: str = ""
    bill_kind: str = ""
    paid_to: str = ""
    network: str = ""
    funding: str = ""
    state: str = ""
    is_ahead: bool = False
    has_form: bool = False


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


def proposed_whose(facts: AppealFacts) -> WhoseProposal:
    """Out of network the client is the claimant, unless a signed form names who represents them; the clinic appeals
    what it bills itself."""
    found = _claimant(facts)
    if found.whose == "member" and facts.has_form:
        return WhoseProposal(
            "representative", say("The appeal is the client’s, and a signed form on file names who represents them.")
        )
    return found


def _claimant(facts: AppealFacts) -> WhoseProposal:
    if facts.case_kind == "work" or facts.plan_type in PROGRAMS:
        return WhoseProposal("clinic", say("The clinic bills this payer itself, and the client owes it nothing."))
    if facts.bill_kind == "superbill":
        return WhoseProposal(
            "member", say("The client sent this superbill in: the plan answers the client, and the appeal is theirs.")
        )
    if facts.network == "in":
        return WhoseProposal(
            "clinic", say("The therapist is in the network: the contract says how the clinic appeals.")
        )
    if facts.bill_kind == "statement" and facts.plan_type in _AUTO:
        return WhoseProposal("clinic", say("The clinic sent this statement to the auto insurer itself."))
    if facts.network == "out":
        return WhoseProposal("member", say("The therapist is out of network: there the client is the one who claims."))
    return WhoseProposal("member", say("No contract is on record: without one, the client is the one who claims."))


def proposed_regimes(facts: AppealFacts, whose: Whose) -> RegimeProposal:
    """The rules by which the days of an appeal count."""
    found = _of_program(facts)
    if found:
        return found
    if whose == "clinic":
        return RegimeProposal(("contract",), say("It is the clinic’s own appeal: its contract says how many days."))
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
    if facts.case_kind == "work" or facts.plan_type in _WORK:
        return _of_work(facts)
    if facts.plan_type in _AUTO or (facts.case_kind == "auto" and not facts.plan_type):
        return RegimeProposal(
            ("no_fault",), say("An auto insurer: each state has its own rules. The letter says by when.")
        )
    own = {
        "medicare_advantage": say("The policy is a Medicare Advantage plan."),
        "medicaid": say("The policy is a Medicaid plan."),
        "fehb": say("The policy is a plan of federal employees."),
    }
    if facts.plan_type in own:
        return RegimeProposal((facts.plan_type,), own[facts.plan_type])
    if facts.plan_type in ("", *_COMMERCIAL) and facts.case_kind in ("health", "cash"):
        return None
    return RegimeProposal(("other",), say("No rule is known here for this kind of policy. The letter says by when."))


def _of_work(facts: AppealFacts) -> RegimeProposal:
    if facts.state == "WA" and facts.plan_type != "work_federal":
        return RegimeProposal(("wa_work",), say("An injury at work in Washington: a decision is protested."))
    if facts.state == "CA" and facts.plan_type != "work_federal":
        return RegimeProposal(
            ("ca_work",), say("An injury at work in California: treatment that was refused is reviewed.")
        )
    return RegimeProposal(("other",), say("An injury at work: the letter or the adjuster says by when."))
