"""What was found on a day: motion, strength, tone and tests, and what the client cannot do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseHead, CaseId
from clinic_desktop.practice.model import TherapistId, TherapistNumbers
from clinic_desktop.wording import mark

AssessmentId = NewType("AssessmentId", int)
# "" where a part has no sides, or nobody said which.
Side = Literal["", "left", "right", "both"]
TestResult = Literal["positive", "negative", "unclear"]
ChangeKind = Literal["better", "worse", "same", "other", "new", "gone"]

# Of pain; of tone and tenderness; of strength.
MOST_PAIN, MOST_TONE, MOST_GRADE = 10, 4, 5
# Where no usual range is known: more than this no joint turns.
MOST_DEGREES = 360
# Of an activity; of rows of one kind, more than anybody measures at once.
MOST_COUNT, MOST_LINES = 99_999, 40
NAME_LETTERS, TEXT_LETTERS = 100, 4_000

# What an activity is counted in: "sits 20 minutes, needs 60".
LIMIT_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "minutes": mark("minutes"),
        "hours": mark("hours"),
        "pounds": mark("pounds"),
        "times": mark("times a day"),
        "nights": mark("nights a week"),
        "steps": mark("steps"),
        "miles": mark("miles"),
    }
)
SIDES: Mapping[str, str] = MappingProxyType({"left": mark("Left"), "right": mark("Right"), "both": mark("Both sides")})
RESULTS: Mapping[TestResult, str] = MappingProxyType(
    {"positive": mark("Positive"), "negative": mark("Negative"), "unclear": mark("Not clear")}
)
PAINS: Mapping[str, str] = MappingProxyType(
    {
        "pain_now": mark("Pain now"),
        "pain_best": mark("Pain at its best"),
        "pain_worst": mark("Pain at its worst"),
        "pain_average": mark("Pain on average"),
    }
)
# Which way the complaint goes, as the client tells it.
COURSES: Mapping[str, str] = MappingProxyType(
    {
        "better": mark("Getting better"),
        "same": mark("Staying the same"),
        "worse": mark("Getting worse"),
        "varies": mark("Coming and going"),
    }
)
# What the client tells of the complaint in words; `course` is a key of COURSES.
STORY: Mapping[str, str] = MappingProxyType(
    {
        "since": mark("Since when"),
        "course": mark("Which way it goes"),
        "aggravates": mark("What makes it worse"),
        "eases": mark("What makes it better"),
    }
)
# What the hands felt beside tone and tenderness.
FELT: Mapping[str, str] = MappingProxyType(
    {
        "trigger": mark("Trigger points"),
        "spasm": mark("Spasm"),
        "both": mark("Trigger points and spasm"),
    }
)


@dataclass(frozen=True, slots=True)
class UsualMotion:
    """How far a movement usually goes, in degrees, and where that stands."""

    low: int
    high: int
    source: str
    checked_on: date


# By the key of the movement; one that is not in it has no share and no warning.
UsualMotions = Mapping[str, UsualMotion]


@dataclass(frozen=True, slots=True)
class FunctionalLimit:
    """What the client cannot do as much as they need, in their own words: "Sit at the desk", in `unit` (a key of
    LIMIT_UNITS), `now` and `needed`. More is better for all but those that `falls` says: "Wakes up at night"."""

    activity: str
    unit: str
    now: int
    needed: int

    @property
    def falls(self) -> bool:
        """Whether less is better: less is needed than there is now."""
        return self.needed < self.now


@dataclass(frozen=True, slots=True)
class MeasuredMotion:
    """How far a movement (a key of MOVEMENTS) went, in degrees, and whether it hurt; done by the client themselves, or
    by the therapist where it is not `is_active`."""

    motion: str
    side: Side
    is_active: bool
    degrees: int
    hurts: bool


@dataclass(frozen=True, slots=True)
class Palpation:
    """What the hands found at a muscle or region: `name` is one of REGIONS or MUSCLES, or the therapist's own. Tone and
    tenderness 0 to 4, None where not looked at."""

    name: str
    side: Side
    tone: int | None
    tenderness: int | None
    trigger_points: bool
    spasm: bool


@dataclass(frozen=True, slots=True)
class MeasuredStrength:
    """The strength of a muscle or movement, 0 to 5."""

    name: str
    side: Side
    grade: int


@dataclass(frozen=True, slots=True)
class SpecialTest:
    """A test that the therapist names, and how it came out."""

    name: str
    side: Side
    result: TestResult


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was found of a client in a case on a day. Pain is 0 to 10, None where nobody asked; `course` is a key of
    COURSES or "". Signed, it stays."""

    id: AssessmentId
    version: int
    case: CaseId
    therapist: TherapistId
    therapist_name: str
    day: date
    pain_now: int | None
    pain_best: int | None
    pain_worst: int | None
    pain_average: int | None
    pain_quality: str
    since: str
    course: str
    aggravates: str
    eases: str
    posture: str
    gait: str
    impression: str
    limits: tuple[FunctionalLimit, ...]
    motions: tuple[MeasuredMotion, ...]
    palpations: tuple[Palpation, ...]
    strengths: tuple[MeasuredStrength, ...]
    tests: tuple[SpecialTest, ...]
    signed_at: datetime | None
    signer: str


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A functional limit as typed; `unit` is a key of LIMIT_UNITS."""

    activity: str = ""
    unit: str = "minutes"
    now: str = ""
    needed: str = ""


@dataclass(frozen=True, slots=True)
class MotionLine:
    """A movement as typed: degrees, with a p behind them where it hurts. One without sides stands at the left."""

    motion: str = ""
    left: str = ""
    right: str = ""
    passive_left: str = ""
    passive_right: str = ""


@dataclass(frozen=True, slots=True)
class PalpationLine:
    """What the hands found, as typed; `felt` is a key of FELT."""

    name: str = ""
    side: str = ""
    tone: str = ""
    tenderness: str = ""
    felt: str = ""


@dataclass(frozen=True, slots=True)
class StrengthLine:
    """Strength as typed, left and right beside each other."""

    name: str = ""
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class SpecialTestLine:
    """A special test as typed; `result` is a key of RESULTS."""

    name: str = ""
    side: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """An assessment as typed; `therapist` is the id as text."""

    day: str = ""
    therapist: str = ""
    pain_now: str = ""
    pain_best: str = ""
    pain_worst: str = ""
    pain_average: str = ""
    pain_quality: str = ""
    since: str = ""
    course: str = ""
    aggravates: str = ""
    eases: str = ""
    posture: str = ""
    gait: str = ""
    impression: str = ""
    limits: tuple[LimitLine, ...] = ()
    motions: tuple[MotionLine, ...] = ()
    palpations: tuple[PalpationLine, ...] = ()
    strengths: tuple[StrengthLine, ...] = ()
    tests: tuple[SpecialTestLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AssessmentChange:
    """One thing that was found, then and now. `group` is a key of Assessment ("pain", "limits", "motions" …), `name`
    says what it is ("Neck: rotation, left"), translated; `before` and `now` are as a person reads them, "" where it was
    not measured. `by` is how much it moved, in degrees, points or the `unit` of the activity (a key of LIMIT_UNITS);
    None where that is nothing to count. `is_reached` says that the client does as much as they need. In the group
    "told" are the client's own words, which nobody measured."""

    group: str
    name: str
    before: str
    now: str
    kind: ChangeKind
    by: int | None = None
    unit: str = ""
    is_reached: bool = False


@dataclass(frozen=True, slots=True)
class AssessmentPaper:
    """An assessment with what its paper says beside it; `earlier` is the one that it is compared with, None for the
    first of a case."""

    head: CaseHead
    found: Assessment
    earlier: Assessment | None
    numbers: TherapistNumbers
