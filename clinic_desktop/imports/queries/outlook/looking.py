"""What rows are looked at with."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.imports.model.entries import RowChoices
from clinic_desktop.imports.model.sheet import Matching


@dataclass(frozen=True, slots=True)
class RowsAsked:
    """What the columns are, what somebody chose about rows, and which day it is."""

    matching: Matching
    choices: RowChoices
    today: date
