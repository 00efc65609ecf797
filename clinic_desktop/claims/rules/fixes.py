"""Where a box is put right: as on a bill, and besides the consents of the client."""

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.rules.fixes import Fix, fix
from clinic_desktop.wording import say


def way(bill: Bill, field: str) -> Fix | None:
    """The way to the field of a box; None where the record has no such place, as for a choice on the page itself."""
    if field.startswith("consent/"):
        return Fix("clients", f"{bill.client.row}/{field}", say("Add the consent")) if bill.client.row else None
    return fix(bill, field) if field else None
