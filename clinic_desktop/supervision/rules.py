"""Reads what was typed about supervisors and payers' answers, and says who counts and which answer does."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from clinic_desktop.practice.rules import is_expired
from clinic_desktop.supervision.model import (
    ANSWERS,
    PROFESSIONS,
    SHORT_PROFESSIONS,
    SupervisionAnswer,
    SupervisionAnswerDraft,
    Supervisor,
    SupervisorDraft,
)
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_npi, parse_state
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import folded, plain
from clinic_desktop.values.typed_days import optional_day, past_day
from clinic_desktop.wording import say

Values = dict[str, Any]


class Said(Protocol):
    """What a payer said, with the days that it counts for."""

    @property
    def asked_on(self) -> date | None:
        """The day it was asked."""

    @property
    def valid_until(self) -> date | None:
        """The last day of service it counts for."""


SaidT = TypeVar("SaidT", bound=Said)


def supervisor_values(draft: SupervisorDraft, today: date) -> Values:
    """The columns of a supervisor; raises Refused. NPI and license may come later, a superbill asks for them."""
    found = Problems()
    given = found.need("given_name", draft.given_name, say("Type the first name, as registered for the NPI."))
    family = found.need("family_name", draft.family_name, say("Type the last name, as registered for the NPI."))
    if draft.profession not in PROFESSIONS:
        found.add("profession", say("Choose the profession: a payer asks for it."))
    npi = found.maybe("npi", parse_npi, draft.npi)
    number = plain(draft.license_number)
    # A number alone says nothing: each state has its own.
    state = found.read("license_state", parse_state, draft.license_state) if draft.license_state.strip() else ""
    if number and not draft.license_state.strip():
        found.add("license_state", say("Type the state of the license, like WA."))
    expires = optional_day(found, "expires_on", draft.expires_on, today)
    begins = found.read("from_on", dates.parse_date, draft.from_on, today)
    ends = optional_day(found, "to_on", draft.to_on, today)
    if begins and ends and ends < begins:
        found.add("to_on", say("This is before the first day."))
    values: Values = {
        "given_name": given,
        "family_name": family,
        "profession": draft.profession,
        "designation": plain(draft.designation),
        "npi": npi,
        "license_state": state or "",
        "license_number": number,
        "expires_on": _written(expires),
        "from_on": _written(begins),
        "to_on": _written(ends),
    }
    found.limit(values, {"given_name": 100, "family_name": 100, "designation": 20, "license_number": 40})
    found.refuse()
    return values | {"sort_name": folded(f"{family} {given}")}


def answer_values(draft: SupervisionAnswerDraft, today: date) -> Values:
    """The columns of a payer's answer but its payer; raises Refused, also for a yes without a reference number."""
    found = Problems()
    if draft.accepts not in ANSWERS:
        found.add("accepts", say("Choose what the payer said."))
    is_yes = draft.accepts == "yes"
    professions = [one for one in PROFESSIONS if getattr(draft, one)] if is_yes else []
    if is_yes and not professions:
        found.add("pt", say("Check the professions that the payer accepts, one at least."))
    asked = past_day(found, "asked_on", draft.asked_on, today)
    if not draft.asked_on.strip():
        found.add("asked_on", say("Type the day of the call."))
    reference = plain(draft.reference)
    if is_yes and not reference:
        found.add("reference", say("Ask for the reference number of the call. Without it a yes does not count."))
    until = optional_day(found, "valid_until", draft.valid_until, today)
    if asked and until and until < asked:
        found.add("valid_until", say("This is before the day of the call."))
    values: Values = {
        "accepts": draft.accepts,
        "professions": " ".join(professions),
        "asked_on": _written(asked),
        "representative": plain(draft.representative),
        "reference": reference,
        "valid_until": _written(until),
        "note": plain(draft.note),
    }
    found.limit(values, {"representative": 100, "reference": 100, "note": 10_000})
    found.refuse()
    return values


def why_not(one: Supervisor, day: date) -> str:
    """The sentence why a supervisor does not count on that day, "" where they do. The last days still count."""
    facts = {"who": f"{one.given_name} {one.family_name}"}
    if not one.npi:
        return say("{who} has no NPI on record.", **facts)
    if not one.license_number:
        return say("{who} has no license number on record.", **facts)
    if day < one.from_on:
        return say("{who} supervises here only from {day} on.", **facts, day=dates.shown(one.from_on))
    if one.to_on and one.to_on < day:
        return say("{who} stopped supervising here on {day}.", **facts, day=dates.shown(one.to_on))
    if one.expires_on and is_expired(one.expires_on, day):
        return say("{who}’s license expired on {day}.", **facts, day=dates.shown(one.expires_on))
    return ""


def why_not_accepted(one: Supervisor, answer: SupervisionAnswer | None, payer: str) -> str:
    """The sentence about a supervisor of a profession that the payer does not accept; "" where it does, or said no or
    nothing, which is said of the answer."""
    if answer is None or answer.accepts != "yes" or one.profession in answer.professions:
        return ""
    return say(
        "{payer} accepts only {professions} as supervisor. {who} is none of these.",
        payer=payer,
        professions=professions_words(answer.professions),
        who=f"{one.given_name} {one.family_name}",
    )


def why_not_logged(answer: SupervisionAnswer | None, last: SupervisionAnswer | None, payer: str) -> str:
    """The sentence why a payer's rule is not logged, "" where it is. `answer` is what counts, `last` what was said last
    before the day, whether it still counts or not."""
    if answer is None:
        if last and last.valid_until:
            facts = {"payer": payer, "day": dates.shown(last.valid_until)}
            return say("What {payer} said about supervision counted until {day}. Ask again.", **facts)
        return say("{payer} was not asked about supervision yet, or the call is not on record.", payer=payer)
    facts = {"payer": payer, "day": dates.shown(answer.asked_on)}
    if answer.accepts != "yes":
        return say("{payer} said on {day} that it does not accept massage under a supervisor.", **facts)
    if not answer.reference:
        return say("The call to {payer} on {day} has no reference number.", **facts)
    return ""


def last_said(answers: Sequence[SaidT], day: date) -> SaidT | None:
    """What was said last on or before that day, of answers the newest of which stands first."""
    asked = [(one.asked_on, one) for one in answers if one.asked_on and one.asked_on <= day]
    # Of several on a day the first one here, which is the newest.
    return max(asked, key=lambda one: one[0])[1] if asked else None


def answer_on(answers: Sequence[SaidT], day: date) -> SaidT | None:
    """What counts on that day: what was said last on or before it, its last day too; what was said before that is
    overruled, also where it named no end."""
    last = last_said(answers, day)
    return last if last and (last.valid_until is None or day <= last.valid_until) else None


def answer_for(answers: Sequence[SaidT], service: date, today: date) -> SaidT | None:
    """What counts for a service that is billed today: what counted on its day, else what the payer said since then,
    for who asks after the treatment asks about that treatment."""
    found = answer_on(answers, service)
    if found:
        return found
    since = last_said(answers, today)
    return since if since and (since.valid_until is None or service <= since.valid_until) else None


def professions_words(professions: Sequence[str]) -> str:
    """Professions inside a sentence: "PT, DC or MD"; "" for none."""
    words = [say(SHORT_PROFESSIONS[one]) for one in professions if one in SHORT_PROFESSIONS]
    if len(words) <= 1:
        return "".join(words)
    return say("{professions} or {last}", professions=", ".join(words[:-1]), last=words[-1])


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
