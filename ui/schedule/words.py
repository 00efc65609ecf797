"""What comes of a file, in words: of each line, and all together."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from clinic_desktop.schedule.model import Doing, SchedulerFile, ScheduleStep
from clinic_desktop.values import dates
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import mark, say, say_many
from ui.kit.text import Chip

# What is done about a line, and how it looks.
DOINGS: Mapping[Doing, tuple[str, Chip]] = MappingProxyType(
    {
        "ask": (mark("Who is it?"), "warning"),
        "unknown": (mark("Not a client"), "warning"),
        "gone": (mark("Not in the file"), "warning"),
        "plan": (mark("New visit"), "good"),
        "move": (mark("Changed"), "good"),
        "remove": (mark("Canceled"), "stop"),
        "skip": (mark("Left out"), "plain"),
        "there": (mark("There already"), "plain"),
    }
)


def when_words(step: ScheduleStep) -> str:
    """The day and the times of a line: "25 Nov 2026, 9:00 AM"."""
    one = step.appointment
    if one.day is None:
        return say("line {number}", number=one.number)
    return ", ".join(filter(None, (dates.shown(one.day), shown_time(one.starts_at))))


def count_words(steps: Sequence[ScheduleStep], read: SchedulerFile) -> str:
    """How many lines come to what: "3 new visits · 1 changed · 2 to answer · 4 there already"."""
    count = {doing: sum(1 for step in steps if step.doing == doing and not step.is_gone) for doing in DOINGS}
    gone = sum(1 for step in steps if step.is_gone)
    asked = count["ask"] + count["unknown"]
    told = (
        (count["plan"], say_many("{count} new visit", "{count} new visits", count["plan"])),
        (count["move"], say("{count} changed", count=count["move"])),
        (count["remove"], say("{count} canceled", count=count["remove"])),
        (asked, say("{count} to answer", count=asked)),
        (gone, say("{count} no longer in the file", count=gone)),
        (count["there"], say("{count} there already", count=count["there"])),
        (count["skip"], say("{count} left out", count=count["skip"])),
        (read.left_out, say("{count} on other days", count=read.left_out)),
    )
    words = [words for number, words in told if number]
    return " · ".join(words if steps else (say("Nothing stands in the file for these days."), *words))


def act_words(steps: Sequence[ScheduleStep]) -> str:
    """The words of the button that does it all."""
    ready = [step.doing for step in steps if step.is_ready]
    if ready and set(ready) == {"plan"}:
        return say_many("Plan {count} visit", "Plan {count} visits", len(ready))
    return say_many("Make {count} change", "Make {count} changes", len(ready)) if ready else say("Nothing to do yet")


def done_words(steps: Sequence[ScheduleStep]) -> str:
    """What was done, and how it is taken back."""
    count = sum(1 for step in steps if step.is_ready)
    return say_many(
        "{count} visit is as in the file. Ctrl+Z takes it back.",
        "{count} visits are as in the file. Ctrl+Z takes them back.",
        count,
    )
