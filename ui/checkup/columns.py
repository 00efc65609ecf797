"""The list of a check: its parts, and what each found."""

from typing import NamedTuple

from clinic_desktop.checkup.model import PARTS
from clinic_desktop.checkup.rules import counted
from clinic_desktop.store.check.model import PartFound
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


class CheckLine(NamedTuple):
    """A part of a check as it stands in the list."""

    id: int
    found: PartFound


CHECK_COLUMNS: tuple[Column[CheckLine], ...] = (
    Column(mark("Part"), lambda one: say(PARTS[one.found.key].title), share=4, least="Papers that were issued"),
    Column(
        mark("What is looked at"),
        lambda one: say(PARTS[one.found.key].checks),
        share=8,
        least="Whether each row is as its last",
        spare=1,
    ),
    Column(mark("Found"), lambda one: counted(one.found), right=True, share=4, least="10,000 checked"),
)
