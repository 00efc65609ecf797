"""Reads what is guessed first from its data file."""

import tomllib
from functools import cache

from clinic_desktop.paths import PASSWORDS
from clinic_desktop.staff.rules.passwords import Guesses

FILE = PASSWORDS / "first_guesses.toml"


@cache
def first_guesses() -> Guesses:
    """The words and walks that a thief tries first, whoever owns the clinic."""
    typed = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Guesses(frozenset(typed["words"]), tuple(typed["lines"]))
