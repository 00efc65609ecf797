"""A field for one of many: type a few letters and choose; or keep what was typed as something new."""

from collections.abc import Callable, Sequence

from ui.kit.field import Field
from ui.kit.finder import Choice, Finder
from ui.kit.one_line import one_line


class PickField(Field):
    """Its value is the chosen key and the title, joined by a tab: either may be empty. `picked` takes it apart.

    A title that is typed in full is chosen by that, whatever its capitals and accents.
    """

    box: Finder

    def __init__(
        self,
        key: str,
        label: str,
        find: Callable[[str], Sequence[Choice]],
        hint: str = "",
        *,
        new: Callable[[str], str] | None = None,
        takes_enter: bool = False,
    ) -> None:
        """`new` gives the sentence about a text that is on no list; `takes_enter` as in Finder."""
        super().__init__(key, label, hint, Finder(find, takes_enter=takes_enter))
        self._new, self._chosen, self._own_hint = new, ("", ""), hint
        self.box.chosen.connect(self._on_chosen)
        self.box.passed.connect(self._on_passed)
        self.box.editingFinished.connect(self._on_finished)
        self.box.textChanged.connect(self._on_changed)

    def value(self) -> str:
        """The key and the title."""
        key, title = self._chosen
        text = self.box.text()
        # A title that was typed over is no longer the one that was chosen.
        if key and text == title:
            return f"{key}\t{title}"
        known = self.box.known()
        return f"{known.key}\t{known.title}" if known else f"\t{text}"

    def set_value(self, value: str) -> None:
        """Show a chosen key with its title, or a text."""
        key, title = picked(value)
        # As the box will hold it, else it would look typed over.
        self._chosen = (key, one_line(title))
        self.box.setText(self._chosen[1])
        self.box.setCursorPosition(0)

    def words_of(self, value: str) -> str:
        """The title."""
        return picked(value)[1]

    def _on_chosen(self, key: str, title: str) -> None:
        known = self.box.of_key(key)
        self._chosen = (key, title)
        self.box.setText(title)
        # Which of two of one name it is.
        self.show_hint((known.detail if known else "") or self._own_hint)
        self._on_changed()

    def _on_passed(self, key: str, title: str) -> None:
        # The completer puts the title into the line right after this; Tab and Enter leave it there.
        self._chosen = (key, title)

    def _on_finished(self) -> None:
        key, title = picked(self.value())
        if key and (key, title) != self._chosen:
            self._on_chosen(key, title)

    def notice(self, key: str, text: str) -> str:
        """What is worth a look about what stands here, or ""; rooms that know more than a list say more."""
        return self._new(text) if self._new and text.strip() and not key else ""

    def _on_changed(self, _: str = "") -> None:
        if self.box.text() != self._chosen[1]:
            # Typed over: the same title typed once more may be another one's.
            self._chosen = ("", "")
            self.show_hint(self._own_hint)
        self.changed.emit()
        self.show_notice(self.notice(*picked(self.value())))


def picked(value: str) -> tuple[str, str]:
    """The key ("" for something new) and the title of a pick field's value."""
    key, _, title = value.rpartition("\t")
    return key, title
