"""Reads what was typed about a payer and its departments."""

from typing import Any

from clinic_desktop.payers.model import DepartmentDraft, PayerDraft
from clinic_desktop.values.addresses import address_values
from clinic_desktop.values.identifiers import parse_extension, parse_phone, split_phone
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import say

Values = dict[str, Any]
# What two departments must share to be one and the same when payers are merged.
DEPARTMENT_FACTS = ("kind", "name", "phone", "extension", "fax", "street", "street2", "city", "state", "zip")


def payer_values(draft: PayerDraft) -> Values:
    """The columns of a payer; raises Refused."""
    found = Problems()
    values: Values = {
        "name": found.need("name", draft.name, say("Type the payer's name, as on the card.")),
        "payer_number": plain(draft.payer_number).upper(),
        "website": plain(draft.website),
        "note": plain(draft.note),
    }
    found.limit(values, {"payer_number": 20, "note": 10_000})
    found.refuse()
    return values | {"sort_name": folded(values["name"])}


def department_values(draft: DepartmentDraft) -> Values:
    """The columns of a department: some way to reach it is needed. An extension may stand behind the phone."""
    found = Problems()
    phone, extension = split_phone(found.maybe("phone", parse_phone, draft.phone))
    typed = found.maybe("extension", parse_extension, draft.extension)
    if extension and typed and extension != typed:
        found.add("extension", say("Another extension stands behind the phone number. Keep one of them."))
    values: Values = {
        "kind": draft.kind,
        "name": plain(draft.name),
        "phone": phone,
        "extension": typed or extension,
        "fax": found.maybe("fax", parse_phone, draft.fax),
        **address_values(found, draft),
        "hours": plain(draft.hours),
        "note": plain(draft.note),
    }
    if draft.kind == "other" and not values["name"]:
        found.add("name", say("Type what this department is called."))
    if values["extension"] and not phone and not draft.phone.strip():
        found.add("phone", say("Type the phone number the extension belongs to."))
    reach = ("phone", "fax", "street", "city", "zip", "note")
    if not any(plain(getattr(draft, field)) for field in reach):
        found.add("phone", say("Type a phone, a fax or an address: some way to reach them."))
    found.limit(values, {"name": 100, "city": 100, "note": 10_000})
    found.refuse()
    return values


def off_the_list() -> str:
    """The sentence about a payer that was retired or merged since it was chosen."""
    return say("This payer was taken off the list. Choose another one.")


def known_already() -> str:
    """The sentence about a second payer of the same name."""
    return say("A payer of this name is on the list already. Open that one instead.")
