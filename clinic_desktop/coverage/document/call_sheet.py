"""The call sheet: one page that the client takes home, fills in while the plan is on the phone, and brings back."""

from collections.abc import Iterator

from clinic_desktop.coverage.document.blanks import columns_of, place_columns
from clinic_desktop.coverage.document.call_head import place_head, place_numbers
from clinic_desktop.coverage.model.call_paper import CallSheetFacts
from clinic_desktop.press.blocks import Scale
from clinic_desktop.press.sheet import BOTTOM, HAIRLINE, LEFT, LINE, RIGHT, WIDTH, Paper, Sheet
from clinic_desktop.press.text import SetLine, Type, set_line, set_lines
from clinic_desktop.wording import say

SCALE = Scale(8.6, 8.0, 10.6, 10.6)
_WRITING = 24.0
_FINE = Type(8.0)
_FOOT_LEAD = 10.0
_MOST_FOOT_LINES = 2


def call_sheet_pdf(facts: CallSheetFacts) -> bytes:
    """The call sheet on one Letter page: the same bytes for the same facts. Whatever the facts are, it is one page:
    names too long for their place are cut there."""
    paper = Paper(
        say("Call sheet"),
        facts.facts.clinic_name,
        say("Questions about benefits for massage, to ask the plan on the phone"),
        (say("DEMO"),) if facts.facts.is_demo else (),
        facts.today,
    )
    sheet = Sheet(paper, lambda _: None)
    place_head(sheet, facts, SCALE)
    for words in _script(facts):
        for line in set_lines(words, SCALE.text, WIDTH, 2):
            sheet.put(LEFT, sheet.y - SCALE.body, line)
            sheet.y -= SCALE.lead
    sheet.y -= 3
    place_numbers(sheet, facts, SCALE)
    _place_call(sheet)
    foot = _foot_lines(facts)
    low = BOTTOM + len(foot) * _FOOT_LEAD
    place_columns(sheet, columns_of(facts.groups, sheet.y - low))
    _place_notes(sheet, low)
    sheet.y = low
    sheet.rule(LEFT, RIGHT, low - 1, LINE)
    for line in foot:
        sheet.y -= _FOOT_LEAD
        sheet.put(LEFT, sheet.y, line)
    return sheet.pdf()


def _script(facts: CallSheetFacts) -> Iterator[str]:
    """What to say first, and what to ask for before the call ends."""
    if facts.is_claim:
        yield say(
            "Call the number below. Say: “I would like to know what my claim pays for massage therapy. My claim number"
            " is …” Ask for the name of the person first."
        )
    else:
        yield say(
            "Call the number below, or the one on the back of your card. Say: “I would like to know my benefits for"
            " massage therapy. My member ID is …” Ask for the name of the person first."
        )
    yield say(
        "Ask for the blanks in any order. Write “?” where nobody knows. What is filled in was known before: ask whether"
        " it is still so. Before the call ends, ask for its reference number."
    )


def _place_call(sheet: Sheet) -> None:
    """Where day, time, who answered and the reference number are written."""
    sheet.y -= _WRITING
    blanks = (
        (say("Day"), 0.0, 78.0),
        (say("From"), 84.0, 144.0),
        (say("To"), 150.0, 202.0),
        (say("Representative"), 208.0, 366.0),
        (say("Reference no."), 372.0, WIDTH),
    )
    for words, begins, ends in blanks:
        label = set_line(words, SCALE.strong)
        sheet.put(LEFT + begins, sheet.y, label)
        sheet.rule(LEFT + begins + label.width + 4, LEFT + ends, sheet.y - 1.5, HAIRLINE * 2)
    sheet.y -= 9


def _place_notes(sheet: Sheet, low: float) -> None:
    """Lines for whatever else was said, where there is room for two of them."""
    if sheet.y - low < 4 * _WRITING:
        return
    sheet.y -= _WRITING
    sheet.put(LEFT, sheet.y, set_line(say("What else was said"), SCALE.strong))
    while sheet.y - low >= 2 * _WRITING:
        sheet.y -= _WRITING
        sheet.rule(LEFT, RIGHT, sheet.y, HAIRLINE * 2)


def _foot_lines(facts: CallSheetFacts) -> tuple[SetLine, ...]:
    """How to give it back."""
    told = [say("Bring this sheet to your next visit.")]
    if facts.facts.clinic_phone:
        words = say("Or call {number} and read out what you wrote, by the numbers.", number=facts.facts.clinic_phone)
        told.append(words)
    if facts.clinic_fax:
        told.append(say("Or fax it to {number}.", number=facts.clinic_fax))
    return set_lines(" ".join(told), _FINE, WIDTH, _MOST_FOOT_LINES)
