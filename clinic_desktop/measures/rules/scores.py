"""Scores as the papers say: from answers, or typed; in tenths of a point."""

import re
from collections.abc import Sequence

from clinic_desktop.measures.model import Measure
from clinic_desktop.measures.rules.words import number
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

_TYPED = r"(?P<sign>[+-]?)(?P<units>[0-9]{1,4})(?:\.(?P<tenth>[0-9]))? ?(?:(?P<percent>%)|/ ?(?P<of>[0-9]{1,3}))?"
# An item of the ODI has at most so many points (Fairbank 2000); one that was left out does not count.
_ODI_ITEM, _ODI_ITEMS = 5, 10


def mean_tenths(points: Sequence[int]) -> int:
    """The mean of answers in tenths, a half rounded up: PEG of three (Krebs 2009), PSFS of three to five activities
    (Stratford 1995)."""
    return (20 * sum(points) + len(points)) // (2 * len(points))


def score_of(measure: Measure, points: Sequence[int]) -> int:
    """The score in tenths that these answers make: the one answer (NPRS: Childs 2005; GROC: Jaeschke 1989), their mean
    (PEG, PSFS), or how many statements apply (RMDQ: Roland 1983)."""
    if measure.is_mean:
        return mean_tenths(points)
    return 10 * sum(points)


def share_tenths(points: int, of: int) -> int:
    """Points as percent of the most there could be, in tenths of a percent, a half rounded up. The ODI counts only what
    was answered: 100 x sum / (5 x answered) (Fairbank 2000)."""
    return (2000 * points + of) // (2 * of)


def score_problem(measure: Measure, tenths: int) -> str:
    """The sentence that says why this cannot be a score of the measure, "" where it can."""
    if not measure.least <= tenths <= measure.most:
        least, most = number(measure.least), number(measure.most)
        return say("{name} goes from {least} to {most}.", name=measure.name, least=least, most=most)
    if measure.digits == "whole" and tenths % 10:
        return say("{name} is a whole number.", name=measure.name)
    return ""


def parse_score(measure: Measure, text: str) -> int:
    """A typed score in tenths: "24", "34.1"; of those in points also "24/50" or "48%", of those in percent also points,
    "21/50", or "18/45" where a question was left out. Raises Unreadable, also for what is out of range."""
    typed = " ".join(text.replace("−", "-").replace(",", ".").split())
    found = re.fullmatch(_TYPED, typed)
    if not found:
        raise Unreadable(say("Type the score as a number, with one decimal at most."))
    tenths = int(found["units"] + (found["tenth"] or "0")) * (-1 if found["sign"] == "-" else 1)
    if found["percent"]:
        tenths = _from_percent(measure, tenths)
    elif found["of"]:
        tenths = _from_points(measure, tenths, int(found["of"]))
    problem = score_problem(measure, tenths)
    if problem:
        raise Unreadable(problem)
    return tenths


def _from_percent(measure: Measure, tenths: int) -> int:
    """What was typed as percent: the score itself, or the share of the points."""
    if measure.suffix == "%":
        return tenths
    if measure.digits != "either" or measure.suffix != f"/{measure.most // 10}":
        raise Unreadable(say("{name} is not in percent: type the points.", name=measure.name))
    return (2 * tenths * measure.most + 1000) // 2000


def _from_points(measure: Measure, tenths: int, of: int) -> int:
    """What was typed as points of so many."""
    if of * 10 == measure.most and measure.suffix != "%":
        return tenths
    could_be = measure.suffix == "%" and of % _ODI_ITEM == 0 and 0 < of <= _ODI_ITEM * _ODI_ITEMS
    if not could_be or tenths % 10:
        raise Unreadable(say("{name} is not counted out of {of}.", name=measure.name, of=of))
    return share_tenths(tenths // 10, of)
