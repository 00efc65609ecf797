"""Reads a denial as it stands: with its steps, and what the record knows around it."""

from datetime import date

from clinic_desktop.appeals.queries.denials import appeals_of, denial
from clinic_desktop.appeals.queries.facts import appeal_facts, known_days, linked_of
from clinic_desktop.appeals.rules.reckoning import notice_of
from clinic_desktop.appeals.rules.sending import DenialStanding
from clinic_desktop.store.reader import Reader


def standing_of(read: Reader, row: int, today: date) -> DenialStanding:
    """A denial as it stands; raises Missing."""
    found = denial(read, row)
    linked = linked_of(found)
    facts = appeal_facts(read, found.case, linked, today)
    notice = notice_of(found, known_days(read, linked, found.received_on))
    return DenialStanding(found, notice, facts, appeals_of(read, row))
