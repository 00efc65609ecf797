"""What is wrong with what was typed, each sentence at its field."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from clinic_desktop.errors import Refused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about one field; `field` is the form's key, `words` is translated."""

    field: str
    words: str


class Unreadable(ValueError):
    """A text that cannot be read as what it should be; `words` is the sentence for the person."""

    def __init__(self, words: str) -> None:
        """Keep the translated sentence."""
        super().__init__(words)
        self.words = words


class Problems:
    """Collects every problem of a form, so that all are shown at once."""

    def __init__(self) -> None:
        """Nothing found yet."""
        self._found: list[Problem] = []

    @property
    def found(self) -> tuple[Problem, ...]:
        """The problems in the order in which they were found."""
        return tuple(self._found)

    def add(self, field: str, words: str) -> None:
        """Collect a sentence."""
        self._found.append(Problem(field, words))

    def need(self, field: str, text: str, words: str) -> str:
        """The text without outer spaces; collects `words` when nothing is left."""
        kept = text.strip()
        if not kept:
            self.add(field, words)
        return kept

    def read(self, field: str, parser: Callable[..., T], text: str, *more: object) -> T | None:
        """What the parser makes of the text, or None with its sentence collected."""
        try:
            return parser(text, *more)
        except Unreadable as unreadable:
            self.add(field, unreadable.words)
            return None

    def refuse(self) -> None:
        """Raise Refused with everything found; nothing found, nothing raised."""
        if self._found:
            raise Refused(self._found)
