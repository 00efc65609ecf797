"""How visits are spoken of in lists and on buttons."""

from clinic_desktop.values import dates
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.model import GivenService, Technique, Visit, VisitNote, VisitRow
from clinic_desktop.wording import say, say_many


def when(row: Visit | VisitRow) -> str:
    """The day and the times: "12 Oct 2026, 9:00 AM – 10:00 AM"."""
    times = " – ".join(shown_time(time) for time in (row.starts_at, row.ends_at) if time)
    day = dates.shown(row.date_of_service)
    return f"{day}, {times}" if times else day


def new_title(status: str) -> str:
    """What is done with the form of a new visit."""
    return say("Plan a visit") if status == "planned" else say("Record a visit")


def note_words(row: Visit | VisitRow, *, on_paper: bool) -> str:
    """How far the note of a visit is."""
    if row.status == "planned":
        return ""
    if row.note == "signed":
        return say("Note signed")
    if on_paper:
        return say("Note on paper")
    return say("Note not signed") if row.note == "written" else say("No note yet")


def bill_number(row: Visit | VisitRow) -> str:
    """The bills of a visit in a list: "No. 1001", "No. 1001, 1002"; "" without one."""
    numbers = ", ".join(str(number) for number in (row.superbill, row.receipt, row.statement) if number)
    return say("No. {number}", number=numbers) if numbers else ""


def bill_words(row: Visit | VisitRow) -> tuple[str, ...]:
    """The bills of a visit, each by what it is: "Superbill no. 1001"."""
    names = (
        (row.superbill, say("Superbill no. {number}", number=row.superbill)),
        (row.receipt, say("Receipt no. {number}", number=row.receipt)),
        (row.statement, say("Statement no. {number}", number=row.statement)),
    )
    return tuple(words for number, words in names if number)


def service_words(one: GivenService) -> str:
    """A service in a line: "Massage (MT001), 60 minutes, 4 units, 9:00 AM – 10:00 AM, Neck, for M54.2"."""
    name = f"{one.name} ({one.procedure_code})" if one.procedure_code else one.name
    times = " – ".join(shown_time(time) for time in (one.starts_at, one.ends_at) if time)
    parts = (
        name,
        say_many("{count} minute", "{count} minutes", one.minutes) if one.minutes else "",
        say_many("{count} unit", "{count} units", one.units) if one.is_timed else "",
        times,
        one.region,
        say("modifiers {list}", list=one.modifiers) if one.modifiers else "",
        say("for {codes}", codes=" ".join(one.diagnoses)) if one.diagnoses else "",
    )
    return ", ".join(part for part in parts if part)


def measured_words(note: VisitNote) -> tuple[tuple[str, str], ...]:
    """Pain and techniques of a note, each under its name: "Pain": "6 before, 3 after"."""
    before, after = note.pain_before, note.pain_after
    pain = (
        say("{count} before", count=before) if before is not None else "",
        say("{count} after", count=after) if after is not None else "",
    )
    lines = (technique_words(one) for one in note.techniques)
    return (say("Pain"), ", ".join(filter(None, pain))), (say("Techniques"), "\n".join(lines))


def technique_words(one: Technique) -> str:
    """A technique in a line: "Stretching, Neck, 15 minutes"."""
    minutes = say_many("{count} minute", "{count} minutes", one.minutes)
    return ", ".join(part for part in (one.technique, one.region, minutes) if part)
