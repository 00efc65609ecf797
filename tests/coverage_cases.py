"""Invented cases of coverage for the window: outcomes built by hand, their money by the estimator."""

from dataclasses import replace
from datetime import date, timedelta

from clinic_desktop.coverage.model.money import (
    AllowedAmount,
    Estimate,
    NetworkSide,
    PlannedVisit,
    PlanTerms,
    Standing,
    Tally,
)
from clinic_desktop.coverage.model.outcome import (
    Change,
    Contradiction,
    CoverageOutcome,
    CoverageVerdict,
    Evidence,
    Spoken,
    Step,
)
from clinic_desktop.coverage.rules.appraising import Appraisal
from clinic_desktop.coverage.rules.estimate.series import estimate

TODAY = date(2026, 11, 24)
PPO = PlanTerms(
    side=NetworkSide.OUT,
    deductible=Tally(100_000, 95_000, 5_000),
    coinsurance_bp=4_000,
    out_of_pocket=Tally(600_000, 95_000),
    visits=Tally(20, 4),
    dollars=Tally(150_000, 0),
    allowed=AllowedAmount(11_000, 11_000),
    plan_year_ends=date(2026, 12, 31),
)
UNKNOWN_PLAN = PlanTerms(standing=Standing.UNKNOWN, deductible=Tally(185_000), visits=Tally(12))
HAVE = tuple(
    Evidence("have", words, f"rule-{at}")
    for at, words in enumerate(
        (
            "A massage benefit under rehabilitation",
            "Dr. Lee’s prescription of 2 Nov for 12 visits",
            "A diagnosis from the prescriber",
            "A baseline: PEG 7.3",
            "Measurable goals",
        )
    )
)
MISSING = (
    Evidence("missing", "A billing provider that the plan accepts", "lmt", fix="therapist"),
    Evidence("missing", "Prior authorization from visit 7 on", "pa", fix="authorization"),
    Evidence("missing", "A diagnosis from a prescriber: “my back hurts” is not one", "dx", fix="diagnosis"),
    Evidence("ask", "Is massage therapy a benefit of this plan, and under which benefit?", "b", "member", "call"),
    Evidence(
        "ask", "Does the plan pay out of network, and what are deductible and coinsurance there?", "o", "member", "call"
    ),
    Evidence(
        "ask", "Is massage paid when it is the only treatment, or only with other therapy?", "s", "provider", "call"
    ),
    Evidence("ask", "Until when is the prescription valid?", "rx", "prescriber", "prescription"),
    Evidence("stale", "The benefit call of 12 Oct: 43 days old", "vob", fix="call"),
)
RULES = (
    Spoken(
        "massage-benefit",
        "The plan has a benefit for massage",
        None,
        ("Payer: Health plan", "Massage benefit: unknown"),
        "Questions for a benefit call",
        "item 4",
        date(2026, 11, 3),
        "known",
        "commercial",
    ),
    Spoken(
        "lmt-accepted",
        "A massage therapist may bill this plan",
        False,
        ("Massage therapist accepted: Under a PT, DC or MD", "Supervision: Not on record"),
        "Medical policy on massage therapy, https://plan.example/policies/2026/medical/massage-therapy-8-03-502.html",
        "section 2",
        date(2026, 10, 20),
        "sourced",
        "commercial",
    ),
    Spoken(
        "diagnosis-sourced",
        "The diagnosis comes from somebody who may make one",
        True,
        ("Diagnosis: From a prescriber",),
        "Rules of the trade",
        "",
        date(2026, 9, 1),
        "recheck",
        "commercial",
    ),
)
STEPS = (
    Step("Call the plan’s provider services, and write down the reference number.", TODAY, "massage-benefit"),
    Step("Send the request for authorization before visit 7.", TODAY + timedelta(days=21), "pa"),
    Step("Ask the prescriber for a diagnosis with its code.", TODAY - timedelta(days=3), "dx"),
    Step("Make the superbill after each visit.", None, "superbill"),
)
CHANGES = (
    Change(
        CoverageVerdict.LIKELY,
        (("supervision", "logged"), ("authorization", "held"), ("massage", "yes")),
        (
            "a supervisor on record, and the payer’s rule with a call reference",
            "an authorization with its number",
            "Massage benefit: Yes",
        ),
    ),
    Change(
        CoverageVerdict.LIKELY,
        (("lmt_ok", "yes"), ("massage", "yes")),
        ("Massage therapist accepted: Yes", "Massage benefit: Yes"),
    ),
    Change(CoverageVerdict.POSSIBLE_VERIFY, (("diagnosis", "sourced"),), ("a diagnosis from a prescriber",)),
)


