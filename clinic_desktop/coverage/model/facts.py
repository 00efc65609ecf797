"""What rules may ask about: every fact with its values, which of them help, and the question that finds it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clinic_desktop.wording import mark

# The answer that is always there.
UNKNOWN = "unknown"
# Facts by their key; what is not in it is unknown.
Facts = Mapping[str, str]

# Whom a question goes to: a payer's department by its kind, or somebody else.
WHOM: Mapping[str, str] = MappingProxyType(
    {
        "client": mark("the client"),
        "clinic": mark("your own records"),
        "prescriber": mark("the prescriber"),
        "member": mark("the plan’s member services"),
        "provider": mark("the plan’s provider services"),
        "authorization": mark("the plan’s authorization department"),
        "claims": mark("the plan’s claims department"),
        "adjuster": mark("the adjuster of the claim"),
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know. `good` and `bad` are the values that help and harm, in whatever rule; the others only sort.

    `gains` says what it takes to come to a good value, where a person can bring that about; `ask` is the question to
    put, word by word, and `whom` a key of WHOM. Every value is a word of a file; what people read is in `words`.
    """

    label: str
    words: Mapping[str, str]
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    ask: str = ""
    whom: str = "member"
    gains: str = ""


def _yes_no(label: str, ask: str = "", whom: str = "member", gains: str = "", good: str = "yes") -> Fact:
    bad = "no" if good == "yes" else "yes"
    return Fact(label, _YES_NO, (good,) if good else (), (bad,) if good else (), ask, whom, gains)


_YES_NO: Mapping[str, str] = MappingProxyType({"yes": mark("Yes"), "no": mark("No")})
_LEFT: Mapping[str, str] = MappingProxyType({"left": mark("Some left"), "used_up": mark("Used up")})

PAYERS: Mapping[str, str] = MappingProxyType(
    {
        "commercial": mark("Health plan"),
        "fehb": mark("Federal employees’ plan (FEHB)"),
        "medicare": mark("Original Medicare"),
        "medicare_advantage": mark("Medicare Advantage"),
        "medigap": mark("Medicare supplement (Medigap)"),
        "medicaid": mark("Medicaid"),
        "va": mark("VA Community Care"),
        "tricare": mark("TRICARE"),
        "champva": mark("CHAMPVA"),
        "work_state": mark("Workers’ compensation, state fund"),
        "work": mark("Workers’ compensation, insurer or employer"),
        "work_federal": mark("Workers’ compensation, federal (OWCP)"),
        "pip": mark("Auto, personal injury protection (PIP)"),
        "medpay": mark("Auto, medical payments (MedPay)"),
        "liability": mark("Liability of somebody else"),
        "self_pay": mark("Nobody: self-pay"),
    }
)

FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        # Whose case it is.
        "accident": Fact(
            mark("Accident or work"),
            {
                "none": mark("Neither"),
                "work": mark("Work"),
                "auto": mark("Car accident"),
                "other": mark("Another accident"),
            },
            ask=mark("Did this come from your work, a car accident or another accident?"),
            whom="client",
        ),
        # By the date of the accident, where one is known.
        "accident_days": Fact(
            mark("Days since the accident"),
            {"within_14": mark("14 days or less"), "later": mark("More than 14 days")},
            ask=mark("On what date was the accident?"),
            whom="client",
        ),
        "accident_state": Fact(
            mark("State of the accident"), {}, ask=mark("In which state was the accident?"), whom="client"
        ),
        "claim_status": Fact(
            mark("Claim"),
            {
                "open": mark("Open"),
                "pending": mark("Filed, not decided"),
                "none": mark("Not filed"),
                "closed": mark("Closed"),
                "denied": mark("Denied"),
                "exhausted": mark("Its limit is used up"),
                "no_benefit": mark("The auto policy has no such benefit"),
            },
            ("open",),
            ("none", "closed", "denied", "exhausted", "no_benefit"),
            mark("Is the claim open, and what is its number?"),
            "adjuster",
            mark("an open claim with its number"),
        ),
        "claim_number": _yes_no(
            mark("Claim number"), mark("What is the claim number?"), "adjuster", mark("the claim number")
        ),
        # Who pays, and by what kind of plan.
        "payer": Fact(mark("Payer"), PAYERS, ask=mark("Who pays: what does the card say?"), whom="client"),
        "plan": Fact(
            mark("Kind of plan"),
            {
                "ppo": mark("PPO"),
                "hmo": mark("HMO"),
                "epo": mark("EPO"),
                "pos": mark("POS"),
                "indemnity": mark("Indemnity (any provider)"),
            },
            ask=mark("Is the plan a PPO, HMO, EPO or POS?"),
        ),
        "funding": Fact(
            mark("Funding"),
            {
                "insured": mark("Insured"),
                "self_funded": mark("Self-funded by the employer"),
                "public": mark("Plan of public employees"),
            },
            ask=mark("Is the plan insured, or self-funded by the employer?"),
        ),
        "state": Fact(mark("State of the treatment"), {}, ask=mark("In which state is the treatment?"), whom="clinic"),
        "active": _yes_no(
            mark("Plan active"),
            mark("Is the plan active, from when, and is there an end date?"),
            "member",
            mark("a plan that is active"),
        ),
        # Who treats.
        "provider": Fact(
            mark("Who treats"),
            {
                "lmt": mark("Massage therapist"),
                "pt": mark("Physical therapist"),
                "ot": mark("Occupational therapist"),
                "dc": mark("Chiropractor"),
                "md": mark("Physician"),
                "other": mark("Somebody else"),
            },
            ask=mark("Who gives the treatment?"),
            whom="clinic",
        ),
        "license": Fact(
            mark("License"),
            {
                "active": mark("Active"),
                "expired": mark("Expired"),
                "none_offered": mark("The state offers none"),
                "none": mark("None"),
            },
            ("active",),
            ("expired", "none"),
            mark("Is the license active on the day of treatment?"),
            "clinic",
            mark("a license that is active"),
        ),
        "certification_ok": _yes_no(
            mark("Certification accepted"),
            mark("The state offers no license. Is national certification accepted instead, or must a PT or DC bill?"),
            "provider",
            mark("the payer’s word that certification is accepted"),
        ),
        # "yes" only where such a person is on record here: license, NPI, really supervising.
        "supervisor": _yes_no(
            mark("Supervisor at this clinic"),
            mark("Is a PT, DC or MD of this clinic on record who really supervises?"),
            "clinic",
            mark("a supervising PT, DC or MD of this clinic on record"),
        ),
        # A supervisor, and the payer's rule about it logged with a call reference (domain 1.8).
        "supervision": Fact(
            mark("Supervision"),
            {"logged": mark("On record, with the call’s reference"), "not_logged": mark("Not on record")},
            ("logged",),
            ("not_logged",),
            mark("May a PT, DC or MD who supervises here bill it, and what is the reference number of this call?"),
            "provider",
            mark("a supervisor on record, and the payer’s rule with a call reference"),
        ),
        "network": Fact(
            mark("Network"),
            {"in": mark("In network"), "out": mark("Out of network")},
            ("in",),
            ("out",),
            mark("Is this therapist in the network of this plan?"),
            "provider",
            mark("a contract with the network"),
        ),
        "gap_exception": _yes_no(
            mark("Network exception"),
            mark("Is there a therapist in the network nearby, and if not, does the plan grant an exception?"),
            "provider",
            mark("a network exception granted by the plan"),
        ),
        # What the plan says.
        "massage": _yes_no(
            mark("Massage benefit"),
            mark("Is massage therapy a benefit of this plan, and under which benefit?"),
            "member",
            mark("the plan’s word that massage is a benefit"),
        ),
        "category": Fact(
            mark("Kind of benefit"),
            {
                "rehab": mark("Rehabilitation"),
                "chiropractic": mark("Chiropractic"),
                "alternative": mark("Alternative care"),
                "supplemental": mark("Supplemental"),
                "wellness": mark("Wellness allowance"),
                "discount": mark("Discount program only"),
                "other": mark("Another"),
            },
            ask=mark("Under which benefit is massage: rehabilitation, chiropractic, alternative care or wellness?"),
        ),
        "codes_ok": _yes_no(
            mark("Codes"),
            mark("Are my procedure codes payable, for this diagnosis, and do they go to the deductible?"),
            "provider",
            mark("procedure codes that the plan pays"),
        ),
        "lmt_ok": Fact(
            mark("Massage therapist accepted"),
            {
                "yes": mark("Yes"),
                "supervised": mark("Under a PT, DC or MD"),
                "no": mark("No"),
            },
            ("yes",),
            ("no",),
            mark("Is a licensed massage therapist an eligible provider, or must a PT, DC or MD supervise or bill?"),
            "provider",
            mark("the plan’s word that a massage therapist may bill"),
        ),
        "stand_alone": _yes_no(
            mark("Massage alone"),
            mark("Is massage paid when it is the only treatment, or only with other therapy?"),
            "provider",
            mark("the plan’s word that massage alone is paid"),
        ),
        "oon_benefit": _yes_no(
            mark("Out-of-network benefit"),
            mark("Does the plan pay out of network, and what are deductible and coinsurance there?"),
            "member",
            mark("an out-of-network benefit"),
        ),
        "excluded_diagnosis": _yes_no(
            mark("Diagnosis excluded"),
            mark("Is this diagnosis excluded from the benefit?"),
            "provider",
            mark("a diagnosis that is not excluded"),
            good="no",
        ),
        "visit_limit": Fact(
            mark("Visit limit"),
            _LEFT,
            ("left",),
            ("used_up",),
            mark("Is there a visit limit, shared with other therapy, and how many are used?"),
            "member",
            mark("visits left, by an exception or in the next plan year"),
        ),
        "dollar_limit": Fact(
            mark("Dollar limit"),
            _LEFT,
            ("left",),
            ("used_up",),
            mark("Is there a dollar limit, and how much of it is used?"),
            "member",
            mark("money left under the plan’s limit"),
        ),
        # Without a call that somebody noted, facts count as of today.
        "verification": Fact(
            mark("Verification of benefits"),
            {
                "fresh": mark("Verified"),
                "stale": mark("Stale"),
                "not_done": mark("Not done"),
                "not_said": mark("Not said"),
            },
            ("fresh",),
            ("stale", "not_done"),
            mark("Has the plan been called, when, and what is the reference number?"),
            "clinic",
            mark("a new call to the plan"),
        ),
        # Why, and on whose order.
        "diagnosis": Fact(
            mark("Diagnosis"),
            {
                "sourced": mark("From a prescriber"),
                "own": mark("Made by the PT, DC or MD who treats"),
                "unsourced": mark("In the client’s own words"),
                "none": mark("None"),
            },
            ("sourced", "own"),
            ("unsourced", "none"),
            mark("Which diagnosis, with its code, made by whom and when?"),
            "prescriber",
            mark("a diagnosis from a prescriber"),
        ),
        "diagnosis_kind": Fact(
            mark("Kind of diagnosis"),
            {
                "musculoskeletal": mark("Muscles, joints, nerves or injury"),
                "mental": mark("Stress, anxiety or mood alone"),
                "wellness": mark("Wellness or a factor of health alone"),
                "other": mark("Something else"),
            },
            ("musculoskeletal",),
            ("mental", "wellness"),
            whom="prescriber",
        ),
        "prescription": Fact(
            mark("Prescription"),
            {
                "held": mark("In hand, signed and valid"),
                "none": mark("None"),
                "expired": mark("Expired"),
                "not_begun": mark("Not begun"),
                "unsigned": mark("Not signed"),
                "used_up": mark("All its visits are used"),
            },
            ("held",),
            ("none", "expired", "not_begun", "unsigned", "used_up"),
            mark("Is there a signed prescription: date, diagnosis, number of visits, until when?"),
            "prescriber",
            mark("a signed prescription"),
        ),
        "referral_required": _yes_no(
            mark("Referral needed"),
            mark("Is a referral needed, from whom, and how long is it valid?"),
            "member",
            good="no",
        ),
        "referral_held": _yes_no(
            mark("Referral"), mark("Is the referral in hand?"), "clinic", mark("the referral in hand")
        ),
        # Whether the next visit needs one, by the visit from which the plan wants it.
        "authorization_due": Fact(
            mark("Prior authorization needed"),
            {"no": mark("No"), "later": mark("Later"), "now": mark("Yes")},
            ("no", "later"),
            ("now",),
            mark("Is prior authorization needed, from which visit, from whom, and can it be asked for afterwards?"),
            "authorization",
        ),
        "authorization": Fact(
            mark("Prior authorization"),
            {
                "held": mark("Held"),
                "none": mark("None"),
                "expired": mark("Expired"),
                "not_begun": mark("Not begun"),
                "used_up": mark("All its visits are used"),
            },
            ("held",),
            ("none", "expired", "not_begun", "used_up"),
            mark("What is the number of the authorization, for how many visits, from when to when?"),
            "authorization",
            mark("an authorization with its number"),
        ),
        # What proves that it is needed.
        "baseline": _yes_no(
            mark("Baseline"), mark("Is a baseline measured?"), "clinic", mark("a baseline that was measured")
        ),
        "goals": _yes_no(mark("Goals"), mark("Are there measurable goals?"), "clinic", mark("measurable goals")),
        "functional_limit": _yes_no(
            mark("Loss of function"),
            mark("What can the client not do because of it?"),
            "client",
            mark("a limit of function on record"),
        ),
        "prior_care": _yes_no(
            mark("Care tried before"), mark("What was tried before, and did it help?"), "client", mark("care tried")
        ),
        "maintenance": _yes_no(
            mark("Maintenance"), mark("Is this upkeep without an end, or does it lead to a goal?"), "clinic", good="no"
        ),
        "new_episode": _yes_no(
            mark("New episode"), mark("When was the client last treated for this?"), "client", good=""
        ),
        # Auto and work.
        "pip_confirmed": _yes_no(
            mark("PIP confirmed"),
            mark("Is there PIP on this policy, how much of it is left, and until when?"),
            "adjuster",
            mark("the adjuster’s word that PIP is there"),
        ),
        "claim_limit": Fact(
            mark("Limit of the claim"),
            _LEFT,
            ("left",),
            ("used_up",),
            mark("How much of the limit is left, all providers together?"),
            "adjuster",
            mark("money left under the claim’s limit"),
        ),
        # Of this claim, at whatever clinic; the next visit's place in it.
        "claim_visits": Fact(
            mark("Visits of the claim"),
            {"to_6": mark("1 to 6"), "to_12": mark("7 to 12"), "over_12": mark("More than 12")},
            ("to_6",),
            ("to_12", "over_12"),
            mark("How many massage visits has this claim had, at any clinic?"),
            "adjuster",
        ),
        # What a plan said after a claim, in our own words.
        "denial": Fact(
            mark("Denial"),
            {
                "none": mark("None"),
                "authorization": mark("No authorization"),
                "necessity": mark("Not necessary"),
                "excluded": mark("Not a benefit"),
                "information": mark("Something is missing or wrong"),
                "late": mark("Too late"),
                "provider": mark("Not this kind of provider"),
                "bundled": mark("Part of another service"),
                "other": mark("Another reason"),
            },
        ),
        # Money of the client's own.
        "hsa": _yes_no(mark("HSA"), mark("Does the client have an HSA?"), "client", good=""),
        "fsa": _yes_no(mark("FSA or HRA"), mark("Does the client have an FSA or HRA?"), "client", good=""),
        "letter": _yes_no(
            mark("Letter of medical necessity"),
            mark("Is there a letter of medical necessity, signed by the prescriber?"),
            "prescriber",
            mark("a signed letter of medical necessity"),
        ),
        "good_faith_estimate": Fact(
            mark("Good Faith Estimate"),
            {
                "given": mark("Given"),
                "due": mark("Due"),
                "not_needed": mark("Not needed"),
            },
            ("given", "not_needed"),
            ("due",),
            whom="clinic",
            gains=mark("the Good Faith Estimate given"),
        ),
        "red_flags": _yes_no(mark("Red flags"), mark("Is any red flag present?"), "client", good="no"),
    }
)
# Facts whose value is a state's two letters.
STATES = ("state", "accident_state")
