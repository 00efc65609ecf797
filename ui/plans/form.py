"""The form of a plan, and what follows in it from what is typed."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from clinic_desktop.measures.model import Measure
from clinic_desktop.plans.loader import measure_names
from clinic_desktop.plans.model import (
    GoalId,
    PlanBounds,
    PlanGoal,
    PlanPhase,
    TreatmentPlanDraft,
)
from clinic_desktop.plans.rules.goals import GoalSpan, goal_values, goal_words
from clinic_desktop.plans.rules.phases import beyond_words, phases_words, proposed_end, proposed_review, sum_words
from clinic_desktop.plans.rules.proposals import PlanFindings
from clinic_desktop.plans.rules.typed import read_phases, typed_minutes, usual_units
from clinic_desktop.values import dates
from clinic_desktop.values.body import BODY_REGIONS, TECHNIQUES
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.wording import say
from ui.codes.shelf import Shelf
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.usual_field import UsualField
from ui.kit.words_field import WordsField
from ui.plans.lists import NamesField, PlanCodesField
from ui.plans.rows import goals_field, goals_of, phases_field, phases_of, rows_value, show_usual_day

_LISTS = ("techniques", "regions")
_ROWS = ("goals", "phases")


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What a plan's form offers: orders and therapists (id as text, words), what was found, and the measures."""

    orders: list[tuple[str, str]]
    therapists: list[tuple[str, str]]
    findings: PlanFindings
    measures: Mapping[str, Measure]


class PlanForm(Form):
    """Goals first: a plan is what is to be reached; then how often, with what, and what goes with it."""

    def __init__(self, codes: Shelf, choices: PlanChoices) -> None:
        """Knows no order before `read_against`."""
        found = choices.findings
        self.orders = ChoiceField("prescription", say("Made from"), choices.orders)
        self.diagnoses = PlanCodesField("diagnoses", say("Diagnoses"), say("Those that the plan treats."), codes.title)
        self.goals = goals_field(choices.measures, found.limits, found.scores or {})
        self.goals_said = WordsField("goals_said", say("The goals in words"))
        self.phases = phases_field()
        self.sum = WordsField("sum", say("Visits in all"))
        self.techniques = NamesField(
            "techniques",
            say("Techniques"),
            say("Type a few letters and choose, or type your own."),
            [say(one) for one in TECHNIQUES],
            takes_own=True,
        )
        self.regions = NamesField(
            "regions", say("Regions"), say("Type a few letters and choose."), [say(one) for one in BODY_REGIONS],
            takes_own=False,
        )  # fmt: skip
        self._usual = {
            "ends_on": UsualField("ends_on", say("Ends on")),
            "reevaluate_on": UsualField("reevaluate_on", say("Re-evaluation by")),
            "units": UsualField("units", say("Units")),
        }
        self._bounds, self._measures = PlanBounds(), choices.measures
        baseline = NoteField(
            "baseline", say("Function at the beginning"), say("What the client can and cannot do now, with numbers."),
            lines=2,
        )  # fmt: skip
        super().__init__(
            [(self.orders, 5), (ChoiceField("therapist", say("Therapist"), choices.therapists), 3)],
            [(self.diagnoses, 5), (baseline, 7)],
            self.goals,
            self.goals_said,
            [
                (self.phases, 6),
                (TextField("starts_on", say("Starts on")), 2),
                (self._usual["ends_on"], 2),
                (self._usual["reevaluate_on"], 2),
                (TextField("minutes", say("Minutes a visit")), 2),
                (self._usual["units"], 2),
            ],
            self.sum,
            [(self.techniques, 1), (self.regions, 1)],
            [(_note("precautions", say("Precautions")), 1), (_note("home_care", say("Home care")), 1)],
            [
                (_note("coordination", say("Coordination with others")), 1),
                (_note("discharge", say("Done when"), say("When the treatment ends: the discharge criteria.")), 1),
            ],
        )

    def read_against(self, bounds: PlanBounds) -> None:
        """Offer the codes of this order from now on, and go by its days and visits."""
        self._bounds = bounds
        self.diagnoses.offer(bounds.ordered_codes or bounds.case_codes)

    def draft(self) -> TreatmentPlanDraft:
        """What stands in the form."""
        values = self.values()
        texts = {one.name: values[one.name] for one in fields(TreatmentPlanDraft) if one.name in _TEXTS}
        return TreatmentPlanDraft(
            diagnoses=self.diagnoses.codes(),
            goals=goals_of(self.goals),
            phases=phases_of(self.phases),
            techniques=self.techniques.names(),
            regions=self.regions.names(),
            **texts,
        )

    def as_values(self, draft: TreatmentPlanDraft) -> dict[str, str]:
        """A draft as the fields keep it."""
        texts = {name: str(getattr(draft, name)) for name in _TEXTS}
        lists = {name: "\n".join(f"{one}\t{one}" for one in getattr(draft, name)) for name in _LISTS}
        rows = {name: rows_value(getattr(draft, name)) for name in _ROWS}
        return texts | lists | rows | {"diagnoses": self.diagnoses.shown(draft.diagnoses)}

    def show_what_follows(self, today: date) -> None:
        """Say what the phases come to and when the plan ends, and the goals as sentences."""
        values = self.values()
        phases = read_phases(Problems(), phases_of(self.phases))
        _show(self.sum, _sum_words(phases))
        starts = _day(values["starts_on"], today)
        usual_end = proposed_end(phases, starts, self._bounds.last_day) if starts and phases else None
        ends = _day(values["ends_on"], today) or usual_end
        review = proposed_review(phases, starts, ends) if starts and ends and phases else None
        units = usual_units(typed_minutes(values["minutes"]))
        for key, words in (
            ("ends_on", dates.printed(usual_end) if usual_end else ""),
            ("reevaluate_on", dates.printed(review) if review else ""),
            ("units", str(units or "")),
        ):
            self._usual[key].show_usual(words)
        self.phases.show_notice(beyond_words(phases, self._bounds))
        show_usual_day(self.goals, dates.printed(ends) if ends else "")
        _show(self.goals_said, self._goal_sentences(GoalSpan(starts, ends, today)))

    def _goal_sentences(self, span: GoalSpan) -> str:
        """Each goal that can be read already."""
        said, names = [], measure_names()
        for line in goals_of(self.goals):
            found = Problems()
            values = goal_values(found, (line,), self._measures, span)
            if values and not found.found:
                goal = values[0]
                known = {name: goal[name] for name in ("measure", "activity", "unit", "baseline", "target")}
                due = date.fromisoformat(goal["due_on"])
                said.append(goal_words(PlanGoal(id=GoalId(0), due_on=due, **known), names))
        return "\n".join(said)


_TEXTS = tuple(one.name for one in fields(TreatmentPlanDraft) if one.name not in (*_LISTS, *_ROWS, "diagnoses"))


def _show(field: WordsField, words: str) -> None:
    """Say it; nothing to say takes no room."""
    field.show_words(words)
    field.setVisible(bool(words))


def _note(key: str, label: str, hint: str = "") -> Field:
    return NoteField(key, label, hint, lines=2)


def _day(text: str, today: date) -> date | None:
    """The day typed; None while it cannot be read, which is said when it is saved."""
    try:
        return dates.parse_date(text, today) if text.strip() else None
    except Unreadable:
        return None


def _sum_words(phases: list[PlanPhase]) -> str:
    if not phases:
        return ""
    return say("{sum}: {phases}.", sum=sum_words(phases), phases=phases_words(phases))
