"""The packs of government programs, work, auto and self-pay: what is agreed to come out, and that every rule speaks."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinic_desktop.coverage.loader.cases import read_coverage_case
from clinic_desktop.coverage.loader.packs import read_pack
from clinic_desktop.coverage.model.answers import (
    Accident,
    Answers,
    Approval,
    Claim,
    GivenDiagnosis,
    OwnMoney,
    Rx,
    Treating,
)
from clinic_desktop.coverage.model.outcome import CoverageOutcome, CoverageVerdict
from clinic_desktop.coverage.model.packs import Pack, Packs, Rule
from clinic_desktop.coverage.rules.contradictions import contradictions
from clinic_desktop.coverage.rules.dates import case_dates
from clinic_desktop.coverage.rules.facts import facts
from clinic_desktop.coverage.rules.judging import JudgedCase, judge, look
from clinic_desktop.coverage.rules.saying import places_of
from clinic_desktop.paths import RULES

TODAY = date(2026, 11, 23)
CASES = Path(__file__).parents[1] / "cases" / "coverage" / "programs"
NAMES = ("government", "work", "auto", "self_pay")
# Five digits are a procedure code; forms and statutes have other shapes.
CODE = r"(?<![\w.-])\d{5}(?![\w-])"


def read() -> Packs:
    packs: list[Pack] = []
    for name in NAMES:
        packs.append(read_pack(RULES / f"{name}.toml", packs))
    return Packs(tuple(packs))


PACKS = read()


def judged(answers: Answers) -> CoverageOutcome:
    known = facts(answers)
    wrong = contradictions(answers)
    return judge(JudgedCase(answers.today, known, places_of(answers), case_dates(answers), wrong), PACKS)


def all_in(words: tuple[str, ...], said: Iterator[str]) -> bool:
    text = "\n".join(said).casefold()
    return all(one.casefold() in text for one in words)


def auto(state: str, **more: object) -> Answers:
    """Case 10: whiplash, five days after the crash."""
    crash = Accident("auto", date(2026, 11, 18), state)
    dx = (GivenDiagnosis("S13.4XXA", "prescriber"),)
    known = Answers(TODAY, payer_type="pip", accident=crash, dx=dx, provider=Treating("lmt", "active"))
    return replace(known, **more)  # type: ignore[arg-type]


RX = Rx("yes", date(2026, 11, 19), date(2027, 2, 19), 8, 0, "yes")
CONFIRMED = Claim("open", "7-221", "yes", 10_000_00, 900_00)
# Case 7, with money left in an HSA.
MEDICARE = Answers(TODAY, payer_type="medicare", dx=(GivenDiagnosis("M17.11"),), own=OwnMoney(hsa="yes"))
# Case 12.
UNINSURED = Answers(
    date(2026, 11, 30),
    payer_type="self_pay",
    accident=Accident("none"),
    dx=(GivenDiagnosis("M79.7"),),
    visits_planned=8,
    billed_cents=120_00,
    own=OwnMoney(fsa="yes", booked_on=date(2026, 11, 30), first_visit_on=date(2026, 12, 16)),
)
FLORIDA_NEXT = ("14 days", "physician", "MedPay", "health plan", "PT or DC", "letter of protection")
AGREED = {
    "7": (
        MEDICARE,
        *(CoverageVerdict.NOT_COVERED, ()),
        ("physical therapy", "Medicare Advantage", "self-pay", "no claim", "HSA"),
    ),
    "7, Medigap": (replace(MEDICARE, payer_type="medigap"), CoverageVerdict.NOT_COVERED, (), ("Medicare Advantage",)),
    "10, Florida": (auto("FL"), CoverageVerdict.NOT_COVERED, (), FLORIDA_NEXT),
    "10, Oregon": (auto("OR", rx=RX), CoverageVerdict.LIKELY, (), ("$15,000", "two years")),
    "10, Washington": (auto("WA", rx=RX, claim=CONFIRMED), CoverageVerdict.LIKELY, (), ()),
    "10, Washington, not confirmed": (
        auto("WA", rx=RX, claim=replace(CONFIRMED, pip_confirmed="")),
        *(CoverageVerdict.POSSIBLE_VERIFY, (), ("Call the adjuster",)),
    ),
    "12": (
        UNINSURED,
        *(CoverageVerdict.SELF_PAY, ("Good Faith Estimate", "letter of medical necessity")),
        ("$960.00 in all, visits: 8", "$1,360.00", "letter request", "itemized", "tips"),
    ),
}


@pytest.mark.parametrize("name", AGREED)
def test_what_was_agreed_comes_out(name: str) -> None:
    answers, verdict, missing, steps = AGREED[name]
    outcome = judged(answers)
    assert outcome.verdict is verdict
    assert all_in(missing, (one.words for one in outcome.those("missing")))
    assert len(outcome.those("missing")) == len(missing)
    assert all_in(steps, (one.words for one in outcome.steps)), outcome.steps


def test_the_steps_have_their_days() -> None:
    days = {step.words: step.on for step in judged(UNINSURED).steps}
    assert days["Print the Good Faith Estimate: $960.00 in all, visits: 8."] == date(2026, 12, 3)
    first_care = next(step for step in judged(auto("FL")).steps if "14 days" in step.words)
    assert first_care.on == date(2026, 12, 2)


def test_the_fourteen_days_are_not_said_when_they_are_over() -> None:
    late = judged(auto("FL", accident=Accident("auto", date(2026, 11, 8), "FL")))
    assert late.verdict is CoverageVerdict.NOT_COVERED
    assert not any("14 days" in step.words for step in late.steps)
    assert any("14 days" in one.words for one in late.those("ask"))


# What the VA says, and what comes of it.
HELD = Approval("yes", number="VA0042", visits=12, used=3, starts=date(2026, 11, 1), ends=date(2027, 1, 30))
VA = {
    "held": (HELD, CoverageVerdict.LIKELY),
    "not asked": (Approval(), CoverageVerdict.POSSIBLE_VERIFY),
    "none": (Approval(held="no"), CoverageVerdict.NOT_COVERED),
    "used up": (replace(HELD, used=12), CoverageVerdict.COVERABLE_MISSING),
    "expired": (replace(HELD, ends=date(2026, 11, 22)), CoverageVerdict.COVERABLE_MISSING),
    "not begun": (replace(HELD, starts=date(2026, 11, 24)), CoverageVerdict.COVERABLE_MISSING),
}


@pytest.mark.parametrize("name", VA)
def test_the_va_pays_with_an_authorization_that_is_valid(name: str) -> None:
    approval, verdict = VA[name]
    assert judged(Answers(TODAY, payer_type="va", approval=approval)).verdict is verdict


# Of L&I: visits of the claim at any clinic, visits here, an authorization.
LNI = [
    *((5, None, "no", CoverageVerdict.LIKELY), (6, None, "no", CoverageVerdict.COVERABLE_MISSING)),
    *((6, None, "", CoverageVerdict.COVERABLE_MISSING), (6, None, "yes", CoverageVerdict.LIKELY)),
    *((11, None, "yes", CoverageVerdict.LIKELY), (12, None, "no", CoverageVerdict.COVERABLE_MISSING)),
    *((None, None, "", CoverageVerdict.POSSIBLE_VERIFY), (None, 5, "", CoverageVerdict.POSSIBLE_VERIFY)),
    *((None, 6, "", CoverageVerdict.COVERABLE_MISSING), (2, 6, "", CoverageVerdict.COVERABLE_MISSING)),
]


@pytest.mark.parametrize(("visits", "here", "held", "verdict"), LNI)
def test_washington_counts_the_visits_of_a_claim(
    visits: int | None, here: int | None, held: str, verdict: CoverageVerdict
) -> None:
    answers = Answers(
        TODAY,
        payer_type="work_state",
        accident=Accident("work", date(2026, 10, 5), "WA"),
        dx=(GivenDiagnosis("S39.012D", "claim"),),
        rx=replace(RX, visits=20),
        claim=Claim("open", "AB12345", visits=visits),
        approval=Approval(held=held),
        visits_done=here,
    )
    assert judged(answers).verdict is verdict


def test_whose_words_differ_at_the_twelfth_visit() -> None:
    def missing(visits: int) -> str:
        claim = Claim("open", "AB12345", visits=visits)
        accident = Accident("work", None, "WA")
        outcome = judged(Answers(TODAY, payer_type="work", accident=accident, claim=claim))
        return " ".join(one.words for one in outcome.those("missing"))

    assert "F245-417-000" in missing(11)
    assert "F245-417-000" not in missing(12)
    assert "claim manager" in missing(12)


def spoken() -> set[str]:
    """Every rule that was broken, asked for something or said something in one of the case files."""
    found: set[str] = set()
    for path in CASES.glob("*.toml"):
        known = facts(read_coverage_case(path).answers)
        verdicts = {one.id for one in judged(read_coverage_case(path).answers).rules}
        seen = (look(rule, known) for rule in PACKS.rules)
        found |= {one.rule.id for one in seen if one and one.broken is not False and one.rule.id in verdicts}
    return found


def test_every_rule_is_made_to_speak_by_a_case_file() -> None:
    assert {rule.id for rule in PACKS.rules} - spoken() == set()


def texts(rule: Rule) -> Iterator[str]:
    yield from (rule.title, rule.have, rule.missing, rule.ask, *rule.traps, *rule.documents)
    yield from (step.words for step in rule.next)


@pytest.mark.parametrize("rule", PACKS.rules, ids=lambda rule: rule.id)
def test_rules_speak_as_the_house_does(rule: Rule) -> None:
    for words in filter(None, texts(rule)):
        assert not re.search(r"\b(covered|approved|patient|HIPAA)\b|[!'\"]", words, re.IGNORECASE), words
        assert not re.search(CODE, words), words
    for sentence in filter(None, (*rule.traps, *(step.words for step in rule.next))):
        assert sentence.endswith("."), sentence
    assert not rule.ask or rule.ask.endswith("?")
    # What is missing stands in the middle of a list.
    assert not rule.missing.endswith(".")
