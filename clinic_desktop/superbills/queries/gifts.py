"""Which payments were made with a gift card that somebody else bought: they paid for the visit, the client did not."""

from collections.abc import Iterable

from clinic_desktop.payments.model import VisitPayment
from clinic_desktop.store.reader import Reader

# Of a row of `payments`, and of what was given back of it. Who bought a card that is not on record, nobody can say.
IS_GIFT = """EXISTS (
    SELECT 1 FROM payments AS cards WHERE cards.id = coalesce(payments.refunds_id, payments.id)
        AND cards.method = 'gift_card' AND NOT EXISTS (
            SELECT 1 FROM prepaids WHERE prepaids.id = cards.drawn_id AND prepaids.client_id = cards.client_id))"""


def gifts(read: Reader, paid: Iterable[VisitPayment]) -> frozenset[int]:
    """The rows of those payments that somebody else’s gift card made, or that gave such a one back."""
    cards = {one.id for one in paid if one.method == "gift_card"}
    rows = [one.id for one in paid if one.id in cards or one.refunds in cards]
    if not rows:
        return frozenset()
    marks = ", ".join("?" * len(rows))
    sql = f"SELECT payments.id FROM payments WHERE payments.id IN ({marks}) AND {IS_GIFT}"  # noqa: S608 - marks and a constant
    return frozenset(one["id"] for one in read.all(sql, *rows))
