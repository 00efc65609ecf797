"""Reads the money of a case file: what a plan takes and pays, and the visits to come.

Amounts are dollars (35.00, or "35.00" in quotes), days stand without quotes, every key may be left out or "unknown" but
those of `[series]` that are marked. What is left out is not said: see PlanTerms for what that means.

| Table | Key | What stands there |
|---|---|---|
| `[cost_share]` | `deductible`, `deductible_met`, `deductible_left` | the deductible of one person |
| | `family_deductible`, `family_deductible_met`, `family_deductible_left` | the family’s; the first may be "none" |
| | `family_aggregate` | true: the family's deductible alone counts; else the lesser of the two |
| | `deductible_applies` | false: the benefit bypasses the deductible; else it applies |
| | `copay` | what the client pays a visit |
| | `coinsurance` | the client's share in percent, 0 to 100: 40 or 12.5 |
| | `oop_max`, `oop_met`, `oop_left` | the out-of-pocket maximum; the first may be "none"; left out: none |
| | `per_visit_cap` | the most that the plan pays a visit, or "none" |
| | `deductible_visits_count` | false: a visit that goes to the deductible uses up no visit; else it does |
| | `contract_binds_unpaid` | whether the contract's price counts for a visit that the plan does not pay |
| | `allowed` | what contract or plan allows a visit |
| | `allowed_low`, `allowed_high`, `allowed_from` | from earlier benefit statements, and from how many |
| | `allowed_of`, `allowed_newest` | whose statements they are, and the day of the newest |
| | `plan_year_ends` | the last day of the plan year that the numbers belong to |
| `[series]` | `visits`, `billed` (needed) | how many visits, else as many as are planned; what is billed for each |
| | `starts_on`, `every_days` | the first day, else the first visit’s; days from one to the next, else 7 |
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clinic_desktop.coverage.loader.answered import NO_LIMIT, known, or_none
from clinic_desktop.coverage.model.money import AllowedAmount, PlannedVisit, PlanTerms, Tally
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import Written, cents, day, text, whole, yes_no
from clinic_desktop.written.sheet import FileTable, Keys, Values, closed

MOST_VISITS = 200
_MOST_DAYS_APART = 366
_A_WEEK = 7
_PERCENT = r"([0-9]{1,3})(?:\.([0-9]{1,2}))?"
_HUNDRED_BP = 10_000


@dataclass(frozen=True, slots=True)
class CaseMoney:
    """The terms without side, standing and limits, which stand elsewhere in a case; and the visits to come."""

    terms: PlanTerms
    visits: tuple[PlannedVisit, ...]


def read_money(top: FileTable, planned: int | None = None, first: date | None = None) -> CaseMoney:
    """The tables `[cost_share]` and `[series]`; what is wrong with them is noted in the sheet of `top`.

    `planned` visits, and the `first` of them, were said elsewhere in the file: a series may leave them out.
    """
    return CaseMoney(_terms(top.table("cost_share")), _visits(top.table("series"), planned, first))


def percent(value: object) -> int:
    """A share of 0 to 100 percent, in basis points."""
    # A number of thousands of digits cannot be written out.
    is_whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _HUNDRED_BP
    typed = str(value) if isinstance(value, Written) or is_whole else ""
    found = re.fullmatch(_PERCENT, typed)
    basis_points = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else -1
    if not 0 <= basis_points <= _HUNDRED_BP:
        raise Unreadable(say("Write the client’s share in percent, 0 to 100, like 40 or 12.5."))
    return basis_points


def _in(least: int, most: int) -> Any:
    def read(value: object) -> int:
        found = whole(value)
        if not least <= found <= most:
            raise Unreadable(say("Write a whole number from {least} to {most}.", least=least, most=most))
        return found

    return read


# As they are written; those of a tally are put together below.
_COST_SHARE: Keys = {
    **{
        key: (key, known(cents))
        for key in (
            *("deductible", "deductible_met", "deductible_left"),
            *("family_deductible_met", "family_deductible_left"),
            *("oop_met", "oop_left", "allowed", "allowed_low", "allowed_high"),
        )
    },
    "family_deductible": ("family_deductible", known(or_none(cents))),
    "oop_max": ("oop_max", known(or_none(cents))),
    "family_aggregate": ("family_aggregate", known(yes_no)),
    "deductible_applies": ("deductible_applies", known(yes_no)),
    "copay": ("copay_cents", known(cents)),
    "coinsurance": ("coinsurance_bp", known(percent)),
    "per_visit_cap": ("visit_cap_cents", known(or_none(cents))),
    "deductible_visits_count": ("deductible_visits_count", known(yes_no)),
    "contract_binds_unpaid": ("contract_binds_unpaid", known(yes_no)),
    "allowed_from": ("allowed_from", known(whole)),
    "allowed_of": ("allowed_of", known(text)),
    "allowed_newest": ("allowed_newest", known(day)),
    "plan_year_ends": ("plan_year_ends", known(day)),
}
# As they are given, with the field of the terms that says it.
_MAY_BE_NONE = {"family_deductible": "family", "oop_max": "out_of_pocket", "visit_cap_cents": "visit_cap_cents"}
_ALLOWED = ("allowed_low", "allowed_high", "allowed_from")
_SERIES: Keys = {
    "visits": ("visits", _in(1, MOST_VISITS)),
    "billed": ("billed", cents),
    "starts_on": ("starts_on", known(day)),
    "every_days": ("every_days", known(_in(1, _MOST_DAYS_APART))),
}


def _terms(table: FileTable | None) -> PlanTerms:
    if table is None:
        return PlanTerms()
    given = closed(table, _COST_SHARE)
    none = {key for key in _MAY_BE_NONE if given.get(key) == NO_LIMIT}
    given |= dict.fromkeys(none)
    put_together: Values = {
        "deductible": _tally(given, "deductible", "deductible_met", "deductible_left"),
        "family": _tally(given, "family_deductible", "family_deductible_met", "family_deductible_left"),
        "out_of_pocket": _tally(given, "oop_max", "oop_met", "oop_left"),
        "allowed": _allowed(table, given),
    }
    said = {field: value for field, value in given.items() if value is not None}
    return PlanTerms(**said, **put_together, without=frozenset(_MAY_BE_NONE[key] for key in none))


def _tally(given: Values, total: str, used: str, left: str) -> Tally:
    return Tally(given.pop(total, None), given.pop(used, None), given.pop(left, None))


def _allowed(table: FileTable, given: Values) -> AllowedAmount | None:
    """What contract or plan says beats what statements showed."""
    there = {key for key in _ALLOWED if key in table and given.get(key, key) is not None}
    exact, statements = given.pop("allowed", None), given.pop("allowed_from", None)
    whose, newest = given.pop("allowed_of", None), given.pop("allowed_newest", None)
    ends = [given.pop(key, None) for key in ("allowed_low", "allowed_high")]
    if ("allowed_low" in there) != ("allowed_high" in there):
        one = "allowed_low" if "allowed_low" in there else "allowed_high"
        table.add(one, say("“allowed_low” and “allowed_high” go together."))
    elif "allowed_from" in there and "allowed_low" not in there:
        table.add("allowed_from", say("“allowed_from” goes with “allowed_low” and “allowed_high”."))
    if exact is not None:
        return AllowedAmount(exact, exact)
    return None if None in ends else AllowedAmount(ends[0], ends[1], statements, whose or "", newest)


def _visits(table: FileTable | None, planned: int | None, first: date | None) -> tuple[PlannedVisit, ...]:
    if table is None:
        return ()
    given = closed(table, _SERIES, ("billed",) if planned else ("visits", "billed"))
    if planned:
        given.setdefault("visits", min(planned, MOST_VISITS))
    first, apart = given.get("starts_on", first), given.get("every_days") or _A_WEEK
    if "every_days" in table and "starts_on" not in table and not first:
        table.add("every_days", say("“every_days” goes with “starts_on”."))
    days = [first + timedelta(days=apart * place) if first else None for place in range(given.get("visits", 0))]
    return tuple(PlannedVisit(one, given.get("billed", 0)) for one in days)
