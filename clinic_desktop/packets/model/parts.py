"""What the record offers for a packet, and what of it was chosen."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clinic_desktop.packets.model.named import named_on_paper, named_on_screen

# Where papers from outside come from, as the sources of such parts: scans and files, and plans as the prescriber signed
# them. They are kept as they came, and made smaller for the way they go.
SCANS, COPIES = "attachment", "copy"
FROM_OUTSIDE = (SCANS, COPIES)
# As a visit stands in its list: the note is signed, written, or not there.
NoteState = Literal["signed", "written", "none"]


@dataclass(frozen=True, slots=True)
class PartDay:
    """A visit that a part can tell of: its row, its day, and how its note stands; or a contact, and whether it was with
    whom the packet goes to."""

    row: int
    day: date
    note: NoteState = "signed"
    is_theirs: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A paper of the record that a packet can hold.

    `key` names where it comes from and its row there ("plan:12"), `kind` is a key of PART_KINDS, `title` is what an
    index calls it, and `dated` its day, or its first and its last day, which tell it from others of that title: no day
    is part of the title. `on` is the day of the paper itself. `days` are the visits that can be chosen one by one, as
    of the notes; `told` the days of service that it tells of whatever is chosen, and `since` and `until` the first and
    the last day of what it sums up. `is_signed` is None where nobody signs such a paper. `codes` are the diagnoses it
    names, `payer` the row of the payer it was made for or came from, None where it is for nobody. `may_tell` says that
    what it tells of stands in words or in a picture, which no program reads. `fix` is the part of the chart where it is
    put right. `mark` changes whenever it says something else. `pages` are those it is known to have, 0 where it is not
    set yet. `sort` is what kind of letter or file it is, and `stands_for` the row that it is a scan of, or what it is
    about ("prescription:12", "denial:3"). `signer` is who signs it outside of the program, a key of VOICES, "" for
    nobody. `lists` is how many findings or measures it lists, where its length goes by them. `names_criteria`: it
    speaks of the table of the payer’s criteria in its packet.
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
    lists: int = 0
    names_criteria: bool = False
    dated: tuple[date, ...] = ()

    @property
    def on_screen(self) -> str:
        """Title and day as a screen has them: "Progress report, 16 Nov 2026"."""
        return named_on_screen(self.title, self.dated)

    @property
    def on_paper(self) -> str:
        """Title and day as paper has them: "Progress report, 11/16/2026"."""
        return named_on_paper(self.title, self.dated)

    @property
    def source(self) -> str:
        """Where it comes from: "plan"."""
        return self.key.partition(":")[0]

    @property
    def row(self) -> int:
        """Its row there."""
        return int(self.key.partition(":")[2])


@dataclass(frozen=True, slots=True)
class StepLetters:
    """The letters of appeals, by the keys of their parts, where a packet is about a denial: `now` is the one that is
    issued for the step that is open or next, "" without one or where that went out; `before` are those of earlier
    steps, `others` those about other denials."""

    now: str = ""
    before: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


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
    """What a packet does not hold although the record has it, and why; `dated` is its day, or its first and its last
    day, where it is one paper. `is_told` says whether the cover may say so: what is kept from a payer is told to nobody
    but who makes the packet."""

    what: str
    why: str
    is_told: bool = True
    dated: tuple[date, ...] = ()

    @property
    def on_screen(self) -> str:
        """What it is, with its day as a screen has it."""
        return named_on_screen(self.what, self.dated)

    @property
    def on_paper(self) -> str:
        """What it is, with its day as paper has it."""
        return named_on_paper(self.what, self.dated)
