"""Reads a consent as typed, says whether it counts on a day, and which ones are missing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clinic_desktop.clients.model import Client
from clinic_desktop.clients.rules import is_minor
from clinic_desktop.intake.model.consents import CONSENTS, MISSED, Consent, ConsentDraft
from clinic_desktop.intake.rules.flags import day_needed
from clinic_desktop.intake.rules.typed import told
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.typed_days import optional_day, past_day, refuse_before_birth
from clinic_desktop.wording import say

Values = dict[str, Any]
_LIMITS = {"region": 120, "words": 2000, "withdrawn_why": 500, "witness": 200}


def consent_values(draft: ConsentDraft, client: Client, today: date, kept: Mapping[str, Any] | None = None) -> Values:
    """The columns of a consent; raises Refused. `kept` is the row as it stands: who signed it stays, whatever they are
    called since or whoever acts for the client now."""
    found = Problems()
    if draft.kind not in CONSENTS:
        found.add("kind", say("Choose what was agreed to."))
    signed = day_needed(found, "signed_on", draft.signed_on, today, say("Type the day of the signature."))
    refuse_before_birth(found, "signed_on", signed, client.birth_date)
    until = optional_day(found, "until_on", draft.until_on, today)
    if signed and until and until < signed:
        found.add("until_on", say("This is before it was signed."))
    values: Values = {
        "kind": draft.kind,
        "signed_on": _written(signed),
        "signed_by": draft.signed_by,
        "signer": _signer(found, draft, client, signed, kept or {}),
        "words": told(draft.words),
        "region": told(draft.region),
        "witness": told(draft.witness),
        "until_on": _written(until),
        **_withdrawn(found, draft, signed, today),
    }
    if draft.kind == "special_area" and not values["region"]:
        found.add("region", say("Name the area, as the client signed it."))
    if draft.kind == "release" and not values["words"]:
        found.add("words", say("Type what may be given to whom, and what for."))
    found.limit(values, _LIMITS, 310)
    found.refuse()
    return values


def counts(consent: Consent, on: date) -> bool:
    """Whether a consent holds on that day: signed, not ended and not withdrawn."""
    return (
        consent.signed_on <= on
        and (consent.until_on is None or on <= consent.until_on)
        and (consent.withdrawn_on is None or on < consent.withdrawn_on)
    )


def consent_state(consent: Consent, on: date) -> str:
    """How it stands on that day: "Counts until 3 Mar 2027"."""
    if consent.withdrawn_on and consent.withdrawn_on <= on:
        return say("Withdrawn on {day}", day=dates.shown(consent.withdrawn_on))
    if consent.until_on and consent.until_on < on:
        return say("Ended on {day}", day=dates.shown(consent.until_on))
    return say("Counts until {day}", day=dates.shown(consent.until_on)) if consent.until_on else say("Counts")


def missing_consents(client: Client, kinds: Iterable[str], today: date) -> tuple[str, ...]:
    """The kinds that nobody is treated without and that are not on record, of those that hold today."""
    wanted = ["informed", "privacy", *(["minor"] if is_minor(client, today) else [])]
    held = set(kinds)
    return tuple(one for one in wanted if one not in held)


def missed_words(kinds: Iterable[str]) -> str:
    """Kinds that are missing, inside a sentence: "informed consent, privacy notice"."""
    return ", ".join(say(MISSED[one]) for one in kinds)


def _signer(found: Problems, draft: ConsentDraft, client: Client, signed: date | None, kept: Mapping[str, Any]) -> str:
    """Who signed, by the name on record."""
    on = signed or date.max
    was = str(kept["signer"]) if kept and kept["signed_by"] == draft.signed_by else ""
    if draft.signed_by == "guardian":
        if not was and not client.guardian_name:
            found.add("signed_by", say("Nobody who acts for the client is on record. Add them with Edit client first."))
        if draft.kind == "minor" and signed and not is_minor(client, on):
            found.add("kind", say("The client was of age on {day}.", day=dates.shown(signed)))
        return was or client.guardian_name
    if draft.kind == "minor":
        found.add("signed_by", say("The guardian signs this one."))
    elif signed and is_minor(client, on):
        found.add("signed_by", say("A minor does not sign alone: choose the guardian."))
    return was or client.name


def _withdrawn(found: Problems, draft: ConsentDraft, signed: date | None, today: date) -> Values:
    day, why = past_day(found, "withdrawn_on", draft.withdrawn_on, today), told(draft.withdrawn_why)
    if signed and day and day < signed:
        found.add("withdrawn_on", say("This is before it was signed."))
    if draft.withdrawn_on.strip() and not why:
        found.add("withdrawn_why", say("Type why it was withdrawn, in the client’s words."))
    if why and not draft.withdrawn_on.strip():
        found.add("withdrawn_on", say("Type the day on which it was withdrawn."))
    return {"withdrawn_on": _written(day), "withdrawn_why": why}


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
