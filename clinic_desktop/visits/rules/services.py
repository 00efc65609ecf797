"""Reads the services of a visit as typed: minutes, units, price, times and region of each."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from clinic_desktop.practice.model import Service
from clinic_desktop.practice.rules import not_a_service
from clinic_desktop.values.identifiers import parse_modifiers
from clinic_desktop.values.money import parse_cents, shown
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.times import MOST_MINUTES, minutes_between, parse_minutes, parse_time
from clinic_desktop.visits.model import MOST_SERVICES, ServiceLine, UnitRule
from clinic_desktop.visits.rules.pointers import parse_pointers
from clinic_desktop.visits.rules.units import TimedLine, count_units, too_many
from clinic_desktop.wording import say, say_many

Values = dict[str, Any]
_MOST_UNITS = 99
_LIMITS = {"region": 60}


def service_values(
    found: Problems,
    lines: Sequence[ServiceLine],
    services: Mapping[int, Service],
    rule: UnitRule,
    *,
    is_given: bool,
    codes: Sequence[str] = (),
) -> list[Values | None]:
    """The columns of each line, as far as it can be read; problems are noted at fields like "services/0/minutes".

    None stands for a line without a service. Hands-on minutes are asked for once the visit was given. `codes` are the
    diagnoses of the case in their order.
    """
    if len(lines) > MOST_SERVICES:
        found.add("services", say("A visit has at most {most} services.", most=MOST_SERVICES))
    read = [(at, line, _line(found, at, line, services, codes)) for at, line in enumerate(lines)]
    known = [(at, line, values) for at, line, values in read if values is not None]
    _ask_for_minutes(found, known, is_given=is_given)
    _count(found, known, rule)
    _refuse_overlaps(found, known)
    for _, _, values in known:
        # Of an untimed service that is not counted nothing is billed; a timed one may have a price for the visit.
        is_billed = values["is_timed"] or values["units"]
        values["fee_cents"] = fee(values["priced_by"], values["price_cents"], values["units"]) if is_billed else 0
    return [values for _, _, values in read]


def fee(priced_by: str, price_cents: int, units: int) -> int:
    """What a service costs in cents: its price times its units, or the price of the visit (domain 8.1)."""
    return price_cents * units if priced_by == "unit" else price_cents


def too_much_off(fees: int, discount_cents: int) -> str:
    """The sentence about a discount above the fees, both in cents; "" for any other."""
    return say("This is more than the fees, which are {fees}.", fees=shown(fees)) if discount_cents > fees else ""


def hands_on(lines: Sequence[Values]) -> int:
    """The hands-on minutes of all timed services."""
    return sum(line["minutes"] or 0 for line in lines if line["is_timed"])


def timed_lines(lines: Sequence[Values]) -> list[TimedLine]:
    """The timed ones among the columns of services, as units are counted: by code, or by name where there is none."""
    return [TimedLine(one["procedure_code"] or one["name"], one["minutes"]) for one in lines if _is_counted(one)]


def _line(
    found: Problems, at: int, line: ServiceLine, services: Mapping[int, Service], codes: Sequence[str]
) -> Values | None:
    field = f"services/{at}/"
    service = next((one for row, one in services.items() if str(row) == line.service), None)
    if service is None:
        found.add(f"{field}service", say("Choose a service."))
        _read_alone(found, field, line)
        return None
    # One that was added before the program knew better, or under a harmless name.
    if words := not_a_service(service.name):
        found.add(f"{field}service", words)
    starts = found.maybe(f"{field}starts_at", parse_time, line.starts_at)
    ends = found.maybe(f"{field}ends_at", parse_time, line.ends_at)
    values: Values = {
        "service_id": int(service.id),
        "name": service.name,
        "procedure_code": service.procedure_code,
        "is_timed": int(service.is_timed),
        "priced_by": service.priced_by,
        "price_cents": _price(found, f"{field}price", line.price, service.price_cents),
        "minutes": _minutes(found, field, line, _block(found, field, line, starts, ends)),
        "starts_at": starts,
        "ends_at": ends,
        "region": plain(line.region),
        "modifiers": found.maybe(f"{field}modifiers", parse_modifiers, line.modifiers),
        "diagnoses": found.maybe(f"{field}pointers", parse_pointers, line.pointers, codes),
    }
    if len(values["region"]) > _LIMITS["region"]:
        found.add(f"{field}region", say("This is too long: {limit} letters fit here.", limit=_LIMITS["region"]))
    return values


def _read_alone(found: Problems, field: str, line: ServiceLine) -> None:
    """What stands in a line without a service is read all the same: each of its slips is said at once."""
    starts = found.maybe(f"{field}starts_at", parse_time, line.starts_at)
    ends = found.maybe(f"{field}ends_at", parse_time, line.ends_at)
    _minutes(found, field, line, _block(found, field, line, starts, ends))
    _units(found, f"{field}units", line.units, 0)
    _price(found, f"{field}price", line.price, 0)


def _block(found: Problems, field: str, line: ServiceLine, starts: str, ends: str) -> int | None:
    """The minutes between the times of a service; None where they do not say."""
    if bool(line.starts_at.strip()) != bool(line.ends_at.strip()):
        missing = "ends_at" if line.starts_at.strip() else "starts_at"
        found.add(f"{field}{missing}", say("Type both times, or none."))
    if not (starts and ends):
        return None
    minutes = minutes_between(starts, ends)
    if minutes <= 0:
        found.add(f"{field}ends_at", say("This is not after the start."))
        return None
    if minutes > MOST_MINUTES:
        found.add(f"{field}ends_at", say("The most is {most} minutes: check the digits.", most=MOST_MINUTES))
        return None
    return minutes


def _minutes(found: Problems, field: str, line: ServiceLine, block: int | None) -> int | None:
    if not line.minutes.strip():
        return block
    minutes = found.read(f"{field}minutes", parse_minutes, line.minutes)
    if minutes and block and minutes > block:
        words = say("From start to end it is {block} minutes; {minutes} do not fit in.", block=block, minutes=minutes)
        found.add(f"{field}minutes", words)
    return minutes


def _price(found: Problems, field: str, typed: str, usual: int) -> int:
    if not typed.strip():
        return usual
    price = found.read(field, parse_cents, typed)
    return usual if price is None else price


def _ask_for_minutes(found: Problems, known: Sequence[tuple[int, ServiceLine, Values]], *, is_given: bool) -> None:
    for at, line, values in known:
        # Units that somebody typed are not dropped silently either.
        is_asked = is_given or line.units.strip() not in ("", "0")
        if is_asked and values["is_timed"] and values["minutes"] is None and not line.minutes.strip():
            found.add(f"services/{at}/minutes", say("Type the minutes of hands-on time: the units follow from them."))


def _count(found: Problems, known: Sequence[tuple[int, ServiceLine, Values]], rule: UnitRule) -> None:
    """Put the units into the columns: as counted, or fewer as typed; more are refused (domain 1.8)."""
    timed = [(at, line, values) for at, line, values in known if _is_counted(values)]
    lines = timed_lines([values for _, _, values in timed])
    counted = count_units(rule, lines)
    typed = []
    for (at, line, values), units in zip(timed, counted.units, strict=True):
        values["units"] = _units(found, f"services/{at}/units", line.units, units)
        typed.append(values["units"])
    for index in too_many(rule, lines, typed):
        at, _, values = timed[index]
        words = say_many(
            "The minutes give {count} unit; {units} are more.",
            "The minutes give {count} units; {units} are more.",
            counted.units[index],
            units=values["units"],
        )
        found.add(f"services/{at}/units", words)
    once: dict[str, int] = {}
    for at, line, values in known:
        if "units" in values:
            continue
        typed_here = _units(found, f"services/{at}/units", line.units, 0 if values["is_timed"] else 1)
        # A timed one without minutes is planned, and nobody said yet how long.
        values["units"] = 0 if values["is_timed"] else typed_here
        code = values["procedure_code"] or values["name"]
        once[code] = once.get(code, 0) + values["units"]
        if values["units"] and once[code] > 1:
            found.add(f"services/{at}/units", say("A service that is not timed counts once a day."))


def _units(found: Problems, field: str, typed: str, counted: int) -> int:
    if not typed.strip():
        return counted
    units = found.read(field, _parse_units, typed)
    return counted if units is None else units


def _parse_units(typed: str) -> int:
    entry = typed.strip()
    if not entry.isascii() or not entry.isdecimal() or int(entry[:4]) > _MOST_UNITS or len(entry) > len("99"):
        raise Unreadable(say("Type a whole number of units, like 4."))
    return int(entry)


def _refuse_overlaps(found: Problems, known: Sequence[tuple[int, ServiceLine, Values]]) -> None:
    """Two timed services at one time are one block of time, billed twice. Hot packs lie there meanwhile."""
    blocks = sorted(
        (values["starts_at"], values["ends_at"], at)
        for at, _, values in known
        if values["is_timed"] and values["starts_at"] and values["ends_at"]
    )
    for (_, before, _), (starts, _, at) in pairwise(blocks):
        if starts < before:
            found.add(f"services/{at}/starts_at", say("Another service of this visit lasts longer than this."))


def _is_counted(values: Values) -> bool:
    return bool(values["is_timed"]) and values["minutes"] is not None
