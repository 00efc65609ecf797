"""What the one search box finds."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: which kind of thing it is, its row, its name, and what tells it from others of that name. `part`
    says where it is opened, where the row alone does not. A "sold_card" is a gift card of nobody on record."""

    kind: Literal[
        "superbill",
        "receipt",
        "statement",
        "year_receipt",
        "estimate",
        "benefit_statement",
        "contact",
        "client",
        "payer",
        "prescriber",
        "gift_card",
        "sold_card",
        "packet",
        "denial",
        "file",
        "letter",
        "imported_visit",
    ]
    row: int
    title: str
    detail: str
    part: str = ""
