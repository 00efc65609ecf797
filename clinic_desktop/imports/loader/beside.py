"""Looks through a whole file beside the window, and imports its rows there: over connections of its own."""

import hashlib
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

from clinic_desktop.imports.loader.table import read_table
from clinic_desktop.imports.loader.words import heading_words
from clinic_desktop.imports.model.entries import RowChoices
from clinic_desktop.imports.model.fields import DAYS, Kind
from clinic_desktop.imports.model.made import ImportMade
from clinic_desktop.imports.model.sheet import DaysSeen, HowRead, ImportTable, Matching
from clinic_desktop.imports.queries.batches import import_of_file, remembered_matching
from clinic_desktop.imports.queries.outlook.looking import RowsAsked
from clinic_desktop.imports.queries.outlook.whole import Outlook, outlook
from clinic_desktop.imports.rules.days import days_in, order_of
from clinic_desktop.imports.rules.matching import proposed
from clinic_desktop.jobs import Progress
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.writer import open_reader


@dataclass(frozen=True, slots=True)
class ImportAsk:
    """What is asked of a file: all of its bytes, what is in them, and how somebody wants it read. `matching` is what
    somebody chose, None where nobody did; `table` the file as it was read before, None to read it."""

    content: bytes = field(repr=False)
    kind: Kind
    today: date
    how: HowRead = field(default_factory=HowRead)
    matching: Matching | None = None
    choices: RowChoices = field(default_factory=RowChoices)
    table: ImportTable | None = None


@dataclass(frozen=True, slots=True)
class ImportSeen:
    """The file as it was read; `chosen` is what its columns are as proposed, remembered or chosen, and `matching` the
    same with the order of its days, where they tell it. `is_remembered` where that is as somebody chose it for another
    file; `days` how its days are written; `before` when this very file was imported last, None where it was not."""

    table: ImportTable
    chosen: Matching
    matching: Matching
    is_remembered: bool
    days: DaysSeen
    outlook: Outlook
    before: ImportMade | None


def look_beside(keys: KeyRing, ask: ImportAsk, progress: Progress) -> ImportSeen:
    """As `look_through`, over a connection of its own: for a job beside the window. Raises StoreTrouble too."""
    with closing(open_reader(keys.folder, keys.key)) as read:
        return look_through(read, ask, progress)


def look_through(read: Reader, ask: ImportAsk, progress: Progress) -> ImportSeen:
    """What a file says, and what would come of each of its rows. Raises Unreadable and Cancelled."""
    table = ask.table or read_table(ask.content, ask.how, progress)
    remembered = remembered_matching(read, ask.kind, table.headings) if ask.matching is None else None
    chosen = ask.matching or remembered or Matching(proposed(table, ask.kind, heading_words()))
    if remembered:
        # What the last file left open, this one may tell.
        chosen = Matching(chosen.columns, None, chosen.reads_short_years)
    days = days_in(_days(table, chosen))
    day_first = chosen.day_first
    if day_first is None:
        day_first = order_of(days)
    if day_first is None and remembered:
        day_first = remembered.day_first
    matching = Matching(chosen.columns, day_first, chosen.reads_short_years)
    found = outlook(read, table, ask.kind, RowsAsked(matching, ask.choices, ask.today), progress)
    before = import_of_file(read, table.digest, ask.kind)
    return ImportSeen(table, chosen, matching, remembered is not None, days, found, before)


def digest_of(content: bytes) -> str:
    """What stands for the bytes of a file."""
    return hashlib.sha256(content).hexdigest()


def _days(table: ImportTable, matching: Matching) -> list[str]:
    places = [at for at, key in enumerate(matching.columns) if key in DAYS]
    return [row.cells[at] for row in table.rows for at in places if at < len(row.cells) and row.cells[at]]
