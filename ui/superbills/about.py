"""What an issued bill says, to read beside its paper: of a receipt no more than is on it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from clinic_desktop.superbills.model.bill import FOR_PAYERS, Bill, BilledService, BilledVisit, Kind
from clinic_desktop.superbills.model.issued import IssuedBill
from clinic_desktop.superbills.rules.addressee import addressee
from clinic_desktop.superbills.rules.sums import (
    balance,
    fees,
    paid,
    paid_by_client,
    paid_by_gift,
    paid_by_plan,
    total_discount,
    total_fees,
    total_paid,
    total_written_off,
)
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.grid import step
from ui.kit.layout import card, holder
from ui.kit.text import Text

_AT_TOP_RIGHT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight


def about_bill(found: IssuedBill) -> QWidget:
    """The facts, the visits and the sums."""
    return card("", facts(_facts(found)), Text(say("Visits"), "strong"), holder(_visits(found.bill)), gap=2)


def links_of(found: IssuedBill, open_number: Callable[[int], object]) -> list[QPushButton]:
    """The links to what it replaces and to what came instead; `open_number` leads to the bill with that number."""
    links: list[QPushButton] = []
    for number in found.replaces:
        links.append(button(say("Replaces no. {number}", number=number), partial(open_number, number), "link"))
    for number in found.replaced_by:
        links.append(button(say("Replaced by no. {number}", number=number), partial(open_number, number), "link"))
    return links


def _facts(found: IssuedBill) -> tuple[tuple[str, str], ...]:
    bill = found.bill
    void = (
        (say("Voided"), dates.shown(found.voided_on) if found.voided_on else ""),
        (say("Why"), found.void_why),
    )
    if found.kind == "year_receipt":
        return (*void, (say("Year"), str(bill.year)))
    if found.kind == "receipt":
        return (*void, (say("Therapist"), bill.therapist.name))
    to = addressee(bill) if found.kind == "statement" else None
    return (
        *void,
        (say("Case"), bill.case.reason),
        (say("Bill to"), to.name if to else ""),
        (say("Claim number"), bill.case.claim_number if found.kind == "statement" else ""),
        (say("Payer"), bill.policy.payer_name if bill.policy else say("No policy")),
        (say("Member ID"), bill.policy.member_id if bill.policy else ""),
        (say("Therapist"), bill.therapist.name),
        (say("Supervised by"), bill.supervisor.name if bill.supervisor else ""),
        (say("Diagnoses"), "\n".join(" ".join((one.code, one.title)).strip() for one in bill.diagnoses)),
    )


def _visits(bill: Bill) -> QGridLayout:
    """A line a visit, and the sums below their amounts."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(step(2))
    grid.setVerticalSpacing(step(1) // 2)
    grid.setColumnStretch(1, 1)
    for at, one in enumerate(bill.visits):
        day = dates.shown(one.date_of_service) if one.date_of_service else ""
        grid.addWidget(Text(day, wrap=False), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(_services(bill.kind, one), "muted"), at, 1)
        cents = paid(one) if bill.kind == "year_receipt" else fees(one)
        grid.addWidget(Text(money.shown(cents), wrap=False), at, 2, _AT_TOP_RIGHT)
    below = len(bill.visits)
    grid.setRowMinimumHeight(below, step(1))
    for at, (words, cents) in enumerate(_sums(bill), below + 1):
        grid.addWidget(Text(words, "strong", wrap=False), at, 0, 1, 2)
        grid.addWidget(Text(money.shown(cents), "strong", wrap=False), at, 2, _AT_TOP_RIGHT)
    return grid


def _services(kind: Kind, one: BilledVisit) -> str:
    """The services of a visit as they are billed: "Massage (MT001), 4 units", on a receipt "Massage"."""
    return "; ".join(_service(service) if kind in FOR_PAYERS else service.name for service in one.services)


def _service(one: BilledService) -> str:
    name = f"{one.name} ({one.procedure_code})" if one.procedure_code else one.name
    if not one.is_timed:
        return name
    return say_many("{name}, {count} unit", "{name}, {count} units", one.units, name=name)


def _sums(bill: Bill) -> list[tuple[str, int]]:
    if bill.kind == "year_receipt":
        return [(say("Paid"), total_paid(bill))]
    less, off = total_discount(bill), total_written_off(bill)
    by_plan, by_gift = paid_by_plan(bill), paid_by_gift(bill)
    return [
        (say("Charges"), total_fees(bill)),
        *([(say("Discount"), -less)] if less else []),
        *([(say("Adjustment"), -off)] if off else []),
        *([(say("Paid by plan"), by_plan)] if by_plan else []),
        *([(say("Paid by gift card"), by_gift)] if by_gift else []),
        (say("Paid by client") if by_plan or by_gift else say("Paid"), paid_by_client(bill)),
        (say("Amount due") if bill.kind == "statement" else say("Balance"), balance(bill)),
    ]
