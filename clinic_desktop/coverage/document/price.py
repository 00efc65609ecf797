"""What the visits cost, for the client: visits that are alike, the sum, how it comes about; no promise."""

from collections.abc import Sequence

from clinic_desktop.coverage.document.amounts import (
    Amounts,
    VisitGroup,
    amounts_of,
    group_words,
    sums_in_words,
    total_words,
    visit_groups,
)
from clinic_desktop.coverage.document.listed import more_words
from clinic_desktop.coverage.document.sheets import PaperSize
from clinic_desktop.coverage.model.kept import Determination
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.rules.estimate.lines import span
from clinic_desktop.press.blocks import PaperColumn, PaperRow, PaperTable, beside, gap
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.wording import mark, say

_COLUMNS = {
    "billed": mark("Billed"),
    "pay_today": mark("Pay on the day"),
    "later": mark("After the statement"),
    "back": mark("Expected back"),
    "net": mark("Cost in the end"),
}
# What is billed is one amount; the others can be ranges.
_FIRST, _BILLED = 92.0, 64.0


def place_price(sheet: Sheet, made: Determination, size: PaperSize) -> None:
    """The estimate, or that there is none, and the closing line."""
    rows, is_self_pay = made.outcome["estimate"], made.verdict == CoverageVerdict.SELF_PAY.value
    block = size.block(WIDTH)
    if rows:
        groups = visit_groups(rows)
        _place_table(sheet, made, groups, size)
        block.say(_sum(groups, made) if is_self_pay else next(sums_in_words(made.outcome), ""), size.scale.fine)
        # The last one says that it is an estimate, as the closing line does.
        said = made.outcome["estimate_words"][:-1]
        for words in (*said[: size.entries], more_words(len(said) - size.entries)):
            block.say(words, size.scale.fine)
    else:
        block.heading(say("What it costs"))
        block.say(say("No visits with a price are planned yet, so there is no estimate."))
    if closing := _closing(has_estimate=bool(rows), is_self_pay=is_self_pay):
        block.heading(closing)
    beside(sheet, [(0.0, block)])


def _closing(*, has_estimate: bool, is_self_pay: bool) -> str:
    if is_self_pay:
        return say("Estimate, not a guarantee. It says what the clinic charges.") if has_estimate else ""
    if has_estimate:
        return say("Estimate, not a guarantee. The plan decides when it has the claim.")
    return say("This is no promise of payment. The plan decides when it has the claim.")


def _sum(groups: Sequence[VisitGroup], made: Determination) -> str:
    """Where nobody else pays, the price by the number of visits is all there is to it."""
    if len(groups) > 1 or groups[0].first == groups[0].last:
        return ""
    each, total = groups[0].amounts["billed"], amounts_of(made.outcome["totals"])["billed"]
    return say("{count} visits at {price} are {total}.", count=groups[0].last, price=span(*each), total=span(*total))


def _place_table(sheet: Sheet, made: Determination, groups: Sequence[VisitGroup], size: PaperSize) -> None:
    is_self_pay = made.verdict == CoverageVerdict.SELF_PAY.value
    heading = size.block(WIDTH)
    heading.heading(say("What it costs") if is_self_pay else say("What it costs (only the first payer is counted)"))
    beside(sheet, [(0.0, heading)])
    total = amounts_of(made.outcome["totals"])
    shown = [name for name in _COLUMNS if _is_shown(name, total, is_self_pay=is_self_pay)]
    rows = [PaperRow([group_words(one.first, one.last), *_cells(one.amounts, shown)]) for one in groups]
    count = len(made.outcome["estimate"])
    if count > 1:
        rows.append(PaperRow([total_words(count), *_cells(total, shown)], opens=True, strong=True))
    each = (WIDTH - _FIRST - _BILLED) / (len(shown) - 1)
    columns = [PaperColumn(say("Visit"), _FIRST)]
    columns += [PaperColumn(say(_COLUMNS[one]), _BILLED if one == "billed" else each, "right") for one in shown]
    PaperTable(size.scale, columns).place(sheet, rows)
    gap(sheet, size.scale.lead * 0.4)


def _is_shown(name: str, total: Amounts, *, is_self_pay: bool) -> bool:
    """What is paid after the statement there is in network, and what comes back out of it; nothing back is worth a
    column where the client pays all of it on the day."""
    if name == "later":
        return any(total["later"])
    if name == "back":
        return any(total["back"]) or not (is_self_pay or any(total["later"]))
    return True


def _cells(amounts: Amounts, shown: Sequence[str]) -> list[str]:
    return [span(*amounts[name]) for name in shown]
