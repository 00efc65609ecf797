"""A person who signs in, and the role that says what they may do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

PersonId = NewType("PersonId", int)

# What owners are told of: see the migration that makes the table.
NoticeKind = Literal["recovery", "other key", "key of gone", "restore", "old owner", "tries"]
Role = Literal["owner", "therapist", "front_desk", "biller", "read_only"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the clinic; `slot` names their key in the vault, `therapist` is the therapist they are. `disabled_at`
    is the moment since when they cannot sign in, None for who can."""

    id: PersonId
    version: int
    name: str
    slot: str
    role: Role
    therapist: int | None
    disabled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as typed. `therapist` is the therapist's id as text, "" for nobody; `role` is a key of `rules.ROLES`."""

    name: str = ""
    therapist: str = ""
    role: str = "therapist"


@dataclass(frozen=True, slots=True)
class Emergency:
    """Emergency access of a person, as asked for: from when until when at the longest, and when it was ended sooner or
    found to be over. `run` names it for whoever counts its minutes."""

    id: int
    version: int
    person: int
    name: str
    role: Role
    reason: str
    begun: datetime
    until: datetime
    ended: datetime | None
    run: str = ""


@dataclass(frozen=True, slots=True)
class FailedTries:
    """How often somebody failed to sign in as a person, or with the recovery key (`name` is "" then)."""

    id: int
    name: str
    many: int
    last: datetime


@dataclass(frozen=True, slots=True)
class OwnerNotice:
    """What every owner is told until they say that they saw it: of whom (`name` is "" for nobody), and, of a restore,
    when the backup was made."""

    id: int
    kind: NoticeKind
    person: int
    name: str
    about: datetime | None
    noted: datetime


@dataclass(frozen=True, slots=True)
class KeyFound:
    """A key that the record does not know yet: the name of its slot, its mark, None where that is nothing to keep, and
    what owners are told, "" for nothing."""

    slot: str
    mark: str | None
    notice: NoticeKind | Literal[""] = ""
