"""Looks through a whole file beside the window: reads it, and the record for each of its lines."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

from clinic_desktop.jobs import Progress
from clinic_desktop.schedule.loader.files import read_schedule, with_columns
from clinic_desktop.schedule.model import Columns, DaySpan, SchedulerFile, ScheduleStep
from clinic_desktop.schedule.queries.drafts import Desk
from clinic_desktop.schedule.queries.dry_run import Kept, remembered_columns, schedule_steps
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.writer import open_reader


@dataclass(frozen=True, slots=True)
class FileLook:
    """What is asked of a file: all of its bytes, for these days; `own` is the therapist who is signed in. `columns`
    were chosen by somebody, None where nobody did; `choices` are as those of `schedule_steps`."""

    content: bytes = field(repr=False)
    span: DaySpan
    today: date
    own: int | None = None
    columns: Columns | None = None
    choices: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileSeen:
    """The file as it was read, what comes of it, and what was looked up for that."""

    read: SchedulerFile
    steps: tuple[ScheduleStep, ...]
    kept: Kept


def look_beside(keys: KeyRing, look: FileLook, progress: Progress) -> FileSeen:
    """As `look_through`, over a connection of its own: for a job beside the window. Raises StoreTrouble too."""
    with closing(open_reader(keys.folder, keys.key)) as read:
        return look_through(read, look, progress)


def look_through(read: Reader, look: FileLook, progress: Progress) -> FileSeen:
    """What a file says, and what comes of each of its appointments. Raises Unreadable and Cancelled."""
    found = read_schedule(look.content, look.span, look.today, progress=progress)
    if found.sheet:
        chosen = look.columns if look.columns is not None else remembered_columns(read, found.sheet.headings)
        if chosen:
            found = with_columns(found, chosen, look.span, look.today)
    kept: Kept = {}
    desk = Desk(read, look.today, look.own)
    return FileSeen(found, schedule_steps(desk, found, look.choices, kept, progress), kept)
