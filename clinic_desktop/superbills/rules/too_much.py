"""What is said of a bill that says more was paid than is by now: after a refund it would be false to go by it. What was
issued never changes (domain 1.1): it is voided, and another one comes instead."""

from clinic_desktop.superbills.model.issued import BillRow
from clinic_desktop.superbills.rules.names import bill_name
from clinic_desktop.values import money
from clinic_desktop.wording import say


def too_much_words(row: BillRow) -> str:
    """What is wrong with it, and what to do: "Superbill no. 1001 says $140.00 paid, $45.00 since. …"."""
    facts = {
        "bill": bill_name(row.kind, row.number),
        "said": money.shown(row.paid_cents),
        "now": money.shown(row.paid_now_cents),
    }
    if row.kind in ("superbill", "statement"):
        return say("{bill} says {said} paid, {now} since. Void and replace it, so that no plan pays by it.", **facts)
    return say("{bill} says {said} paid, {now} since. Void and replace it.", **facts)


def too_much_briefly(row: BillRow) -> str:
    """The same in a cell of a list, beside what it says."""
    return say("{amount} too much", amount=money.shown(row.paid_cents - row.paid_now_cents))


def too_much_why() -> str:
    """The reason with which such a bill is voided, proposed."""
    return say("It says more was paid than is: a part was given back or taken back since.")
