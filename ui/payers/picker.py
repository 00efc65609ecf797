"""Choose a payer by a few letters of its name."""

from clinic_desktop.payers import queries
from ui.kit.finder import Choice
from ui.session import Session


def payer_choices(session: Session, typed: str, but: int = 0) -> list[Choice]:
    """The payers whose name or number has what was typed; the one `but` is left out."""
    rows = queries.payer_page(session.clinic.read, typed=typed).rows
    return [Choice(str(row.id), row.name, row.phone) for row in rows if row.id != but]
