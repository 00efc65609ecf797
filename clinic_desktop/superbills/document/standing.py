"""Whether a bill that is out still says what the record does."""

from dataclasses import replace

from clinic_desktop.errors import ClinicError
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.model.bill import Bill, Stamp
from clinic_desktop.superbills.model.issued import IssuedBill
from clinic_desktop.superbills.queries.gather import bill_of
from clinic_desktop.superbills.queries.years import year_bill


def stands_as_issued(read: Reader, found: IssuedBill) -> bool:
    """Whether the paper would come out the same today. What is not printed on it, as a note that was signed since or a
    member ID on a receipt, is no change; nor is what a plan paid since, which answers it."""
    under = found.bill.supervisor
    try:
        if found.kind == "year_receipt":
            now = year_bill(read, found.client, found.bill.year)
        else:
            now = bill_of(read, found.kind, tuple(one.row for one in found.bill.visits), under.row if under else 0)
    except ClinicError:
        # A visit is gone, or they belong on one bill no more.
        return False
    stamp = Stamp(found.number, found.issued_on, found.replaces)
    # Both made now: a newer program sets the same words otherwise.
    return bill_pdf(found.bill, stamp) == bill_pdf(_with_old_titles(_unanswered(now, found), found.bill), stamp)


def _unanswered(now: Bill, issued: IssuedBill) -> Bill:
    """Without what plans paid from its day on and it did not say: nobody sends a payer another bill for that."""
    said = {one.row: set(one.payments) for one in issued.bill.visits}
    return replace(
        now,
        visits=tuple(
            replace(
                one,
                payments=tuple(
                    paid
                    for paid in one.payments
                    if not paid.by_plan
                    or paid in said[one.row]
                    or (paid.paid_on is not None and paid.paid_on < issued.issued_on)
                ),
            )
            for one in now.visits
        ),
    )


def _with_old_titles(now: Bill, issued: Bill) -> Bill:
    """A release that came since may have other titles; the code is what counts."""
    known = {one.code: one for one in issued.diagnoses}
    titled = (
        replace(one, title=known[one.code].title, as_written=known[one.code].as_written) if one.code in known else one
        for one in now.diagnoses
    )
    return replace(now, diagnoses=tuple(titled))
