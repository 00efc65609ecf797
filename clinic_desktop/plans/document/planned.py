"""The body of a plan on paper: diagnoses, baseline, goals, what is given how often, and what goes with it."""

from collections.abc import Sequence

from clinic_desktop.assessments.model import LIMIT_UNITS
from clinic_desktop.plans.document.top import COLUMN, LABEL, SECOND, validity_words
from clinic_desktop.plans.model import PlanGoal, PlanPaper, TreatmentPlan
from clinic_desktop.plans.rules.goals import amounts, goal_name
from clinic_desktop.plans.rules.phases import phase_words, sum_words
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, Scale, beside, gap
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say, say_many

_NUMBER, _AMOUNT, _DAY = 22.0, 76.0, 70.0
_CODE = 62.0


def place_diagnoses(sheet: Sheet, paper: PlanPaper, scale: Scale) -> None:
    """Each code with its title, who made it and when; below them how the patient is now."""
    titles, facts = dict(paper.facts.titles), paper.facts
    block = Block(scale, WIDTH, _CODE)
    block.heading(say("Diagnoses"))
    for code in paper.plan.diagnoses:
        block.fact(code, titles.get(code, "") or "–")
    if not paper.plan.diagnoses:
        block.say(say("None chosen yet"))
    if facts.prescriber_name and facts.ordered_on:
        by = {"who": facts.prescriber_name, "day": printed(facts.ordered_on)}
        block.say(say("As ordered by {who} on {day}", **by), scale.fine)
    _set(sheet, block)
    if paper.plan.baseline:
        baseline = Block(scale, WIDTH, 0.0)
        baseline.heading(say("Function at the beginning"))
        baseline.say(paper.plan.baseline)
        _set(sheet, baseline)


def place_goals(sheet: Sheet, paper: PlanPaper, scale: Scale) -> None:
    """A row for each goal, and what earlier versions reached."""
    names, plan, before = dict(paper.facts.measures), paper.plan, paper.facts.met_before
    rows = [_row(at, one, names) for at, one in enumerate(plan.goals, 1)]
    what = WIDTH - _NUMBER - 2 * _AMOUNT - _DAY
    columns = (
        PaperColumn("", _NUMBER),
        PaperColumn(say("Function"), what),
        PaperColumn(say("Baseline"), _AMOUNT, "right"),
        PaperColumn(say("Goal"), _AMOUNT, "right"),
        PaperColumn(say("By"), _DAY, "right"),
    )
    heading = Block(scale, WIDTH, 0.0)
    heading.heading(say("Goals"))
    if not rows:
        heading.say(say("None typed yet"))
        _set(sheet, heading)
        return
    table = PaperTable(scale, columns)
    sheet.keep(table.height(rows[:1]) + scale.lead)
    sheet.bookmark(say("Goals"))
    beside(sheet, [(0.0, heading)])
    table.place(sheet, rows)
    gap(sheet, scale.lead * 0.6)
    if before:
        reached = Block(scale, WIDTH, 10.0)
        reached.heading(say("Reached before"))
        for one in before:
            reached.fact("•", one)
        _set(sheet, reached)


def place_treatment(sheet: Sheet, plan: TreatmentPlan, scale: Scale) -> None:
    """How often and how long on the left, what and where on the right."""
    often = Block(scale, COLUMN, LABEL)
    often.heading(say("Frequency and duration"))
    for at, one in enumerate(plan.phases, 1):
        often.fact(say("Phase {number}", number=at) if len(plan.phases) > 1 else say("Visits"), phase_words(one))
    often.fact(say("In all"), sum_words(plan.phases), strong=True)
    often.fact(say("From"), say("{first} to {last}", first=printed(plan.starts_on), last=printed(plan.ends_on)))
    often.fact(say("Each visit"), visit_words(plan))
    often.fact(say("Re-evaluation"), say("by {day}", day=printed(plan.reevaluate_on)))
    what = Block(scale, COLUMN, LABEL)
    what.heading(say("Treatment"))
    what.fact(say("Techniques"), joined(plan.techniques, ", "))
    what.fact(say("Regions"), joined(plan.regions, ", "))
    beside(sheet, [(0.0, often), (SECOND, what)])
    gap(sheet, scale.lead * 0.6)


def visit_words(plan: TreatmentPlan) -> str:
    """What a visit is: "55 minutes hands-on, 4 units"."""
    minutes = say("{count} minutes hands-on", count=plan.minutes) if plan.minutes else ""
    units = say_many("{count} unit", "{count} units", plan.units) if plan.units else ""
    return joined((minutes, units), ", ")


def place_notes(sheet: Sheet, paper: PlanPaper, scale: Scale) -> None:
    """What goes with the treatment, when it is done, and the estimate where the clinic gives one."""
    plan = paper.plan
    for heading, words in (
        (say("Precautions"), plan.precautions),
        (say("Home care"), plan.home_care),
        (say("Coordination with others"), plan.coordination),
        (say("Discharge"), plan.discharge),
    ):
        if words:
            block = Block(scale, WIDTH, 0.0)
            block.heading(heading)
            block.say(words)
            _set(sheet, block)
    _place_cost(sheet, paper.facts.cost, scale)


def order_words(paper: PlanPaper) -> str:
    """The sentence about the order above the prescriber's signature."""
    facts = paper.facts
    if facts.ordered_on is None:
        return ""
    known = {"day": printed(facts.ordered_on), "validity": validity_words(facts)}
    if facts.order_kind == "referral":
        return say("Referral of {day}, valid {validity}.", **known)
    return say("Prescription of {day}, valid {validity}.", **known)


def _place_cost(sheet: Sheet, lines: Sequence[str], scale: Scale) -> None:
    if not lines:
        return
    block = Block(scale, WIDTH, 0.0)
    block.heading(say("Expected cost (estimate, not a guarantee)"))
    for one in lines:
        block.say(one, scale.fine)
    _set(sheet, block)


def _row(at: int, goal: PlanGoal, names: dict[str, str]) -> PaperRow:
    baseline, target = amounts(goal)
    unit = say(LIMIT_UNITS[goal.unit]) if goal.unit in LIMIT_UNITS else ""
    if goal.measure:
        better = say("less is better") if goal.target < goal.baseline else say("more is better")
        detail = say("Outcome measure, {better}", better=better)
    else:
        detail = say("Counted in {unit}", unit=unit)
    cells = [f"{at}", goal_name(goal, names), baseline, target, printed(goal.due_on)]
    return PaperRow(cells, detail, 1, opens=at > 1)


def _set(sheet: Sheet, block: Block) -> None:
    beside(sheet, [(0.0, block)])
    gap(sheet, block.scale.lead * 0.6)
