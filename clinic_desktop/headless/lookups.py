"""Looks up diagnosis codes, and counts units."""

import argparse
import json
from datetime import date

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.headless.book import code_book
from clinic_desktop.headless.out import BAD_INPUT, DONE, STOPPED, put, tell
from clinic_desktop.store.clock import Clock
from clinic_desktop.values.dates import parse_date
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

_DAY_MINUTES = 24 * 60


def codes(given: argparse.Namespace) -> int:
    """Diagnosis codes by words or by code."""
    from clinic_desktop.codes.queries.releases import shipped_release
    from clinic_desktop.codes.rules.releases import release_on

    on = _day(given.on)
    if on is None:
        return BAD_INPUT
    try:
        book = code_book()
    except StoreTrouble as trouble:
        tell(trouble.words)
        return STOPPED
    hits = book.find(" ".join(given.words))
    book.close()
    if about := release_on([shipped_release()], on).words:
        tell(about)
    if given.json:
        put(json.dumps([{"code": hit.code, "title": hit.title, "billable": hit.billable} for hit in hits]))
        return DONE
    for hit in hits:
        put(f"{hit.code:<9} {hit.title}" + ("" if hit.billable else f"  ({say('heading')})"))
    if not hits:
        tell(say("Nothing fits. Try fewer words, or a code."))
    return DONE


def units(given: argparse.Namespace) -> int:
    """Units from minutes, with their arithmetic."""
    from clinic_desktop.visits.rules.units import TimedLine, count_units

    lines = []
    for typed in given.lines:
        try:
            lines.append(TimedLine(*_timed(typed)))
        except Unreadable as unreadable:
            tell(say("{typed}: {words}", typed=typed, words=unreadable.words))
    if len(lines) < len(given.lines):
        return BAD_INPUT
    count = count_units(given.rule, lines)
    shares: dict[str, int] = {}
    for line, share in zip(lines, count.units, strict=True):
        shares[line.code] = shares.get(line.code, 0) + share
    if given.json:
        answer = {"rule": given.rule, "minutes": count.minutes, "total": count.total, "units": shares}
        put(json.dumps(answer | {"arithmetic": count.arithmetic}))
        return DONE
    for code, share in shares.items():
        put(f"{code}  {share}")
    for sentence in ("", *count.arithmetic):
        put(sentence)
    return DONE


def _timed(typed: str) -> tuple[str, int]:
    from clinic_desktop.values.identifiers import parse_procedure_code

    code, equals, minutes = typed.partition("=")
    if not equals:
        raise Unreadable(say("Type a code, = and its minutes, like MT001=24."))
    code = parse_procedure_code(code)
    # The length first: Python refuses to read a number of thousands of digits.
    is_number = minutes.isascii() and minutes.isdigit() and len(minutes) <= len(str(_DAY_MINUTES))
    if not is_number or not 1 <= int(minutes) <= _DAY_MINUTES:
        raise Unreadable(say("Minutes are a whole number from 1 to 1,440."))
    return code, int(minutes)


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed, Clock().today())
    except Unreadable as unreadable:
        tell(unreadable.words)
        return None
