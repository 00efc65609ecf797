"""Reads a progress report as typed."""

from datetime import date
from typing import Any

from clinic_desktop.progress.model import PART_LETTERS, REPORT_KINDS, REPORT_PARTS, ProgressReportDraft
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import optional_day
from clinic_desktop.wording import say

Values = dict[str, Any]


def report_values(draft: ProgressReportDraft, today: date, *, signs: bool) -> Values:
    """The columns of a report but its case and therapist; raises Refused. `signs`: it is about to be signed, and then
    it says how the client is and, unless treatment ends, what comes next."""
    found = Problems()
    if draft.kind not in REPORT_KINDS:
        found.add("kind", say("Choose the kind of report."))
    since = found.read("since", dates.parse_date, draft.since, today)
    day = found.read("day", dates.parse_date, draft.day, today)
    if day and day > today:
        found.add("day", say("This day is in the future: a report tells what happened."))
    elif since and day and day < since:
        found.add("day", say("This is before the first day that the report tells of."))
    next_on = optional_day(found, "next_on", draft.next_on, today)
    if next_on and day and next_on <= day:
        found.add("next_on", say("The next report comes after this one."))
    if next_on and draft.kind == "discharge":
        found.add("next_on", say("After a discharge no report is due. Leave it empty."))
    values: Values = {part: plain(getattr(draft, part)) for part in REPORT_PARTS}
    if signs and not values["status"]:
        found.add("status", say("Say how the client is now, in what they can do."))
    if signs and draft.kind == "progress" and not values["ahead"]:
        found.add("ahead", say("Say how treatment goes on, or make it a discharge report."))
    found.limit(values, dict.fromkeys(REPORT_PARTS, PART_LETTERS))
    found.refuse()
    days = {"since": since, "day": day, "next_on": next_on}
    return {"kind": draft.kind} | values | {name: one.isoformat() if one else "" for name, one in days.items()}
