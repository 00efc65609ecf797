"""A client, the alerts on their chart, and both as typed."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from clinic_desktop.wording import mark

ClientId = NewType("ClientId", int)
AlertId = NewType("AlertId", int)
ADULT_YEARS = 18

# The words of its choices, by key.
SEXES: tuple[tuple[str, str], ...] = (
    ("", mark("Not recorded")),
    ("F", mark("Female")),
    ("M", mark("Male")),
    ("X", mark("Another (X)")),
)
ALERT_KINDS: tuple[tuple[str, str], ...] = (
    ("health", mark("Health: treat differently")),
    ("allergy", mark("Allergy")),
    ("desk", mark("Front desk")),
)


@dataclass(frozen=True, slots=True)
class Client:
    """A person the clinic treats. `sex` is "", "F", "M" or "X"; dates and texts that are not known are empty.
    `is_restricted`: they asked that a payer not be told of visits."""

    id: ClientId
    version: int
    is_retired: bool
    given_name: str
    middle_name: str
    family_name: str
    preferred_name: str
    pronouns: str
    birth_date: date | None
    sex: str
    phone: str
    other_phone: str
    email: str
    street: str
    street2: str
    city: str
    state: str
    zip: str
    guardian_name: str
    guardian_relationship: str
    guardian_phone: str
    note: str
    is_restricted: bool = False

    @property
    def name(self) -> str:
        """The name as on the card: "Rosalind M. Nguyễn"."""
        return " ".join(part for part in (self.given_name, self.middle_name, self.family_name) if part)


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """A client as typed. `is_other_person` says that somebody of this name and birth date is another person."""

    given_name: str = ""
    middle_name: str = ""
    family_name: str = ""
    preferred_name: str = ""
    pronouns: str = ""
    birth_date: str = ""
    sex: str = ""
    phone: str = ""
    other_phone: str = ""
    email: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    guardian_name: str = ""
    guardian_relationship: str = ""
    guardian_phone: str = ""
    note: str = ""
    is_other_person: bool = False


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client as listed, family name first; `payer_name` is the first payer of the newest open case.

    `balance_cents` is what is open for visits, whoever is to pay it, below zero a credit; `payers_cents` of it is asked
    of payers: after a car accident or a work injury, and of a program.
    """

    id: ClientId
    is_retired: bool
    given_name: str
    family_name: str
    preferred_name: str
    birth_date: date | None
    phone: str
    payer_name: str
    balance_cents: int = 0
    payers_cents: int = 0

    @property
    def owed_cents(self) -> int:
        """What is open of what the client pays, in cents; below zero a credit."""
        return self.balance_cents - self.payers_cents

    @property
    def name(self) -> str:
        """ "Nguyễn, Rosalind (Roz)"."""
        return listed_name(self.given_name, self.family_name, self.preferred_name)


@dataclass(frozen=True, slots=True)
class Found:
    """Clients that fit what was typed, best first; `more` when there are others and more letters are needed."""

    rows: tuple[ClientRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Alert:
    """What everybody who opens the chart has to see: `kind` is "health", "allergy" or "desk"."""

    id: AlertId
    version: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class AlertDraft:
    """An alert as typed."""

    kind: str = "health"
    words: str = ""


@dataclass(frozen=True, slots=True)
class KeepRule:
    """How long a record is kept in a `state`, "" for any: so many years after the last visit, and until so many years
    of age. From a file of data, with its source and the day on which it was compared with it."""

    state: str
    years: int
    until_age: int
    source: str
    checked_on: date
    is_to_check: bool = False


def listed_name(given: str, family: str, preferred: str) -> str:
    """A client's name in a list, family name first: "Nguyễn, Rosalind (Roz)"."""
    name = f"{family}, {given}" if given else family
    return f"{name} ({preferred})" if preferred else name
