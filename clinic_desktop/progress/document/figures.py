"""What the record says, on the paper of a report: visits, goals, measures, and what was found then and now."""

from collections.abc import Sequence

from clinic_desktop.measures.rules.words import on_paper
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, Scale, beside, gap
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.progress.model import GoalStanding, ReportedMeasure, ReportFigures
from clinic_desktop.wording import say, say_many

_LABEL = 92.0
_NUMBER, _BY, _STATE = 62.0, 62.0, 58.0
_FOUND, _MOVED = 116.0, 104.0


def place_visits(sheet: Sheet, figures: ReportFigures, scale: Scale) -> None:
    """How many visits, when, what was done in them, and what they did to the pain."""
    block = Block(scale, WIDTH, _LABEL)
    block.heading(say("Visits"))
    if figures.visits:
        span = {"first": figures.first_visit, "last": figures.last_visit}
        block.fact(
            say("In this period"),
            say_many("{count} visit, {first} to {last}", "{count} visits, {first} to {last}", figures.visits, **span),
        )
    else:
        block.fact(say("In this period"), say("none"))
    if figures.planned:
        facts = {"count": figures.visits_in_all, "planned": figures.planned}
        block.fact(say("In all"), say("{count} given; the plan has {planned}", **facts))
    else:
        block.fact(say("In all"), say("{count} given", count=figures.visits_in_all))
    for at, words in enumerate(figures.treatments):
        block.fact(say("Treatment") if at == 0 else "", words)
    block.fact(say("Pain"), figures.pain)
    _put(sheet, block)


def place_goals(sheet: Sheet, goals: Sequence[GoalStanding], scale: Scale) -> None:
    """Baseline, now and goal of each."""
    if not goals:
        return
    what = WIDTH - 3 * _NUMBER - _BY - _STATE
    columns = (
        PaperColumn(say("Function"), what),
        PaperColumn(say("Baseline"), _NUMBER, "right"),
        PaperColumn(say("Now"), _NUMBER, "right"),
        PaperColumn(say("Goal"), _NUMBER, "right"),
        PaperColumn(say("By"), _BY, "right"),
        PaperColumn(say("State"), _STATE, "right"),
    )
    rows = [
        PaperRow(
            [one.name, one.baseline, one.now or say("not measured"), one.target, one.due_on, one.state],
            _detail(one),
            opens=at > 0,
        )
        for at, one in enumerate(goals)
    ]
    _table(sheet, scale, say("Goals: baseline, now, goal"), (columns, rows))


def _detail(one: GoalStanding) -> str:
    """What stands small below a goal."""
    counted = say("Counted in {unit}", unit=one.unit) if one.unit else say("Outcome measure")
    return f"{counted}. {on_paper(one.reached)}" if one.reached else counted


def place_measures(sheet: Sheet, measures: Sequence[ReportedMeasure], scale: Scale) -> None:
    """A sentence for each, that claims no more than the figures."""
    if not measures:
        return
    block = Block(scale, WIDTH, 10.0)
    block.heading(say("Outcome measures"))
    for one in measures:
        block.fact("•", on_paper(one.sentence))
    _put(sheet, block)


def place_changes(sheet: Sheet, figures: ReportFigures, scale: Scale) -> None:
    """What was found at the first assessment and at the last."""
    if not figures.changes:
        return
    first, last = figures.assessed
    columns = (
        PaperColumn(say("Found"), WIDTH - 2 * _FOUND - _MOVED),
        PaperColumn(first, _FOUND),
        PaperColumn(last, _FOUND),
        PaperColumn(say("Change"), _MOVED),
    )
    rows = [PaperRow([one.name, one.before or "–", one.now or "–", one.moved]) for one in figures.changes]
    _table(sheet, scale, say("Assessments compared"), (columns, rows))


def _table(sheet: Sheet, scale: Scale, title: str, content: tuple[Sequence[PaperColumn], Sequence[PaperRow]]) -> None:
    columns, rows = content
    heading, table = Block(scale, WIDTH, 0.0), PaperTable(scale, columns)
    heading.heading(title)
    sheet.keep(table.height(rows[:1]) + scale.lead)
    sheet.bookmark(title)
    beside(sheet, [(0.0, heading)])
    table.place(sheet, rows)
    gap(sheet, scale.lead * 0.6)


def _put(sheet: Sheet, block: Block) -> None:
    beside(sheet, [(0.0, block)])
    gap(sheet, block.scale.lead * 0.6)
