"""Choose a prescriber by a few letters of the name, the practice, the NPI or the phone."""

from clinic_desktop.referrals import queries
from clinic_desktop.referrals.rules.prescribers import unclear
from clinic_desktop.wording import say
from ui.kit.finder import Choice
from ui.session import Session


def prescriber_choices(session: Session, typed: str) -> list[Choice]:
    """The prescribers on the list who fit what was typed, told apart by practice and NPI."""
    rows = queries.prescriber_page(session.clinic.read, typed=typed).rows
    return [Choice(str(row.id), row.name, " · ".join(filter(None, (row.organization, row.npi)))) for row in rows]


def who_is_meant(session: Session, typed: str) -> str:
    """What saving will do with a name that was typed and not chosen."""
    known = queries.known_prescriber(session.clinic.read, typed)
    if known.kind == "listed":
        return say("This is {name}, who is on the list.", name=known.rows[0].name)
    if known.kind == "retired":
        return say("{name} was retired: brought back when you save.", name=known.rows[0].name)
    new = say("Not on the list of prescribers yet: added when you save. Type the NPI there afterwards.")
    return unclear(known) or new
