"""The command line without a window, for scripts and for whoever wants to check us.

Exit codes: 0 done, 1 stopped, 2 bad input. With --json the answer is JSON on the standard output; sentences about it
go to the standard error.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.paths import cache_folder
from clinic_desktop.store.clock import Clock
from clinic_desktop.values.dates import parse_date
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

DONE, STOPPED, BAD_INPUT = 0, 1, 2
COMMANDS = ("codes",)


def run(arguments: Sequence[str]) -> int:
    """Do what the first argument names; returns the exit code."""
    parser = argparse.ArgumentParser(prog="clinic-desktop")
    commands = parser.add_subparsers(required=True)
    codes = commands.add_parser("codes", help="search the diagnosis codes (ICD-10-CM)")
    codes.add_argument("words", nargs="+", help="a code, or words in any order")
    codes.add_argument("--on", metavar="DATE", default="today", help="the date of service, today without it")
    codes.add_argument("--json", action="store_true", help="answer in JSON")
    codes.set_defaults(act=_codes)
    given = parser.parse_args(arguments)
    return int(given.act(given))


def _codes(given: argparse.Namespace) -> int:
    from clinic_desktop.codes.loader import shipped_book
    from clinic_desktop.codes.queries.releases import shipped_release
    from clinic_desktop.codes.rules.releases import release_on

    on = _day(given.on)
    if on is None:
        return BAD_INPUT
    try:
        book = shipped_book(cache_folder() / "codes")
    except StoreTrouble as trouble:
        _tell(trouble.words)
        return STOPPED
    hits = book.find(" ".join(given.words))
    book.close()
    if about := release_on([shipped_release()], on).words:
        _tell(about)
    if given.json:
        print(json.dumps([{"code": hit.code, "title": hit.title, "billable": hit.billable} for hit in hits]))
        return DONE
    for hit in hits:
        print(f"{hit.code:<9} {hit.title}" + ("" if hit.billable else f"  ({say('heading')})"))
    if not hits:
        _tell(say("Nothing fits. Try fewer words, or a code."))
    return DONE


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed, Clock().today())
    except Unreadable as unreadable:
        _tell(unreadable.words)
        return None


def _tell(words: str) -> None:
    print(words, file=sys.stderr)
