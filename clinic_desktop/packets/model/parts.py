"""What the record offers for a packet, and what of it was chosen."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

# Where scans and files come from: the source of such a part.
SCANS = "attachment"
# As a visit stands in its list: the note is signed, written, or not there.
NoteState = Literal["signed", "written", "none"]


@dataclass(frozen=True, slots=True)
class PartDay:
    """A visit that a part can tell of: its row, its day, and how its note stands."""

    row: int
    day: date
    note: NoteState = "signed"


@dataclass(frozen=True, slots=True)
class Part:
    """A paper of the record that a packet can hold.

    `key` names where it comes from and its row there ("plan:12"), `kind` is a key of PART_KINDS, `title` is what an
    index calls it. `on` is the day of the paper itself. `days` are the visits that can be chosen one by one, as of the
    notes; `told` the days of service that it tells of whatever is chosen, and `since` and `until` the first and the
    last day of what it sums up. `is_signed` is None where nobody signs such a paper. `codes` are the diagnoses it
    names, `payer` the row of the payer it was made for or came from, None where it is for nobody. `may_tell` says that
    what it tells of stands in words or in a picture, which no program reads. `fix` is the part of the chart where it is
    put right. `mark` changes whenever it says something else. `pages` are those it is known to have, 0 where it is not
    set yet. `sort` is what kind of letter or file it is, and `stands_for` the row that it is a scan of, or what it is
    about ("prescription:12", "denial:3"). `signer` is who signs it outside of the program, a key of VOICES, "" for
    nobody. `names_criteria`: it speaks of the table of the payer’s criteria in its packet.
    """

    key: str
    kind: str
    title: str
    on: date | None = None
    days: tuple[PartDay, ...] = ()
    told: tuple[date, ...] = ()
    since: date | None = None
    until: date | None = None
    is_signed: bool | None = None
    codes: tuple[str, ...] = ()
    payer: int | None = None
    may_tell: bool = False
    fix: str = ""
    mark: str = ""
    pages: int = 0
    sort: str = ""
    stands_for: str = ""
    signer: str = ""
    names_criteria: bool = False

    @property
    def source(self) -> str:
        """Where it comes from: "plan"."""
        return self.key.partition(":")[0]

    @property
    def row(self) -> int:
        """Its row there."""
        return int(self.key.partition(":")[2])


@dataclass(frozen=True, slots=True)
class ChosenPart:
    """A part in its place in a packet; `visits` are the rows of the visits it tells of, for a part with days."""

    key: str
    visits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferedPart:
    """A part that the record offers, as the builder shows it: whether it is in, and why it is proposed or not."""

    part: Part
    why: str
    is_proposed: bool
    visits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Omission:
    """What a packet does not hold although the record has it, and why. `is_told` says whether the cover may say so:
    what is kept from a payer is told to nobody but who makes the packet."""

    what: str
    why: str
    is_told: bool = True
