"""The claim worksheet on paper: every box with its value, to be typed into a web page or onto a form."""

from collections.abc import Sequence
from functools import partial

from clinic_desktop.claims.model import Box, ClaimFacts, ClaimSheet
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, Scale, gap, paragraph
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Paper, Sheet
from clinic_desktop.press.text import set_line
from clinic_desktop.values.money import shown
from clinic_desktop.wording import mark, say

TITLE_WORDS = mark("Claim worksheet")
_SCALE = Scale(8.6, 8.0, 11.0, 10.8)
_COLUMNS = (38.0, 138.0, 176.0, WIDTH - 352.0)


def worksheet_pdf(facts: ClaimFacts, claims: Sequence[ClaimSheet]) -> bytes:
    """Each claim from a page of its own. No client is in the properties of the file."""
    across = (say("DEMO"),) if facts.bill.is_demo else ()
    paper = Paper(say(TITLE_WORDS), facts.bill.clinic.name, say("Boxes of the 02/12 claim form"), across)
    sheet = Sheet(paper, partial(_running_head, facts))
    for at, one in enumerate(claims):
        if at:
            sheet.turn()
        _place(sheet, facts, one)
    return sheet.pdf()


def value_words(box: Box) -> str:
    """What stands in the column of values: the value, or that it is to be blank."""
    return box.value or (say("(missing)") if box.missing else say("(blank)"))


def about_words(box: Box) -> str:
    """Where a value comes from, what is missing of it, or why there is none."""
    if box.missing:
        return box.missing
    return f"{box.source[:1].upper()}{box.source[1:]}." if box.value and box.source else box.blank


def number_words(box: Box) -> str:
    """The number of a box, with its line of services where it has one: "24D, line 1"."""
    if box.row:
        return say("{number}, line {row}", number=box.number, row=box.row)
    return box.number or say("Top")


def empty_lines(claim: ClaimSheet) -> frozenset[int]:
    """The lines of services that have no value at all."""
    filled = {one.row for one in claim.boxes if one.row and (one.value or one.missing)}
    return frozenset(one.row for one in claim.boxes if one.row) - filled


def _place(sheet: Sheet, facts: ClaimFacts, claim: ClaimSheet) -> None:
    title = say(TITLE_WORDS)
    sheet.bookmark(say("Claim {number} of {count}", number=claim.number, count=claim.count))
    if sheet.pages == 1:
        left = Block(_SCALE, HEAD_WIDTH, 0.0)
        left.say(" ".join(facts.bill.clinic.name.split()), ISSUER)
        left.say(say("Client: {name}", name=facts.bill.client.name))
        left.say(joined((facts.bill.policy.payer_name if facts.bill.policy else "", facts.bill.case.claim_number)))
        right = [set_line(title, TITLE), set_line(say("Boxes of the 02/12 claim form. Not a claim form."), _SCALE.text)]
        if facts.bill.is_demo:
            right.append(set_line(say("Demo: everybody here is invented"), _SCALE.strong))
        set_head(sheet, left, right)
        gap(sheet, _SCALE.lead * 0.6)
    which = say("Claim {number} of {count}", number=claim.number, count=claim.count)
    sums = say("Charges {charged}, paid {paid}", charged=shown(claim.charged_cents), paid=shown(claim.paid_cents))
    paragraph(sheet, joined((which, sums)), _SCALE.strong, _SCALE.lead)
    gap(sheet, _SCALE.lead * 0.5)
    titles = (say("Box"), say("What it is"), say("Value"), say("Where it comes from"))
    columns = [PaperColumn(words, width) for words, width in zip(titles, _COLUMNS, strict=True)]
    left_out = empty_lines(claim)
    rows = [_row(one) for one in claim.boxes if one.row not in left_out or not one.row]
    PaperTable(_SCALE, columns).place(sheet, rows)


def _row(box: Box) -> PaperRow:
    label = say("{label}, line {row}", label=box.label, row=box.row) if box.row else box.label
    cells = (box.number or say("Top"), label, value_words(box), about_words(box))
    return PaperRow(cells, strong=False, opens=True)


def _running_head(facts: ClaimFacts, sheet: Sheet) -> None:
    names = joined((say(TITLE_WORDS), facts.bill.client.name, facts.bill.clinic.name))
    sheet.put(LEFT, sheet.y - _SCALE.lead * 0.76, set_line(" ".join(names.split()), _SCALE.strong))
    sheet.y -= _SCALE.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= _SCALE.lead * 0.7
