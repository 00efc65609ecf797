"""What is wrong with a typed value, and the collector that lets a form show everything at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from clinic_desktop.errors import Refused
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One translated sentence about one field: `field` is the form's key, or "" for the whole form."""

    field: str
    words: str


class Unreadable(ValueError):
    """A parser cannot read the text; `words` is the translated sentence that says what to do."""

    def __init__(self, words: str) -> None:
        """Keep the translated sentence."""
        super().__init__(words)
        self.words = words


class Problems:
    """Collects the problems of one form in the order in which they are found."""

    def __init__(self) -> None:
        """Start with none."""
        self._found: list[Problem] = []

    @property
    def found(self) -> tuple[Problem, ...]:
        """The problems so far, oldest first."""
        return tuple(self._found)

    def add(self, field: str, words: str) -> None:
        """Note a problem that no parser finds; `words` is a translated sentence."""
        self._found.append(Problem(field, words))

    def read(self, field: str, parser: Callable[..., T], text: str, *args: object) -> T | None:
        """`parser(text, *args)`, or None with the sentence noted at `field` when it raises Unreadable."""
        try:
            return parser(text, *args)
        except Unreadable as unreadable:
            self.add(field, unreadable.words)
            return None

    def maybe(self, field: str, parser: Callable[..., str], text: str, *args: object) -> str:
        """As `read` for a field that may stay empty: "" when nothing was typed, or when it cannot be read."""
        return (self.read(field, parser, text, *args) or "") if text.strip() else ""

    def need(self, field: str, text: str, words: str) -> str:
        """The text as `plain` leaves it; `words` is noted at `field` when nothing is left."""
        kept = plain(text)
        if not kept:
            self.add(field, words)
        return kept

    def limit(self, values: Mapping[str, object], limits: Mapping[str, int], usual: int = 200) -> None:
        """Note every text among the values that has more letters than its limit (or the usual one)."""
        for field, value in values.items():
            most = limits.get(field, usual)
            if isinstance(value, str) and len(value) > most:
                self.add(field, say("This is too long: {limit} letters fit here.", limit=most))

    def refuse(self) -> None:
        """Raise Refused with everything found; do nothing when all is well."""
        if self._found:
            raise Refused(self.found)
