"""Over every page and dialog: names for screen readers, places in the tab order, plain text; and pictures in step."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from demos import Demos
from hostile_walk import HostileWalk
from hostile_words import MARK
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableView,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot
from watched import Trap, faults_on, short_words

from ui.kit.text import Text, button_text, isolated
from ui.preferences import Preferences
from ui.referrals.prescribers import prescriber_form
from ui.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colors

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QTableView, QTextBrowser)


def control(widget: QWidget) -> bool:
    # A table's corner, a combo box's inner list and the picture in a search line are Qt's own parts.
    return isinstance(widget, CONTROLS) and not isinstance(widget.parent(), (QTableView, QComboBox, QLineEdit))


def is_reached(widget: QWidget) -> bool:
    """Whether Tab comes to it; of answers that stand beside each other to one, from which the arrows lead on."""
    parent = widget.parentWidget()
    beside = parent.findChildren(QWidget) if widget.property("beside") and parent else [widget]
    return any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in beside if one.property("beside") or one is widget)


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    """A picture that hostile texts name."""
    made = Trap(tmp_path / "trap.png")
    yield made
    made.close()


def test_every_page_stands_up_to_what_is_typed_and_to_the_keyboard(
    qapp: QApplication, demos: Demos, codes_file: Path, tmp_path: Path
) -> None:
    """In one walk, for it takes a minute: each control has a name and a place in the tab order; and of the hostile
    words that stand in every free text of this clinic, none does more than to be read."""
    walk = HostileWalk(tmp_path, demos, codes_file.parent)
    assert walk.texts > 5_000
    for name, window in walk.pages(qapp):
        # Only what is asked about: most widgets of a window are neither, and each costs a wrapper.
        for widget in (one for kind in CONTROLS for one in window.findChildren(kind)):
            if widget.isVisible() and control(widget):
                assert widget.accessibleName(), f"{name}: {widget!r} has no name"
                assert is_reached(widget), f"{name}: {widget.accessibleName()} is skipped"
        assert not walk.faults(window), name
    from ui.navigation import PLACES
    from ui.settings.page import SECTIONS

    assert {place.key for place in PLACES} - {"settings"} <= walk.seen
    assert {f"settings-{section.key}" for section in SECTIONS} <= walk.seen
    assert {"manual-units", "manual-found"} <= walk.seen
    # Literally, each of them, on the screen and on paper.
    assert not walk.unseen
    _, told, acting = walk.papers()
    assert told == set(short_words())
    assert not acting
    assert not walk.trap.opened()
    assert not walk.written_as_sql()


def test_the_watch_sees_what_it_watches_for(qtbot: QtBot, trap: Trap) -> None:
    naive = QLabel(f"{MARK} <img src='{trap.path}'>")
    naive.setToolTip(f"<b>{MARK}</b>")
    naive.setWindowTitle(MARK)
    qtbot.addWidget(naive)
    naive.grab()
    assert len(list(faults_on(naive))) == 3
    assert trap.opened() or sys.platform != "linux"


def test_a_form_is_never_a_window_of_its_own(qapp: QApplication) -> None:
    shown: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    prescriber_form()
    qapp.removeEventFilter(watch)
    assert not shown


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST])
def test_every_text_stands_out_from_its_ground(colors: Colors) -> None:
    pairs = [
        *((text, ground) for text in (colors.ink, colors.muted, colors.accent, colors.stop)
          for ground in (colors.ground, colors.card, colors.field)),
        (colors.on_accent, colors.accent), (colors.on_accent, colors.accent_over), (colors.accent, colors.chosen),
        (colors.ink, colors.chosen), (colors.good, colors.good_soft), (colors.warning, colors.warning_soft),
        (colors.stop, colors.stop_soft), (colors.ink, colors.warning_soft), (colors.ink, colors.stop_soft),
        (colors.ink, colors.good_soft),
    ]  # fmt: skip
    for text, ground in pairs:
        assert contrast(text, ground) >= 4.5, (text, ground)


def test_a_label_shows_markup_to_the_letter(qapp: QApplication) -> None:
    hostile = "<img src='/etc/hostname'> O'Brien & Søn"
    label, plain = Text(hostile, wrap=False), QLabel()
    plain.setTextFormat(Qt.TextFormat.PlainText)
    plain.setText(hostile)
    assert label.text() == hostile
    assert label.sizeHint().width() == plain.sizeHint().width()


def test_an_ampersand_stays_one() -> None:
    assert button_text("Smith & Sons") == "Smith && Sons"


def test_a_hostile_direction_is_held_inside() -> None:
    assert isolated("a\u202eb").endswith("\u2069")


def test_preferences_that_are_nonsense_are_defaults(tmp_path: Path, qapp: QApplication) -> None:
    from ui.preferences import TEXT_SIZE, THEME

    preferences = Preferences(str(tmp_path / "w.ini"))
    with pytest.raises(ValueError, match="theme"):
        preferences.choose(THEME, "purple")
    preferences._kept.setValue(THEME.key, "purple")
    preferences.choose(TEXT_SIZE, "130")
    assert preferences.value(THEME) == "system"
    assert preferences.value(TEXT_SIZE) == "130"


def test_the_bug_report_names_no_value() -> None:
    from ui.errors import report

    try:
        name = "Quartermain"
        raise ValueError(f"bad {name}")
    except ValueError:
        kind, _, trace = sys.exc_info()
    assert kind
    words = report(kind, trace)
    assert "ValueError" in words
    assert "Quartermain" not in words
