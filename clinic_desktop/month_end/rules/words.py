"""How a document of a month end is spoken of, on the screen and in the list for a spreadsheet."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from clinic_desktop.month_end.model import Fate, MonthRow
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.wording import mark, say

FATE_WORDS: Mapping[Fate, str] = MappingProxyType(
    {
        "ready": mark("Ready"),
        "fix": mark("To fix"),
        "skipped": mark("Skipped"),
        "issued": mark("Issued"),
        "unread": mark("Not read"),
    }
)
_KINDS: Mapping[str, str] = MappingProxyType({"superbill": mark("Superbill"), "receipt": mark("Receipt")})


def kind_name(kind: Kind) -> str:
    """What a document is."""
    return say(_KINDS[kind])


def reason_words(row: MonthRow) -> str:
    """Why a document stands as it does: of one to fix what is gravest, of one that is skipped the reason."""
    if row.fate != "fix":
        return row.why
    first, more = row.findings[0].message, len(row.findings) - 1
    return say("{first} And {count} more.", first=first, count=more) if more else first


def charged_together(rows: Sequence[MonthRow]) -> int:
    """What some documents charge together, in cents."""
    return sum(one.charged_cents for one in rows)
