"""The statement of account and the receipt of a sale, as PDFs of Letter pages: the same bytes for the same facts."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from clinic_desktop.ledger.model import AccountPaper, SalePaper
from clinic_desktop.ledger.rules import PART_WORDS, age_words, days_words, entry_words, method_words
from clinic_desktop.payments.model import ALL_PARTS, Payment
from clinic_desktop.practice.model import Practice
from clinic_desktop.prepaid.model import KINDS
from clinic_desktop.prepaid.rules import left_words
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, Scale, beside, gap, paragraph, sums
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, PAGE_HEIGHT, RIGHT, WIDTH, Paper, Sheet
from clinic_desktop.press.text import set_line
from clinic_desktop.values import money
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

_SCALE = Scale(9.2, 8.4, 10.6, 12.0)
_LABEL = 104.0
_DAY, _AMOUNT, _SUMS = 58.0, 66.0, 150.0
# Folded in three, this is what the window of a No. 10 envelope shows: in points from the top, and from the left margin.
_WINDOW_TOP, _WINDOW_END, _WINDOW_LEFT = 150.0, 222.0, 22.0


def account_pdf(paper: AccountPaper) -> bytes:
    """The statement of account: the balance before, each entry, the balance after, how old what is open is, and what is
    on account. It names no diagnosis and no code."""
    said = paper.statement
    span = say("{first} to {last}", first=printed(said.first), last=printed(said.last))
    sheet = _sheet(paper.clinic, (say("Statement of account"), span), paper.name, paper.made_on)
    _place_address(sheet, paper)
    _place_entries(sheet, paper)
    gap(sheet, _SCALE.lead * 0.6)
    totals = [(say("Closing balance"), money.shown(said.closing_cents), not said.payers_cents)]
    if said.payers_cents:
        totals.append((say("Billed to a payer"), money.shown(-said.payers_cents), False))
        due = say("For you to pay") if said.due_cents >= 0 else say("Your balance")
        totals.append((due, money.shown(said.due_cents), True))
    sheet.keep(_SCALE.lead * (len(totals) + 2))
    sums(sheet, _SCALE, totals, _SUMS)
    gap(sheet, _SCALE.lead * 0.6)
    if said.due_cents < 0:
        held = say("The clinic holds {amount} for you.", amount=money.shown(-said.due_cents))
        paragraph(sheet, held, _SCALE.strong, _SCALE.lead)
        gap(sheet, _SCALE.lead * 0.4)
    words = say("Tips, products and sales are paid where they are bought: they are listed, and move no balance.")
    paragraph(sheet, words, _SCALE.fine, _SCALE.lead)
    gap(sheet, _SCALE.lead)
    _place_aging(sheet, paper)
    _place_held(sheet, paper)
    return sheet.pdf()


def sale_pdf(paper: SalePaper) -> bytes:
    """The receipt of a package, membership or gift card: what was bought for how much, and what was paid. It is none
    for treatment, and says so."""
    sold = paper.sold
    sheet = _sheet(paper.clinic, (say("Receipt of a sale"), printed(sold.sold_on)), paper.name, paper.made_on)
    bought = Block(_SCALE, WIDTH, _LABEL)
    bought.heading(say("Sold to"))
    bought.say(paper.name, _SCALE.text)
    beside(sheet, [(0.0, bought)])
    gap(sheet, _SCALE.lead)
    what = Block(_SCALE, WIDTH, _LABEL)
    what.heading(say(KINDS[sold.kind]))
    what.fact(say("Name"), sold.name)
    what.fact(say("Number"), sold.number)
    what.fact(say("Visits"), str(sold.visits or ""))
    what.fact(say("Price"), money.shown(sold.price_cents))
    what.fact(say("Sold on"), printed(sold.sold_on))
    what.fact(say("Can be used"), _usable(sold.starts_on, sold.expires_on))
    beside(sheet, [(0.0, what)])
    gap(sheet, _SCALE.lead)
    _place_payments(sheet, paper.payments)
    paid = sum(one.sold_cents for one in paper.payments)
    totals = [(say("Paid"), money.shown(paid), False), (say("Not paid yet"), money.shown(sold.open_cents), True)]
    sums(sheet, _SCALE, totals, _SUMS)
    gap(sheet, _SCALE.lead * 2)
    paragraph(
        sheet,
        say(
            "What was bought is no health care service yet, so this receipt is not for insurance."
            " Each visit that is paid from it gets its own receipt."
        ),
        _SCALE.strong,
        _SCALE.lead,
    )
    return sheet.pdf()


def _sheet(clinic: Practice, named: tuple[str, str], name: str, made_on: date) -> Sheet:
    """An empty sheet below its head. No client is in its properties."""
    title, below = named
    across = (say("DEMO"),) if clinic.is_demo else ()
    sheet = Sheet(Paper(title, clinic.name, title, across, made_on), partial(_further_head, clinic, named, name))
    sheet.bookmark(title)
    left = Block(_SCALE, HEAD_WIDTH, 0.0)
    left.say(" ".join(clinic.name.split()), ISSUER)
    left.say(joined(address_lines(clinic), ", "))
    phone = say("Phone {number}", number=clinic.phone) if clinic.phone else ""
    left.say(joined((phone, clinic.email)))
    right = [set_line(title, TITLE), set_line(below, _SCALE.text)]
    right.append(set_line(say("Made on {day}", day=printed(made_on)), _SCALE.text))
    if clinic.is_demo:
        right.append(set_line(say("Demo: everybody here is invented"), _SCALE.strong))
    set_head(sheet, left, right)
    gap(sheet, _SCALE.lead)
    return sheet


def _further_head(clinic: Practice, named: tuple[str, str], name: str, sheet: Sheet) -> None:
    title = set_line(joined(named), _SCALE.strong)
    sheet.put(RIGHT, sheet.y - _SCALE.lead * 0.76, title, "right")
    block = Block(_SCALE, WIDTH - title.width - _SCALE.lead, 0.0, most=1)
    block.say(joined(" ".join(one.split()) for one in (name, clinic.name)), _SCALE.strong)
    for row in block.rows:
        sheet.put(LEFT, sheet.y - _SCALE.lead * 0.76, row[0].line)
    sheet.y -= _SCALE.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= _SCALE.lead * 0.7


def _place_address(sheet: Sheet, paper: AccountPaper) -> None:
    """Where the window of the envelope is; a longer head moves it down, and it is still read."""
    sheet.y = min(sheet.y, PAGE_HEIGHT - _WINDOW_TOP)
    to = Block(_SCALE, HEAD_WIDTH, 0.0)
    to.say(paper.name, _SCALE.strong)
    for line in paper.address:
        to.say(line)
    beside(sheet, [(_WINDOW_LEFT, to)])
    sheet.y = min(sheet.y - _SCALE.lead, PAGE_HEIGHT - _WINDOW_END)


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
        cells = [printed(one.day), entry_words(one), charge, paid, money.shown(one.balance_cents)]
        rows.append(PaperRow(cells, days_words(one), 1))
    sheet.bookmark(say("Entries"))
    PaperTable(_SCALE, columns).place(sheet, rows, _SCALE.lead * 2)


def _place_aging(sheet: Sheet, paper: AccountPaper) -> None:
    """How old what is open is; its sum less what is on account, and paid for visits to come, is the balance."""
    said = paper.statement
    ages = [PaperColumn(age_words(at), WIDTH / 4, "right") for at in range(len(said.aging_cents))]
    sheet.keep(_SCALE.lead * 5)
    heading = Block(_SCALE, WIDTH, 0.0)
    heading.heading(say("Unpaid, by the age of the visit"))
    beside(sheet, [(0.0, heading)])
    PaperTable(_SCALE, ages).place(sheet, [PaperRow([money.shown(cents) for cents in said.aging_cents])])
    gap(sheet, _SCALE.lead * 0.6)
    block = Block(_SCALE, WIDTH, _LABEL)
    if said.credit_cents:
        block.fact(say("Credit on account"), money.shown(said.credit_cents))
    if said.ahead_cents:
        block.fact(say("Paid ahead"), say("{amount} for visits to come", amount=money.shown(said.ahead_cents)))
    beside(sheet, [(0.0, block)])


def _place_held(sheet: Sheet, paper: AccountPaper) -> None:
    held = paper.statement.prepaids
    if not held:
        return
    gap(sheet, _SCALE.lead * 0.6)
    block = Block(_SCALE, WIDTH, _LABEL)
    block.heading(say("Paid before it is used, on {day}", day=printed(paper.made_on)))
    for one in held:
        ends = say(", until {day}", day=printed(one.expires_on)) if one.expires_on else ""
        block.fact(one.name, f"{left_words(one)}{ends}")
    beside(sheet, [(0.0, block)])


def _place_payments(sheet: Sheet, payments: Sequence[Payment]) -> None:
    columns = (
        PaperColumn(say("Date"), _DAY),
        PaperColumn(say("Payment"), WIDTH - _DAY - _AMOUNT),
        PaperColumn(say("Total"), _AMOUNT, "right"),
    )
    rows = []
    for one in payments:
        parts = {part: getattr(one, f"{part}_cents") for part in ALL_PARTS}
        told = ", ".join(
            say(PART_WORDS[part], amount=money.shown(abs(cents))) for part, cents in parts.items() if cents
        )
        how = method_words(one.method, one.reference)
        words = say("Refund, {how}: {parts}", how=how, parts=told) if one.refunds else f"{how}: {told}"
        rows.append(PaperRow([printed(one.paid_on), words, money.shown(one.total_cents)]))
    if rows:
        PaperTable(_SCALE, columns).place(sheet, rows, _SCALE.lead * 2)
        gap(sheet, _SCALE.lead * 0.6)


def _usable(first: date, last: date | None) -> str:
    if last is None:
        return say("from {first}", first=printed(first))
    return say("{first} to {last}", first=printed(first), last=printed(last))
