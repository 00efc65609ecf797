"""A call in words: when and with whom, what was answered, what was told."""

from collections.abc import Iterator

from clinic_desktop.coverage.model.call_sheet import CALL_SHEET, Told
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.kept import CALLED, CALLERS, BenefitCall
from clinic_desktop.coverage.model.questions import question_of
from clinic_desktop.coverage.rules.running import timer_words
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import say
from clinic_desktop.written.writing import read_spelled
from ui.coverage.rows import breakable
from ui.coverage.sheet import words_of
from ui.kit.text import isolated


def when_words(call: BenefitCall) -> str:
    """The day, the times, and how long: "20 Nov 2026, 2:05 PM to 2:31 PM (26:00)"."""
    day = dates.shown(call.called_on)
    if call.starts_at and call.ends_at:
        day = say("{day}, {start} to {end}", day=day, start=shown_time(call.starts_at), end=shown_time(call.ends_at))
    elif call.starts_at:
        day = say("{day}, {start}", day=day, start=shown_time(call.starts_at))
    return day if call.seconds is None else say("{when} ({long})", when=day, long=timer_words(call.seconds))


def call_title(call: BenefitCall) -> str:
    """A call in a line: "20 Nov 2026 · Provider services · Kim, ID 4471 · C-20-114"."""
    whom = say(CALLED[call.department])
    told = [isolated(part) for part in (call.rep, call.reference) if part]
    return " · ".join((dates.shown(call.called_on), whom, *told))


def reported_words(call: BenefitCall) -> str:
    """What the sheet says of the last call."""
    day = dates.shown(call.called_on)
    if call.reference:
        return say("The plan reported on {day}, ref. {reference}.", day=day, reference=isolated(call.reference))
    return say("The plan reported on {day}, without a reference number.", day=day)


def idle_words(last: BenefitCall | None, stale: str, phone: str) -> str:
    """What stands above the sheet while no call goes on."""
    words = reported_words(last) if last else say("No call to the plan is logged yet.")
    whom = say("Phone: {phone}", phone=isolated(phone)) if phone else ""
    return breakable("\n".join(filter(None, (words, stale, whom))))


def head_pairs(call: BenefitCall) -> list[tuple[str, str]]:
    """What stands above the answers."""
    return [
        (say("When"), when_words(call)),
        (say("Who called"), say(CALLERS.get(call.called_by, CALLERS["clinic"]))),
        (say("Whom"), " · ".join(part for part in (call.payer, say(CALLED[call.department]), call.phone) if part)),
        (say("Representative"), call.rep),
        (say("Reference number"), call.reference),
    ]


def said_pairs(call: BenefitCall) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What was said, by the groups of the sheet; each blank with its number, and the words of the answer."""
    rest = dict(call.answers)
    for group in CALL_SHEET:
        pairs = []
        for blank in group.blanks:
            said = (
                call.told.get(blank.key, "")
                if isinstance(blank.asked, Told)
                else _words(rest.pop(blank.key, ""), blank.key)
            )
            if said:
                pairs.append((say("{number}. {label}", number=blank.number, label=say(blank.asked.label)), said))
        if pairs:
            yield say(group.label), pairs
    # Of a sheet of an earlier version, or a file.
    others = [(say(found[1].label), _words(one, key)) for key, one in rest.items() if (found := question_of(key))]
    if others:
        yield say("Other answers"), others


def _words(spelled: str, key: str) -> str:
    """An answer as a person reads it; one that cannot be read any more as it stands there."""
    found = question_of(key)
    if not spelled or found is None:
        return spelled
    try:
        value = read_spelled(spelled)
        return say("Nobody knew") if value == UNKNOWN else words_of(found[1], value)
    except Unreadable:
        return spelled
