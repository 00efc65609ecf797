"""The text of a calendar before it is read: its zones taken out, what is past left out, and half a file seen as one."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from clinic_desktop.schedule.loader.zones import Zones, own_zones

_REPEATS = r"(?im)^(?:RRULE|RDATE|RECURRENCE-ID)\b"
# The zone of a start may have colons in its name, between marks.
_STARTS = r'(?im)^DTSTART(?:[^:"\n]|"[^"\n]*")*:([0-9]{8})'
_NAMES = r"(?im)^(?:PRODID|X-WR-CALNAME|X-WR-RELCALID)\b[^:\n]*:.*$"
# What is not looked at, and may be long.
_UNREAD = r"(?im)^(?:DESCRIPTION|COMMENT|ATTACH|X-[^:;\n]*)[:;].*\n"
# In another zone it may be the next day here.
_BEFORE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class CalendarText:
    """A calendar's text with so many `events`; `dropped` is how many were past, `is_cut` whether the file ends in the
    middle, `name` what tells it from other calendars, `zones` those that it describes."""

    text: str
    events: int
    dropped: int
    is_cut: bool
    name: str
    zones: Zones


def prepared(text: str, first: date) -> CalendarText:
    """The text with one kind of line ends, without folds, and without events that were over before `first`."""
    text = re.sub(r"\n[ \t]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    zones, text = _taken_out(text, "VTIMEZONE")
    before, *blocks = _cut(text, "VEVENT")
    name = "\n".join(sorted(set(re.findall(_NAMES, before))))
    is_cut = bool(blocks) and not re.search(r"(?im)^END:VEVENT\b", blocks[-1])
    if is_cut:
        blocks.pop()
    kept, dropped = [before], 0
    for block in blocks:
        left = _after_past(block, (first - _BEFORE).strftime("%Y%m%d") if first.year > 1 else "")
        dropped += left is not None
        kept.append(re.sub(_UNREAD, "", block) if left is None else left)
    whole = "".join(kept)
    if not re.search(r"(?im)^END:VCALENDAR\b", kept[-1]):
        is_cut = True
        whole += "\nEND:VCALENDAR\n"
    return CalendarText(whole, len(blocks) - dropped, dropped, is_cut, name, own_zones(zones))


def _after_past(block: str, first: str) -> str | None:
    """What stands behind a single event that was over before a day; None for one that was not, or that repeats."""
    starts = re.search(_STARTS, block)
    if not (starts and starts[1] < first) or re.search(_REPEATS, block):
        return None
    end = re.search(r"(?im)^END:VEVENT[^\n]*\n?", block)
    return block[end.end() :] if end else None


def _taken_out(text: str, name: str) -> tuple[list[str], str]:
    """The blocks of a name, and the text without them."""
    before, *blocks = _cut(text, name)
    taken, left = [], [before]
    for block in blocks:
        end = re.search(rf"(?im)^END:{name}\b[^\n]*\n?", block)
        taken.append(block[: end.end()] if end else "")
        left.append(block[end.end() :] if end else block)
    return taken, "".join(left)


def _cut(text: str, name: str) -> list[str]:
    """A text cut before each block of a name: so that the end of one is never looked for in all of the rest."""
    return re.split(rf"(?im)^(?=BEGIN:{name}\b)", text)
