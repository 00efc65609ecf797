"""The lower part of the form: diagnoses, numbers of the payer, services, sums (boxes 21 to 24 and 28 to 30)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clinic_desktop.claims.model import MOST_SERVICES, Box, ClaimChoices, Printed, ServiceOnClaim
from clinic_desktop.claims.rules.filling import Saying, Spec, day_box, empty_box, text_box
from clinic_desktop.claims.rules.values import amount, diagnosis, digits, identifier, upper
from clinic_desktop.superbills.model.bill import LETTERS, Bill
from clinic_desktop.superbills.rules.authorized import cited_authorizations
from clinic_desktop.superbills.rules.pointers import letters
from clinic_desktop.wording import mark, say

_FIRST_LINE, _LINES_EACH = 44, 2
_DIAGNOSIS_COLUMNS = (3, 16, 29, 42)
_MOST_MODIFIERS = 4


def diagnosis_boxes(bill: Bill) -> Iterator[Box]:
    """The release of the codes, and twelve lines with letters (box 21)."""
    source = say("0 stands for ICD-10-CM")
    yield text_box(Spec("21", mark("Kind of codes"), 37, 42, 1), "0" if bill.diagnoses else "",
                   Saying("", source, "", say("No diagnosis is on record.")))  # fmt: skip
    for at, letter in enumerate(LETTERS):
        has = at < len(bill.diagnoses)
        needed = say("A diagnosis is missing.") if at == 0 else ""
        told = Saying(
            f"diagnoses/{at}/code" if has else "diagnoses" if at == 0 else "",
            say("the diagnoses of the case"),
            needed,
            say("The case has no further diagnosis."),
        )
        spec = Spec("21", say("Diagnosis {letter}", letter=letter), 38 + at // 4, _DIAGNOSIS_COLUMNS[at % 4], 8)
        yield text_box(spec, diagnosis(bill.diagnoses[at].code) if has else "", told)


def number_boxes(bill: Bill, choices: ClaimChoices) -> Iterator[Box]:
    """What the claim replaces, and the number of the authorization (boxes 22 and 23)."""
    is_again = choices.resubmission in ("7", "8")
    why = say("It is sent for the first time.")
    told = Saying("choice/resubmission", say("your choice"), "", why)
    yield text_box(Spec("22", mark("Resubmission"), 38, 50, 11), choices.resubmission if is_again else "", told)
    needed = say("Type the number that the payer gave the earlier claim.") if is_again else ""
    told = Saying("choice/original", say("your choice"), needed, why)
    original = identifier(choices.original) if is_again else ""
    yield text_box(Spec("22", mark("Number of the earlier claim"), 38, 62, 18), original, told)
    found = next(iter(cited_authorizations(bill)), None)
    at = f"authorizations/{bill.authorizations.index(found)}/number" if found else ""
    told = Saying(at, say("the authorization"), "", say("No authorization on record holds these visits."))
    yield text_box(
        Spec("23", mark("Authorization number"), 40, 50, 28), identifier(found.number) if found else "", told
    )


def service_boxes(bill: Bill, lines: Sequence[ServiceOnClaim]) -> Iterator[Box]:
    """The six lines of services (boxes 24A to 24J)."""
    for row in range(1, MOST_SERVICES + 1):
        made = _line(bill, lines[row - 1], row) if row <= len(lines) else _no_line(bool(lines) or row > 1)
        for one in made:
            yield replace(one, row=row)


def sum_boxes(charged_cents: int, paid_cents: int) -> Iterator[Box]:
    """What this sheet comes to (boxes 28 to 30)."""
    told = Saying("", say("the charges on this sheet"))
    yield text_box(Spec("28", mark("Total charge"), 56, 52, 8), amount(charged_cents), told, to_right=True)
    told = Saying("", say("what was paid for these services, without tips and tax"))
    yield text_box(Spec("29", mark("Amount paid"), 56, 62, 8), amount(max(0, paid_cents)), told, to_right=True)
    yield empty_box("30", mark("Reserved"), say("The form has no use for it."))


def _line(bill: Bill, one: ServiceOnClaim, row: int) -> Iterator[Box]:
    visit = bill.visits[one.visit]
    service = visit.services[one.service]
    line = _FIRST_LINE + _LINES_EACH * (row - 1)
    of_visit, of_service = f"visits/{one.visit}", f"visits/{one.visit}/services/{one.service}"
    told = Saying(f"{of_visit}/date_of_service", say("the visit"), say("The date of service is missing."))
    yield day_box(Spec("24A", mark("From"), line, 1, 8), visit.date_of_service, (1, 4, 7), told)
    yield day_box(Spec("24A", mark("To"), line, 10, 8), visit.date_of_service, (10, 13, 16), told)
    told = Saying(f"{of_visit}/place_of_service", say("the visit"), say("The place of service is missing."))
    yield text_box(Spec("24B", mark("Place of service"), line, 19, 2), digits(visit.place_of_service), told)
    yield empty_box("24C", mark("Emergency"), say("Massage is no emergency."))
    told = Saying(f"{of_service}/procedure_code", say("the service"), say("The procedure code is missing."))
    yield text_box(Spec("24D", mark("Procedure code"), line, 25, 7), upper(service.procedure_code), told)
    yield _modifiers(service.modifiers, line, f"{of_service}/modifiers")
    told = Saying(f"{of_service}/pointers", say("the visit"), say("No diagnosis belongs to this service."))
    yield text_box(Spec("24E", mark("Diagnoses"), line, 45, 4), "".join(letters(bill, service)), told)
    told = Saying(f"{of_service}/fee_cents", say("the fee less its share of the discount"))
    yield text_box(Spec("24F", mark("Charge"), line, 50, 8), amount(one.charged_cents), told, to_right=True)
    told = Saying(f"{of_service}/minutes", say("the minutes"), say("The units are missing."))
    yield text_box(Spec("24G", mark("Units"), line, 59, 3), str(service.units or ""), told)
    yield empty_box("24H", mark("Screening program"), say("Only for a program for children."))
    yield empty_box("24I", mark("Kind of other number"), say("The NPI needs no qualifier."))
    told = Saying("therapist/npi", say("the therapist"), say("The therapist’s NPI is missing."))
    yield text_box(Spec("24J", mark("NPI of who treated"), line, 68, 10), digits(bill.therapist.npi), told)


def _modifiers(found: Sequence[str], line: int, field: str) -> Box:
    taken = [upper(one) for one in found][:_MOST_MODIFIERS]
    why = say("None was noted at the visit. The program adds none by itself.")
    told = Saying(field, say("the visit"), "", why)
    whole = text_box(Spec("24D", mark("Modifiers"), line, 33, 11), " ".join(taken), told)
    pieces = tuple(Printed(line, 33 + 3 * at, 2, one) for at, one in enumerate(taken))
    return replace(whole, pieces=pieces)


_LINE_LABELS = (
    ("24A", mark("From")), ("24A", mark("To")), ("24B", mark("Place of service")), ("24C", mark("Emergency")),
    ("24D", mark("Procedure code")), ("24D", mark("Modifiers")), ("24E", mark("Diagnoses")), ("24F", mark("Charge")),
    ("24G", mark("Units")), ("24H", mark("Screening program")), ("24I", mark("Kind of other number")),
    ("24J", mark("NPI of who treated")),
)  # fmt: skip


def _no_line(is_right: bool) -> Iterator[Box]:
    """A line without a service; the first one needs one."""
    for number, label in _LINE_LABELS:
        if is_right or number != "24D":
            yield empty_box(number, label, say("There is no further service on this claim."))
        else:
            yield Box(number, say(label), missing=say("Choose a visit with a service."))
