"""What each kind of document is called, alone and with its number."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.values import money
from clinic_desktop.wording import mark, say

KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        "superbill": mark("Superbill"),
        "receipt": mark("Receipt"),
        "statement": mark("Statement"),
        "year_receipt": mark("Year receipt"),
    }
)
_NUMBERED: Mapping[Kind, str] = MappingProxyType(
    {
        "superbill": mark("Superbill no. {number}"),
        "receipt": mark("Receipt no. {number}"),
        "statement": mark("Statement no. {number}"),
        "year_receipt": mark("Year receipt no. {number}"),
    }
)


def bill_name(kind: Kind, number: int) -> str:
    """ "Superbill no. 1001"."""
    return say(_NUMBERED[kind], number=number)


def paid_words(kind: Kind, number: int, cents: int) -> str:
    """What to know before a payment is changed, removed or given back that a bill counts, in `cents`."""
    return say(
        "{bill} says {amount} paid: when that changes, void and replace it.",
        bill=bill_name(kind, number),
        amount=money.shown(cents),
    )
