"""Pictures of reports: a bar a line, the longest first where there are more than fit."""

from collections.abc import Sequence

from clinic_desktop.values import money
from clinic_desktop.values.bars import MOST_BARS, Bar, BarChart
from clinic_desktop.wording import say


def chart_of(
    title: str, parts: Sequence[str], bars: Sequence[tuple[str, Sequence[int]]], rest: str = ""
) -> BarChart | None:
    """A picture of amounts in cents: bars by their labels, each with its parts. `rest` is what those are called that
    are drawn as one because there are too many; without it a list that long has no picture. None without an amount."""
    if not any(cents > 0 for _, amounts in bars for cents in amounts):
        return None
    drawn = list(bars)
    if len(drawn) > MOST_BARS:
        if not rest:
            return None
        drawn, others = drawn[: MOST_BARS - 1], drawn[MOST_BARS - 1 :]
        drawn.append((rest, [sum(amounts) for amounts in zip(*(one for _, one in others), strict=True)]))
    made = tuple(Bar(label, tuple(amounts), money.shown(sum(amounts))) for label, amounts in drawn)
    # What is nowhere drawn needs no swatch, but keeps its place: so its fill is always the same.
    return BarChart(title, tuple(parts), made, _said(parts, made))


def _said(parts: Sequence[str], bars: Sequence[Bar]) -> str:
    lines = []
    for bar in bars:
        some = [
            say("{part} {amount}", part=name, amount=money.shown(cents))
            for name, cents in zip(parts, bar.parts, strict=True)
            if cents
        ]
        facts = {"label": bar.label, "amount": bar.words}
        if len(some) > 1:
            lines.append(say("{label}: {amount}, of it {parts}.", parts=", ".join(some), **facts))
        else:
            lines.append(say("{label}: {amount}.", **facts))
    return " ".join(lines)