def visits(count: int, *, billed: int = 14_000, first: date = date(2026, 12, 1)) -> tuple[PlannedVisit, ...]:
    """So many visits, one a week."""
    return tuple(PlannedVisit(first + timedelta(days=7 * at), billed) for at in range(count))


def appraisal(outcome: CoverageOutcome, money: Estimate | None = None, terms: PlanTerms | None = None) -> Appraisal:
    """What is said of a case with this outcome and money."""
    return Appraisal({}, outcome, money, terms or (money.terms if money else PlanTerms()))


def likely() -> Appraisal:
    """Everything in place, its money exact."""
    steps = (Step("Make the superbill after each visit.", None, "superbill"),)
    traps = ("A plan that pays today may look at it again later: keep notes and measures.",)
    documents = ("Prescription", "Evaluation and plan", "Progress measures")
    outcome = CoverageOutcome(TODAY, CoverageVerdict.LIKELY, HAVE, steps, traps, documents, RULES[2:])
    return appraisal(outcome, estimate(PPO, visits(12)))


def missing() -> Appraisal:
    """A plan that could pay, with much missing and much to ask; its money a range."""
    outcome = CoverageOutcome(
        TODAY, CoverageVerdict.COVERABLE_MISSING, (*HAVE[1:3], *MISSING), STEPS, (), ("Prescription",), RULES
    )
    return appraisal(outcome, estimate(UNKNOWN_PLAN, visits(12)))


def wrong_payer() -> Appraisal:
    """An injury at work, and a health plan that is asked to pay."""
    evidence = (
        Evidence("missing", "An open claim with the state fund, and its number", "work", fix="case"),
        Evidence("have", "It is known that it came from work", "work"),
    )
    steps = (Step("Ask the client for the claim number and the claim manager.", None, "work"),)
    outcome = CoverageOutcome(TODAY, CoverageVerdict.WRONG_PAYER, evidence, steps, (), (), RULES[:1])
    return appraisal(outcome, estimate(PlanTerms(standing=Standing.NEVER_BILLED), visits(1)))


def excluded() -> Appraisal:
    """Original Medicare."""
    spoken = replace(
        RULES[1], title="Original Medicare pays no massage therapist", because=("Payer: Original Medicare",)
    )
    steps = (Step("Tell the client in writing, before the first visit, that it is self-pay.", None, "medicare"),)
    outcome = CoverageOutcome(
        TODAY, CoverageVerdict.NOT_COVERED, (), steps, ("A supplement follows Medicare.",), (), (spoken,)
    )
    terms = PlanTerms(side=NetworkSide.OUT, standing=Standing.NO_BENEFIT)
    return appraisal(outcome, estimate(terms, visits(4)))


def self_pay() -> Appraisal:
    """Nobody else pays, and no visit is planned."""
    evidence = (Evidence("missing", "The Good Faith Estimate, in writing", "gfe", fix="money"),)
    steps = (Step("Give the Good Faith Estimate.", TODAY + timedelta(days=1), "gfe"),)
    return appraisal(CoverageOutcome(TODAY, CoverageVerdict.SELF_PAY, evidence, steps, (), (), ()))


def contradicting() -> Appraisal:
    """Two answers that cannot both be true, and a rule pack that could not be read."""
    wrong = (
        Contradiction("visits_used", "14 visits are used, above the limit of 12."),
        Contradiction("codes_ok", "Codes are said to be paid, but massage is said to be no benefit."),
    )
    without = ("work.toml, line 14: “verdit” is no key of a rule. Did you mean “verdict”?",)
    evidence = (*HAVE, *MISSING[3:5])
    outcome = CoverageOutcome(
        TODAY, CoverageVerdict.POSSIBLE_VERIFY, evidence, STEPS[:1], (), (), RULES, wrong, without
    )
    return appraisal(outcome, estimate(UNKNOWN_PLAN, visits(6)))
