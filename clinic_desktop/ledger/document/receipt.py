"""The receipt of money: of one payment, or of all that was paid for a package, membership or gift card.

It lists every part as it came in, treatment beside tip, tax and products, and what went back since. It has no number,
no diagnosis and no code: it is no bill.
"""

from collections.abc import Iterator

from clinic_desktop.ledger.document.sheet import SCALE, headed_sheet
from clinic_desktop.ledger.model import MoneyReceipt, ReceiptLine
from clinic_desktop.ledger.rules import PAID_FOR, method_words
from clinic_desktop.payments.model import ALL_PARTS
from clinic_desktop.prepaid.model import ENDINGS, KINDS, Prepaid
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, beside, gap, paragraph, sums
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.values import money
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

_LABEL = 104.0
_DAY, _AMOUNT, _SUMS = 58.0, 76.0, 200.0


def receipt_pdf(paper: MoneyReceipt) -> bytes:
    """The receipt as a PDF: the same bytes for the same facts."""
    title = say("Receipt of a sale") if paper.sold else say("Receipt of a payment")
    sheet = headed_sheet(paper.clinic, (title, printed(paper.day)), paper.name, paper.made_on)
    whom = Block(SCALE, WIDTH, _LABEL)
    whom.heading(say("Sold to") if paper.sold else say("Received from"))
    whom.say(paper.payer or paper.name, SCALE.strong)
    if paper.payer:
        whom.say(say("for {name}", name=paper.name))
    beside(sheet, [(0.0, whom)])
    gap(sheet, SCALE.lead)
    if paper.sold:
        _place_sold(sheet, paper.sold)
    _place_lines(sheet, paper)
    gap(sheet, SCALE.lead * 2)
    for words in _stated(paper):
        paragraph(sheet, words, SCALE.strong if paper.sold else SCALE.text, SCALE.lead)
    return sheet.pdf()


def _place_sold(sheet: Sheet, sold: Prepaid) -> None:
    what = Block(SCALE, WIDTH, _LABEL)
    what.heading(say(KINDS[sold.kind]))
    what.fact(say("Name"), sold.name)
    what.fact(say("Number"), sold.number)
    what.fact(say("Visits"), str(sold.visits or ""))
    what.fact(say("Price"), money.shown(sold.price_cents))
    what.fact(say("Sold on"), printed(sold.sold_on))
    if sold.ended_on:
        what.fact(say("Ended"), say("{how} on {day}", how=say(ENDINGS[sold.ended_kind]), day=printed(sold.ended_on)))
        what.fact(say("Forfeited"), money.shown(sold.forfeited_cents) if sold.forfeited_cents else "")
    else:
        what.fact(say("Can be used"), _usable(sold))
    beside(sheet, [(0.0, what)])
    gap(sheet, SCALE.lead)


def _usable(sold: Prepaid) -> str:
    if sold.expires_on is None:
        return say("from {first}", first=printed(sold.starts_on))
    return say("{first} to {last}", first=printed(sold.starts_on), last=printed(sold.expires_on))


def _place_lines(sheet: Sheet, paper: MoneyReceipt) -> None:
    """The payment with its parts, then each that went back; what they come to stands below."""
    columns = (
        PaperColumn(say("Date"), _DAY),
        PaperColumn(say("Payment"), WIDTH - _DAY - _AMOUNT),
        PaperColumn(say("Amount"), _AMOUNT, "right"),
    )
    rows = [row for line in paper.lines for row in _rows(line, paper)]
    totals = _totals(paper)
    sheet.bookmark(say("Payments"))
    if rows:
        PaperTable(SCALE, columns).place(sheet, rows, SCALE.lead * (len(totals) + 1))
        gap(sheet, SCALE.lead * 0.6)
    sums(sheet, SCALE, totals, _SUMS)


def _rows(line: ReceiptLine, paper: MoneyReceipt) -> Iterator[PaperRow]:
    paid = line.payment
    how = method_words(paid.method, paid.reference)
    words = say("Refund: {how}", how=how) if paid.refunds else how
    yield PaperRow([printed(paid.paid_on), words, money.shown(paid.total_cents)], strong=True, opens=True)
    for day, cents in line.visits:
        yield PaperRow(["", say("Treatment on {day}", day=printed(day)), money.shown(cents)], joins=True)
    for part in ALL_PARTS[1:]:
        cents = getattr(paid, f"{part}_cents")
        if cents:
            told = paper.sold.name if part == "sold" and paper.sold else say(PAID_FOR[part])
            yield PaperRow(["", told, money.shown(cents)], joins=True)


def _totals(paper: MoneyReceipt) -> list[tuple[str, str, bool]]:
    paid = sum(one.payment.total_cents for one in paper.lines if not one.payment.refunds)
    back = -sum(one.payment.total_cents for one in paper.lines if one.payment.refunds)
    found = [(say("Paid"), money.shown(paid), not back)]
    if back:
        found.append((say("Given back"), money.shown(-back), False))
        found.append((say("Paid, less what was given back"), money.shown(paid - back), True))
    if paper.sold and not paper.sold.ended_on and paper.sold.open_cents > 0:
        found.append((say("Not paid yet"), money.shown(paper.sold.open_cents), False))
    return found


def _stated(paper: MoneyReceipt) -> list[str]:
    if not paper.sold:
        return [
            say(
                "This receipt is for money received. It is not a bill, and not for a health plan: what was given and "
                "charged at each visit is on the receipt or superbill of that visit."
            )
        ]
    if paper.sold.ended_kind == "refunded":
        return [
            say("It was refunded, and nothing can be used from it any more. This receipt is not for insurance."),
        ]
    return [
        say(
            "What was bought is no health care service yet, so this receipt is not for insurance."
            " Each visit that is paid from it gets its own receipt."
        )
    ]
