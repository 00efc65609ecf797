"""Words that a line offers while one types; anything else may be typed as well."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from clinic_desktop.wording import say

_MOST_SHOWN = 12


def suggest(box: QLineEdit, words: Sequence[str]) -> None:
    """Offer the words that have what was typed anywhere in them."""
    completer = QCompleter(list(words), box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(_MOST_SHOWN)
    popup = completer.popup()
    assert popup
    popup.setAccessibleName(say("Choices"))
    box.setCompleter(completer)
