"""Which key is which, and those that were given while no clinic was open: its record tells of them at the sign-in that
follows."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from clinic_desktop.store.keys.vault import Slot

MARK_LETTERS = 16
# By the recovery key; or the same password again, for a guess that costs more.
How = Literal["recovery", "strengthened"]

_GIVEN: dict[Path, dict[str, "Given"]] = {}


class Given(NamedTuple):
    """A key that was given outside of a record: its mark, and how it was."""

    mark: str
    how: How


def mark_of(slot: Slot) -> str:
    """What tells one key of a person from another: nothing of the key, and nothing that a name changes."""
    said = "|".join((slot.id, slot.salt, slot.nonce, slot.wrapped))
    return hashlib.sha256(said.encode()).hexdigest()[:MARK_LETTERS]


def note_given(vault_file: Path, slot: Slot, how: How) -> None:
    """Remember it until somebody signs in: as long as this program runs."""
    _GIVEN.setdefault(vault_file, {})[slot.id] = Given(mark_of(slot), how)


def given(vault_file: Path) -> Mapping[str, Given]:
    """What was given there since the last sign-in, by slot."""
    return dict(_GIVEN.get(vault_file, {}))


def forget_given(vault_file: Path) -> None:
    """It stands in the record."""
    _GIVEN.pop(vault_file, None)
