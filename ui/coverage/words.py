"""What the verdict panel says: how sure it is, how money comes about, what would change, where a rule comes from."""

from collections.abc import Iterator
from datetime import date

from clinic_desktop.coverage.model.fact import WHOM
from clinic_desktop.coverage.model.facts import FACTS
from clinic_desktop.coverage.model.outcome import (
    WORDS,
    Change,
    CoverageOutcome,
    CoverageVerdict,
    Difference,
    Spoken,
    Step,
)
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say, say_many

# The ground of the headline and its picture; the words say it all.
LOOKS = {
    CoverageVerdict.LIKELY: ("good", "check"),
    CoverageVerdict.POSSIBLE_VERIFY: ("note", "help"),
    CoverageVerdict.COVERABLE_MISSING: ("warning", "warning"),
    CoverageVerdict.UNLIKELY: ("warning", "stop"),
    CoverageVerdict.NOT_COVERED: ("stop", "stop"),
    CoverageVerdict.WRONG_PAYER: ("warning", "forward"),
    CoverageVerdict.SELF_PAY: ("note", "person"),
}
_KNOWN = {
    "high": mark("nothing left to ask"),
    "medium": mark("most of it known"),
    "low": mark("more open than known"),
}
_BASIS = {
    "sourced": mark("read in the text itself"),
    "known": mark("common knowledge of the trade"),
}
RECHECK = "recheck"
# A note that passes has room for so many letters a sentence, and for so many sentences.
_NOTE_LETTERS, _NOTE_LINES = 90, 2


def as_of(outcome: CoverageOutcome) -> str:
    """The day, and how much is known."""
    return say("As of {day} · {known}", day=dates.shown(outcome.today), known=say(_KNOWN[outcome.confidence]))


def whom_words(whom: str) -> str:
    """Whom to ask, by a key of WHOM."""
    if whom == "clinic":
        return say("Look in your own records")
    return say("Ask {whom}", whom=say(WHOM.get(whom, WHOM["member"])))


def capital(words: str) -> str:
    """Words of a rule that stand on a line of their own."""
    return words[:1].upper() + words[1:]


def due_words(one: Step, today: date) -> str:
    """By when, "" where there is no day."""
    if one.on is None:
        return ""
    if one.on < today:
        return say("Was due on {day}", day=dates.shown(one.on))
    return say("Today") if one.on == today else say("By {day}", day=dates.shown(one.on))


def listed_words(due: date, today: date) -> str:
    """By when a step that was taken on is to be done; where the line breaks, the day stays whole."""
    if due == today:
        return say("On the list, for today")
    day = dates.shown(due).replace(" ", "\u00a0")
    return say("On the list, overdue since {day}", day=day) if due < today else say("On the list, by {day}", day=day)


def change_lines(change: Change, *, first: bool) -> Iterator[str]:
    """What one set of answers or documents would be, a line each."""
    for place, ((fact, _), words) in enumerate(zip(change.facts, change.words, strict=True)):
        # What a person can bring about, or an answer that would have to turn out so.
        gained = words == say(FACTS[fact].gains) if FACTS[fact].gains else False
        said = words if gained else say("the answer “{answer}”", answer=words)
        if place:
            yield say("and {what}", what=said)
        else:
            yield say("With {what}", what=said) if first else say("Or with {what}", what=said)


def source_words(one: Spoken) -> str:
    """Where a rule comes from."""
    return say("{source}, {section}", source=one.source, section=one.section) if one.section else one.source


def checked_words(one: Spoken) -> str:
    """When the source was looked at, and how sure the rule is."""
    day = dates.shown(one.checked_on)
    if one.basis == RECHECK:
        return say("From memory, {day}: to be checked again", day=day)
    return say("Checked on {day} · {basis}", day=day, basis=say(_BASIS[one.basis]))


def difference_words(difference: Difference) -> list[str]:
    """What an answer changed, in a few short sentences."""
    came = [_short(words) for words in difference.came]
    went = [say("No longer “{words}”", words=_short(words)) for words in difference.went]
    # What was put right first.
    changed = [*went, *came] if difference.after.rank > difference.before.rank else [*came, *went]
    lines = changed[:_NOTE_LINES]
    more = len(changed) - len(lines)
    if more:
        lines.append(say_many("and {count} more change", "and {count} more changes", more))
    if difference.before is not difference.after:
        # What it is now stands in the headline.
        lines.insert(0, say("Before it was “{was}”.", was=say(WORDS[difference.before])))
    return lines or [say("Nothing else changed.")]


def _short(words: str) -> str:
    return words if len(words) <= _NOTE_LETTERS else f"{words[: _NOTE_LETTERS - 1].rstrip()}…"
