"""A field for several of many: choose one after the other; the list below keeps their order."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.wording import say
from ui.kit.buttons import button, say_it_again
from ui.kit.fields import Field
from ui.kit.finder import Choice, Finder
from ui.kit.grid import step
from ui.kit.layout import column, emptied, holder, row
from ui.kit.pick import picked
from ui.kit.text import Text


class _Line(Finder):
    """Enter adds what stands here; only an empty line leaves the key to the form."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class PickManyField(Field):
    """Its value is a line for each that was chosen, key and title joined by a tab; `picked` takes one apart.

    What stands in the search line counts as the last one, so that Save never overlooks it.
    """

    def __init__(
        self,
        key: str,
        label: str,
        find: Callable[[str], Sequence[Choice]],
        hint: str,
        read: Callable[[str], str],
    ) -> None:
        """`read` gives the key of a text that is typed in full, or ""."""
        self._finder, self._read = _Line(find), read
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(step(1) // 2)
        inner = holder(column(holder(self._list), self._finder, gap=1))
        super().__init__(key, label, hint, inner)
        inner.setFocusProxy(self._finder)
        self._finder.setAccessibleName(label)
        self._chosen: list[tuple[str, str]] = []
        self._finder.chosen.connect(self._add)
        self._finder.textChanged.connect(lambda _: self.changed.emit())
        self._finder.editingFinished.connect(self._on_finished)
        self._finder.entered.connect(self._on_entered)

    def value(self) -> str:
        """The chosen ones, and what is typed."""
        typed = self._finder.text().strip()
        pending = [(self._read(typed), typed)] if typed else []
        return "\n".join(f"{key}\t{title}" for key, title in (*self._chosen, *pending))

    def set_value(self, value: str) -> None:
        """Show these; one without a key goes back into the line."""
        parts = [picked(line) for line in value.splitlines()]
        self._chosen = [part for part in parts if part[0]]
        self._finder.setText(next((title for key, title in parts if not key), ""))
        self._show()

    def show_problem(self, words: str) -> None:
        """The frame in the color of a problem belongs to the line alone."""
        super().show_problem(words)
        self._finder.setProperty("wrong", "true" if words else "false")
        say_it_again(self._finder)

    def words_of(self, value: str) -> str:
        """The titles, one beside another."""
        return ", ".join(picked(line)[1] for line in value.splitlines())

    def _add(self, key: str, title: str) -> None:
        if key not in (one for one, _ in self._chosen):
            self._chosen.append((key, title))
        self._finder.clear()
        # Once more: the completer puts the chosen title into the line after this.
        self._finder.clear_later()
        self._show()
        self.changed.emit()

    def _on_finished(self) -> None:
        typed = self._finder.text().strip()
        key = self._read(typed)
        if key:
            known = self._finder.of_key(key)
            self._add(key, known.title if known else typed)

    def _on_entered(self) -> None:
        """What is typed in full, else the best that is found; what fits nothing stays for the person to look at."""
        self._on_finished()
        best = self._finder.best() if self._finder.text().strip() else None
        if best:
            self._add(best.key, best.title)

    def _remove(self, at: int) -> None:
        del self._chosen[at]
        self._show()
        self._finder.setFocus()
        self.changed.emit()

    def _raise(self, at: int) -> None:
        self._chosen.insert(at - 1, self._chosen.pop(at))
        self._show()
        self._finder.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        emptied(self._list)
        for at, (_, title) in enumerate(self._chosen):
            self._list.addWidget(self._line(at, title))
        parent = self._list.parentWidget()
        if parent:
            parent.setVisible(bool(self._chosen))

    def _line(self, at: int, title: str) -> QWidget:
        up = button(say("Up"), partial(self._raise, at), "link")
        up.setAccessibleName(say("Move up: {what}", what=title))
        gone = button(say("Remove"), partial(self._remove, at), "link")
        gone.setAccessibleName(say("Remove {what}", what=title))
        before = [up] if at else []
        line = row(Text(f"{at + 1}", "muted", wrap=False), Text(title), *before, gone, gap=2)
        line.setStretch(1, 1)
        return holder(line)
