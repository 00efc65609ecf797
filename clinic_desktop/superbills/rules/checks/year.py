"""What the receipt of a year is asked: that there is something to receipt, and that it is there once."""

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.words import client_words, the_visit
from clinic_desktop.superbills.rules.sums import total_paid
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import say


def nothing(bill: Bill, _: Circumstances) -> Sight:
    """Nothing was paid for treatment that counts in the year, or as much was paid back."""
    if total_paid(bill) <= 0:
        facts = {"who": client_words(bill), "year": str(bill.year)}
        message = say("Nothing that {who} paid for treatment counts in {year}.", **facts)
        why = say("A payment counts in the year in which it was made and the visit was given. Choose another year.")
        # Another year is chosen right above: no place of the record is to be put right.
        yield Seen("", message, why)


def issued_already(bill: Bill, _: Circumstances) -> Sight:
    """The client has a live receipt of the year."""
    if bill.billed_on:
        facts = {"year": str(bill.year), "number": bill.billed_on}
        message = say("Receipt {number} is the one of {year} already.", **facts)
        yield Seen("year", message, say("The same payments would stand on two. Void that one first."))


def not_over(bill: Bill, circumstances: Circumstances) -> Sight:
    """The year is not over: what is handed out now is wrong as soon as the next visit is paid."""
    if bill.year >= circumstances.today.year:
        message = say("{year} is not over.", year=str(bill.year))
        why = say("What is paid later is not on it. Wait for January, or say why it is needed now.")
        yield Seen("", message, why, f"client:{bill.client.row}:year:{bill.year}:not-over")


def no_therapist(bill: Bill, _: Circumstances) -> Sight:
    """A visit that does not say who gave the treatment."""
    for at, visit in enumerate(bill.visits):
        if is_blank(visit.therapist_name):
            message = say("{visit} does not say who gave the treatment.", visit=the_visit(visit, at))
            yield Seen(f"visits/{at}/therapist_name", message, say("A tax office asks. Type the therapist’s name."))
