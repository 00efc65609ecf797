"""What each kind of document is called, alone and with its number."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.superbills.model.bill import Kind
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
