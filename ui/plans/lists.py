"""The lists of a plan's form: techniques and regions by name, and diagnoses by code."""

import re
from collections.abc import Callable, Mapping, Sequence

from clinic_desktop.values.text import folded, plain
from ui.kit.finder import Choice
from ui.kit.pick import picked
from ui.kit.pick_many import PickManyField

# A list that is pasted, one beside another.
_BETWEEN = r"[;,\n]"


class NamesField(PickManyField):
    """Several of `names`; with `takes_own` whatever else is typed, too."""

    def __init__(self, key: str, label: str, hint: str, names: Sequence[str], *, takes_own: bool) -> None:
        """`names` are translated already."""
        self._names, self._takes_own = {folded(one): one for one in names}, takes_own
        super().__init__(key, label, self._find, hint, self._said)

    def names(self) -> tuple[str, ...]:
        """What was chosen, and what is typed, in its order."""
        return tuple(key or title for key, title in map(picked, self.value().splitlines()))

    def _find(self, typed: str) -> list[Choice]:
        words = folded(typed).split()
        found = [one for key, one in self._names.items() if words and all(word in key for word in words)]
        found.sort(key=lambda one: not folded(one).startswith(folded(typed)))
        return [Choice(one, one) for one in found]

    def _said(self, typed: str) -> Sequence[str]:
        """The names that a text says in full; what is on no list is one of its own where it may be."""
        whole = self._names.get(folded(typed))
        if whole:
            return (whole,)
        parts = list(filter(None, map(plain, re.split(_BETWEEN, typed))))
        known = [self._names.get(folded(one)) for one in parts]
        if all(known):
            return [one for one in known if one]
        if not self._takes_own or self._find(typed):
            return ()
        return [name or part for name, part in zip(known, parts, strict=True)]


class PlanCodesField(PickManyField):
    """The diagnoses that the plan treats: of those that may be chosen now."""

    def __init__(self, key: str, label: str, hint: str, title_of: Callable[[str], str]) -> None:
        """`title_of` gives the title of a code, "" where none is known; nothing can be chosen before `offer`."""
        self._title_of = title_of
        self._offered: Mapping[str, str] = {}
        super().__init__(key, label, self._find, hint, self._said)

    def offer(self, codes: Sequence[str]) -> None:
        """What may be chosen from now on."""
        self._offered = {code: self.title(code) for code in codes}

    def title(self, code: str) -> str:
        """A code with its title."""
        title = self._title_of(code)
        return f"{code} · {title}" if title else code

    def codes(self) -> tuple[str, ...]:
        """What was chosen, and what is typed, in its order."""
        return tuple(key or title for key, title in map(picked, self.value().splitlines()))

    def shown(self, codes: Sequence[str]) -> str:
        """Codes as the field's value."""
        return "\n".join(f"{code}\t{self.title(code)}" for code in codes)

    def _find(self, typed: str) -> list[Choice]:
        words = folded(typed).split()
        return [
            Choice(code, title) for code, title in self._offered.items() if all(one in folded(title) for one in words)
        ]

    def _said(self, typed: str) -> Sequence[str]:
        found = [code for code in self._offered if folded(code) == folded(typed)]
        return found[:1]
