"""A line with a list below it that follows what is typed: choose with the arrows and Enter, or go on typing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import say
from ui.kit.one_line import OneLine

_KEY = Qt.ItemDataRole.UserRole
_TITLE = Qt.ItemDataRole.UserRole + 1
_MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list: the key that is chosen, its title, and what tells it from others of that title.

    One that cannot be chosen is shown, as the heading of others. Enter takes the first one only when that is sure to
    be meant.
    """

    key: str
    title: str
    detail: str = ""
    can_be_chosen: bool = True
    is_sure: bool = True


class Finder(OneLine):
    """`chosen` carries the key and the title, `passed` those of a line that the arrows go over.

    Qt's own completer shows the list and hears the keys. `entered` at Enter in a line that takes it for itself.
    """

    chosen = Signal(str, str)
    passed = Signal(str, str)
    entered = Signal()

    def __init__(self, find: Callable[[str], Sequence[Choice]], *, takes_enter: bool = False) -> None:
        """`find` brings the choices for what is typed, best first, in a few milliseconds.

        With `takes_enter` only an empty line leaves the key to the form around it.
        """
        super().__init__()
        self._find, self._takes_enter, self._typed = find, takes_enter, ""
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
        self._popup = popup
        self._giving_back = _GivingBack(self)
        popup.installEventFilter(self._giving_back)
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
        """The first of the choices, when that is sure to be meant."""
        first = next((choice for choice in self._found(self.text()) if choice.can_be_chosen), None)
        return first if first and first.is_sure else None

    def look_again(self) -> None:
        """What can be found is another: ask again for what stands here."""
        self._looked = ("", ())
        if self.hasFocus() and self.text():
            self._look(self.text())
            completer = self.completer()
            assert completer
            completer.complete()

    def take(self) -> None:
        """What stood here was taken: the line is empty and the list is gone."""
        self.clear()
        self._popup.hide()
        # Once more: the completer puts the chosen title into the line after it told of it.
        QTimer.singleShot(0, self, self.clear)

    def give_back(self) -> None:
        """Show what was typed before the arrows went over the list."""
        self.setText(self._typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._takes_enter and is_enter and self.text().strip():
            self._popup.hide()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _found(self, typed: str) -> tuple[Choice, ...]:
        # Asked for at every edit of the form, so once for each text.
        if self._looked[0] != typed:
            self._looked = (typed, tuple(self._find(typed)))
        return self._looked[1]

    def _look(self, typed: str) -> None:
        self._looked, self._typed = ("", ()), typed
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


class _GivingBack(QObject):
    """Esc in the list closes it and gives back what was typed."""

    def __init__(self, line: Finder) -> None:
        super().__init__(line)
        self._line = line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._line.give_back()
        return super().eventFilter(watched, event)
