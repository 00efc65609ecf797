"""A packet as it goes on paper: all that its pages say, ready to be bound, and the volumes that come of it."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.errors import ClinicError
from clinic_desktop.packets.model.named import named_on_screen
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the packet does not hold and might, and why: "Visit notes before 06/01/2026", "Not asked for"."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """What the cover says, in words ready to be printed; "" or () leaves a line out.

    `about` are the lines that tell the payer whom it concerns, each a label and its value: ("Patient", "Ana Ruiz").
    `way` is a key of WAYS_TO_SEND; "fax" makes the cover a fax sheet.
    """

    clinic_name: str
    payer_name: str
    purpose: str
    way: str
    confidentiality: str
    clinic_address: tuple[str, ...] = ()
    clinic_phone: str = ""
    clinic_fax: str = ""
    sender: str = ""
    attention: str = ""
    department: str = ""
    payer_fax: str = ""
    payer_phone: str = ""
    payer_address: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class PartMark:
    """A place within a part that has a bookmark of its own: its words, mostly a day, and its page there from 1."""

    words: str
    page: int


@dataclass(frozen=True, slots=True)
class PartPaper:
    """A part: a finished PDF without active content, under a key that no other part of the packet has.

    `days` are the days that it is about, in any order; the index prints the first and the last. `dated` is the day, or
    the first and the last, that the paper itself goes by where no column of days stands beside its title.
    """

    key: str
    title: str
    days: tuple[date, ...]
    pdf: bytes
    marks: tuple[PartMark, ...] = ()
    dated: tuple[date, ...] = ()

    @property
    def on_screen(self) -> str:
        """Title and day as a screen has them, for a sentence about it."""
        return named_on_screen(self.title, self.dated)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the plan asks for, by which source, and what answers it; the evidence stands on a page of a part, counted
    from 1 within that part. Where `part` is "" or not in the packet, the table says that it is not enclosed."""

    words: str
    source: str
    evidence: str
    part: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Limit:
    """How much goes out at a time: bytes of a file, pages with the cover and the index; None is any number."""

    bytes: int | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class PacketPaper:
    """A packet to be bound. `initials` are the client's, plain letters from A to Z, or "" where there are none."""

    number: int
    initials: str
    title: str
    cover: CoverFacts
    parts: tuple[PartPaper, ...]
    made_on: date
    criteria: tuple[Criterion, ...] = ()
    limit: Limit = Limit()


@dataclass(frozen=True, slots=True)
class Volume:
    """A file to send. Its pages are numbered on from `first_page`, which in the first volume is 1."""

    pdf: bytes
    first_page: int
    pages: int


class PartUnreadable(ClinicError):
    """A part is no PDF with a page in it; `part` is its key."""

    def __init__(self, key: str, name: str) -> None:
        """Name the part, as a screen has it."""
        super().__init__(say("“{title}” cannot be read: take it out, or add it again.", title=name))
        self.part = key


class PageTooLarge(ClinicError):
    """One page alone, with the cover and the index, passes the limit of bytes: shrink it, or send it another way.

    `part` is its key, `page` is counted from 1 within the part, `size` and `limit` are bytes.
    """

    def __init__(self, part: PartPaper, page: int, size: int, limit: int) -> None:
        """Name the page."""
        words = say("Page {page} of “{title}” alone is larger than what can be sent.", page=page, title=part.on_screen)
        super().__init__(words)
        self.part, self.page, self.size, self.limit = part.key, page, size, limit


class LimitTooSmall(ClinicError):
    """The cover and the index leave no room for a page; `pages` and `bytes` are what these two need alone."""

    def __init__(self, pages: int, size: int) -> None:
        """Say what they need."""
        super().__init__(say("The cover and the index alone pass the limit for one file. Allow larger files."))
        self.pages, self.bytes = pages, size
