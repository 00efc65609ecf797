"""What the lists of bills show: those that could be made, and those that were."""

from datetime import date

from clinic_desktop.submissions.rules.standing import stage_words
from clinic_desktop.superbills.model.issued import BillRow, UnbilledRow
from clinic_desktop.superbills.rules.names import KINDS
from clinic_desktop.superbills.rules.too_much import too_much_briefly
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def days_words(first: date, last: date) -> str:
    """The days of service from the first to the last: "12 Oct 2026", "12 Oct – 23 Nov 2026"."""
    if first == last:
        return dates.shown(first)
    begin = dates.shown(first)
    if first.year == last.year:
        begin = begin.removesuffix(f" {first.year}")
    return f"{begin} – {dates.shown(last)}"


def kind_words(row: BillRow) -> str:
    """What a bill is: "Superbill", "Receipt 2026"."""
    return say("Receipt {year}", year=str(row.year)) if row.year else say(KINDS[row.kind])


def state_words(row: BillRow) -> str:
    """What became of a bill: "Void", "Plan paid", "Replaces no. 1001", that it says more than was paid; "" where
    nobody knows."""
    if row.says_too_much:
        return too_much_briefly(row)
    if row.voided_on:
        return say("Void")
    if row.stage:
        return stage_words(row.stage)
    if row.replaces:
        return say("Replaces no. {number}", number=", ".join(map(str, row.replaces)))
    return ""


UNBILLED_COLUMNS: tuple[Column[UnbilledRow], ...] = (
    Column(mark("Client"), lambda row: row.client_name, share=6),
    Column(mark("Case"), lambda row: row.reason, share=5),
    Column(mark("Document"), lambda row: say(KINDS[row.kind]), share=2, least="Statement"),
    Column(mark("Payer"), lambda row: row.payer_name, share=5),
    Column(mark("Therapist"), lambda row: row.therapist_name, share=5),
    Column(mark("Visits"), lambda row: str(row.visits), right=True, share=2),
    Column(
        mark("Days of service"),
        lambda row: days_words(row.first_day, row.last_day),
        share=6,
        least="20 Sep – 20 Nov 2026",
    ),
    Column(mark("Charge"), lambda row: money.shown(row.charged_cents), right=True, share=3, least="$1,140.00"),
)
_NUMBER: Column[BillRow] = Column(mark("No."), lambda row: str(row.number), right=True, least="10001")
_KIND: Column[BillRow] = Column(mark("Document"), kind_words, share=2, least="Statement")
_ISSUED: Column[BillRow] = Column(mark("Issued"), lambda row: dates.shown(row.issued_on), share=2, least="20 Nov 2026")
_CLIENT: Column[BillRow] = Column(mark("Client"), lambda row: row.client_name, share=6)
_REST: tuple[Column[BillRow], ...] = (
    Column(
        mark("Days of service"),
        lambda row: days_words(row.first_day, row.last_day),
        share=4,
        least="20 Sep – 20 Nov 2026",
    ),
    Column(mark("Therapist"), lambda row: row.therapist_name, share=5),
    Column(mark("Payer"), lambda row: row.payer_name, share=6),
    Column(mark("Charge"), lambda row: money.shown(row.charged_cents), right=True, share=2, least="$1,140.00"),
    Column(mark("Paid"), lambda row: money.shown(row.paid_cents), right=True, share=2, least="$1,140.00"),
    Column(mark("State"), state_words, share=1, least="Replaces no. 10001"),
)
BILL_COLUMNS: tuple[Column[BillRow], ...] = (_NUMBER, _KIND, _ISSUED, _CLIENT, *_REST)
# Inside a chart everybody knows whose they are.
BILL_COLUMNS_OF_CLIENT: tuple[Column[BillRow], ...] = (_NUMBER, _KIND, _ISSUED, *_REST)
