"""What is expected, and what it costs: a line each, grouped by who provides it, with the total."""

from clinic_desktop.estimates.document.top import LABEL
from clinic_desktop.estimates.model.estimate import ExpectedItem, GoodFaithEstimate
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, Scale, beside, gap, sums
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.superbills.document.words import amount, dollars
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say, say_many

_SUMS = 190.0
# More days than these make a paper nobody reads; the first and the last day are said above.
_MOST_DAYS = 24


def place_expected(sheet: Sheet, found: GoodFaithEstimate, scale: Scale) -> None:
    """The primary service with its days, the table, and the total."""
    first = found.items[0]
    block = Block(scale, WIDTH, LABEL + 34)
    block.heading(say("What is expected"))
    block.fact(say("Primary service"), _described(first), strong=True)
    block.fact(say("Visits"), _visits(found))
    block.fact(say("Scheduled"), _scheduled(found))
    block.fact(say("Diagnosis codes"), ", ".join(found.diagnoses) or _no_diagnosis())
    beside(sheet, [(0.0, block)])
    gap(sheet, scale.lead * 0.6)
    heading = Block(scale, WIDTH, 0.0)
    facts = {"provider": found.therapist.name, "clinic": found.clinic.name}
    heading.heading(say("Provided by {provider}, {clinic}", **facts))
    rows = [_row(found, one, opens=bool(at)) for at, one in enumerate(found.items)]
    table = PaperTable(scale, _columns())
    sheet.keep(heading.height + table.height(rows[:1]))
    sheet.bookmark(say("Expected charges"))
    beside(sheet, [(0.0, heading)])
    table.place(sheet, rows, kept_with_last=scale.lead * 2)
    gap(sheet, scale.lead * 0.2)
    sums(sheet, scale, [(say("Total expected"), dollars(found.total_cents), True)], _SUMS)
    gap(sheet, scale.lead * 0.5)


def place_separate(sheet: Sheet, found: GoodFaithEstimate, scale: Scale) -> None:
    """What has to be scheduled by itself, and how an estimate of it is got."""
    block = Block(scale, WIDTH, 10.0)
    block.heading(say("To be scheduled separately"))
    if not found.separate:
        block.say(say("Nothing is known now that has to be scheduled separately."))
    for one in found.separate:
        block.fact("•", one)
    if found.separate:
        words = say(
            "Separate Good Faith Estimates are given for these and for anything else that is scheduled separately, once"
            " it is scheduled or when you ask. They are not part of this estimate."
        )
    else:
        words = say(
            "Should something come up, a separate Good Faith Estimate is given for it once it is scheduled, or when you"
            " ask."
        )
    phone = found.clinic.phone
    asks = say("To get one, call {phone} or ask at the desk.", phone=phone) if phone else say("Ask at the desk.")
    block.say(f"{words} {asks}", scale.fine)
    beside(sheet, [(0.0, block)])
    gap(sheet, scale.lead * 0.6)


def _described(one: ExpectedItem) -> str:
    if one.minutes is None:
        return one.name
    return say("{service}, {minutes} minutes hands-on", service=one.name, minutes=one.minutes)


def _visits(found: GoodFaithEstimate) -> str:
    visits = say_many("{count} visit", "{count} visits", found.visits)
    if found.first_day == found.last_day:
        return say("{visits} on {day}", visits=visits, day=printed(found.first_day))
    span = say("from {first} to {last}", first=printed(found.first_day), last=printed(found.last_day))
    return joined((visits, found.frequency, span), ", ")


def _scheduled(found: GoodFaithEstimate) -> str:
    if not found.scheduled:
        return say("Not scheduled yet")
    shown = ", ".join(map(printed, found.scheduled[:_MOST_DAYS]))
    more = len(found.scheduled) - _MOST_DAYS
    return say("{days} and {count} more", days=shown, count=more) if more > 0 else shown


def _no_diagnosis() -> str:
    return say("None: a massage therapist does not diagnose, and no code of a prescriber is on record.")


def _columns() -> list[PaperColumn]:
    return [
        PaperColumn(say("Service"), 176),
        PaperColumn(say("Code"), 52),
        PaperColumn(say("Min."), 36, "right"),
        PaperColumn(say("Units"), 40, "right"),
        PaperColumn(say("Each visit"), 76, "right"),
        PaperColumn(say("Visits"), 52, "right"),
        PaperColumn(say("Expected charge"), 90, "right"),
    ]


def _row(found: GoodFaithEstimate, one: ExpectedItem, *, opens: bool) -> PaperRow:
    minutes = "" if one.minutes is None else str(one.minutes)
    cells = [
        one.name,
        one.procedure_code or say("none"),
        minutes,
        str(one.units),
        amount(one.fee_cents),
        str(one.visits),
        amount(one.total_cents),
    ]
    facts = {"units": one.units, "price": dollars(one.price_cents)}
    # A service that is not timed has one unit, of any length.
    by_unit = one.priced_by == "unit" and one.minutes is not None
    priced = say("{units} × {price} a unit of 15 minutes", **facts) if by_unit else ""
    codes = say("for {codes}", codes=", ".join(found.diagnoses)) if found.diagnoses else ""
    return PaperRow(cells, joined((priced, codes)), 0, opens)
