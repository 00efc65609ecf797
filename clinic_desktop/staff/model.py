"""A person who signs in."""

from dataclasses import dataclass
from typing import NewType

PersonId = NewType("PersonId", int)


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the clinic; `slot` names their key in the vault, `therapist` is the therapist they are."""

    id: PersonId
    version: int
    name: str
    slot: str
    is_owner: bool
    therapist: int | None


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as typed. `therapist` is the therapist's id as text, "" for nobody."""

    name: str = ""
    therapist: str = ""
