"""A field in which nothing is typed: it says what follows from those around it."""

from ui.kit.field import Field
from ui.kit.text import Text


class WordsField(Field):
    """A line that says what follows from the fields around it. Nothing is typed there, so it has no value."""

    box: Text

    def __init__(self, key: str, label: str, hint: str = "") -> None:
        """`label` is what a screen reader calls it."""
        super().__init__(key, label, hint, Text("", "strong"), labelled=False)

    def value(self) -> str:
        """Always ""."""
        return ""

    def set_value(self, value: str) -> None:
        """Nothing: see `show_words`."""

    def show_words(self, words: str) -> None:
        """Say it; with nothing to say and no hint, take no room."""
        self.box.setText(words)
        if not self._hint:
            self.fold(away=not words)
