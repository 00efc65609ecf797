"""The estimate of a determination row by row, as its arithmetic goes."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from clinic_desktop.coverage.document.amounts import bare, sums_in_words, total_words
from clinic_desktop.coverage.document.sheets import PaperSize
from clinic_desktop.coverage.document.stood_on import place_table
from clinic_desktop.coverage.model.kept import Determination
from clinic_desktop.press.blocks import PaperColumn, PaperRow, PaperTable, beside, gap
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.values.dates import kept, printed
from clinic_desktop.wording import mark, say

# The columns of the estimate, in the order of its arithmetic.
_AMOUNTS: Mapping[str, str] = MappingProxyType(
    {
        "billed_cents": mark("Billed"),
        "eligible_cents": mark("Allowed"),
        "deductible_cents": mark("Deduct."),
        "copay_cents": mark("Copay"),
        "coinsurance_cents": mark("Coins."),
        "plan_cents": mark("Plan pays"),
        "write_off_cents": mark("Written off"),
        "pay_today_cents": mark("On the day"),
        "back_cents": mark("Back"),
        "net_cents": mark("In the end"),
    }
)
# Others stand there only where they are more than nothing.
_ALWAYS = ("billed_cents", "plan_cents", "net_cents")
_FIRST = 98.0


def place_reckoning(sheet: Sheet, made: Determination, size: PaperSize) -> None:
    """Each visit at its worst and at its best, the totals, and how each comes about in words."""
    outcome, scale = made.outcome, size.scale
    visits = outcome["estimate"]
    if not visits:
        return
    shown = [one for one in _AMOUNTS if one in _ALWAYS or any(outcome["totals"][one].values())]
    each = (WIDTH - _FIRST) / len(shown)
    columns = [PaperColumn(say("Visit"), _FIRST), *(PaperColumn(say(_AMOUNTS[one]), each, "right") for one in shown)]
    rows = [row for at, one in enumerate(visits) for row in _rows(_visit_words(one), one, shown, opens=bool(at))]
    totals = _rows(total_words(len(visits)), outcome["totals"], shown, opens=True)
    rows += [one._replace(strong=True) for one in totals]
    place_table(sheet, say("Estimate, in dollars"), PaperTable(scale, columns), rows)
    block = size.block(WIDTH)
    for words in (*sums_in_words(outcome), *outcome["estimate_words"]):
        block.say(words, scale.fine)
    beside(sheet, [(0.0, block)])
    gap(sheet, scale.lead * 0.9)


def _visit_words(visit: Mapping[str, Any]) -> str:
    day = kept(visit["on"] or "")
    return say("{number}, {day}", number=visit["visit"], day=printed(day)) if day else str(visit["visit"])


def _rows(words: str, amounts: Mapping[str, Any], names: Sequence[str], *, opens: bool) -> list[PaperRow]:
    """One row where both ends are the same, else one for each of them."""
    low, high = ([bare(amounts[name][end]) for name in names] for end in ("low", "high"))
    if low == high:
        return [PaperRow([words, *low], opens=opens)]
    worst = PaperRow([say("{visit}, at worst", visit=words), *low], opens=opens)
    return [worst, PaperRow([say("at best"), *high], joins=True)]
