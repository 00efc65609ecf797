"""A line with what counts unless somebody types another: it stands there as any value does, and follows."""

from ui.kit.fields import TextField


class UsualField(TextField):
    """Its value is "" while it follows: only what a person typed is kept. Emptied, it follows again once it is left.

    Real text and no grey one: that would look like an example, of which nothing comes.
    """

    def __init__(self, key: str, label: str, hint: str = "") -> None:
        """Empty until `show_usual`."""
        self._usual, self._follows, self._is_putting = "", True, False
        super().__init__(key, label, hint)
        self.box.editingFinished.connect(self._put)

    @property
    def follows(self) -> bool:
        """Whether what stands here was typed by nobody."""
        return self._follows

    def value(self) -> str:
        """The text as typed, "" while it follows."""
        return "" if self._follows else super().value()

    def set_value(self, value: str) -> None:
        """Put a typed text there; "" lets it follow."""
        before, shown = self.value(), self.box.text()
        self._follows = not value
        if value:
            super().set_value(value)
        else:
            self._put()
        # The box tells of another text, and of the same one not.
        if self.value() != before and (not value or self.box.text() == shown):
            self.changed.emit()

    def show_usual(self, words: str) -> None:
        """What stands here from now on while nobody typed another."""
        self._usual = words
        # Whoever has just emptied it is about to type.
        if self.box.text() or not self.box.hasFocus():
            self._put()

    def _put(self) -> None:
        if not self._follows or self.box.text() == self._usual:
            return
        self._is_putting = True
        super().set_value(self._usual)
        self._is_putting = False

    def _on_text(self) -> None:
        if self._is_putting:
            return
        # Undone typing brings back what stood there by itself, and that follows again.
        is_undone = self.box.text() == self._usual and self.box.isRedoAvailable()
        self._follows = not self.box.text() or is_undone
        super()._on_text()
