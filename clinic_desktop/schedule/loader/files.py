"""Reads whatever file of a scheduler: sees by what it holds which kind it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, tzinfo
from pathlib import Path

from clinic_desktop.jobs import Progress
from clinic_desktop.schedule.loader.calendar import events_in, is_calendar
from clinic_desktop.schedule.loader.text import refuse_size, table_in, text_of
from clinic_desktop.schedule.model import MOST_BYTES, MOST_COLUMNS, DaySpan, SchedulerFile
from clinic_desktop.schedule.rules.columns import guessed_columns, with_headings
from clinic_desktop.schedule.rules.rows import appointments_in
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises Unreadable, also for one that is too big, before it is read."""
    try:
        if path.exists() and not path.is_file():
            # A folder; or a pipe, which would be waited for.
            raise Unreadable(say("This is no file."))
        refuse_size(path.stat().st_size)
        with path.open("rb") as file:
            # No more than that, though it grows meanwhile.
            return file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise Unreadable(say("The file cannot be read: {why}.", why=trouble.strerror or str(trouble))) from trouble


def read_schedule(
    content: bytes, span: DaySpan, today: date, zone: tzinfo | None = None, *, progress: Progress | None = None
) -> SchedulerFile:
    """What a file says for the chosen days: of a table with the columns as guessed. `zone` is the clinic’s, None for
    the computer’s own. Raises Unreadable, and Cancelled where `progress` was asked to stop."""
    text = text_of(content)
    if not text.strip():
        raise Unreadable(say("The file is empty."))
    if is_calendar(text):
        return events_in(text, span, zone, progress)
    sheet = with_headings(table_in(text), today)
    if not sheet.rows:
        raise Unreadable(say("The table has headings, and nothing below them."))
    columns = guessed_columns(sheet, today)
    if "day" not in columns and len(sheet.headings) >= MOST_COLUMNS:
        words = say("Only the first {most} columns are read, and none of them has the day.", most=MOST_COLUMNS)
        raise Unreadable(words)
    return appointments_in(sheet, columns, span, today, zone)


def with_columns(
    read: SchedulerFile, columns: Mapping[str, int], span: DaySpan, today: date, zone: tzinfo | None = None
) -> SchedulerFile:
    """The same table with other columns, or for other days; a calendar stays as it was read."""
    if read.sheet is None:
        return replace(read)
    return appointments_in(read.sheet, columns, span, today, zone)
