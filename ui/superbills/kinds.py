"""What is said of each kind of document where it is made, shown and voided."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.wording import mark


def _words(superbill: str, receipt: str, statement: str, year_receipt: str) -> Mapping[Kind, str]:
    return MappingProxyType(
        {"superbill": superbill, "receipt": receipt, "statement": statement, "year_receipt": year_receipt}
    )


MAKE = _words(mark("Make a superbill"), mark("Make a receipt"), mark("Make a statement"), mark("Make a year receipt"))
INSTEAD = _words(
    mark("Make a superbill instead"),
    mark("Make a receipt instead"),
    mark("Make a statement instead"),
    mark("Make a year receipt instead"),
)
ISSUE = _words(mark("Issue superbill"), mark("Issue receipt"), mark("Issue statement"), mark("Issue year receipt"))
BACK = _words(
    mark("Back to the superbill"),
    mark("Back to the receipt"),
    mark("Back to the statement"),
    mark("Back to the year receipt"),
)
VOID_THIS = _words(
    mark("Void this superbill"),
    mark("Void this receipt"),
    mark("Void this statement"),
    mark("Void this year receipt"),
)
VOID = _words(mark("Void superbill"), mark("Void receipt"), mark("Void statement"), mark("Void year receipt"))
# Without a "no.", as in a heap of papers in the hand.
TITLED = _words(
    mark("Superbill {number}"), mark("Receipt {number}"), mark("Statement {number}"), mark("Year receipt {number}")
)
NONE_WAITS = _words(
    mark("No visit of this case waits for a superbill. Record the next one after the treatment."),
    mark("No visit of this case waits for a receipt. Record the next one after the treatment."),
    mark("No visit of this case waits for a statement. Record the next one after the treatment."),
    "",
)
NONE_WAITS_CLOSED = _words(
    mark("No visit of this case waits for a superbill, and the case is closed."),
    mark("No visit of this case waits for a receipt, and the case is closed."),
    mark("No visit of this case waits for a statement, and the case is closed."),
    "",
)
