"""The editor of a plan: a draft that is saved as often as one likes, and signed once."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QPushButton

from clinic_desktop.assessments.queries import limits_of
from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures.queries import latest_scores
from clinic_desktop.plans.commands.plans import PaperExtras, RetirePlan, SignPlan, WritePlan
from clinic_desktop.plans.loader import known_measures
from clinic_desktop.plans.model import PlanBounds, TreatmentPlan, TreatmentPlanDraft
from clinic_desktop.plans.queries import bounds_of, plans_of, treatment_plan
from clinic_desktop.plans.rules.phases import proposed_end
from clinic_desktop.plans.rules.progress import next_number, shown_plan
from clinic_desktop.plans.rules.proposals import (
    PlanFindings,
    next_version,
    proposed_baseline,
    proposed_by_order,
    proposed_goals,
    typed_plan,
)
from clinic_desktop.plans.rules.typed import read_phases
from clinic_desktop.practice.queries import therapist_page
from clinic_desktop.referrals.model import PrescriptionRow
from clinic_desktop.referrals.queries import prescription
from clinic_desktop.referrals.rules.frequency import rate_words
from clinic_desktop.referrals.rules.windows import current_prescription
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say
from ui.codes.shelf import Shelf
from ui.editing import Back, Held, add_gone_button, row_editor, show_left_over, take_over_draft
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.text import Text, tip
from ui.plans.form import PlanChoices, PlanForm
from ui.referrals.prescriptions import span_words
from ui.session import Session

# What an order proposes, and another one proposes anew where nobody typed over it.
_OF_AN_ORDER = ("diagnoses", "starts_on", "phases")
Costs = Callable[[], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PlanCase:
    """The case that a plan is made for, with its prescriptions, the newest first."""

    id: CaseId
    prescriptions: Sequence[PrescriptionRow]


def plan_editor(
    session: Session,
    codes: Shelf,
    case: PlanCase,
    found: TreatmentPlan | None,
    ways: tuple[Back, Costs, Callable[[], object]],
) -> Editor:
    """A draft of this case, or a new one. `ways` are the way back, what gives the lines of the estimate as it stands
    when the plan is signed, and what opens the next version, begun or not."""
    back, cost, open_next = ways
    filling = _Filling(session, codes, case, found)
    form, held = filling.form, Held(found)

    def command() -> Command:
        row = held.row
        return WritePlan(case.id, row.id if row else 0, row.version if row else 0, form.draft(), number)

    filling.show(held.row)
    base, number = f"treatment:new:{case.id}", 0 if found else filling.number
    name = f"treatment:{found.id}" if found else f"{base}:{number}"
    begun = form.as_values(filling.begun()) if found is None else {}
    for signed in filling.signed if found is None else ():
        take_over_draft(session, f"treatment:{signed}", name, begun)
    editor = row_editor(session, form, command, back, name)
    editor.save_button.setText(say("Save draft"))
    if found is None:
        form.begin_with(begun)
        editor.lead_to(say("Show what is there now"), open_next)
    show_left_over(session, editor, base, name, partial(_left_over, found.number if found else number))
    filling.follow()
    held.reread(editor, lambda row: treatment_plan(session.clinic.read, row.id), lambda: filling.show(held.row))
    add_gone_button(session, editor, held, say("Remove draft"), lambda row: RetirePlan(row.id, row.version), back)

    def sign() -> None:
        row, draft = held.row, form.draft()
        extras = PaperExtras({code: codes.title(code) for code in draft.diagnoses}, cost())
        signing = SignPlan(case.id, row.id if row else 0, row.version if row else 0, draft, extras, number)
        saved: list[int] = []
        if editor.attempt(lambda: saved.append(session.run(signing))):
            form.forget_draft()
            back(saved[0])

    signing_button = button(say("Sign plan"), sign)
    tip(signing_button, say("Signed, this version stays as it is; a change makes the next version."))
    editor.add_button(signing_button, beside_save=True)
    _tell_signer(session, form, editor, signing_button)
    return editor


def _tell_signer(session: Session, form: PlanForm, editor: Editor, signing: QPushButton) -> None:
    """Only its therapist signs: the others are told so."""
    note = Text("", "muted")
    editor.put_above(note)

    def look() -> None:
        own = session.clinic.person.therapist
        is_theirs = own is not None and form.values()["therapist"] == str(own)
        signing.setEnabled(is_theirs)
        note.setText("" if is_theirs else say("Only its therapist can sign a plan, signed in themselves."))
        note.setVisible(not is_theirs)

    form.edited.connect(look)
    look()


def _left_over(number: int, typed: str) -> str:
    """How it came that something was typed into the version with that number, or one of an earlier program."""
    if typed == str(number):
        return say("This version was begun twice. You typed into the other one.")
    if typed:
        return say("You typed into version {number}, and it was signed without that.", number=typed)
    return say("You typed into an earlier version, and it was signed without that.")


class _Filling:
    """What stands in the form of a plan: as saved, or as it begins; and what an order proposes."""

    def __init__(self, session: Session, codes: Shelf, case: PlanCase, found: TreatmentPlan | None) -> None:
        self._session, self._case = session, case
        read = session.clinic.read
        self._measures = known_measures()
        self._findings = PlanFindings(limits_of(read, case.id), latest_scores(read, case.id))
        self._plans = plans_of(read, case.id)
        self.signed = [one.id for one in self._plans if one.signed_on]
        self.number = next_number(self._plans)
        orders = [(str(one.id), _order_line(one)) for one in case.prescriptions]
        if found and found.prescription and str(found.prescription) not in dict(orders):
            orders.append((str(found.prescription), say("A prescription that was removed")))
        therapists = [(str(one.id), one.name) for one in therapist_page(read).rows]
        if found and str(found.therapist) not in dict(therapists):
            therapists.append((str(found.therapist), found.therapist_name))
        choices = PlanChoices(
            [*orders, ("", say("No prescription"))],
            [("", say("Choose a therapist")), *therapists],
            self._findings,
            self._measures,
        )
        self.form = PlanForm(codes, choices)
        self._proposed: Mapping[str, str] = {}

    def show(self, row: TreatmentPlan | None) -> None:
        """Show what is saved; of a new one nothing is."""
        draft = typed_plan(row, row.goals) if row else TreatmentPlanDraft()
        self.form.read_against(self._bounds(draft.prescription))
        self.form.fill(self.form.as_values(draft))
        self._see()

    def begun(self) -> TreatmentPlanDraft:
        """What a new plan begins with: the version before it, else what the order and the findings propose."""
        today = self._session.clinic.clock.today()
        before = shown_plan(self._plans, today)
        if before and before.ends_on >= today:
            return next_version(before)
        order = current_prescription(self._case.prescriptions, today) or next(iter(self._case.prescriptions), None)
        chosen = str(order.id) if order else ""
        bounds, fresh = self._bounds(chosen), self._by_order(chosen)
        starts = dates.parse_date(fresh.starts_on, today)
        due = proposed_end(read_phases(Problems(), fresh.phases), starts, bounds.last_day)
        goals = proposed_goals(self._findings, self._measures, due) if fresh.phases else ()
        fresh = replace(
            fresh,
            prescription=chosen,
            therapist=self._own(),
            goals=goals,
            baseline=proposed_baseline(self._findings, self._measures),
        )
        if before is None:
            return fresh
        # A plan of a new period: what was done and minded stays the usual.
        kept = ("techniques", "regions", "minutes", "precautions", "home_care", "coordination", "discharge")
        typed = next_version(before)
        return replace(fresh, **{name: getattr(typed, name) for name in kept})

    def follow(self) -> None:
        """From now on, what follows is shown as one types, and another order proposes anew."""
        chosen = self.form.values()["prescription"]
        self.form.read_against(self._bounds(chosen))
        self._proposed = self._order_values(chosen)
        self.form.orders.changed.connect(self._on_order)
        self.form.edited.connect(self._see)
        self._see()

    def _on_order(self) -> None:
        chosen = self.form.values()["prescription"]
        self.form.read_against(self._bounds(chosen))
        before, self._proposed = self._proposed, self._order_values(chosen)
        for key in _OF_AN_ORDER:
            now = self.form.values()[key]
            if not now or _rows(now) == _rows(before[key]):
                self.form.fields[key].set_value(self._proposed[key])
        self._see()

    def _see(self) -> None:
        self.form.show_what_follows(self._session.clinic.clock.today())

    def _order_values(self, chosen: str) -> dict[str, str]:
        values = self.form.as_values(self._by_order(chosen))
        return {key: values[key] for key in _OF_AN_ORDER}

    def _by_order(self, chosen: str) -> TreatmentPlanDraft:
        order = self._known(chosen)
        found = prescription(self._session.clinic.read, order.id) if order else None
        # Words may say more than the one number that was typed apart from them.
        often = (found.frequency or (rate_words(found.rate) if found.rate else "")) if found else ""
        return proposed_by_order(self._bounds(chosen), often, self._session.clinic.clock.today())

    def _bounds(self, chosen: str) -> PlanBounds:
        order = self._known(chosen)
        read = self._session.clinic.read
        return bounds_of(read, self._case.id, prescription(read, order.id) if order else None, self._measures)

    def _known(self, chosen: str) -> PrescriptionRow | None:
        return next((one for one in self._case.prescriptions if str(one.id) == chosen), None)

    def _own(self) -> str:
        """Whoever is signed in, else the only therapist."""
        own = self._session.clinic.person.therapist
        therapists = therapist_page(self._session.clinic.read).rows
        return str(own or (therapists[0].id if len(therapists) == 1 else ""))


def _rows(value: str) -> object:
    """A value as it is compared: rows by what stands in them, however their text is spelled."""
    return json.loads(value) if value.startswith("[") else value


def _order_line(row: PrescriptionRow) -> str:
    return say("{who}, {day}: {span}", who=row.called, day=dates.shown(row.ordered_on), span=span_words(row))
