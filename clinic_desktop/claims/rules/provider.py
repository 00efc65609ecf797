"""The end of the form: who bills, and where the treatment was given (boxes 25 to 27 and 31 to 33)."""

from collections.abc import Iterator

from clinic_desktop.claims.model import Box, ClaimChoices, ClaimFacts
from clinic_desktop.claims.rules.filling import Option, Saying, Spec, check_box, empty_box, phone_box, text_box
from clinic_desktop.claims.rules.values import address, digits, upper
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.parties import NOT_PRINTED
from clinic_desktop.wording import mark, say

_TAX_KINDS = {"SSN": Option("SSN", 56, 17), "EIN": Option("EIN", 56, 19)}
_ACCEPTS = {"yes": Option(mark("YES"), 56, 38), "no": Option(mark("NO"), 56, 43)}
_OFFICE, _HOME = "11", "12"


def account_boxes(facts: ClaimFacts, choices: ClaimChoices) -> Iterator[Box]:
    """Tax ID, account number and assignment (boxes 25 to 27)."""
    clinic = facts.bill.clinic
    is_kept_back = clinic.tax_id == NOT_PRINTED or (clinic.tax_id_kind == "SSN" and not clinic.prints_ssn)
    value = "" if is_kept_back else digits(clinic.tax_id)
    needed = say("The tax ID is missing.")
    if is_kept_back and clinic.tax_id:
        needed = say("The Social Security number is not to be printed. An EIN is free, and serves as well.")
    field = "clinic/prints_ssn" if is_kept_back and clinic.tax_id else "clinic/tax_id"
    yield text_box(Spec("25", mark("Tax ID"), 56, 1, 15), value, Saying(field, say("billing"), needed))
    told = Saying("clinic/tax_id_kind", say("billing"), "", say("Only with a tax ID."))
    yield check_box(Spec("25", mark("Kind of tax ID")), clinic.tax_id_kind if value else "", _TAX_KINDS, told)
    number = str(facts.bill.client.row) if facts.bill.client.row else ""
    told = Saying("", say("the number of the chart"), "", say("Only a chart has a number."))
    yield text_box(Spec("26", mark("Account number"), 56, 23, 15), number, told)
    told = Saying("choice/accepts", say("your choice"), "", say("You chose to leave it blank."))
    yield check_box(Spec("27", mark("Accepts assignment")), choices.accepts, _ACCEPTS, told)


def provider_boxes(bill: Bill) -> Iterator[Box]:
    """Signature, place and billing provider (boxes 31 to 33b)."""
    yield empty_box("31", mark("Provider’s signature"), say("Sign and date it by hand: no signature is invented."))
    yield from _place(bill)
    clinic = bill.clinic
    name = upper(clinic.legal_name or clinic.name)
    labels = tuple(say("Billing provider’s {what}", what=say(one)) for one in _PARTS)
    told = Saying("clinic/phone", say("the clinic"), say("The clinic’s phone is missing."))
    yield phone_box(Spec("33", labels[4], 57), digits(clinic.phone), (66, 70), told)
    told = Saying("clinic/legal_name", say("the clinic"), say("The clinic’s name is missing."))
    yield text_box(Spec("33", labels[0], 58, 50, 29), name, told, cuts=True)
    yield from _where(bill, "33", labels, (50, 29))
    # Who has no organization behind them has one NPI and no other (domain 1.8).
    is_alone = not clinic.organization_npi and not clinic.is_incorporated
    npi = digits(bill.therapist.npi if is_alone else clinic.organization_npi)
    field = "therapist/npi" if is_alone else "clinic/organization_npi"
    source = say("the therapist, as the clinic has no NPI of its own") if is_alone else say("billing")
    told = Saying(field, source, say("The NPI of who bills is missing."))
    yield text_box(Spec("33a", mark("Billing provider’s NPI"), 61, 50, 10), npi, told)
    taxonomy = bill.therapist.taxonomy
    why = say("Only where the payer asks for it.")
    if taxonomy:
        why = say("Only where the payer asks for it: ZZ and the taxonomy {code}.", code=taxonomy)
    yield empty_box("33b", mark("Billing provider’s other number"), why)


_PARTS = (mark("name"), mark("street"), mark("city"), mark("state and ZIP code"), mark("phone"))


def _place(bill: Bill) -> Iterator[Box]:
    """Where it was given: the clinic, or by hand where it was elsewhere."""
    places = {one.place_of_service for one in bill.visits}
    labels = tuple(say("Place’s {what}", what=say(one)) for one in _PARTS)
    if places <= {_OFFICE}:
        told = Saying("clinic/name", say("the clinic"), say("The clinic’s name is missing."))
        yield text_box(Spec("32", labels[0], 58, 23, 26), upper(bill.clinic.name), told, cuts=True)
        yield from _where(bill, "32", labels, (23, 26))
        told = Saying("clinic/organization_npi", say("billing"), "", say("The clinic has no NPI of its own."))
        yield text_box(Spec("32a", mark("Place’s NPI"), 61, 23, 10), digits(bill.clinic.organization_npi), told)
    else:
        at_home = say("Given at the client’s home. Most payers want this blank; ask yours.")
        why = at_home if places == {_HOME} else say("Not given at the clinic. Fill in the place by hand.")
        for label in labels[:3]:
            yield empty_box("32", label, why)
        yield empty_box("32a", mark("Place’s NPI"), why)
    yield empty_box("32b", mark("Place’s other number"), say("Only where the payer asks for it."))


def _where(bill: Bill, number: str, labels: tuple[str, ...], at: tuple[int, int]) -> Iterator[Box]:
    clinic = bill.clinic
    column, length = at
    street = address(f"{clinic.street} {clinic.street2}")
    told = Saying("clinic/street", say("the clinic"), say("The clinic’s address is missing."))
    yield text_box(Spec(number, labels[1], 59, column, length), street, told, cuts=True)
    zip_code = clinic.zip.replace("-", "")
    city = address(f"{clinic.city} {clinic.state} {zip_code}")
    told = Saying("clinic/city", say("the clinic"), say("The clinic’s city is missing."))
    yield text_box(Spec(number, labels[2], 60, column, length), city, told, cuts=True)
