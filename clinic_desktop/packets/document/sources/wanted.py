"""What a part is made from, and what comes of it."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.packets.model.paper import PartMark
from clinic_desktop.packets.model.parts import ChosenPart, Part
from clinic_desktop.store.reader import Reader


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """A part as it was chosen; `payer` is the row of the payer it goes to, None for somebody else; `kept` are the days
    of visits that this payer is not told of, `until` the last day that the packet tells of."""

    read: Reader
    chosen: ChosenPart
    part: Part
    today: date
    payer: int | None = None
    kept: frozenset[date] = frozenset()
    until: date | None = None

    @property
    def row(self) -> int:
        """The row that it comes from."""
        return self.part.row


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A finished PDF, and the places within it that have bookmarks of their own."""

    pdf: bytes
    marks: tuple[PartMark, ...] = ()
