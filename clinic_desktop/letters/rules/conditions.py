"""Which named facts hold of a record: what a paragraph of a template may depend on, besides that a fact is known."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from clinic_desktop.authorizations.model import AuthorizationRow
from clinic_desktop.clients.model import ADULT_YEARS
from clinic_desktop.coverage.model.answers import Answers, Need
from clinic_desktop.letters.rules.record import LetterDenial, LetterRecord
from clinic_desktop.measures.rules.changes import change_between
from clinic_desktop.values import dates

# Low back pain by code, and strains and sprains of the low back (domain 2.3).
_LOW_BACK = ("M54.5", "S33.5", "S39.012")
# Up to so long back pain is acute or subacute (ACP 2017): of later pain that guideline recommends no massage.
_RECENT = timedelta(weeks=12)
# A state law lets so many visits of a new episode go without authorization (RCW 48.43.016).
_FIRST_VISITS = 6
# After so long without treatment an episode is a new one, by that law.
_EPISODE = timedelta(days=90)
# What a denial says, by its codes without their group and by the keys of reasons in plain words (domain 6.1).
_SAID = {
    "denied_need": ({"50", "151"}, {"necessity", "too_many"}),
    "denied_authorization": ({"15", "197", "198"}, {"not_authorized", "over_authorized"}),
    "denied_time": ({"29"}, {"late"}),
    "denied_benefit": ({"96", "204"}, {"no_benefit", "excluded"}),
    "denied_provider": ({"8", "170", "185", "N95"}, {"provider_type"}),
}
_CODE = re.compile(r"(?:(?:CO|PR|OA|PI|CR)[- ]?)?([A-Z]{0,2}[0-9]{1,3})")


def holding_now(record: LetterRecord) -> frozenset[str]:
    """The conditions that hold; what nobody knows does not."""
    return frozenset(name for part in (_of_the_case, _of_the_plan, _of_the_denial) for name in part(record))


def _of_the_case(record: LetterRecord) -> Iterator[str]:
    case, born = record.case, record.client.birth_date
    codes = [one.code for one in record.diagnoses]
    if case.onset_on and any(code.startswith(_LOW_BACK) for code in codes):
        began = record.today - case.onset_on
        if timedelta(0) <= began <= _RECENT:
            yield "low_back_recent"
    if born and dates.age(born, record.today) < ADULT_YEARS:
        yield "minor"
    if record.credential and record.credential.kind == "license" and record.credential.number:
        yield "licensed"
    if record.clinic.organization_npi:
        yield "group_npi"
    if _is_better(record):
        yield "improved"


def _is_better(record: LetterRecord) -> bool:
    """Whether a measure changed for the better by as much as matters."""
    pairs = ((record.measures[key], own) for key, own in record.scores.items() if key in record.measures)
    return any(len(own) > 1 and change_between(measure, own[0], own[-1]).verdict == "better" for measure, own in pairs)


def _of_the_plan(record: LetterRecord) -> Iterator[str]:
    answers = record.answers
    if record.plan and record.plan.reevaluate_on >= record.today:
        yield "review_ahead"
    if record.case.kind == "auto" and record.case.state == "WA" and record.policy and record.policy.plan_type == "pip":
        yield "wa_pip"
    if answers is None:
        return
    is_commercial = answers.payer_type == "commercial"
    if is_commercial:
        yield "commercial"
    if answers.network == "out":
        yield "out_of_network"
    if answers.funding == "self_funded":
        yield "self_funded"
    if answers.funding == "insured":
        yield "insured"
        if is_commercial and answers.state_of_care == "WA":
            yield "wa_insured"
            if _is_of_first_visits(record, answers):
                yield "wa_six_visits"


def _is_of_first_visits(record: LetterRecord, answers: Answers) -> bool:
    """Whether all that it is about are among the first visits of a new episode, by a therapist in the network."""
    is_new = answers.need.never_treated or _is_new_episode(record, answers.need)
    days = record.denial.days if record.denial else record.given
    first = set(record.given[:_FIRST_VISITS])
    return answers.network == "in" and is_new and all(day in first for day in days)


def _is_new_episode(record: LetterRecord, need: Need) -> bool:
    """Whether nothing speaks against it: a treatment known of before the first visit here was long enough ago."""
    if not record.given:
        return False
    first, before = record.given[0], need.last_treated
    return before is None or before >= first or first - before > _EPISODE


def _of_the_denial(record: LetterRecord) -> Iterator[str]:
    found = record.denial
    if found is None:
        return
    yield "has_denial"
    if record.has_criteria_table:
        yield "criteria_table"
    if found.regime == "erisa":
        yield "erisa"
    if found.days:
        yield "past_visits"
        if record.authorization and all(_is_within(record.authorization.row, day) for day in found.days):
            yield "authorized"
    last = found.deadline_on or found.due_on
    if last and last < record.today:
        yield "late"
    yield from _reasons(found)


def _is_within(row: AuthorizationRow, day: date) -> bool:
    """Whether an authorization was granted for that day, as far as its first and last day say it."""
    begins = row.starts_on or row.decided_on
    return row.status == "granted" and bool(begins and begins <= day) and (row.ends_on is None or day <= row.ends_on)


def _reasons(found: LetterDenial) -> Iterator[str]:
    codes = set(_CODE.findall(found.codes.upper()))
    yield from (name for name, (known, words) in _SAID.items() if codes & known or words & set(found.reasons))
