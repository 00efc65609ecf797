"""Rules for health plans, and for payers of several kinds: golden cases, and every rule is made to speak."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinic_desktop.coverage.loader.cases import read_coverage_case
from clinic_desktop.coverage.loader.packs import read_pack
from clinic_desktop.coverage.model.answers import (
    Accident,
    Answers,
    Approval,
    Benefit,
    Denied,
    GivenDiagnosis,
    Need,
    OwnMoney,
    Rx,
    Treating,
    VobCall,
)
from clinic_desktop.coverage.model.outcome import CoverageOutcome, CoverageVerdict
from clinic_desktop.coverage.model.packs import Packs, Rule
from clinic_desktop.coverage.rules.contradictions import contradictions
from clinic_desktop.coverage.rules.dates import case_dates
from clinic_desktop.coverage.rules.facts import facts
from clinic_desktop.coverage.rules.judging import JudgedCase, judge
from clinic_desktop.coverage.rules.saying import places_of
from clinic_desktop.paths import RULES

CASES = Path(__file__).parents[1] / "cases" / "coverage" / "commercial"
TODAY = date(2026, 11, 24)
PACKS = Packs((read_pack(RULES / "general.toml"), read_pack(RULES / "commercial.toml")))

# Case 1: a sports injury, in network in Washington, with everything that a plan wants.
SPORTS = Answers(
    TODAY,
    *("commercial", "ppo", "insured", "WA", "in"),
    visits_done=0,
    dx=(GivenDiagnosis("S76.311A", "prescriber", TODAY - timedelta(10)),),
    accident=Accident("none"),
    rx=Rx("yes", TODAY - timedelta(8), TODAY + timedelta(150), visits=6, signed="yes", prescriber="physician"),
    approval=Approval("no", from_visit=7),
    provider=Treating("lmt", "active"),
    benefit=Benefit("yes", "yes"),
    need=Need("yes", never_treated=True),
    vob=VobCall("yes", "C-20-114", TODAY - timedelta(4)),
)
# Case 2: chronic pain with necessity, out of network.
CHRONIC = Answers(
    TODAY,
    *("commercial", "ppo"),
    network="out",
    visits_planned=12,
    dx=(GivenDiagnosis("M54.59", "prescriber"), GivenDiagnosis("M62.830", "prescriber")),
    accident=Accident("none"),
    rx=Rx("yes", TODAY - timedelta(8), visits=12, signed="yes"),
    provider=Treating("lmt", "active"),
    benefit=Benefit(massage_covered="yes", lmt_ok="yes", oon="yes"),
    need=Need("yes", prior_care_tried="yes"),
    vob=VobCall("yes", "C-20-114", TODAY - timedelta(4)),
    own=OwnMoney(letter="yes"),
)
# Case 4: an HMO without a referral. Case 5: authorization was needed after the first visit.
NO_REFERRAL = Answers(
    TODAY,
    *("commercial", "hmo"),
    referral_required="yes",
    referral_held="no",
    dx=(GivenDiagnosis("M54.50", "self"),),
)
NO_AUTHORIZATION = Answers(
    TODAY,
    *("commercial", "ppo", "insured", "WA", "in"),
    visits_done=4,
    approval=Approval("yes", from_visit=2),
    denied=Denied("authorization", TODAY - timedelta(4)),
)


@dataclass(frozen=True, slots=True)
class Golden:
    """`missing` is all that may be missing, or None where more may be; each word has to stand somewhere."""

    answers: Answers
    verdict: CoverageVerdict
    missing: tuple[str, ...] | None
    steps: tuple[str, ...]


GOLDEN = {
    "1 sports injury": Golden(
        *(SPORTS, CoverageVerdict.LIKELY, ()),
        ("Schedule", "Re-evaluate at visit 6", "authorization before visit 7", "needs no superbill"),
    ),
    "2 chronic pain": Golden(
        *(CHRONIC, CoverageVerdict.LIKELY, ()),
        ("superbill for each visit", "member claim form", "Attach the prescription and the treatment plan", "UCR"),
    ),
    "4 no referral": Golden(
        *(NO_REFERRAL, CoverageVerdict.COVERABLE_MISSING),
        ("PCP referral", "diagnosis from a prescriber", "signed prescription", "network check"),
        ("Print the referral request", "Do not print a diagnosis on a superbill"),
    ),
    "5 no authorization": Golden(
        *(NO_AUTHORIZATION, CoverageVerdict.COVERABLE_MISSING, None),
        ("up to 7 days", "retroactive authorization", "RCW 48.43.016 for visits 1 to 6", "corrected claim", "180 days"),
    ),
}


def judged(answers: Answers, packs: Packs = PACKS) -> CoverageOutcome:
    wrong = contradictions(answers)
    return judge(JudgedCase(answers.today, facts(answers), places_of(answers), case_dates(answers), wrong), packs)


def missing(outcome: CoverageOutcome) -> list[str]:
    return [one.words for one in outcome.those("missing")]


def asked(outcome: CoverageOutcome) -> str:
    return " ".join(one.words for one in outcome.those("ask"))


def steps(outcome: CoverageOutcome) -> str:
    return " ".join(one.words for one in outcome.steps)


def written_cases() -> Iterator[Answers]:
    for path in sorted(CASES.parent.rglob("*.toml")):
        yield read_coverage_case(path).answers


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_cases(name: str) -> None:
    golden = GOLDEN[name]
    found = judged(golden.answers)
    assert found.verdict is golden.verdict, found.evidence
    assert not found.contradictions
    for words in golden.missing or ():
        assert sum(words in one for one in missing(found)) == 1, missing(found)
    assert golden.missing is None or len(missing(found)) == len(golden.missing), missing(found)
    for words in golden.steps:
        assert words in steps(found), found.steps


def test_an_appeal_and_the_vendor_have_their_days() -> None:
    begun = replace(NO_AUTHORIZATION, own=OwnMoney(first_visit_on=TODAY - timedelta(3)))
    days = {step.rule: step.on for step in judged(begun).steps if step.on}
    assert days["commercial-appeal"] == TODAY + timedelta(176)
    assert days["commercial-denied-authorization"] == TODAY + timedelta(4)


# Answers that leave case 1 or 2 likely, and what is asked nevertheless.
STANDS = {
    "authorization out of network": (replace(CHRONIC, approval=Approval()), "prior authorization needed out of"),
    "referral to a PPO": (replace(SPORTS, referral_required=""), ""),
    "state": (replace(CHRONIC, state_of_care=""), ""),
    "license": (replace(SPORTS, provider=Treating("lmt")), "Is the license active"),
    "Vermont": (replace(SPORTS, state_of_care="VT"), "Vermont does not license"),
    "funding": (replace(SPORTS, funding=""), "insured, or self-funded"),
    "baseline": (replace(SPORTS, need=Need()), "Is a baseline measured"),
}
# One answer fewer, and the case is no more than possible; what is asked for.
LOWERS = {
    "accident": (replace(SPORTS, accident=Accident()), "Did this come from your work"),
    "plan": (replace(SPORTS, plan_type=""), "PPO, HMO, EPO or POS"),
    "massage": (replace(SPORTS, benefit=Benefit("yes")), "Is massage therapy a benefit"),
    "network": (replace(CHRONIC, network=""), "in the network of this plan"),
    "benefit out of network": (replace(CHRONIC, benefit=replace(CHRONIC.benefit, oon="")), "pay out of network"),
    "therapist": (replace(CHRONIC, benefit=replace(CHRONIC.benefit, lmt_ok="")), "eligible provider"),
    "diagnosis": (replace(SPORTS, dx=None, rx=Rx()), "Which diagnosis"),
    "prescription": (replace(SPORTS, rx=Rx()), "Is there a signed prescription"),
    "authorization": (replace(SPORTS, approval=Approval()), "Is prior authorization needed"),
    "referral to an HMO": (replace(SPORTS, plan_type="hmo"), "Is a referral needed"),
    "Kansas": (replace(SPORTS, state_of_care="KS"), "national certification"),
    "no call": (replace(SPORTS, vob=VobCall("no")), "reference number"),
}


@pytest.mark.parametrize("name", STANDS)
def test_what_nobody_knows_is_asked_and_the_verdict_stands(name: str) -> None:
    answers, question = STANDS[name]
    found = judged(answers)
    assert found.verdict is CoverageVerdict.LIKELY, found.evidence
    assert question in asked(found)
    assert not missing(found)


@pytest.mark.parametrize("name", LOWERS)
def test_what_nobody_knows_lowers_it(name: str) -> None:
    answers, question = LOWERS[name]
    found = judged(answers)
    assert found.verdict is CoverageVerdict.POSSIBLE_VERIFY, found.evidence
    assert question in asked(found), found.evidence


def test_six_visits_of_washington_are_for_its_insured_plans_alone() -> None:
    law = "commercial-wa-six-visits"
    assert any("RCW 48.43.016" in words for words in judged(SPORTS).traps)
    for other in (
        *(replace(SPORTS, funding=funding) for funding in ("self_funded", "public", "")),
        *(replace(SPORTS, state_of_care="OR"), replace(SPORTS, network="out")),
        replace(SPORTS, need=replace(SPORTS.need, never_treated=False, last_treated=TODAY - timedelta(90))),
    ):
        found = judged(other)
        assert not any("RCW 48.43.016" in words for words in found.traps)
        assert not any(step.rule == law for step in found.steps)
        denied = replace(other, denied=Denied("authorization", TODAY))
        # Who funds it may be unknown, and an episode may be an old one: the law is then worth a look.
        is_worth_it = denied.funding in ("insured", "") and denied.state_of_care == "WA" and denied.network == "in"
        assert ("RCW 48.43.016" in steps(judged(denied))) is is_worth_it


def test_a_letter_stands_for_a_prescription_where_nothing_is_said_of_one() -> None:
    letter = replace(CHRONIC, rx=Rx())
    assert judged(letter).verdict is CoverageVerdict.LIKELY
    assert judged(replace(letter, own=OwnMoney())).verdict is CoverageVerdict.POSSIBLE_VERIFY
    for rx in (Rx("no"), replace(CHRONIC.rx, expiry=TODAY - timedelta(1))):
        assert judged(replace(letter, rx=rx)).verdict is CoverageVerdict.COVERABLE_MISSING
    # The adjuster of a work claim wants the physician's order, whatever the letter is for.
    assert facts(replace(letter, payer_type="work")).get("prescription") is None


def test_traps_and_documents() -> None:
    supervised = replace(CHRONIC, benefit=replace(CHRONIC.benefit, lmt_ok="supervised", unit_cap=3, visit_limit=20))
    found = judged(supervised)
    for words in (
        *("always printed", "no more than 60 minutes", "no more than 3 units", "number of visits"),
        *("no guarantee of payment", "12 months to file", "without an end reads as maintenance"),
    ):
        assert any(words in one for one in found.traps), words
    # Nobody said how many visits are used.
    assert not any("Visits left" in one for one in found.traps)
    assert {"Prescription", "Initial evaluation", "Superbill", "Member claim form"} <= set(found.documents)
    refused = judged(replace(SPORTS, benefit=Benefit("yes", "no")))
    assert any("RCW 48.43.045" in one for one in refused.traps)
    assert "Superbill" not in refused.documents
    assert "no superbill" not in steps(refused)
    assert "before visit 7" not in steps(refused)


def test_what_was_proved_is_said() -> None:
    have = {one.words for one in judged(SPORTS).those("have")}
    assert {"Benefits verified with the plan", "Prescription in hand, signed and valid", "Baseline measured"} <= have


def test_a_payer_that_is_not_named_brings_no_rule_of_a_payer() -> None:
    found = judged(Answers(TODAY))
    assert {one.id for one in found.rules} == {"general-payer", "general-accident"}
    assert found.verdict is CoverageVerdict.POSSIBLE_VERIFY


def test_rules_that_have_to_be_rechecked_change_no_verdict() -> None:
    rechecked = {rule.id for rule in PACKS.rules if rule.basis == "recheck"}
    assert rechecked
    without = Packs(
        tuple(replace(pack, rules=tuple(one for one in pack.rules if one.id not in rechecked)) for pack in PACKS.read)
    )
    for answers in written_cases():
        assert judged(answers).verdict is judged(answers, without).verdict


@pytest.mark.parametrize("rule", PACKS.rules, ids=lambda rule: rule.id)
def test_words_are_those_of_the_trade(rule: Rule) -> None:
    said = [rule.title, rule.have, rule.missing, rule.ask, *(step.words for step in rule.next)]
    for words in (*said, *rule.traps, *rule.documents):
        for banned in ("covered", "approved", "compliant", "!", "'", '"', "patient", " you "):
            assert banned not in words.lower(), (banned, words)
    for words in (*(step.words for step in rule.next), *rule.traps, *filter(None, (rule.ask,))):
        assert words.endswith((".", "?")), words
    for words in filter(None, (rule.have, rule.missing)):
        assert not words.endswith("."), words
    assert rule.fix
    assert (rule.verdict is None) or rule.missing or rule.ask or rule.next, rule.id
