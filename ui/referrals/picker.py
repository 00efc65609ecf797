"""Choose a prescriber by a few letters of the name, the practice, the NPI or the phone."""

from clinic_desktop.referrals import queries
from ui.kit.finder import Choice
from ui.session import Session


def prescriber_choices(session: Session, typed: str) -> list[Choice]:
    """The prescribers on the list who fit what was typed, told apart by practice and NPI."""
    rows = queries.prescriber_page(session.clinic.read, typed=typed).rows
    return [Choice(str(row.id), row.name, " · ".join(filter(None, (row.organization, row.npi)))) for row in rows]
