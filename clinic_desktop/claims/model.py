"""A claim as the boxes of the 02/12 claim form have it, and what it is made from.

The form is 80 characters wide and 66 lines high: 10 characters and 6 lines an inch (domain 8.2). Lines and columns
are counted from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.wording import mark

# A claim has room for so many services; more go on further claims.
MOST_SERVICES = 6
ACCEPTS: Mapping[str, str] = MappingProxyType({"yes": mark("Yes"), "no": mark("No"), "": mark("Leave it blank")})
RESUBMISSIONS: Mapping[str, str] = MappingProxyType(
    {"": mark("First time"), "7": mark("Replaces an earlier claim"), "8": mark("Takes an earlier claim back")}
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of a box on the form. Numbers end at the last of its `length` columns, texts begin at the first; a text
    that `may_be_cut` is printed as far as it fits, anything else that does not fit is left out."""

    line: int
    column: int
    length: int
    text: str
    to_right: bool = False
    may_be_cut: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the form. `number` is as on the form ("24D"), `row` the line of services from 1, 0 elsewhere.

    `value` is as it must stand in the form; `source` says where it comes from, `field` is where that is put right, a
    field of the bill or a part of the chart. `missing` says what is wrong, `blank` why it stays empty on purpose.
    """

    number: str
    label: str
    value: str = ""
    pieces: tuple[Printed, ...] = ()
    row: int = 0
    field: str = ""
    source: str = ""
    missing: str = ""
    blank: str = ""


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """One sheet of the form: `number` of `count`, its charges and payments in cents."""

    number: int
    count: int
    boxes: tuple[Box, ...]
    charged_cents: int
    paid_cents: int


@dataclass(frozen=True, slots=True)
class ServiceOnClaim:
    """A service of a bill on a line of the form. `visit` and `service` are its places on the bill; amounts are cents,
    the charge less its share of the discount of its visit."""

    visit: int
    service: int
    charged_cents: int
    paid_cents: int


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts, as the form has them in another order than the record."""

    given: str = ""
    middle: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class OtherPolicy:
    """The policy that pays second."""

    name: PersonName = PersonName()
    member_id: str = ""
    plan_name: str = ""


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """All that a claim is made from: the bill, and what only the form asks for.

    `released_on` and `assigned_on` are the days of the signatures that are on file, None without one.
    """

    bill: Bill
    patient: PersonName = PersonName()
    subscriber: PersonName = PersonName()
    other: OtherPolicy | None = None
    released_on: date | None = None
    assigned_on: date | None = None
    in_network: bool = False


@dataclass(frozen=True, slots=True)
class ClaimChoices:
    """What the person chooses: `accepts` is a key of ACCEPTS, `resubmission` one of RESUBMISSIONS, `original` the
    payer’s number of the earlier claim."""

    accepts: str = "yes"
    resubmission: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Offsets:
    """How far the first character of the form stands from the left and the upper edge of the paper, in hundredths of
    an inch."""

    left: int = 28
    top: int = 33


# More than an inch off is no printer, but another form.
LEAST_OFFSET, MOST_OFFSET = 0, 100
NO_OFFSETS = Offsets()


@dataclass(frozen=True, slots=True)
class ClaimProposal:
    """Whether a worksheet is proposed for a case, and why or what else it is for."""

    is_proposed: bool
    words: str = field(default="")
