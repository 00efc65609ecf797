"""Pay a visit from a package or membership with one key: the button on the card of the visit."""

from collections.abc import Sequence
from functools import partial

from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import VisitAccount
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.prepaid.rules import by_end, share_cents, why_not
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.kit.buttons import Button, button
from ui.prepaid.columns import kind_words
from ui.session import Session


def use_buttons(session: Session, prepaids: Sequence[Prepaid], account: VisitAccount) -> list[Button]:
    """At most one, of what the client has: for what runs out first and holds a visit of that day. Those that hold a
    value are offered by the form of a payment, where the amount is typed."""
    day = account.visit.date_of_service
    if account.open_cents <= 0 or account.paid_cents:
        return []
    for held in by_end(prepaids):
        if held.visits is None or why_not(held, day, share_cents(held)):
            continue
        facts = {"kind": kind_words(held).lower(), "number": held.uses + 1, "count": held.visits}
        share = money.shown(share_cents(held))
        words = say("Pay from {kind}: visit {number} of {count}, {share}", share=share, **facts)
        made = button(words, partial(session.attempt, UsePrepaid(held.id, (account.id,))))
        made.does = say("Pay from prepaid")
        return [made]
    return []
