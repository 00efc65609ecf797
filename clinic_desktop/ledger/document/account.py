"""The statement of account, as it is mailed: the same bytes for the same facts."""

from clinic_desktop.ledger.document.sheet import SCALE, headed_sheet
from clinic_desktop.ledger.model import AccountPaper
from clinic_desktop.ledger.rules import age_words, days_words, printed_words
from clinic_desktop.prepaid.rules import left_words
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, beside, gap, paragraph, sums
from clinic_desktop.press.heads import HEAD_WIDTH
from clinic_desktop.press.sheet import PAGE_HEIGHT, WIDTH, Sheet
from clinic_desktop.values import money
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

_LABEL = 104.0
_DAY, _AMOUNT, _SUMS = 58.0, 66.0, 150.0
# Folded in three, this is what the window of a No. 10 envelope shows: in points from the top, and from the left margin.
_WINDOW_TOP, _WINDOW_END, _WINDOW_LEFT = 150.0, 222.0, 22.0


def account_pdf(paper: AccountPaper) -> bytes:
    """The statement of account: the balance before, each entry, the balance after, how old what is open is, and what is
    on account. It names no diagnosis and no code."""
    said = paper.statement
    span = say("{first} to {last}", first=printed(said.first), last=printed(said.last))
    sheet = headed_sheet(paper.clinic, (say("Statement of account"), span), paper.name, paper.made_on)
    _place_address(sheet, paper)
    _place_entries(sheet, paper)
    gap(sheet, SCALE.lead * 0.6)
    totals = [(say("Closing balance"), money.shown(said.closing_cents), not said.payers_cents)]
    if said.payers_cents:
        totals.append((say("Billed to a payer"), money.shown(-said.payers_cents), False))
        due = say("For you to pay") if said.due_cents >= 0 else say("Your balance")
        totals.append((due, money.shown(said.due_cents), True))
    sheet.keep(SCALE.lead * (len(totals) + 2))
    sums(sheet, SCALE, totals, _SUMS)
    gap(sheet, SCALE.lead * 0.6)
    if said.due_cents < 0:
        held = say("The clinic holds {amount} for you.", amount=money.shown(-said.due_cents))
        paragraph(sheet, held, SCALE.strong, SCALE.lead)
        gap(sheet, SCALE.lead * 0.4)
    words = say("Tips, products and sales are paid where they are bought: they are listed, and move no balance.")
    paragraph(sheet, words, SCALE.fine, SCALE.lead)
    gap(sheet, SCALE.lead)
    _place_aging(sheet, paper)
    _place_held(sheet, paper)
    return sheet.pdf()


def _place_address(sheet: Sheet, paper: AccountPaper) -> None:
    """Where the window of the envelope is; a longer head moves it down, and it is still read."""
    sheet.y = min(sheet.y, PAGE_HEIGHT - _WINDOW_TOP)
    to = Block(SCALE, HEAD_WIDTH, 0.0)
    first, *more = paper.to
    to.say(first, SCALE.strong)
    for line in (*more, *paper.address):
        to.say(line)
    beside(sheet, [(_WINDOW_LEFT, to)])
    sheet.y = min(sheet.y - SCALE.lead, PAGE_HEIGHT - _WINDOW_END)


def _place_entries(sheet: Sheet, paper: AccountPaper) -> None:
    said = paper.statement
    columns = (
        PaperColumn(say("Date"), _DAY),
        PaperColumn(say("Entry"), WIDTH - _DAY - 3 * _AMOUNT),
        PaperColumn(say("Charges"), _AMOUNT, "right"),
        PaperColumn(say("Payments"), _AMOUNT, "right"),
        PaperColumn(say("Balance"), _AMOUNT, "right"),
    )
    opening = money.shown(said.opening_cents)
    rows = [PaperRow([printed(said.first), say("Opening balance"), "", "", opening], strong=True)]
    for one in said.entries:
        charge = money.shown(one.cents) if one.cents > 0 else ""
        paid = money.shown(-one.cents) if one.cents < 0 else ""
        cells = [printed(one.day), printed_words(one), charge, paid, money.shown(one.balance_cents)]
        rows.append(PaperRow(cells, days_words(one), 1))
    sheet.bookmark(say("Entries"))
    PaperTable(SCALE, columns).place(sheet, rows, SCALE.lead * 2)


def _place_aging(sheet: Sheet, paper: AccountPaper) -> None:
    """How old what is open is; its sum less what is on account, and paid for visits to come, is the balance."""
    said = paper.statement
    ages = [PaperColumn(age_words(at), WIDTH / 4, "right") for at in range(len(said.aging_cents))]
    sheet.keep(SCALE.lead * 5)
    heading = Block(SCALE, WIDTH, 0.0)
    heading.heading(say("Unpaid, by the age of the visit"))
    beside(sheet, [(0.0, heading)])
    PaperTable(SCALE, ages).place(sheet, [PaperRow([money.shown(cents) for cents in said.aging_cents])])
    gap(sheet, SCALE.lead * 0.6)
    block = Block(SCALE, WIDTH, _LABEL)
    if said.credit_cents:
        block.fact(say("Credit on account"), money.shown(said.credit_cents))
    if said.ahead_cents:
        block.fact(say("Paid ahead"), say("{amount} for visits to come", amount=money.shown(said.ahead_cents)))
    beside(sheet, [(0.0, block)])


def _place_held(sheet: Sheet, paper: AccountPaper) -> None:
    held = paper.statement.prepaids
    if not held:
        return
    gap(sheet, SCALE.lead * 0.6)
    block = Block(SCALE, WIDTH, _LABEL)
    block.heading(say("Paid before it is used, on {day}", day=printed(paper.made_on)))
    for one in held:
        ends = say(", until {day}", day=printed(one.expires_on)) if one.expires_on else ""
        block.fact(one.name, f"{left_words(one)}{ends}")
    beside(sheet, [(0.0, block)])
