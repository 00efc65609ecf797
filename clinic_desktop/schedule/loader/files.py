"""Reads whatever file of a scheduler: sees by what it holds which kind it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, tzinfo
from pathlib import Path

from clinic_desktop.schedule.loader.calendar import events_in, is_calendar
from clinic_desktop.schedule.loader.text import table_in, text_of
from clinic_desktop.schedule.model import MOST_BYTES, DaySpan, SchedulerFile
from clinic_desktop.schedule.rules.columns import guessed_columns, with_headings
from clinic_desktop.schedule.rules.rows import appointments_in
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say


def content_of(path: Path) -> bytes:
    """The bytes of a file, one more than may be read where it is too big. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as trouble:
        why = getattr(trouble, "strerror", "") or str(trouble)
        raise Unreadable(say("The file cannot be read: {why}.", why=why)) from trouble


def read_schedule(content: bytes, span: DaySpan, today: date, zone: tzinfo | None = None) -> SchedulerFile:
    """What a file says for the chosen days: of a table with the columns as guessed. `zone` is the clinic’s, None for
    the computer’s own. Raises Unreadable."""
    text = text_of(content)
    if not text.strip():
        raise Unreadable(say("The file is empty."))
    if is_calendar(text):
        return events_in(text, span, zone)
    sheet = with_headings(table_in(text), today)
    if not sheet.rows:
        raise Unreadable(say("The table has headings, and nothing below them."))
    return appointments_in(sheet, guessed_columns(sheet, today), span, today, zone)


def with_columns(
    read: SchedulerFile, columns: Mapping[str, int], span: DaySpan, today: date, zone: tzinfo | None = None
) -> SchedulerFile:
    """The same table with other columns, or for other days; a calendar stays as it was read."""
    if read.sheet is None:
        return replace(read)
    return appointments_in(read.sheet, columns, span, today, zone)
