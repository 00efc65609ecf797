"""Reads the techniques of a note as typed, makes the services of a visit from them, and says whether the two agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from clinic_desktop.practice.model import Service
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import is_blank, plain
from clinic_desktop.values.times import parse_minutes
from clinic_desktop.visits.model import MOST_TECHNIQUES, ServiceLine, TechniqueLine
from clinic_desktop.wording import say

_LETTERS = 60


def technique_values(
    found: Problems, lines: Sequence[TechniqueLine], services: Mapping[int, Service]
) -> list[dict[str, Any]]:
    """What is kept of each line; problems are noted at fields like "techniques/0/minutes"."""
    if len(lines) > MOST_TECHNIQUES:
        found.add("techniques", say("A note has at most {most} techniques.", most=MOST_TECHNIQUES))
    return [_line(found, f"techniques/{at}/", line, services) for at, line in enumerate(lines)]


def services_from(lines: Sequence[TechniqueLine], kept: Sequence[ServiceLine]) -> tuple[ServiceLine, ...]:
    """The services that the techniques come to: one line for each service in the order in which it was begun, with the
    sum of its minutes and the regions it was given to.

    What else stands in the line of a service (units, price, times, modifiers, diagnoses) stays, and so do services
    that no technique belongs to. Minutes that cannot be read are left as they stand.
    """
    wanted = list(dict.fromkeys(one.service for one in lines if one.service))
    made = [_summed(lines, one, _first(kept, one)) for one in wanted]
    return (*made, *(one for one in kept if one.service not in wanted))


def disagreement(techniques: Sequence[Mapping[str, Any]], services: Sequence[Mapping[str, Any]]) -> str:
    """The sentence about techniques and services that take other minutes, "" where they agree, and where no technique
    or no service says any. Both as they are kept: `services` are the columns of visit_services."""
    if not techniques:
        return ""
    given = _minutes_by_service((one["service_id"], one["minutes"] or 0) for one in services)
    # Of a service that is not timed nobody has to say them.
    told = {one["service_id"] for one in services if one["minutes"] is not None}
    names = {one["service_id"]: one["name"] for one in services}
    for service, minutes in _minutes_by_service((one["service"], one["minutes"]) for one in techniques).items():
        if service not in given:
            return say("A technique belongs to a service that was not given in this visit. Choose another service.")
        if service in told and minutes != given[service]:
            facts = {"service": names[service], "minutes": minutes, "given": given[service]}
            return say(
                "The techniques of {service} take {minutes} minutes, the service takes {given}. Make the two agree,"
                " then sign.",
                **facts,
            )
    return ""


def unplaced(techniques: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """The places of the techniques, as they are kept, that do not say where on the body they were given."""
    return tuple(at for at, one in enumerate(techniques) if is_blank(one["region"]))


def where_words() -> str:
    """The sentence about a technique that is about to be signed without its region."""
    return say("Type where it was given: a payer reads the minutes by region.")


def _line(found: Problems, field: str, line: TechniqueLine, services: Mapping[int, Service]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "technique": found.need(f"{field}technique", line.technique, say("Type what was done.")),
        "region": plain(line.region),
        "minutes": found.read(f"{field}minutes", parse_minutes, line.minutes) or 0,
        "service": int(line.service or 0),
    }
    for name in ("technique", "region"):
        if len(values[name]) > _LETTERS:
            found.add(f"{field}{name}", say("This is too long: {limit} letters fit here.", limit=_LETTERS))
    if values["service"] not in services:
        found.add(f"{field}service", say("Choose the service that it is part of."))
    return values


def _first(kept: Sequence[ServiceLine], service: str) -> ServiceLine:
    return next((one for one in kept if one.service == service), ServiceLine(service=service))


def _summed(lines: Sequence[TechniqueLine], service: str, kept: ServiceLine) -> ServiceLine:
    own = [one for one in lines if one.service == service]
    read, problems = 0, Problems()
    for one in own:
        read += problems.read("", parse_minutes, one.minutes) or 0
    regions = ", ".join(dict.fromkeys(plain(one.region) for one in own if plain(one.region)))
    minutes = kept.minutes if problems.found else str(read)
    return replace(kept, minutes=minutes, region=_fitting(regions) or kept.region)


def _fitting(regions: str) -> str:
    """As many of the regions as fit into the line of a bill, never a part of one."""
    if len(regions) <= _LETTERS:
        return regions
    short = regions[: _LETTERS + 1]
    return short[: short.rfind(", ")] if ", " in short else short[:_LETTERS]


def _minutes_by_service(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for service, minutes in pairs:
        found[service] = found.get(service, 0) + minutes
    return found
