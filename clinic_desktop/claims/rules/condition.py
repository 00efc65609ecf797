"""The middle of the form: what caused it, signatures, dates and who ordered the treatment (boxes 10 and 12 to 20)."""

from collections.abc import Iterator
from datetime import date

from clinic_desktop.claims.model import Box, ClaimFacts
from clinic_desktop.claims.rules.filling import Option, Saying, Spec, check_box, day_box, empty_box, text_box
from clinic_desktop.claims.rules.values import digits, upper
from clinic_desktop.superbills.model.bill import BilledOrder
from clinic_desktop.superbills.rules.orders import cited
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import mark, say

_ON_FILE = "SIGNATURE ON FILE"
# The day of an accident stands in box 15 with 439, as the form itself has it; box 14 has when it began, with 431.
_ONSET, _ACCIDENT, _FIRST_TREATMENT = "431", "439", "454"
_CAUSES = (("10a", mark("Caused by work"), "work", 20), ("10b", mark("Car accident"), "auto", 22),
           ("10c", mark("Another accident"), "accident", 24))  # fmt: skip


def cause_boxes(facts: ClaimFacts) -> Iterator[Box]:
    """What the condition is related to (boxes 10a to 10d)."""
    case = facts.bill.case
    is_asked = case.no_accident or case.kind in ("work", "auto", "accident")
    for number, label, kind, line in _CAUSES:
        options = {"yes": Option(mark("YES"), line, 35), "no": Option(mark("NO"), line, 41)}
        chosen = ("yes" if case.kind == kind else "no") if is_asked else ""
        needed = say("Ask whether an accident or work caused it, and note the answer at the case.")
        yield check_box(Spec(number, label), chosen, options, Saying("case/no_accident", say("the case"), needed))
        if kind == "auto":
            is_auto = case.kind == "auto"
            needed = say("The state where the car accident happened is missing.") if is_auto else ""
            told = Saying("case/state", say("the case"), needed, say("Only for a car accident."))
            spec = Spec("10b", mark("State of the accident"), line, 45, 2)
            yield text_box(spec, upper(case.state) if is_auto else "", told)
    yield empty_box("10d", mark("Claim codes"), say("Only where the payer told you a code."))


def signature_boxes(facts: ClaimFacts) -> Iterator[Box]:
    """The signatures of client and insured (boxes 12 and 13): on file, or missing; never invented."""
    needed = say("No consent “Release of records” that holds is on record. Let the client sign one, or sign the form.")
    yield _signature(Spec("12", mark("Client’s signature"), 29, 7, 17), facts.released_on, "release", needed)
    spec = Spec("13", mark("Insured’s signature"), 29, 55, 17)
    if facts.assigned_on is None and facts.bill.case.kind not in ("auto", "work") and not facts.in_network:
        why = say("No assignment of benefits is on record: the plan pays the client.")
        yield empty_box("13", spec.label, why)
        return
    needed = say(
        "No consent “Assignment of benefits” that holds is on record. Without it the payer may send the money to the "
        "client."
    )
    yield _signature(spec, facts.assigned_on, "assignment", needed)


def dates_boxes(facts: ClaimFacts) -> Iterator[Box]:
    """When it began and when it was first treated (boxes 14 to 16)."""
    bill = facts.bill
    is_accident = bill.case.kind in ("auto", "work", "accident")
    needed = say("The day of the accident is missing.") if is_accident else ""
    told = Saying("case/onset_on", say("the case"), needed, say("No onset is on record."))
    yield day_box(Spec("14", mark("Onset"), 32, 2, 8), bill.case.onset_on, (2, 5, 8), told)
    why = say("Only with a day.")
    onset = _ONSET if bill.case.onset_on else ""
    yield text_box(Spec("14", mark("Qualifier of the onset"), 32, 16, 3), onset,
                   Saying("", say("431 stands for the onset"), "", why))  # fmt: skip
    other = bill.case.onset_on if is_accident else _first_day(facts)
    means = say("439 stands for an accident") if is_accident else say("454 stands for the first treatment")
    qualifier = _ACCIDENT if is_accident else _FIRST_TREATMENT
    yield text_box(Spec("15", mark("Qualifier of the other date"), 32, 31, 3), qualifier if other else "",
                   Saying("", means, "", why))  # fmt: skip
    source = say("the day of the accident") if is_accident else say("the first visit of the case")
    told = Saying("case/onset_on" if is_accident else "", source, needed, say("No day is on record."))
    yield day_box(Spec("15", mark("Other date"), 32, 37, 8), other, (37, 40, 43), told)
    why = say("The record does not have it. Fill it in where the payer asks when the client could not work.")
    yield empty_box("16", mark("Unable to work"), why)


def ordering_boxes(facts: ClaimFacts) -> Iterator[Box]:
    """Who ordered, referred or supervised (boxes 17 to 17b), and what follows to box 20."""
    bill = facts.bill
    order = next(iter(cited(bill)), None)
    under = None if order else bill.supervisor
    at = f"orders/{bill.orders.index(order)}/" if order else "supervisor/"
    name = order.prescriber_name if order else under.name if under else ""
    npi = order.npi if order else under.npi if under else ""
    qualifier = _qualifier(order) if order else "DQ" if under else ""
    means = {"DN": say("DN stands for who referred"), "DK": say("DK stands for who ordered"),
             "DQ": say("DQ stands for who supervised")}  # fmt: skip
    why = say("No prescription or referral of the record holds these visits, and nobody supervised.")
    needed = say("No prescription holds these visits; this payer wants one.") if _wants_order(facts) else ""
    told = Saying("", means.get(qualifier, ""), "", needed or why)
    yield text_box(Spec("17", mark("Qualifier of the name"), 34, 1, 3), qualifier, told)
    source = say("the prescription") if order else say("the supervisor")
    field = f"{at}prescriber_name" if order else "supervisor/name" if under else "orders"
    told = Saying(field, source, needed, why)
    yield text_box(
        Spec("17", mark("Who ordered or supervised"), 34, 4, 25), upper(name).replace(",", ""), told, cuts=True
    )
    yield empty_box("17a", mark("Other number"), say("The NPI stands in 17b."))
    needed = say("The NPI of {name} is missing.", name=name) if name else ""
    yield text_box(
        Spec("17b", mark("NPI of that person"), 34, 33, 10), digits(npi), Saying(f"{at}npi", source, needed, why)
    )
    yield empty_box("18", mark("Days in a hospital"), say("Massage here is never given in a hospital stay."))
    yield empty_box("19", mark("Additional information"), say("Only where the payer told you what it wants here."))
    yield check_box(Spec("20", mark("Outside laboratory")), "no", {"no": Option(mark("NO"), 36, 57)},
                    Saying("", say("a massage clinic buys no laboratory work")))  # fmt: skip


def _signature(spec: Spec, signed_on: date | None, kind: str, needed: str) -> Box:
    source = say("the consent of {day}", day=shown(signed_on)) if signed_on else ""
    return text_box(spec, _ON_FILE if signed_on else "", Saying(f"consent/new/{kind}", source, needed))


def _qualifier(order: BilledOrder) -> str:
    return "DN" if order.kind == "referral" else "DK"


def _wants_order(facts: ClaimFacts) -> bool:
    return facts.bill.case.kind in ("auto", "work") and facts.bill.supervisor is None


def _first_day(facts: ClaimFacts) -> date | None:
    """The day of the first visit of the case, those before the bill too."""
    days = [*(one.date_of_service for one in facts.bill.earlier), *(one.date_of_service for one in facts.bill.visits)]
    return min((day for day in days if day), default=None)
