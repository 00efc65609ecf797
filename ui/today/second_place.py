"""What Today says about backups that lie on this computer alone: a stolen or broken one takes them along."""

from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QWidget

from clinic_desktop.store.backups import second_place
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import card, holder, row
from ui.kit.picture import picture
from ui.preferences import SECOND_PLACE, Preferences
from ui.session import Session
from ui.today.lines import line, told

# A new clinic has other things to set up first.
_DAYS_QUIET = timedelta(days=7)


def is_missed(session: Session, preferences: Preferences | None, today: date) -> bool:
    """Whether an owner is asked for a second place: there is none, the clinic is at work for a week, and nobody said
    that this computer does without. The demo clinic needs none."""
    clinic = session.clinic
    if not preferences or session.is_demo or clinic.is_moved or not clinic.allows("owner"):
        return False
    if preferences.value(SECOND_PLACE) == "none" or second_place.read(clinic.keys.folder):
        return False
    began = next((row["at"] for row in clinic.read.all("SELECT at FROM audit ORDER BY id LIMIT 1")), "")
    return bool(began) and datetime.fromisoformat(began).astimezone().date() + _DAYS_QUIET <= today


def second_place_card(session: Session, preferences: Preferences | None, today: date) -> QWidget | None:
    """A line that asks for one, calm and with a way to do without; None where nobody is asked."""
    if not preferences or not is_missed(session, preferences, today):
        return None
    words = told(
        say("All backups lie on this computer."),
        say("If it is stolen or breaks, they are gone with it. A USB stick or a folder in your network is enough."),
    )
    fix = button(say("Choose a second place"), lambda: session.go("settings", "backups"))

    def do_without() -> None:
        preferences.choose(SECOND_PLACE, "none")
        made.hide()
        session.told.emit(say("Today does not ask for it any more. It is in the settings, under Backups."))

    without = button(say("Do without"), do_without, "link")
    made = card(say("Second place for backups"), line(words, holder(row(without, fix, gap=2)), picture("note")))
    return made
