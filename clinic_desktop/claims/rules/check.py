"""Whether claims are whole: the boxes in order, nothing outside its place, sums that add up."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from clinic_desktop.claims.model import Box, ClaimSheet, Printed
from clinic_desktop.claims.rules.values import amount, strange
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.rules.sums import total_discount, total_fees, total_paid

WIDTH, HEIGHT = 80, 66
_LINE = ("24A", "24B", "24C", "24D", "24E", "24F", "24G", "24H", "24I", "24J")
# "" is the payer above the boxes. The six lines of services are gone through one by one.
ORDER = (
    *("", "1", "1a", "2", "3", "4", "5", "6", "7", "8", "9", "9a", "9b", "9c", "9d", "10a", "10b", "10c", "10d"),
    *("11", "11a", "11b", "11c", "11d", "12", "13", "14", "15", "16", "17", "17a", "17b", "18", "19", "20", "21"),
    *("22", "23", *_LINE * 6, "25", "26", "27", "28", "29", "30", "31", "32", "32a", "32b", "33", "33a", "33b"),
)


def printed(piece: Printed) -> str:
    """What of a piece is printed: all of it, what fits of a text that may be cut, else nothing. A character that no
    form can have is left out with all of its value: half a name is somebody else’s."""
    if strange(piece.text):
        return ""
    if len(piece.text) <= piece.length:
        return piece.text
    return piece.text[: piece.length].rstrip() if piece.may_be_cut else ""


def column(piece: Printed) -> int:
    """The column of the first character that is printed."""
    return piece.column + (piece.length - len(printed(piece)) if piece.to_right else 0)


def missing(claim: ClaimSheet) -> tuple[Box, ...]:
    """The boxes of a claim that want something, in their order."""
    return tuple(one for one in claim.boxes if one.missing)


def flaws(bill: Bill, made: Sequence[ClaimSheet]) -> tuple[str, ...]:
    """What is wrong with claims that the program made, for whoever tests it: none, ever."""
    return tuple(_flaws(bill, made))


def _flaws(bill: Bill, made: Sequence[ClaimSheet]) -> Iterator[str]:
    for claim in made:
        numbers = tuple(number for number, _ in groupby(one.number for one in claim.boxes))
        if numbers != ORDER:
            yield f"the boxes of claim {claim.number} are not in the order of the form"
        total = next(one.value for one in claim.boxes if one.number == "28")
        if total != amount(claim.charged_cents):
            yield f"box 28 of claim {claim.number} is not its charges"
        yield from (f"box {one.number} leaves the form" for one in claim.boxes if not _is_inside(one))
    charged = total_fees(bill) - total_discount(bill)
    if sum(one.charged_cents for one in made) != max(0, charged):
        yield "the charges of the claims are not those of the bill"
    if sum(one.paid_cents for one in made) != total_paid(bill):
        yield "the payments of the claims are not those of the bill"


def _is_inside(box: Box) -> bool:
    return all(
        1 <= one.line <= HEIGHT and one.column >= 1 and one.column + one.length - 1 <= WIDTH for one in box.pieces
    )
