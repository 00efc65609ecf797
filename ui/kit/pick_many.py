"""A field for several of many: choose one after the other; the list above the line keeps their order."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.wording import say
from ui.kit.buttons import Button, button
from ui.kit.field import Field
from ui.kit.finder import Choice, Finder
from ui.kit.grid import step
from ui.kit.layout import emptied, holder, row
from ui.kit.pick import picked
from ui.kit.text import Text

_BELOW_THE_LABEL = 1


class PickManyField(Field):
    """Its value is a line for each that was chosen, key and title joined by a tab; `picked` takes one apart.

    What stands in the line counts as the last one, so that Save never overlooks it.
    """

    box: Finder

    def __init__(
        self,
        key: str,
        label: str,
        find: Callable[[str], Sequence[Choice]],
        hint: str,
        read: Callable[[str], Sequence[str]],
    ) -> None:
        """`read` gives the keys of a text that says one or several in full, as when a list is pasted; else none."""
        super().__init__(key, label, hint, Finder(find, takes_enter=True))
        self._read = read
        self._chosen: list[tuple[str, str]] = []
        self._passed = ("", "")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(step(1) // 2)
        self._listed = holder(self._list)
        self._listed.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(_BELOW_THE_LABEL, self._listed)
        self.box.chosen.connect(self._add)
        self.box.passed.connect(self._on_passed)
        self.box.entered.connect(self._on_entered)
        self.box.editingFinished.connect(self._on_finished)
        self.box.textChanged.connect(self._on_changed)

    def value(self) -> str:
        """The chosen ones, and what is typed."""
        return "\n".join(f"{key}\t{title}" for key, title in (*self._chosen, *self._pending()))

    def set_value(self, value: str) -> None:
        """Show these; one without a key goes back into the line."""
        parts = [picked(line) for line in value.splitlines()]
        self._chosen = [part for part in parts if part[0]]
        self.box.setText(next((title for key, title in parts if not key), ""))
        self._show()

    def words_of(self, value: str) -> str:
        """The titles, one beside another."""
        return ", ".join(picked(line)[1] for line in value.splitlines())

    def notice(self, keys: Sequence[str]) -> str:
        """What is worth a look about what was chosen, or ""; rooms that know more than a list say more."""
        return ""

    def unknown(self, typed: str) -> str:
        """The sentence about a text that says nothing in full and has no sure best."""
        return say("Choose one from the list.")

    def _pending(self) -> list[tuple[str, str]]:
        typed = self.box.text().strip()
        if not typed:
            return []
        if typed == self._passed[1]:
            return [self._passed]
        return [(key, key) for key in self._read(typed)] or [("", typed)]

    def _add(self, key: str, title: str) -> None:
        self.box.take()
        self._passed = ("", "")
        if key in (one for one, _ in self._chosen):
            self.show_notice(say("This one is there already: {what}", what=title))
            return
        self._chosen.append((key, title))
        self._show()
        self._on_changed()

    def _on_passed(self, key: str, title: str) -> None:
        # The completer puts the title into the line right after this; Tab, Enter and a click elsewhere take it.
        self._passed = (key, title)

    def _on_entered(self) -> None:
        """Take what is said in full, else the best where that is sure; what is neither stays, and is named."""
        if self._take_pending():
            return
        typed = self.box.text()
        best = self.box.best()
        if best:
            self._add(best.key, best.title)
        else:
            self.show_notice(self.unknown(typed))

    def _on_finished(self) -> None:
        typed = self.box.text().strip()
        if typed and not self._take_pending():
            self.show_notice(self.unknown(typed))

    def _take_pending(self) -> bool:
        found = [(key, self.box.of_key(key), title) for key, title in self._pending() if key]
        # A heading is shown, and said below; it stays in the line for one of its own to be chosen.
        if not found or any(known and not known.can_be_chosen for _, known, _ in found):
            return False
        for key, known, title in found:
            self._add(key, known.title if known else title)
        return True

    def _on_changed(self, _: str = "") -> None:
        self.changed.emit()
        self.show_notice(self.notice([key for key, _ in (*self._chosen, *self._pending()) if key]))

    def _remove(self, at: int) -> None:
        del self._chosen[at]
        self._show()
        self.box.setFocus()
        self._on_changed()

    def _raise(self, at: int) -> None:
        self._chosen.insert(at - 1, self._chosen.pop(at))
        controls = self._show()
        # On the one that was moved: two steps up are two presses.
        controls[at - 1][0].setFocus()
        self._on_changed()

    def _show(self) -> list[list[Button]]:
        before = self._reached_before()
        emptied(self._list)
        controls = [self._line(at, title) for at, (_, title) in enumerate(self._chosen)]
        self._listed.setVisible(bool(self._chosen))
        # In reading order: the lines stand above the one to type in, but were made after it.
        chain: list[QWidget] = [*([before] if before else []), *(one for line in controls for one in line), self.box]
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)
        return controls

    def _reached_before(self) -> QWidget | None:
        """What Tab reaches before this field."""
        widget = self.previousInFocusChain()
        while widget and widget is not self:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not self.isAncestorOf(widget):
                return widget
            widget = widget.previousInFocusChain()
        return None

    def _line(self, at: int, title: str) -> list[Button]:
        up = button(say("Up"), partial(self._raise, at), "link")
        up.setAccessibleName(say("Move up: {what}", what=title))
        gone = button(say("Remove"), partial(self._remove, at), "link")
        gone.setAccessibleName(say("Remove {what}", what=title))
        # The first one has nothing above it.
        controls = [up, gone] if at else [gone]
        number = Text(f"{at + 1}", "muted", wrap=False)
        number.setMinimumWidth(number.fontMetrics().horizontalAdvance("00"))
        line = row(number, Text(title), *controls, gap=2)
        line.setStretch(1, 1)
        self._list.addWidget(holder(line))
        return controls
