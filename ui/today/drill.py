"""What Today says about the recovery key: it was never tried, or not for a year."""

from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from clinic_desktop.practice.queries import practice
from clinic_desktop.staff.queries import last_drill
from clinic_desktop.staff.rules.recovery import is_drill_due
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import card
from ui.kit.picture import picture
from ui.session import Session
from ui.today.lines import line, told


def drill_card(session: Session, today: date) -> QWidget | None:
    """A card for an owner while the key is to be tried; None else. Doing it takes the card away. In a demo clinic
    there is no paper."""
    clinic = session.clinic
    kept, tried = practice(clinic.read), last_drill(clinic.read)
    checked = _day(kept.recovery_key_checked_at)
    tried_on = tried.astimezone().date() if tried else None
    if not clinic.allows("owner") or kept.is_demo or not is_drill_due(checked, tried_on, today):
        return None
    why = say("Find the paper and type the key: better now than on the day when it is needed.")
    words = say("The recovery key was never tried.")
    if tried_on and checked and tried_on >= checked:
        words = say("The recovery key was last tried on {day}.", day=shown(tried_on))
    fix = button(say("Try recovery key"), lambda: session.go("settings", "recovery/"))
    return card(say("Recovery key"), line(told(words, why), fix, picture("note")))


def _day(at: str | None) -> date | None:
    return datetime.fromisoformat(at).astimezone().date() if at else None
