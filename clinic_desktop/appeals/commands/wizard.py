"""Answers the wizard’s question about a claim that was denied from the denials on record: nobody types it twice.

Coverage lies below this room, so what it asks is answered from here, as from a letter of the plan. What a person
answered otherwise stays."""

from collections.abc import Mapping
from datetime import date

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import Denial
from clinic_desktop.appeals.queries.denials import denials_of_case
from clinic_desktop.appeals.rules.triage import deciding_code
from clinic_desktop.coverage.commands.answers import Source, write_answers
from clinic_desktop.coverage.loader.denials import denial_kind
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.written.writing import spelled

_KIND, _DAY = "denial", "denied_on"
Told = Mapping[str, str | date]


def told(tx: Transaction, case: int) -> Told:
    """What the denials of a case answer: reason and day of the newest open one of a claim; nothing where there is none
    of a health plan, or its reason is unknown."""
    if tx.current("cases", case)["kind"] != "health":
        return {}
    for one in denials_of_case(inside(tx), case):
        kind = _kind(one)
        if one.is_open and one.about == "visits" and kind:
            return {_KIND: kind, _DAY: one.noticed_on or one.received_on}
    return {}


def tell_wizard(tx: Transaction, case: int, before: Told) -> None:
    """Write what the denials of a case answer now in the place of what they answered `before`, or take it back where
    none is open any more."""
    kept = {one.key: one.spelled for one in kept_answers(tx, case) if one.key in (_KIND, _DAY)}
    now = told(tx, case)
    if now == before or (kept and kept != {key: spelled(value) for key, value in before.items()}):
        return
    write_answers(tx, case, now or dict.fromkeys(kept), Source("paper", tx.clock.today()))


def _kind(one: Denial) -> str:
    """Its reason as the wizard calls it; "" for the client’s share, which is no denial, and for what nobody knows."""
    code = deciding_code(one.codes, one.reasons, books().advice)
    return denial_kind(code) if code.isdecimal() and one.action != "explain" else ""
