"""How a document of a month end is spoken of, on the screen and in the list for a spreadsheet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from clinic_desktop.month_end.model import Fate, MonthRow
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.rules.names import KINDS
from clinic_desktop.wording import mark, say, say_many

FATE_WORDS: Mapping[Fate, str] = MappingProxyType(
    {
        "ready": mark("Ready"),
        "fix": mark("To fix"),
        "skipped": mark("Skipped"),
        "issued": mark("Issued"),
        "unread": mark("Not read"),
    }
)


def kind_name(kind: Kind) -> str:
    """What a document is."""
    return say(KINDS[kind])


def kinds_counted(rows: Sequence[MonthRow]) -> str:
    """How many of each kind: "12 superbills, 3 statements"."""
    many = Counter(one.kind for one in rows)
    return ", ".join(_counted(kind, many[kind]) for kind in KINDS if many[kind])


def _counted(kind: Kind, many: int) -> str:
    if kind == "superbill":
        return say_many("{count} superbill", "{count} superbills", many)
    if kind == "statement":
        return say_many("{count} statement", "{count} statements", many)
    return say_many("{count} receipt", "{count} receipts", many)


def reason_words(row: MonthRow) -> str:
    """Why a document stands as it does: of one to fix what is gravest, of one that is skipped the reason."""
    if row.why:
        return row.why
    if not row.findings:
        return ""
    first, more = row.findings[0].message, len(row.findings) - 1
    return say("{first} And {count} more.", first=first, count=more) if more else first


def charged_together(rows: Sequence[MonthRow]) -> int:
    """What some documents charge together, in cents; of year receipts, which charge nothing, what was paid."""
    return sum(row_amount(one) for one in rows)


def row_amount(row: MonthRow) -> int:
    """What a document is about, in cents: its charge, or what was paid in a year."""
    return row.paid_cents if row.kind == "year_receipt" else row.charged_cents
