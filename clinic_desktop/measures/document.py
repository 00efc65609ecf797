"""The outcome chart on paper: how each measure went, what change matters by which source, each score with its day."""

from collections.abc import Sequence
from dataclasses import replace

from clinic_desktop.cases.document import case_sheet, put_block
from clinic_desktop.measures.model import Course, OutcomePaper, Score
from clinic_desktop.measures.rules.changes import change_between
from clinic_desktop.measures.rules.trend import trend
from clinic_desktop.measures.rules.words import letter_sentence, matters_words, meaning_words, on_paper, score_words
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, gap, paragraph
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.press.trend import set_trend, trend_height
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

_DAY, _SCORE, _BETWEEN, _BY = 70.0, 60.0, 14.0, 130.0
# Half of a score stands to the right of the last point.
_BESIDE = 14.0
# The place of the cell that says what a score is called.
_CALLED = 3
_SEVERAL = 2


def outcome_pdf(paper: OutcomePaper) -> bytes:
    """A section for each measure: its curve, its scores, the change in a sentence, and what change matters."""
    below = say("Scores until {day}", day=printed(paper.made_on))
    subject = say("Outcome measures with their scores")
    sheet = case_sheet(paper.head, PaperName(say("Outcome chart"), below, subject, made_on=paper.made_on))
    for one in paper.courses:
        _place(sheet, one, paper.goals.get(one.measure.key))
    if not paper.courses:
        paragraph(sheet, say("No outcome measure was taken."), RECORD_SCALE.text, RECORD_SCALE.lead)
    return sheet.pdf()


def _place(sheet: Sheet, course: Course, goal: int | None) -> None:
    measure, block = course.measure, Block(RECORD_SCALE, WIDTH, 0.0)
    name = (
        measure.title
        if measure.name in measure.title
        else say("{name}: {title}", name=measure.name, title=measure.title)
    )
    block.heading(name)
    way = say("Less is better.") if measure.falls else say("More is better.")
    ends = {"least": score_words(measure, measure.least), "most": score_words(measure, measure.most)}
    block.say(say("Scores go from {least} to {most}. {way}", way=way, **ends))
    block.say(_matters(course))
    if len(course.scores) >= _SEVERAL or measure.is_change:
        change = change_between(measure, course.first, course.last)
        block.say(on_paper(letter_sentence(measure, change, (course.first, course.last))), RECORD_SCALE.strong)
    # Its title stands above already.
    curve = trend(measure, course.scores, goal) if len(course.scores) >= _SEVERAL else None
    drawn = replace(curve, title=say("Scores by day")) if curve else None
    sheet.keep(block.height + (trend_height(drawn, RECORD_SCALE) if drawn else RECORD_SCALE.lead * 4))
    sheet.bookmark(measure.name)
    put_block(sheet, block)
    if drawn:
        set_trend(sheet, drawn, RECORD_SCALE, WIDTH - _BESIDE)
        gap(sheet, RECORD_SCALE.lead * 0.6)
    rows = [_row(course, one, opens=at > 0) for at, one in enumerate(course.scores)]
    _table(rows).place(sheet, rows)
    gap(sheet, RECORD_SCALE.lead * 1.2)


def _table(rows: Sequence[PaperRow]) -> PaperTable:
    """A column that nothing stands in has no title either."""
    called = say("What it is called") if any(row.cells[_CALLED] for row in rows) else ""
    named = say("Activities") if any(row.detail for row in rows) else ""
    taken = say("Taken by") if any(row.cells[-1] for row in rows) else ""
    columns = (
        PaperColumn(say("Date"), _DAY),
        PaperColumn(say("Score"), _SCORE, "right"),
        PaperColumn("", _BETWEEN),
        PaperColumn(called or named, WIDTH - _DAY - _SCORE - _BY - _BETWEEN),
        PaperColumn(taken, _BY),
    )
    return PaperTable(RECORD_SCALE, columns)


def _matters(course: Course) -> str:
    measure = course.measure
    matters = matters_words(measure)
    if not matters:
        return say("No change that matters is published for it. Source: {source}", source=measure.source)
    return say("The change that matters: {matters}. Source: {source}", matters=matters, source=measure.source)


def _row(course: Course, one: Score, *, opens: bool) -> PaperRow:
    measure = course.measure
    meaning = meaning_words(measure, one.tenths)
    cells = [printed(one.taken_on), score_words(measure, one.tenths), "", meaning, one.taken_by]
    named = "; ".join(f"{answer.activity}: {answer.points}" for answer in one.answers if answer.activity)
    return PaperRow(cells, named, _CALLED, opens)
