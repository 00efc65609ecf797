"""Where an answer is from, in words."""

from datetime import date

from clinic_desktop.coverage.model.kept import KeptAnswer
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import mark, say

_WORDS = {
    "": mark("Answered on {day}"),
    "client": mark("The client, on {day}"),
    "call": mark("Call of {day}"),
    "paper": mark("Letter or website of the plan, {day}"),
    "note": mark("Note in the chart, {day}"),
    "prescriber": mark("The prescriber, on {day}"),
}


def call_words(day: date, reference: str) -> str:
    """A call: "Call of 20 Nov 2026, reference C-20-114"."""
    if not reference:
        return say("Call of {day}", day=shown(day))
    return say("Call of {day}, reference {reference}", day=shown(day), reference=reference)


def origin_words(answer: KeptAnswer) -> str:
    """Who or what said an answer, and when: "Answered on 24 Nov 2026"."""
    if answer.origin == "call":
        return call_words(answer.answered_on, answer.reference)
    return say(_WORDS[answer.origin], day=shown(answer.answered_on))
