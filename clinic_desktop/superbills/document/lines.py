"""The services of a bill, a line each, with a discount as a line of its own."""

from clinic_desktop.press.blocks import PaperColumn, PaperRow
from clinic_desktop.press.letters import joined
from clinic_desktop.superbills.document.words import amount, day, span
from clinic_desktop.superbills.model.bill import Bill, BilledService, BilledVisit
from clinic_desktop.superbills.rules.pointers import letters
from clinic_desktop.values.remembered import of_the_last
from clinic_desktop.wording import say

_SERVICE_AT = 2


def superbill_columns() -> list[PaperColumn]:
    """Those that a payer asks for; their widths fill the page."""
    return [
        PaperColumn(say("Date"), 56),
        PaperColumn(say("Place"), 30),
        PaperColumn(say("Service"), 156),
        PaperColumn(say("Code"), 44),
        PaperColumn(say("Mod."), 40),
        PaperColumn(say("Dx"), 42),
        PaperColumn(say("Min."), 28, "right"),
        PaperColumn(say("Units"), 32, "right"),
        PaperColumn(say("Unit fee"), 44, "right"),
        PaperColumn(say("Charge"), 50, "right"),
    ]


@of_the_last
def superbill_rows(bill: Bill) -> list[PaperRow]:
    """A row a service; each date is whole, for a payer reads every line for itself. What belongs to a visit stands
    together."""
    found: list[PaperRow] = []
    for visit in bill.visits:
        for place, service in enumerate(visit.services):
            found.append(_service_row(bill, visit, service, opens=not place))
        if visit.discount_cents:
            cells = [day(visit.date_of_service), "", discount_words(visit), *[""] * 6, amount(-visit.discount_cents)]
            found.append(PaperRow(cells, joins=True))
    return found


def receipt_columns() -> list[PaperColumn]:
    """No code, no diagnosis."""
    return [PaperColumn(say("Date"), 72), PaperColumn(say("Service"), 380), PaperColumn(say("Charge"), 70, "right")]


def receipt_rows(bill: Bill) -> list[PaperRow]:
    """A row a service, and one a discount."""
    found: list[PaperRow] = []
    for visit in bill.visits:
        on = day(visit.date_of_service)
        for place, service in enumerate(visit.services):
            cells = [on, service.name, amount(service.fee_cents)]
            found.append(PaperRow(cells, opens=not place, joins=bool(place)))
        if visit.discount_cents:
            found.append(PaperRow([on, discount_words(visit), amount(-visit.discount_cents)], joins=True))
    return found


def discount_words(visit: BilledVisit) -> str:
    """A discount with its reason."""
    return say("Discount: {why}", why=visit.discount_why) if visit.discount_why else say("Discount")


def _service_row(bill: Bill, visit: BilledVisit, service: BilledService, opens: bool) -> PaperRow:
    cells = [
        day(visit.date_of_service),
        visit.place_of_service,
        service.name,
        service.procedure_code,
        " ".join(service.modifiers),
        " ".join(letters(bill, service)),
        "" if service.minutes is None else str(service.minutes),
        str(service.units),
        amount(service.price_cents) if service.priced_by == "unit" else "",
        amount(service.fee_cents),
    ]
    return PaperRow(cells, joined((service.region, span(service, visit))), _SERVICE_AT, opens, joins=not opens)
