"""US mailing addresses as typed: read into columns, and written as the lines of an envelope."""

from typing import Protocol

from clinic_desktop.values.identifiers import parse_state, parse_zip
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain


class Addressed(Protocol):
    """Anything with the parts of a US address; each may be ""."""

    @property
    def street(self) -> str:
        """House number and street."""

    @property
    def street2(self) -> str:
        """Suite, floor, apartment."""

    @property
    def city(self) -> str:
        """City."""

    @property
    def state(self) -> str:
        """Two letters."""

    @property
    def zip(self) -> str:
        """Five or nine digits."""


def address_values(found: Problems, typed: Addressed) -> dict[str, str]:
    """The five columns of an address that may be missing or half known; what is there has to be readable."""
    return {
        "street": plain(typed.street),
        "street2": plain(typed.street2),
        "city": plain(typed.city),
        "state": found.maybe("state", parse_state, typed.state),
        "zip": found.maybe("zip", parse_zip, typed.zip),
    }


def address_lines(place: Addressed) -> tuple[str, ...]:
    """The lines of an envelope below the name; empty parts leave no gap."""
    region = " ".join(part for part in (place.state, place.zip) if part)
    last = ", ".join(part for part in (place.city, region) if part)
    return tuple(line for line in (place.street, place.street2, last) if line)
