"""A report as it is shown, saved and printed: columns, lines with values, a sum, and a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from clinic_desktop.values.bars import BarChart
from clinic_desktop.wording import mark

CellKind = Literal["text", "money", "count", "used", "percent", "day"]
# Text, cents, a number or a day, as the kind of its column says; None where there is nothing to say.
Cell = str | int | date | None

# How long ago the date of service is: the last day of each age in days, None for all that is older.
AGES: tuple[tuple[int | None, str], ...] = (
    (30, mark("0–30 days")),
    (60, mark("31–60 days")),
    (90, mark("61–90 days")),
    (None, mark("Over 90 days")),
)
# By what income is told apart.
INCOME_BY: Mapping[str, str] = MappingProxyType(
    {
        "part": mark("What it was for"),
        "therapist": mark("Therapist"),
        "service": mark("Service"),
        "method": mark("How it was paid"),
        "payer": mark("Payer"),
        "tips": mark("Tips by therapist"),
    }
)
# The parts of a payment in the order of its form: the first is for treatment.
INCOME_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "service": mark("Treatment"),
        "tip": mark("Tips"),
        "tax": mark("Tax"),
        "product": mark("Products"),
        "other": mark("Other"),
        "credit": mark("On account"),
        "sold": mark("Packages and gift cards"),
    }
)
Grain = Literal["week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """Which report: its key, by what it is told apart or what is chosen of it, its period, and the line that is looked
    behind ("" for the report itself)."""

    report: str
    by: str = ""
    period: Period | None = None
    behind: str = ""


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column; `share`, `least` and `spare` are as of a list on the screen. On paper those `beside` stand small below
    the line."""

    title: str
    kind: CellKind = "text"
    share: int = 2
    least: str = ""
    spare: int = 0
    beside: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right of its column."""
        return self.kind in ("money", "count", "used", "percent")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line: a cell a column, and where it leads: to a part of a place, that of the clients most often, or behind
    itself."""

    id: int
    cells: tuple[Cell, ...]
    part: str = ""
    place: str = "clients"
    behind: ReportAsked | None = None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report that was made. `about` says what is counted, `beside` what stands beside the sum, `empty` what belongs
    here. The sum is over all lines, None where nothing is summed."""

    key: str
    title: str
    about: str
    columns: tuple[ReportColumn, ...]
    lines: tuple[ReportLine, ...]
    empty: str
    total: tuple[Cell, ...] | None = None
    chart: BarChart | None = None
    beside: str = ""
