"""The deadlines as a file for a calendar: days and numbers of denials, and not a word about whose they are.

A calendar lies outside the encrypted file, often on somebody else’s server: names, payers and reasons stay here.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from clinic_desktop.appeals.model import REMIND_DAYS, DueStep
from clinic_desktop.wording import say

CALENDAR_NAME = "deadlines.ics"
_MAKER = "-//Clinic Desktop//Deadlines//EN"
_MINUTE = 60
# What waits for the plan, and not for the clinic.
_OF_THE_PLAN = ("answer", "ask")


def calendar(steps: Sequence[DueStep], now: datetime) -> bytes:
    """A file in iCalendar with a whole day for each step that has one, and alarms 30, 14 and 3 days before; of an
    answer of the plan on the day itself. `now` is UTC.

    The UID of a step is the same each time, so that a calendar moves it instead of showing it twice.
    """
    # Imported late: few ever save one.
    from icalendar import Alarm, Calendar, Event

    made = Calendar()
    made.add("prodid", _MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for one in steps:
        if one.due_on is None:
            continue
        event = Event()
        event.add("uid", _uid(one))
        event.add("dtstamp", now)
        # What is saved later counts, wherever a day was moved meanwhile.
        event.add("sequence", int(now.timestamp()) // _MINUTE)
        event.add("dtstart", one.due_on)
        event.add("dtend", one.due_on + timedelta(1))
        event.add("summary", summary(one))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        for days in (0,) if one.kind in _OF_THE_PLAN else REMIND_DAYS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", summary(one))
            alarm.add("trigger", timedelta(-days))
            event.add_component(alarm)
        made.add_component(event)
    return bytes(made.to_ical())


def summary(one: DueStep) -> str:
    """What a calendar shows: "Appeal due, denial no. 12"."""
    if one.kind == "answer":
        return say("Appeal: answer due, denial no. {number}", number=one.denial)
    if one.kind == "ask":
        return say("Appeal: ask what became of it, denial no. {number}", number=one.denial)
    if one.level == "external":
        return say("External review due, denial no. {number}", number=one.denial)
    return say("Appeal due, denial no. {number}", number=one.denial)


def _uid(one: DueStep) -> str:
    kind = "answer" if one.kind in _OF_THE_PLAN else "due"
    return f"denial-{one.denial}-{one.level}-{kind}@clinic-desktop"
