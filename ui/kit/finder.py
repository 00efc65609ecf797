"""A line with a list below it that follows what is typed: choose with the arrows and Enter, or go on typing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import say

_KEY = Qt.ItemDataRole.UserRole
_TITLE = Qt.ItemDataRole.UserRole + 1
_MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list: the key that is chosen, its title, and what tells it from others of that title.

    One that cannot be chosen is shown, as the heading of others.
    """

    key: str
    title: str
    detail: str = ""
    can_be_chosen: bool = True


class Finder(QLineEdit):
    """`chosen` carries the key and the title, `passed` those of a line that the arrows go over.

    Qt's own completer shows the list and hears the keys.
    """

    chosen = Signal(str, str)
    passed = Signal(str, str)

    def __init__(self, find: Callable[[str], Sequence[Choice]]) -> None:
        """`find` brings the choices for what is typed, best first, in a few milliseconds."""
        super().__init__()
        self._find = find
        self._choices = QStandardItemModel(self)
        self._looked: tuple[str, tuple[Choice, ...]] = ("", ())
        completer = QCompleter(self._choices, self)
        # The choices were found already, by more than their first letters.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(_TITLE)
        completer.setMaxVisibleItems(_MOST_SHOWN)
        popup = completer.popup()
        assert popup
        popup.setAccessibleName(say("Choices"))
        # Qt's overloads by index; the one by text would not tell two of one title apart.
        completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        completer.highlighted[QModelIndex].connect(self._on_highlighted)  # type: ignore[index]
        self.setCompleter(completer)
        # Before the completer hears the key, so that it shows what fits now.
        self.textEdited.connect(self._look)

    def choices(self) -> list[str]:
        """The lines that are shown, as a person reads them."""
        return [self._choices.item(row).text() for row in range(self._choices.rowCount())]

    def known(self) -> Choice | None:
        """The one choice whose title stands in the line, however it is written; None where that fits none or two."""
        typed = folded(plain(self.text()))
        if not typed:
            return None
        fitting = [choice for choice in self._found(self.text()) if folded(choice.title) == typed]
        return fitting[0] if len(fitting) == 1 else None

    def of_key(self, key: str) -> Choice | None:
        """The choice with this key among those that are found for what is typed."""
        return next((choice for choice in self._found(self.text()) if choice.key == key), None)

    def best(self) -> Choice | None:
        """The first of the choices that can be chosen."""
        return next((choice for choice in self._found(self.text()) if choice.can_be_chosen), None)

    def clear_later(self) -> None:
        """Empty the line once the completer has put the chosen title into it, which it does last."""
        QTimer.singleShot(0, self, self.clear)

    def _found(self, typed: str) -> tuple[Choice, ...]:
        # Asked for at every edit of the form, so once for each text.
        if self._looked[0] != typed:
            self._looked = (typed, tuple(self._find(typed)))
        return self._looked[1]

    def _look(self, typed: str) -> None:
        self._looked = ("", ())
        self._choices.clear()
        for choice in self._found(typed):
            item = QStandardItem(f"{choice.title}   {choice.detail}".rstrip())
            item.setData(choice.key, _KEY)
            item.setData(choice.title, _TITLE)
            item.setEnabled(choice.can_be_chosen)
            self._choices.appendRow(item)

    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(str(index.data(_KEY)), str(index.data(_TITLE)))

    def _on_highlighted(self, index: QModelIndex) -> None:
        if index.isValid():
            self.passed.emit(str(index.data(_KEY)), str(index.data(_TITLE)))
