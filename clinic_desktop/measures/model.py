"""Outcome measures as they are published, and what was scored with them when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.cases.model import CaseHead, CaseId
from clinic_desktop.wording import mark

ScoreId = NewType("ScoreId", int)
# How the score comes from the answers: it is the one answer; their mean; the mean of activities that the client names;
# the count of statements that apply; or it is typed, from a paper that may not be copied here.
SCORINGS = ("one", "mean", "named", "count", "typed")
# How a score is written: whole points, always one decimal, or one where there is one.
DIGITS = ("whole", "tenths", "either")
# Fewer or more activities than these make no PSFS.
FEWEST_ACTIVITIES, MOST_ACTIVITIES = 3, 5
# What a change comes to.
VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "better": mark("Better"),
        "worse": mark("Worse"),
        "none": mark("No change that matters"),
    }
)


@dataclass(frozen=True, slots=True)
class MeasureQuestion:
    """A question as published, or a statement that applies or not. `low` and `high` are the words at the ends of its
    scale, "" for a statement."""

    words: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """What scores of up to `most` (tenths) are called: "moderate disability"."""

    most: int
    words: str


@dataclass(frozen=True, slots=True)
class Measure:
    """An outcome measure. Scores are tenths of a point, so that means and T-scores stand exact: 63 is 6.3.

    `least` and `most` bound a score, in tenths. `falls` is True where less is better, as with pain. The change that
    matters is `points` (in tenths) or `percent` of the first score, whichever is reached; 0 where none is published.
    `asks` says whether its questions may be shipped; else only the score is typed. `source` cites it.

    `scoring` is one of SCORINGS, `digits` one of DIGITS; `suffix` stands behind a score, as in "24/50". `is_change` is
    True where the score itself says how much changed since treatment began. Scores below `blind_below` and above
    `blind_above` (tenths) hardly show a change; None where nothing is known of that. `choices` names each answer,
    from the least points to the most. `single` is the change that matters of one activity, in tenths, 0 without. `note`
    is a caution.
    """

    key: str
    name: str
    least: int
    most: int
    falls: bool
    points: int
    percent: int
    asks: bool
    source: str
    checked_on: date
    title: str
    about: str
    scoring: str
    digits: str
    suffix: str = ""
    is_change: bool = False
    single: int = 0
    blind_below: int | None = None
    blind_above: int | None = None
    intro: str = ""
    questions: tuple[MeasureQuestion, ...] = ()
    choices: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    note: str = ""

    @property
    def is_mean(self) -> bool:
        """Whether a score of it is the mean of its answers, which tenths may only come near to."""
        return self.scoring in ("mean", "named")


@dataclass(frozen=True, slots=True)
class ScoreAnswer:
    """Points for one question, in its order; of a statement 1 where it applies. `activity` is what the client named,
    "" for a question of the measure itself."""

    points: int
    activity: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What was scored on a day. `measure` is the key in the catalog, `tenths` the score; `taken_by` who took it, ""
    where nobody said; `answers` are empty where only the score was typed."""

    id: ScoreId
    version: int
    case: CaseId
    measure: str
    taken_on: date
    tenths: int
    answers: tuple[ScoreAnswer, ...]
    taken_by: str
    note: str


@dataclass(frozen=True, slots=True)
class ScoreDraft:
    """A score as typed: the answers in their order, the activities beside them, or the score itself."""

    taken_on: str = ""
    score: str = ""
    answers: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    taken_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """From the first score to the last, in tenths. `percent` is the share of the first score in whole percent, None
    where that was 0. `verdict` is a key of VERDICTS; `by_points` whether the points alone reach what matters."""

    first: int
    last: int
    points: int
    percent: int | None
    verdict: str
    by_points: bool

    @property
    def matters(self) -> bool:
        """Whether it is as much as the change that matters, for the better or for the worse."""
        return self.verdict != "none"


@dataclass(frozen=True, slots=True)
class ActivityChange:
    """The same activity in the first score and in the last, in points; `verdict` is a key of VERDICTS."""

    activity: str
    first: int
    last: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Course:
    """All scores of one measure in a case, the first one first."""

    measure: Measure
    scores: tuple[Score, ...]

    @property
    def first(self) -> Score:
        """The score that the others are compared with."""
        return self.scores[0]

    @property
    def last(self) -> Score:
        """The newest score."""
        return self.scores[-1]


@dataclass(frozen=True, slots=True)
class OutcomePaper:
    """How outcome measures went in a case, as they stand on a day; `goals` are scores to be reached (tenths) by the key
    of the measure."""

    head: CaseHead
    courses: tuple[Course, ...]
    made_on: date
    goals: Mapping[str, int] = field(default_factory=dict)
