"""What went out and came in, as lists: bills, estimates, letters, packets, benefit statements, denials, files."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from clinic_desktop.attachments.model import ATTACHMENT_KINDS
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.exports.document.identity import on_paper
from clinic_desktop.exports.model import RecordAsked
from clinic_desktop.exports.queries.chart import Listed, listed
from clinic_desktop.ledger.model import MONEY_PAPERS
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName, letterhead
from clinic_desktop.practice.queries import practice
from clinic_desktop.press.blocks import PaperColumn, PaperRow, PaperTable, gap, paragraph
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.press.text import Type
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.rules.names import KINDS
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say

_DAY, _WHOM, _STATE, _AMOUNT, _BETWEEN = 60.0, 158.0, 92.0, 66.0, 10.0
_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "bills": mark("Bills and receipts"),
        "money_papers": mark("Receipts of money and statements of account"),
        "estimates": mark("Good Faith Estimates"),
        "statements": mark("Benefit statements of payers"),
        "denials": mark("Denials"),
        "letters": mark("Letters"),
        "packets": mark("Packets"),
        "files": mark("Files"),
    }
)


def lists_pdf(read: Reader, asked: RecordAsked) -> bytes | None:
    """Every list that has a line; None where none has."""
    found = {kind: listed(read, asked, kind) for kind in _HEADINGS}
    if not any(found.values()):
        return None
    named = PaperName(say("Papers"), "", say("What went out about a client, and what came in"),
                      client_of(read, asked.client).name, False, asked.today)  # fmt: skip
    sheet = letterhead(practice(read), named)
    for kind, lines in found.items():
        if lines:
            _place(sheet, kind, lines)
    return sheet.pdf()


def _place(sheet: Sheet, kind: str, lines: tuple[Listed, ...]) -> None:
    sheet.keep(RECORD_SCALE.lead * 5)
    sheet.bookmark(say(_HEADINGS[kind]))
    paragraph(sheet, say(_HEADINGS[kind]), Type(RECORD_SCALE.name, bold=True), RECORD_SCALE.lead * 1.2)
    gap(sheet, RECORD_SCALE.lead * 0.3)
    state = _STATE if any(one.state for one in lines) else 0.0
    amount = _AMOUNT if any(one.cents is not None for one in lines) else 0.0
    what = WIDTH - _DAY - _WHOM - state - amount - 2 * _BETWEEN
    columns = (
        PaperColumn(say("Date"), _DAY),
        PaperColumn(say("What"), what),
        PaperColumn("", _BETWEEN),
        PaperColumn(say("Kind") if kind == "files" else say("To or from whom"), _WHOM),
        PaperColumn("", _BETWEEN),
        PaperColumn("", state),
        PaperColumn(say("Amount") if amount else "", amount, "right"),
    )
    rows = [
        PaperRow(
            [
                on_paper(dates.kept(one.day)),
                _WHAT.get(kind, _as_it_is)(one.what),
                *("", say(ATTACHMENT_KINDS.get(one.whom, "")) if kind == "files" else one.whom, ""),
                _state(kind, one),
                money.shown(one.cents) if one.cents is not None else "",
            ],
            opens=at > 0,
        )
        for at, one in enumerate(lines)
    ]
    PaperTable(RECORD_SCALE, columns).place(sheet, rows)
    gap(sheet, RECORD_SCALE.lead)


def _state(kind: str, one: Listed) -> str:
    if kind == "denials":
        return say("Closed") if one.state else say("Open")
    return say("Void since {day}", day=on_paper(dates.kept(one.state))) if one.state else ""


def _bill(what: str) -> str:
    kind, _, number = what.partition(" ")
    name = next((words for key, words in KINDS.items() if key == kind), kind)
    return say("{kind} no. {number}", kind=say(name), number=number)


def _as_it_is(what: str) -> str:
    return what


_WHAT: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "bills": _bill,
        "money_papers": lambda what: say(MONEY_PAPERS[what]),
        "estimates": lambda what: say("Estimate no. {number}", number=what),
        "packets": lambda what: say("Packet no. {number}", number=what),
        "statements": lambda what: say("Claim {number}", number=what) if what else say("Benefit statement"),
        "denials": lambda what: say("Claim {number}", number=what) if what else say("Denial"),
    }
)
