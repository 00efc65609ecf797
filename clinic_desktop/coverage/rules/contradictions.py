"""Answers that cannot both be true: named where they were typed, and in the verdict."""

from collections.abc import Iterator

from clinic_desktop.coverage.model.answers import Answers
from clinic_desktop.coverage.model.facts_routing import AUTO_PAYERS, WORK_PAYERS
from clinic_desktop.coverage.model.outcome import Contradiction
from clinic_desktop.values import dates
from clinic_desktop.wording import say

_HEALTH_PLANS = (
    *("commercial", "fehb", "medicare", "medicare_advantage", "medigap", "medicaid", "va", "tricare", "champva"),
)
# What is still open, or has something to pay with.
_GOES_ON = ("", "open", "pending", "none")


def contradictions(answers: Answers) -> tuple[Contradiction, ...]:
    """All of them, in the order in which one would ask."""
    found = (
        *_accident(answers),
        *_prescription(answers),
        *_authorization(answers),
        *_benefit(answers),
        *_days(answers),
    )
    return tuple(Contradiction(key, words) for key, words in found)


def _accident(answers: Answers) -> Iterator[tuple[str, str]]:
    kind, payer = answers.accident.kind, answers.payer_type
    if kind == "work" and payer in _HEALTH_PLANS and answers.claim.status in _GOES_ON:
        yield "accident", say("It came from work, but a health plan is to pay: workers’ compensation comes first.")
    if kind == "work" and payer in AUTO_PAYERS:
        yield "accident", say("It came from work, but an auto policy is to pay: say which of the two it is.")
    if kind == "none" and payer in WORK_PAYERS:
        yield "accident", say("Workers’ compensation is to pay, but it is said not to come from work.")
    if kind == "none" and payer in AUTO_PAYERS:
        yield "accident", say("An auto policy is to pay, but it is said not to come from an accident.")
    if kind == "auto" and payer in WORK_PAYERS:
        yield "accident", say("Workers’ compensation is to pay: a car accident on the job is “work”.")


def _prescription(answers: Answers) -> Iterator[tuple[str, str]]:
    rx = answers.rx
    if rx.on and rx.expiry and rx.expiry < rx.on:
        yield "rx", say("The prescription ends on {end}, before its date.", end=dates.shown(rx.expiry))
    if rx.visits is not None and rx.used is not None and rx.used > rx.visits:
        yield "rx", say("{used} visits were used of a prescription for {visits}.", used=rx.used, visits=rx.visits)


def _authorization(answers: Answers) -> Iterator[tuple[str, str]]:
    held = answers.approval
    if held.starts and held.ends and held.ends < held.starts:
        yield "pa_dates", say("The authorization ends on {end}, before it starts.", end=dates.shown(held.ends))
    if held.visits is not None and held.used is not None and held.used > held.visits:
        yield (
            "pa_visits",
            say("{used} visits were used of {visits} that were authorized.", used=held.used, visits=held.visits),
        )
    if held.held == "no" and held.number:
        yield "pa_number", say("There is an authorization number, but no authorization is said to be held.")


def _benefit(answers: Answers) -> Iterator[tuple[str, str]]:
    benefit = answers.benefit
    limit, used = benefit.visit_limit, benefit.visits_used
    if limit is not None and used is not None and used > limit:
        yield "visits_used", say("{used} visits are used, above the limit of {limit}.", used=used, limit=limit)
    if benefit.dollar_cap is not None and benefit.dollar_used is not None and benefit.dollar_used > benefit.dollar_cap:
        yield "dollar_used", say("More is used than the dollar limit has.")
    if benefit.massage_covered == "no" and benefit.codes_ok == "yes":
        yield "codes_ok", say("Codes are said to be paid, but massage is said to be no benefit.")


def _days(answers: Answers) -> Iterator[tuple[str, str]]:
    accident, today = answers.accident.on, answers.today
    for key, day, words in (
        ("accident", accident, say("The accident is in the future.")),
        ("vob_call", answers.vob.on, say("The call to the plan is in the future.")),
        ("last_treated", answers.need.last_treated, say("The last treatment is in the future.")),
        ("denied_on", answers.denied.on, say("The denial is in the future.")),
    ):
        if day is not None and day > today:
            yield key, words
