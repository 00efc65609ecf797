"""What the lists of measures and of their scores show."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic_desktop.measures.model import VERDICTS, ActivityChange, Measure, Score, ScoreChange
from clinic_desktop.measures.rules.changes import change_between
from clinic_desktop.measures.rules.words import meaning_words, score_words, step_words
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column
from ui.kit.text import Chip

CHIPS: dict[str, Chip] = {"better": "good", "worse": "warning", "none": "plain"}


@dataclass(frozen=True, slots=True)
class ListedMeasure:
    """A measure in the list to choose from; `id` is its place in the catalog."""

    id: int
    measure: Measure


def ways_words(measure: Measure) -> str:
    """How it is answered here."""
    if measure.asks:
        return say("Answered here")
    return say("Score typed from its own form")


def verdict_words(found: ScoreChange | ActivityChange) -> str:
    """What a change comes to: "Better"."""
    return say(VERDICTS[found.verdict])


MEASURE_COLUMNS: tuple[Column[ListedMeasure], ...] = (
    Column(mark("Measure"), lambda one: one.measure.name, share=3, least="QuickDASH"),
    Column(mark("What it tells"), lambda one: one.measure.about, share=12),
    Column(mark("How"), lambda one: ways_words(one.measure), share=6),
)


def score_columns(measure: Measure, first: Callable[[], Score]) -> tuple[Column[Score], ...]:
    """The scores of a measure, each compared with the first one."""

    def changed(one: Score) -> str:
        if one.id == first().id:
            return say("First score")
        found = change_between(measure, first(), one)
        if measure.is_change:
            return verdict_words(found)
        return say("{verdict}: {step}", verdict=verdict_words(found), step=step_words(found))

    def meant(one: Score) -> str:
        return meaning_words(measure, one.tenths)

    meaning: tuple[Column[Score], ...] = (Column(mark("Means"), meant, share=6),)
    return (
        Column(mark("Taken on"), lambda one: dates.shown(one.taken_on), share=4, least="20 Nov 2026"),
        Column(mark("Score"), lambda one: score_words(measure, one.tenths), right=True, share=2, least="24/50"),
        *(meaning if measure.bands or measure.choices else ()),
        Column(mark("Since the first"), changed, share=8),
        Column(mark("Taken by"), lambda one: one.taken_by, share=5),
        Column(mark("Note"), lambda one: one.note.partition("\n")[0], share=8),
    )


@dataclass(frozen=True, slots=True)
class ListedActivity:
    """An activity in the list; `id` is its place."""

    id: int
    change: ActivityChange


ACTIVITY_COLUMNS: tuple[Column[ListedActivity], ...] = (
    Column(mark("Activity"), lambda one: one.change.activity, share=12),
    Column(mark("First"), lambda one: str(one.change.first), right=True, share=2),
    Column(mark("Now"), lambda one: str(one.change.last), right=True, share=2),
    Column(mark("Change"), lambda one: verdict_words(one.change), share=6),
)
