"""Whether all that is printed can be printed: a letter that no font has comes out as an empty box."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.superbills.model.bill import FOR_PAYERS, Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.words import said
from clinic_desktop.superbills.rules.orders import cited
from clinic_desktop.wording import say

# Keys of our own lists, and what is never printed.
_NOT_PRINTED = frozenset(
    (
        *("kind", "bills_as", "tax_id_kind", "tax_id", "plan_type", "relationship", "source", "status", "unit_rule"),
        *("note", "priced_by", "method", "reference", "reason", "designation", "pointers"),
        *("profession", "answers", "frequency", "for_codes", "for_regions", "signature", "earlier"),
        "technique_regions",
        "elsewhere",
    )
)
# Controls but tabs and line ends, and what turns the direction of the letters behind it.
_UNSEEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
# What a receipt says of a visit and of who gave it; no code, no diagnosis, no NPI (domain 1.8).
_NOT_ON_RECEIPTS = frozenset(
    (
        *("procedure_code", "modifiers", "region", "npi", "organization_npi", "taxonomy", "credential"),
        *("policy", "case", "orders", "diagnoses", "place_of_service", "supervisor"),
    )
)
# Whom a statement goes to, if not to the plan.
_ON_STATEMENTS = frozenset(("adjuster_fax", "attorney_name", "attorney_phone", "attorney_email"))


def no_font(bill: Bill, circumstances: Circumstances) -> Sight:
    """A text with letters that no font of the program has."""
    for field, text in printed(bill):
        if lacking := circumstances.lacks(text):
            # The bare letters: on the screen another font may show them.
            facts = {"words": said(text), "letters": " ".join(dict.fromkeys(said(lacking).replace(" ", "")))}
            message = (
                say("“{words}” has letters that cannot be printed: {letters}", **facts)
                if facts["letters"]
                else say("“{words}” has letters that cannot be printed.", **facts)
            )
            yield Seen(field, message, say("They would come out as empty boxes. Write it with other letters."))


def control_characters(bill: Bill, _: Circumstances) -> Sight:
    """A text with characters that nobody sees: they are left out on paper, but for them it may read otherwise."""
    for field, text in printed(bill):
        if re.search(_UNSEEN, text):
            message = say("“{words}” holds characters that nobody sees.", words=said(re.sub(_UNSEEN, "", text)))
            yield Seen(field, message, say("They are left out on the paper. Type the text once more."))


def printed(bill: Bill) -> Iterator[tuple[str, str]]:
    """Each text that is printed with its field."""
    shut = _NOT_PRINTED | (frozenset() if bill.kind in FOR_PAYERS else _NOT_ON_RECEIPTS)
    shut |= frozenset() if bill.kind == "statement" else _ON_STATEMENTS
    shut |= {"therapist"} if bill.kind == "year_receipt" else {"therapist_name"}
    if bill.clinic.printed_tax_id:
        yield "clinic/tax_id", bill.clinic.printed_tax_id
    # A claim and an employer may stand in a case that is no accident any more.
    shut |= frozenset() if bill.case.kind in ACCIDENTS else {"case"}
    kept = cited(bill)
    for field, text in _texts("", bill, shut):
        what, _, rest = field.partition("/")
        if what != "orders" or bill.orders[int(rest.partition("/")[0])] in kept:
            yield field, text


def _texts(field: str, value: object, shut: frozenset[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from _texts(f"{field}/{at}", one, shut)
    elif is_dataclass(value):
        for part in fields(value):
            if part.name not in shut:
                inner = f"{field}/{part.name}" if field else part.name
                yield from _texts(inner, getattr(value, part.name), shut)
