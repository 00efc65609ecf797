"""What the lists of assessments and of changes show."""

from collections.abc import Iterable
from dataclasses import dataclass

from clinic_desktop.assessments.model import Assessment, AssessmentChange
from clinic_desktop.assessments.rules.words import limit_words, moved_words, pain_words
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say, say_many
from ui.kit.paged_model import Column

_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of the list of changes: its place is its id."""

    id: int
    change: AssessmentChange


def change_lines(changes: Iterable[AssessmentChange]) -> tuple[ChangeLine, ...]:
    """The changes as a list shows them."""
    return tuple(ChangeLine(at, one) for at, one in enumerate(changes, 1))


def key_figure(one: Assessment) -> str:
    """The activity that the sheet begins with: "Sit at the desk: 20 minutes, needs 60"."""
    first = next(iter(one.limits), None)
    return say("{what}: {found}", what=first.activity, found=limit_words(first)) if first else ""


def measured_words(one: Assessment) -> str:
    """How much was measured: "12 motions, 4 muscles and regions"."""
    counts = (
        say_many("{count} motion", "{count} motions", len(one.motions)) if one.motions else "",
        say_many("{count} muscle or region", "{count} muscles and regions", len(one.palpations))
        if one.palpations
        else "",
        say_many("{count} test", "{count} tests", len(one.tests)) if one.tests else "",
    )
    return ", ".join(filter(None, counts))


def state_of(one: Assessment) -> str:
    """Whether it is signed."""
    return say("Signed") if one.signed_at else say("Not signed")


def _pain(one: Assessment) -> str:
    return "" if one.pain_now is None else pain_words(one.pain_now)


ASSESSMENT_COLUMNS: tuple[Column[Assessment], ...] = (
    Column(mark("Assessed on"), lambda one: dates.shown(one.day), share=2, least="20 Nov 2026"),
    Column(mark("Pain now"), _pain, right=True, share=1, least="10/10"),
    Column(mark("Activity"), key_figure, share=6),
    Column(mark("Measured"), measured_words, share=4),
    Column(mark("Therapist"), lambda one: one.therapist_name, share=3),
    Column(mark("State"), state_of, share=2, least="Not signed"),
)
CHANGE_COLUMNS: tuple[Column[ChangeLine], ...] = (
    Column(mark("What"), lambda one: one.change.name, share=5),
    Column(mark("Then"), lambda one: one.change.before or _NOTHING, share=4),
    Column(mark("Now"), lambda one: one.change.now or _NOTHING, share=4),
    Column(mark("Change"), lambda one: moved_words(one.change), share=4),
)
