"""This computer: how the window looks, where the data lies, what the program is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop import VERSION
from clinic_desktop.clinic import record_version
from clinic_desktop.wording import say
from ui.kit import confirm
from ui.kit.buttons import button
from ui.kit.fields import ChoiceField
from ui.kit.layout import card, column, holder, row
from ui.kit.text import Text
from ui.preferences import LOCK_AFTER, SHOWN, Preference, Preferences
from ui.session import Session
from ui.settings.tools import DemoTools
from ui.theme import Theme


def computer_section(session: Session, preferences: Preferences, theme: Theme, demo: DemoTools) -> QWidget:
    """Draws the preferences from their declarations, then the facts."""
    look = row(*(_preference_field(one, preferences, theme) for one in SHOWN), gap=2)
    cards = [card(say("Look"), look), _lock_card(preferences, theme), _facts(session)]
    if session.is_demo:
        cards.insert(0, _demo_card(demo))
    return holder(column(*cards, gap=2))


def _lock_card(preferences: Preferences, theme: Theme) -> QWidget:
    words = Text(
        say(
            "It also locks when the computer’s screen is locked, when the computer goes to sleep, and when another "
            "user of it comes."
        ),
        "muted",
    )
    return card(say("Lock"), row(_preference_field(LOCK_AFTER, preferences, theme), None), words)


def _preference_field(preference: Preference, preferences: Preferences, theme: Theme) -> QWidget:
    choices = [(choice.value, say(choice.words)) for choice in preference.choices]
    field = ChoiceField(preference.key, say(preference.words), choices, say(preference.why))
    field.set_value(preferences.value(preference))

    def on_changed() -> None:
        preferences.choose(preference, field.value())
        theme.apply()

    field.changed.connect(on_changed)
    return field


def _facts(session: Session) -> QWidget:
    keys = session.clinic.keys
    opens = say("Only a password or the recovery key opens it.")
    if session.is_demo:
        # Its password lies beside it.
        opens = say("The demo clinic opens without a password.")
    lines = (
        (say("Version"), say("{program}, record version {record}", program=VERSION, record=record_version())),
        (say("The clinic’s folder"), str(keys.folder.path)),
        (say("Encryption"), say("Always on, for the whole file (AES-256). {opens}", opens=opens)),
        (say("Internet"), say("Never used. Nothing leaves this computer by itself.")),
    )
    rows = []
    for label, value in lines:
        shown = Text(value)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.append(column(Text(label, "label"), shown, gap=0))
    return card(say("About"), *rows)


def _demo_card(demo: DemoTools) -> QWidget:
    asked = button(say("Reset demo clinic"), lambda: _ask_reset(asked, demo))
    own = button(say("Set up my own clinic"), demo.leave)
    words = Text(say("Everyone in it is invented. Try anything: “Reset demo clinic” makes it as it was."))
    return card(say("Demo clinic"), words, row(asked, own, None))


def _ask_reset(parent: QWidget, demo: DemoTools) -> QDialog:
    return confirm.ask(
        parent,
        say("Reset the demo clinic?"),
        say("What you changed in it will be gone. Your own clinic is in another folder and is not touched."),
        say("Reset demo clinic"),
        demo.reset,
    )
