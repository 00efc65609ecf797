"""What the one search box finds."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: which kind of thing it is, its row, its name, and what tells it from others of that name."""

    kind: Literal["superbill", "receipt", "client", "payer", "prescriber"]
    row: int
    title: str
    detail: str
