"""This computer: how the window looks, where the data lies, what the program is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop import VERSION
from clinic_desktop.wording import say
from ui.kit import confirm
from ui.kit.buttons import button
from ui.kit.fields import ChoiceField
from ui.kit.layout import card, column, holder, row
from ui.kit.text import Text
from ui.preferences import SHOWN, Preference, Preferences
from ui.session import Session
from ui.settings.tools import DemoTools
from ui.theme import Theme


def computer_section(session: Session, preferences: Preferences, theme: Theme, demo: DemoTools) -> QWidget:
    """Draws the preferences from their declarations, then the facts."""
    cards = [card(say("Look"), *(_preference_field(one, preferences, theme) for one in SHOWN)), _facts(session)]
    if session.is_demo:
        cards.insert(0, _demo_card(demo))
    return holder(column(*cards, gap=2))


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
    lines = (
        (say("Version"), VERSION),
        (say("The clinic’s folder"), str(keys.folder.path)),
        (
            say("Encryption"),
            say("Always: AES-256 for the whole file (SQLCipher), the key wrapped by each password (Argon2id)"),
        ),
        (say("Network"), say("Never used")),
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
    words = Text(say("Everyone in it is invented. Try anything; Reset makes it new."))
    return card(say("Demo clinic"), words, row(asked, own, None))


def _ask_reset(parent: QWidget, demo: DemoTools) -> QDialog:
    return confirm.ask(
        parent,
        say("Make the demo clinic new?"),
        say("What you changed in the demo is gone then. Your own clinic is another folder and is not touched."),
        say("Reset demo clinic"),
        demo.reset,
    )
