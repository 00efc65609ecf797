"""Reads of which visits a plan is told by what is sent against a denial."""

from datetime import date

from clinic_desktop.appeals.model import Denial
from clinic_desktop.restrictions.model import Telling
from clinic_desktop.restrictions.queries import telling
from clinic_desktop.store.reader import Reads

_DAYS = (
    "SELECT visits.date_of_service FROM denial_visits JOIN visits ON visits.id = denial_visits.visit_id"
    " WHERE denial_visits.denial_id = ? AND denial_visits.retired_at IS NULL ORDER BY visits.date_of_service"
)


def denial_telling(read: Reads, one: Denial, on: date) -> Telling:
    """What the plan is told by whatever goes out against a denial on that day: its visits."""
    days = tuple(date.fromisoformat(row["date_of_service"]) for row in read.all(_DAYS, one.id))
    return telling(read, one.client, one.payer, days, on)
