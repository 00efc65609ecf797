"""What a bill comes to and what was paid: the totals on the right, the payments beside or below them."""

from clinic_desktop.press.blocks import PaperColumn, PaperRow, PaperTable, Scale, gap, sums
from clinic_desktop.press.sheet import Sheet
from clinic_desktop.superbills.document.words import amount, day, dollars, method
from clinic_desktop.superbills.model.bill import Bill, BilledPayment, Kind
from clinic_desktop.superbills.rules.sums import (
    balance,
    paid_by_client,
    paid_by_gift,
    paid_by_plan,
    total_discount,
    total_fees,
    total_written_off,
)
from clinic_desktop.values.remembered import of_the_last
from clinic_desktop.wording import say

_SUMS_WIDTH = 150.0
# Payments higher than so many lines do not stand beside the totals.
_BESIDE = 14


def services_and_money(sheet: Sheet, bill: Bill, scale: Scale, services: PaperTable, rows: list[PaperRow]) -> None:
    """The table of services with the totals below it, never parted from its last line; then the payments."""
    sheet.keep(scale.lead * 4)
    sheet.bookmark(say("Services"))
    paid = _payment_rows(bill)
    payments = PaperTable(scale, _payment_columns())
    totals = _totals(bill)
    height = payments.height(paid) if len(paid) < _BESIDE else 0.0
    stands_beside = 0 < len(paid) < _BESIDE and height <= scale.lead * _BESIDE
    below_last = max(len(totals) * scale.lead, height if stands_beside else 0.0)
    services.place(sheet, rows, below_last + scale.lead)
    gap(sheet, scale.lead * 0.6)
    top = sheet.y
    sums(sheet, scale, totals, _SUMS_WIDTH)
    if not paid:
        return
    below = sheet.y
    if stands_beside:
        sheet.y = top
    else:
        gap(sheet, scale.lead * 0.6)
    sheet.bookmark(say("Payments"))
    payments.place(sheet, paid)
    if stands_beside:
        sheet.y = min(below, sheet.y)


def _totals(bill: Bill) -> list[tuple[str, str, bool]]:
    discount, written_off, left = total_discount(bill), total_written_off(bill), balance(bill)
    by_plan, by_gift = paid_by_plan(bill), paid_by_gift(bill)
    found = [(say("Total charges"), dollars(total_fees(bill)), False)]
    if discount:
        found.append((say("Discount"), dollars(-discount), False))
    if written_off:
        found.append((say("Adjustment"), dollars(-written_off), False))
    if by_plan:
        found.append((say("Paid by plan"), dollars(by_plan), False))
    if by_gift:
        found.append((say("Paid by gift card"), dollars(by_gift), False))
    found.append((say("Paid by patient"), dollars(paid_by_client(bill)), False))
    found.append((_left_words(bill.kind, left), dollars(abs(left)), True))
    return found


def _left_words(kind: Kind, left: int) -> str:
    if left < 0:
        return say("Credit")
    if kind == "statement":
        return say("Amount due")
    return say("Balance due") if left else say("Balance")


def _payment_columns() -> list[PaperColumn]:
    return [
        PaperColumn(say("Paid on"), 56),
        PaperColumn(say("For visit"), 56),
        PaperColumn(say("Method"), 156),
        PaperColumn(say("Paid"), 56, "right"),
    ]


@of_the_last
def _payment_rows(bill: Bill) -> list[PaperRow]:
    return [
        PaperRow([day(one.paid_on), day(visit.date_of_service), method_words(one), amount(one.cents)])
        for visit in bill.visits
        for one in visit.payments
    ]


def method_words(payment: BilledPayment) -> str:
    """How it was paid; of what a plan paid, or what was paid back, that first."""
    words = method(payment)
    if payment.by_plan:
        words = say("Paid by plan: {method}", method=words)
    elif payment.by_gift:
        words = say("Gift card from somebody else")
    return say("Refund: {method}", method=words) if payment.cents < 0 else words
