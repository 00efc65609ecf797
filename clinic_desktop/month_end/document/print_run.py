"""What a month end prints: all its documents in one, by client, and whom they are mailed to."""

from collections.abc import Iterator, Sequence

from clinic_desktop.month_end.model import LABELS, Mailing, MonthEnd
from clinic_desktop.month_end.queries.handed import HandedBill, envelopes
from clinic_desktop.month_end.rules.spans import span_words
from clinic_desktop.practice.queries import practice
from clinic_desktop.press.addressed import LABELS_A_SHEET, label_sheets, window_page
from clinic_desktop.press.binding import BoundPart, bound
from clinic_desktop.press.sheet import Paper
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.queries.issued import issued_bill, paper
from clinic_desktop.superbills.rules.names import bill_name
from clinic_desktop.wording import say

assert LABELS == LABELS_A_SHEET


def print_run_pdf(read: Reader, found: MonthEnd, bills: Sequence[HandedBill], mailing: Mailing = "") -> bytes:
    """The very papers that were issued, one after another; with "covers" the address of whom they go to in
    front, for a window envelope. Raises StoreTrouble where a paper is damaged. One bill at least."""
    return bound(_parts(read, found, bills, covers=mailing == "covers"), _title(found), practice(read).name)


def labels_pdf(read: Reader, found: MonthEnd, bills: Sequence[HandedBill], first: int) -> bytes | None:
    """A mailing label for each envelope whose address is known, the first on label number `first` of its sheet; None
    where none is."""
    whom = [one.to for one in envelopes(read, bills, found.span.last) if one.to.can_be_mailed]
    if not whom:
        return None
    title = say("Mailing labels, {span}", span=span_words(found.span))
    sheet = Paper(title, practice(read).name, say("Mailing labels"))
    return label_sheets([one.lines for one in whom], first, sheet)


def _title(found: MonthEnd) -> str:
    span = span_words(found.span)
    if found.batch == "year":
        return say("Receipts, {span}", span=span)
    kinds = {one.kind for one in found.of("issued")}
    return say("Superbills, {span}", span=span) if kinds <= {"superbill"} else say("Month end, {span}", span=span)


def _parts(read: Reader, found: MonthEnd, bills: Sequence[HandedBill], *, covers: bool) -> Iterator[BoundPart]:
    for envelope in envelopes(read, bills, found.span.last):
        first = envelope.bills[0]
        if covers and envelope.to.can_be_mailed:
            page = window_page(envelope.to.lines, Paper("", "", ""))
            yield BoundPart(page, say("Address"), first.client_name, say("Address {number}-", number=first.number))
        for one in envelope.bills:
            name = bill_name(one.kind, one.number)
            yield BoundPart(paper(read, issued_bill(read, one.id)), name, one.client_name, f"{one.number}-")
