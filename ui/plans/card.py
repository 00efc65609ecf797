"""The treatment plan on a chart's page: what is to be reached, how far it is, what is due, and its versions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from clinic_desktop.plans.loader import measure_names
from clinic_desktop.plans.model import PlanGoal, PlanProgress, TreatmentPlan
from clinic_desktop.plans.rules import progress as words
from clinic_desktop.plans.rules.goals import GoalFigure, goal_words, reached_words
from clinic_desktop.plans.rules.phases import phases_words, sum_words
from clinic_desktop.store.paging import Page
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.grid import step
from ui.kit.layout import card, column, emptied, holder, row
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Chip, ChipText, Text
from ui.plans.columns import PLAN_COLUMNS, version_words

_MOST_VERSIONS, _EMPTY_ROWS = 5, 3
_CHIPS: dict[str, Chip] = {"met": "good", "not_yet": "plain", "given_up": "warning"}


class PlanCard(QWidget):
    """`go` leads to a part of the chart, as "treatment/new"."""

    def __init__(self, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_plans`."""
        super().__init__()
        self._go = go
        self._plans: tuple[TreatmentPlan, ...] = ()
        # How far each goal is today, by its id: of the room above, which knows scores and assessments.
        self.standings: Mapping[int, GoalFigure] = {}
        self._model = PagedModel(lambda _: Page(self._plans, None), PLAN_COLUMNS)
        self.versions = Table(say("Versions of the plan"), self._model, "", rows=_MOST_VERSIONS)
        self.versions.opened.connect(lambda one: go(_part(one)))
        # As the lists below it, while there is nothing.
        self.nothing = Table(say("Treatment plan"), PagedModel(lambda _: Page((), None), ()), "", rows=_EMPTY_ROWS)
        self._buttons, self._body = row(gap=1), QVBoxLayout()
        heading = row(Text(say("Treatment plan"), "heading", wrap=False), None, self._buttons, gap=2)
        self._older = holder(column(Text(say("All versions"), "strong"), self.versions, gap=1))
        self.setLayout(column(card("", heading, self.nothing, self._body, self._older, gap=2)))

    def show_plans(
        self, plans: Sequence[TreatmentPlan], progress: PlanProgress | None, today: date, *, can_add: bool
    ) -> None:
        """Show the version that counts, else the newest; `can_add` where there is a case to make one for."""
        self._plans = tuple(plans)
        self._model.reload()
        self._older.setVisible(len(plans) > 1)
        emptied(self._buttons)
        emptied(self._body)
        shown, draft = words.shown_plan(plans, today), words.draft_of(plans)
        self.nothing.setVisible(shown is None)
        if shown is None:
            self._put_button(say("New plan"), "treatment/new", is_on=can_add)
            empty = say("No plan yet. It says what is to be reached by when, how often and with what, and it begins "
                        "with what the prescription orders.")  # fmt: skip
            first = say("A case comes first: a plan belongs to what the client is treated for.")
            make, new_case = partial(self._go, "treatment/new"), partial(self._go, "case/new")
            self.nothing.say_empty(
                empty if can_add else first,
                (say("Make the first plan"), make) if can_add else (say("New case"), new_case),
            )
            return
        self._offer(shown, draft)
        self._body.addWidget(holder(_about(shown, progress)))
        if shown.goals:
            self._body.addWidget(holder(self._goals(shown)))

    def _offer(self, shown: TreatmentPlan, draft: TreatmentPlan | None) -> None:
        """What can be done with it now."""
        if shown.signed_on is None:
            self._put_button(say("Show paper"), f"treatment-plan/{shown.id}", picture="")
            self._put_button(say("Go on with the draft"), f"treatment/{shown.id}", picture="")
            return
        if shown.prescription or shown.sending:
            self._put_button(say("Prescriber’s signature"), f"plan-sent/{shown.id}", picture="")
        if draft:
            self._put_button(
                say("Go on with version {number}", number=draft.number), f"treatment/{draft.id}", picture=""
            )
        else:
            self._put_button(say("Change plan"), "treatment/new", picture="")
        self._put_button(say("Show paper"), f"treatment-plan/{shown.id}", picture="")

    def _put_button(self, verb: str, part: str, *, is_on: bool = True, picture: str = "plus") -> None:
        made = button(verb, lambda: self._go(part), picture=picture)
        made.setEnabled(is_on)
        self._buttons.addWidget(made)

    def _goals(self, plan: TreatmentPlan) -> QGridLayout:
        """A line for each goal: how it stands, what it is, and how to say that it came out."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(step(2))
        grid.setVerticalSpacing(step(1))
        grid.setColumnStretch(1, 1)
        for at, goal in enumerate(plan.goals):
            said = goal_words(goal, measure_names())
            grid.addWidget(ChipText(words.state_words(goal.state), _CHIPS[goal.state]), at, 0)
            figure = self.standings.get(goal.id)
            reached = Text(reached_words(figure), "strong")
            reached.setVisible(bool(reached.text()))
            grid.addWidget(holder(column(Text(_told(goal, said, figure)), reached, gap=0)), at, 1)
            if plan.signed_on:
                grid.addWidget(self._mark_button(goal, said), at, 2, Qt.AlignmentFlag.AlignRight)
        return grid

    def _mark_button(self, goal: PlanGoal, said: str) -> QWidget:
        verb = say("Mark") if goal.mark is None else say("Change")
        made = button(verb, lambda: self._go(f"goal/{goal.id}"), "link")
        made.setAccessibleName(say("{verb}: {goal}", verb=verb, goal=said))
        return made


def _told(goal: PlanGoal, said: str, figure: GoalFigure | None) -> str:
    """A goal with how far it is, and what was said about it last."""
    mark = goal.mark
    if mark is None:
        return say("{goal} Now {amount}.", goal=said, amount=figure.now) if figure else said
    on = say("{state} on {day}.", state=words.state_words(mark.state), day=dates.shown(mark.marked_on))
    return " ".join(filter(None, (said, on, mark.note)))


def _part(plan: TreatmentPlan) -> str:
    return f"treatment-plan/{plan.id}" if plan.signed_on else f"treatment/{plan.id}"


def _about(plan: TreatmentPlan, progress: PlanProgress | None) -> QLayout:
    standing = " · ".join((version_words(plan), words.standing_words(plan)))
    each = say_many("{count} minute", "{count} minutes", plan.minutes) if plan.minutes else ""
    visits = say("{sum}: {phases}", sum=sum_words(plan.phases), phases=phases_words(plan.phases))
    due = [words.end_words(plan, progress), words.review_words(plan, progress)] if progress else []
    made = facts(
        (
            (say("State"), standing),
            (say("Prescriber"), words.prescriber_words(plan)),
            (say("Visits"), " · ".join(filter(None, (visits, each)))),
            (say("Progress"), _progress_words(progress) if progress else ""),
            (say("Due"), " · ".join(reversed(due))),
        )
    )
    made.setContentsMargins(0, 0, 0, 0)
    return made


def _progress_words(found: PlanProgress) -> str:
    return " · ".join(filter(None, (words.visits_words(found), words.goals_words(found))))
