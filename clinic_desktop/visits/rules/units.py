"""Units of fifteen minutes by the two rules that payers use, with the arithmetic in sentences (domain 1.6)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clinic_desktop.visits.model import UnitRule
from clinic_desktop.wording import say, say_many

_QUARTER = 15
_NEEDED = 8


@dataclass(frozen=True, slots=True)
class TimedLine:
    """One timed service of one day. `code` is what is pooled: the procedure code, or the name of a service that has
    none. `minutes` are those of direct contact, never below 0; an untimed service is no such line."""

    code: str
    minutes: int


@dataclass(frozen=True, slots=True)
class UnitCount:
    """What the timed lines of one day give: `units` of each line in the order given, the `minutes` and the units of all
    lines together, and the `arithmetic` in translated sentences."""

    units: tuple[int, ...]
    minutes: int
    total: int
    arithmetic: tuple[str, ...]


def units_of(minutes: int) -> int:
    """The units of so many minutes on the grid of both rules: 0 below 8, then one more every 15 (8–22 give 1).

    Source: Medicare Claims Processing Manual, chapter 5, section 20.2.
    """
    return (minutes + _QUARTER - _NEEDED) // _QUARTER


def count_units(rule: UnitRule, lines: Sequence[TimedLine]) -> UnitCount:
    """Count the units of one day's timed lines.

    `cms`: the minutes of all codes together give the units; each code has its whole quarter hours, the other units go
    one by one to the code with the most minutes left, then the longest, then the first (Medicare Claims Processing
    Manual, chapter 5, section 20.2). `midpoint`: each code stands alone and what it has below 8 minutes is lost (the
    AMA's midpoint rule, domain 1.6). By either a code on several lines is one: its minutes are added, its units shared
    out over its lines in the same way.
    """
    minutes = _minutes_by_code(lines)
    given = _by_code(rule, minutes, {})
    words = _pooled_words(minutes, given) if rule == "cms" and len(minutes) > 1 else _alone_words(minutes)
    units = _by_line(lines, given)
    arithmetic = (*_added_words(lines), *words, *_shared_words(lines, units))
    return UnitCount(units, sum(minutes.values()), sum(given.values()), arithmetic)


def too_many(rule: UnitRule, lines: Sequence[TimedLine], typed: Sequence[int]) -> tuple[int, ...]:
    """The places of the lines whose typed units are above what their minutes give; empty when all is well.

    Fewer units are always fine. By `cms`, of codes that have as many minutes left any may get the unit left over. The
    lines of one code count together; when they have too many, those above their own share are named.
    """
    asked: dict[str, int] = {}
    for line, units in zip(lines, typed, strict=True):
        asked[line.code] = asked.get(line.code, 0) + units
    given = _by_code(rule, _minutes_by_code(lines), asked)
    shares = _by_line(lines, given)
    return tuple(
        place
        for place, line in enumerate(lines)
        if asked[line.code] > given[line.code] and typed[place] > shares[place]
    )


def _minutes_by_code(lines: Sequence[TimedLine]) -> dict[str, int]:
    minutes: dict[str, int] = {}
    for line in lines:
        minutes[line.code] = minutes.get(line.code, 0) + line.minutes
    return minutes


def _by_code(rule: UnitRule, minutes: Mapping[str, int], asked: Mapping[str, int]) -> dict[str, int]:
    """The units of each code; of equal codes those come first that one more unit gives what was asked."""
    if rule == "midpoint":
        return {code: units_of(spent) for code, spent in minutes.items()}
    content = [asked.get(code, 0) == spent // _QUARTER + 1 for code, spent in minutes.items()]
    spent = list(minutes.values())
    return dict(zip(minutes, _share_out(units_of(sum(spent)), spent, content), strict=True))


def _by_line(lines: Sequence[TimedLine], given: Mapping[str, int]) -> tuple[int, ...]:
    units = [0] * len(lines)
    for code, places in _places(lines).items():
        shares = _share_out(given[code], [lines[place].minutes for place in places], [False] * len(places))
        for place, share in zip(places, shares, strict=True):
            units[place] = share
    return tuple(units)


def _places(lines: Sequence[TimedLine]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        places.setdefault(line.code, []).append(place)
    return places


def _share_out(units: int, minutes: Sequence[int], first: Sequence[bool]) -> list[int]:
    # What is left after the whole quarter hours never exceeds the number of those that have minutes left: each has at
    # most 14 of them, and the last unit takes at least 8. So one round is enough, and none gets a unit for nothing.
    shares = [spent // _QUARTER for spent in minutes]
    order = sorted(range(len(minutes)), key=lambda at: (-(minutes[at] % _QUARTER), not first[at], -minutes[at]))
    for at in order[: units - sum(shares)]:
        shares[at] += 1
    return shares


def _alone_words(minutes: Mapping[str, int]) -> Iterator[str]:
    for code, spent in minutes.items():
        gives, left = _gives(spent), spent % _QUARTER
        if spent >= _NEEDED and 0 < left < _NEEDED:
            gives = say("{gives}; {left} left, too few for one more", gives=gives, left=_minutes(left))
        yield say("{code}: {gives}", code=code, gives=gives)
    units = [units_of(spent) for spent in minutes.values()]
    if len(units) > 1 and any(units):
        yield say("{sum} = {units}", sum=_sum(units), units=_units(sum(units)))


def _pooled_words(minutes: Mapping[str, int], given: Mapping[str, int]) -> Iterator[str]:
    total = sum(minutes.values())
    yield say("{sum} = {gives}", sum=_sum(minutes.values()), gives=_gives(total))
    if total < _NEEDED:
        return
    for code, spent in minutes.items():
        left = spent % _QUARTER
        yield say(
            "{code}: {minutes}, {quarters}, {left} left",
            code=code,
            minutes=_minutes(spent),
            quarters=_quarters(spent // _QUARTER),
            left=_minutes(left) if left else say("no minutes"),
        )
    yield from _left_over_words(minutes, [code for code in minutes if given[code] > minutes[code] // _QUARTER])
    if without := [code for code in minutes if not given[code]]:
        yield say("No unit for {codes}", codes=", ".join(without))


def _left_over_words(minutes: Mapping[str, int], lucky: Sequence[str]) -> Iterator[str]:
    if not lucky:
        return
    left = {code: spent % _QUARTER for code, spent in minutes.items()}
    ranked = sorted(lucky, key=lambda code: -left[code])
    if len(ranked) == 1:
        yield say(
            "1 unit is left over: it goes to {code}, which has the most minutes left ({left})",
            code=ranked[0],
            left=left[ranked[0]],
        )
    else:
        yield say(
            "{count} units are left over, one each for the codes with the most minutes left: {codes}",
            count=len(ranked),
            codes=", ".join(f"{code} ({left[code]})" for code in ranked),
        )
    least = left[ranked[-1]]
    if equal := [code for code in minutes if left[code] == least and code not in lucky]:
        yield say_many(
            "{codes} has {minutes} left as well and may get a unit instead",
            "{codes} have {minutes} left as well and may get a unit instead",
            len(equal),
            codes=", ".join(equal),
            minutes=_minutes(least),
        )


def _added_words(lines: Sequence[TimedLine]) -> Iterator[str]:
    for code, places in _places(lines).items():
        if len(places) > 1:
            spent = [lines[place].minutes for place in places]
            yield say("{code}: {sum} = {minutes}", code=code, sum=_sum(spent), minutes=_minutes(sum(spent)))


def _shared_words(lines: Sequence[TimedLine], units: Sequence[int]) -> Iterator[str]:
    for code, places in _places(lines).items():
        shares = [units[place] for place in places]
        if len(places) > 1 and any(shares):
            yield say("{code}: its lines get {sum} = {units}", code=code, sum=_sum(shares), units=_units(sum(shares)))


def _gives(minutes: int) -> str:
    if minutes < _NEEDED:
        return say_many(
            "{count} minute gives no unit: {needed} are needed",
            "{count} minutes give no unit: {needed} are needed",
            minutes,
            needed=_NEEDED,
        )
    return say("{minutes} give {units}", minutes=_minutes(minutes), units=_units(units_of(minutes)))


def _minutes(count: int) -> str:
    return say_many("{count} minute", "{count} minutes", count)


def _units(count: int) -> str:
    return say_many("{count} unit", "{count} units", count)


def _quarters(count: int) -> str:
    if not count:
        return say("no whole quarter hour")
    return say_many("{count} whole quarter hour", "{count} whole quarter hours", count)


def _sum(numbers: Iterable[int]) -> str:
    return " + ".join(str(number) for number in numbers)
