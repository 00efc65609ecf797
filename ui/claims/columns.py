"""What the list of boxes shows."""

from dataclasses import dataclass

from clinic_desktop.claims.document.worksheet import about_words, number_words, value_words
from clinic_desktop.claims.model import Box
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A box as listed; `id` is its place in the form from 1."""

    id: int
    box: Box
    is_done: bool


BOX_COLUMNS: tuple[Column[BoxRow], ...] = (
    Column(mark("Box"), lambda row: number_words(row.box), share=2, least="24D, line 6"),
    Column(mark("What it is"), lambda row: row.box.label, share=4),
    Column(mark("Value"), lambda row: value_words(row.box), share=5),
    Column(mark("Done"), lambda row: say("Copied") if row.is_done else "", least="Copied"),
    Column(mark("Where it comes from"), lambda row: about_words(row.box), share=6, spare=1),
)
