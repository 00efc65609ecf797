"""What an issued bill says, to read beside its paper."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from clinic_desktop.superbills.model.bill import Bill, BilledVisit
from clinic_desktop.superbills.model.issued import IssuedBill
from clinic_desktop.superbills.rules.sums import balance, fees, total_discount, total_fees, total_paid
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.grid import step
from ui.kit.layout import Part, card, holder, row
from ui.kit.text import Text


def about_bill(found: IssuedBill, open_number: Callable[[int], object]) -> QWidget:
    """The facts, the visits and the sums; `open_number` leads to the bill with another number."""
    bill = found.bill
    visits: list[Part] = [Text(say("Visits"), "strong"), holder(_visits(bill))]
    return card("", *_what_became(found, open_number), facts(_facts(found)), *visits, facts(_sums(bill)), gap=2)


def kind_words(found: IssuedBill) -> str:
    """What it is, with its number: "Superbill no. 1001"."""
    if found.kind == "receipt":
        return say("Receipt no. {number}", number=found.number)
    return say("Superbill no. {number}", number=found.number)


def _what_became(found: IssuedBill, open_number: Callable[[int], object]) -> list[Part]:
    """That it is void and why, and the links to what it replaces and what came instead."""
    parts: list[Part] = []
    if found.voided_on:
        void = ((say("Voided"), dates.shown(found.voided_on)), (say("Why"), found.void_why))
        parts.append(facts(void))
    links: list[QPushButton] = []
    if found.replaces:
        words = say("Replaces no. {number}", number=found.replaces)
        links.append(button(words, partial(open_number, found.replaces), "link"))
    if found.replaced_by:
        words = say("Replaced by no. {number}", number=found.replaced_by)
        links.append(button(words, partial(open_number, found.replaced_by), "link"))
    return [*parts, row(*links, None, gap=2)] if links else parts


def _facts(found: IssuedBill) -> tuple[tuple[str, str], ...]:
    bill = found.bill
    return (
        (say("Issued"), dates.shown(found.issued_on)),
        (say("Case"), bill.case.reason),
        (say("Payer"), bill.policy.payer_name if bill.policy else say("No policy")),
        (say("Member ID"), bill.policy.member_id if bill.policy else ""),
        (say("Therapist"), bill.therapist.name),
        (say("Diagnoses"), "\n".join(" ".join((one.code, one.title)).strip() for one in bill.diagnoses)),
    )


def _visits(bill: Bill) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(step(2))
    grid.setVerticalSpacing(step(1) // 2)
    grid.setColumnStretch(1, 1)
    for at, one in enumerate(bill.visits):
        day = dates.shown(one.date_of_service) if one.date_of_service else ""
        grid.addWidget(Text(day, wrap=False), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(_services(one), "muted"), at, 1)
        amount = Text(money.shown(fees(one)), wrap=False)
        grid.addWidget(amount, at, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    return grid


def _services(one: BilledVisit) -> str:
    """The services of a visit as they are billed: "Massage (MT001), 4 units"."""
    return "; ".join(
        say("{name}, {count} units", name=_coded(service.name, service.procedure_code), count=service.units)
        if service.units > 1
        else _coded(service.name, service.procedure_code)
        for service in one.services
    )


def _coded(name: str, code: str) -> str:
    return f"{name} ({code})" if code else name


def _sums(bill: Bill) -> tuple[tuple[str, str], ...]:
    less = total_discount(bill)
    return (
        (say("Charges"), money.shown(total_fees(bill))),
        (say("Discount"), money.shown(-less) if less else ""),
        (say("Paid"), money.shown(total_paid(bill))),
        (say("Balance"), money.shown(balance(bill))),
    )
