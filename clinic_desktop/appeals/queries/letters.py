"""Reads which letters were issued for the steps against a denial. Letters have a room above this one: it says here what
it issued, and takes back what it voids."""

from clinic_desktop.appeals.model import STEP_LETTERS, Level
from clinic_desktop.store.reader import Reader


def letter_for(read: Reader, denial: int, level: Level) -> int | None:
    """The letter that was issued last for a step at this level, and is not void; None where there is none, or where a
    step has it already."""
    kinds = [kind for kind, levels in STEP_LETTERS.items() if level in levels]
    marks = ", ".join("?" * len(kinds))
    sql = (
        f"SELECT letter_id FROM denial_letters WHERE denial_id = ? AND kind IN ({marks}) AND retired_at IS NULL"  # noqa: S608 - marks
        " AND NOT EXISTS (SELECT 1 FROM appeals WHERE appeals.letter_id = denial_letters.letter_id"
        " AND appeals.retired_at IS NULL) ORDER BY id DESC LIMIT 1"
    )
    return next((int(one["letter_id"]) for one in read.all(sql, denial, *kinds)), None)
