"""The look follows the system, also where the first guess was wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from ui.preferences import THEME, Preferences
from ui.theme import DARK, LIGHT, LIGHT_CONTRAST, Colors, Theme


class Accessibility:
    contrast = Qt.ContrastPreference.NoPreference

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802
        return self.contrast


class Hints:
    """A system that asks for what a test says."""

    scheme = Qt.ColorScheme.Unknown

    def __init__(self) -> None:
        self.wishes = Accessibility()

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802
        return self.scheme

    def accessibility(self) -> Accessibility:
        return self.wishes


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(str(tmp_path / "w.ini"))


@pytest.fixture
def system(qapp: QApplication) -> Iterator[QPalette]:
    """The application as a system without wishes leaves it."""
    font, style, palette = qapp.font(), qapp.styleSheet(), qapp.palette()
    plain = qapp.style().standardPalette()
    qapp.setPalette(plain)
    yield plain
    qapp.setFont(font)
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)


def darkened(plain: QPalette) -> QPalette:
    dark = QPalette(plain)
    dark.setColor(QPalette.ColorRole.Window, "#202020")
    return dark


def asked(
    monkeypatch: pytest.MonkeyPatch, theme: Theme, scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference
) -> None:
    hints = Hints()
    hints.scheme, hints.wishes.contrast = scheme, contrast
    monkeypatch.setattr("ui.theme.QGuiApplication.styleHints", lambda: hints)
    theme.ask_system()


def test_a_dark_system_is_dark_from_the_first_picture_on(
    qapp: QApplication, preferences: Preferences, system: QPalette
) -> None:
    qapp.setPalette(darkened(system))
    theme = Theme(qapp, preferences)
    theme.apply()
    assert theme.colors == DARK


@pytest.mark.parametrize(("is_dark", "colors"), [(False, LIGHT), (True, DARK)])
def test_a_system_that_does_not_say_keeps_the_guess(
    qapp: QApplication,
    preferences: Preferences,
    system: QPalette,
    monkeypatch: pytest.MonkeyPatch,
    is_dark: bool,
    colors: Colors,
) -> None:
    qapp.setPalette(darkened(system) if is_dark else system)
    theme = Theme(qapp, preferences)
    theme.apply()
    asked(monkeypatch, theme, Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference)
    assert theme.colors == colors


def test_what_the_system_says_goes_before_the_guess(
    qapp: QApplication, preferences: Preferences, system: QPalette, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = Theme(qapp, preferences)
    theme.apply()
    assert theme.colors == LIGHT
    asked(monkeypatch, theme, Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference)
    assert theme.colors == DARK
    preferences.choose(THEME, "light")
    theme.apply()
    assert theme.colors == LIGHT


def test_a_wish_for_contrast_is_kept_for_the_next_start(
    qapp: QApplication, preferences: Preferences, system: QPalette, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = Theme(qapp, preferences)
    theme.apply()
    with monkeypatch.context() as patched:
        asked(patched, theme, Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast)
    assert theme.colors == LIGHT_CONTRAST
    qapp.setPalette(system)
    second = Theme(qapp, preferences)
    second.apply()
    assert second.colors == LIGHT_CONTRAST
    with monkeypatch.context() as patched:
        asked(patched, second, Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference)
    assert second.colors == LIGHT
    assert not preferences.asks_for_contrast()
