"""What a client’s health asks for: an urgent flag before everything else, and consents where they are kept here."""

from collections.abc import Sequence
from datetime import date, timedelta

from clinic_desktop.chart.model import NextStep
from clinic_desktop.clients.model import Client
from clinic_desktop.intake.model.checklist import CHECKLIST
from clinic_desktop.intake.model.flags import OpenFlag
from clinic_desktop.intake.model.glance import HealthGlance
from clinic_desktop.intake.rules.consents import missed_words, missing_consents
from clinic_desktop.intake.rules.words import called, urgent
from clinic_desktop.values import dates
from clinic_desktop.wording import say

# So long before a clearance ends the next one is asked for.
_SOON = timedelta(days=7)


def stop_steps(flags: Sequence[OpenFlag], today: date, planned: date | None = None) -> list[NextStep]:
    """One step for each urgent flag: nothing is planned or recorded before it is resolved, or after its clearance.
    `planned` is the day of the next visit of the case, which may have been planned before."""
    stopping = [
        NextStep(
            say("Urgent flag: {what}", what=called(one)),
            _why(one) + _waiting(one.found_on, planned),
            say("Resolve it"),
            f"resolve/{one.id}",
        )
        for one in urgent(flags, today)
    ]
    return stopping + [
        NextStep(
            say("Clearance ends: {what}", what=called(one)),
            say("{who} cleared it until {day}.", who=given.cleared_by, day=dates.shown(given.until_on))
            + _waiting(given.until_on + timedelta(days=1), planned),
            say("Resolve it"),
            f"resolve/{one.id}",
        )
        for one in flags
        if one.level == "urgent" and (given := one.clearance) and given.holds(today)
        if given.until_on - today <= _SOON or (planned is not None and planned > given.until_on)
    ]


def _waiting(stopped_from: date, planned: date | None) -> str:
    """That a visit waits which cannot be recorded as it stands, "" for none."""
    if planned is None or planned < stopped_from:
        return ""
    return " " + say("A visit is planned for {day}.", day=dates.shown(planned))


def _why(one: OpenFlag) -> str:
    words = say("Open since {day}.", day=dates.shown(one.found_on))
    if one.clearance:
        ended = dates.shown(one.clearance.until_on)
        words = say("The clearance of {who} ended on {day}.", who=one.clearance.cleared_by, day=ended)
    return f"{words} {say(CHECKLIST[one.key].to_do)}" if one.key in CHECKLIST else words


def consent_steps(client: Client, health: HealthGlance, today: date) -> list[NextStep]:
    """One step for all consents that are missing; none where nothing of the client’s health is kept here, as by a
    clinic that has it on paper."""
    missing = missing_consents(client, health.consents, today) if health.is_kept else ()
    if not missing:
        return []
    why = say("Not on record: {what}.", what=missed_words(missing))
    return [NextStep(say("Consents"), why, say("Add consent"), f"consent/new/{missing[0]}")]
