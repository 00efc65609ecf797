"""The command line without a window, for scripts and for whoever wants to check us.

Exit codes: 0 done, 1 stopped, 2 bad input. With --json the answer is JSON on the standard output; sentences about it
go to the standard error.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.paths import cache_folder
from clinic_desktop.store.clock import Clock
from clinic_desktop.values.dates import parse_date
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say, say_many

if TYPE_CHECKING:
    from clinic_desktop.superbills.model.findings import Finding, Verdict

DONE, STOPPED, BAD_INPUT = 0, 1, 2
COMMANDS = ("codes", "units", "superbill")
_DAY_MINUTES = 24 * 60


def run(arguments: Sequence[str]) -> int:
    """Do what the first argument names; returns the exit code."""
    parser = argparse.ArgumentParser(prog="clinic-desktop")
    commands = parser.add_subparsers(required=True)
    codes = commands.add_parser("codes", help="search the diagnosis codes (ICD-10-CM)")
    codes.add_argument("words", nargs="+", help="a code, or words in any order")
    codes.add_argument("--on", metavar="DATE", default="today", help="the date of service, today without it")
    codes.add_argument("--json", action="store_true", help="answer in JSON")
    codes.set_defaults(act=_codes)
    units = commands.add_parser("units", help="count the units that minutes give")
    units.add_argument(
        "lines", nargs="+", metavar="CODE=MINUTES", help="a procedure code and its minutes, like MT001=24"
    )
    units.add_argument("--rule", required=True, choices=("cms", "midpoint"), help="the payer's rule")
    units.add_argument("--json", action="store_true", help="answer in JSON")
    units.set_defaults(act=_units)
    superbill = commands.add_parser("superbill", help="check a superbill that is written down as a file, and print it")
    what = superbill.add_mutually_exclusive_group(required=True)
    what.add_argument("case", type=Path, nargs="?", metavar="CASE.toml", help="the file, as the README says")
    what.add_argument("--rules", action="store_true", help="list all rules with their grades, and what is well by them")
    superbill.add_argument("-o", "--output", type=Path, metavar="OUT.pdf", help="write the PDF, unless a STOP is found")
    superbill.add_argument("--json", action="store_true", help="answer in JSON")
    superbill.set_defaults(act=_superbill)
    given = parser.parse_args(arguments)
    try:
        return int(given.act(given))
    except StoreTrouble as trouble:
        _tell(trouble.words)
        return STOPPED


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
        _print(json.dumps([{"code": hit.code, "title": hit.title, "billable": hit.billable} for hit in hits]))
        return DONE
    for hit in hits:
        _print(f"{hit.code:<9} {hit.title}" + ("" if hit.billable else f"  ({say('heading')})"))
    if not hits:
        _tell(say("Nothing fits. Try fewer words, or a code."))
    return DONE


def _units(given: argparse.Namespace) -> int:
    from clinic_desktop.visits.rules.units import TimedLine, count_units

    lines = []
    for typed in given.lines:
        try:
            lines.append(TimedLine(*_timed(typed)))
        except Unreadable as unreadable:
            _tell(say("{typed}: {words}", typed=typed, words=unreadable.words))
    if len(lines) < len(given.lines):
        return BAD_INPUT
    count = count_units(given.rule, lines)
    units: dict[str, int] = {}
    for line, share in zip(lines, count.units, strict=True):
        units[line.code] = units.get(line.code, 0) + share
    if given.json:
        answer = {"rule": given.rule, "minutes": count.minutes, "total": count.total, "units": units}
        _print(json.dumps(answer | {"arithmetic": count.arithmetic}))
        return DONE
    for code, share in units.items():
        _print(f"{code}  {share}")
    for sentence in ("", *count.arithmetic):
        _print(sentence)
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


def _superbill(given: argparse.Namespace) -> int:
    if given.rules:
        return _rules(in_json=given.json)
    from clinic_desktop.codes.loader import shipped_book
    from clinic_desktop.superbills.loader.cases import read_case
    from clinic_desktop.superbills.loader.verdicts import case_verdict

    try:
        case = read_case(given.case)
        if given.output:
            _need_place(given.output, given.case)
    except ClinicError as wrong:
        _tell(wrong.words)
        return BAD_INPUT
    try:
        book = shipped_book(cache_folder() / "codes")
    except StoreTrouble as trouble:
        _tell(trouble.words)
        return STOPPED
    bill, verdict = case_verdict(case, book)
    book.close()
    if given.output and not verdict.is_stopped:
        from clinic_desktop.store.vault import write_beside
        from clinic_desktop.superbills.document.bills import bill_pdf

        try:
            write_beside(given.output, bill_pdf(bill, case.stamp))
        except StoreTrouble as trouble:
            _tell(trouble.words)
            return BAD_INPUT
    written = given.output if not verdict.is_stopped else None
    _answer(verdict, written, in_json=given.json)
    return STOPPED if verdict.is_stopped else DONE


def _rules(*, in_json: bool) -> int:
    from clinic_desktop.superbills.rules.checks.table import SUPERBILL

    if in_json:
        _print(json.dumps([{"rule": one.rule, "grade": one.grade, "title": say(one.title)} for one in SUPERBILL]))
        return DONE
    for one in SUPERBILL:
        _print(f"{one.grade:<5} {one.rule:<26} {say(one.title)}")
    return DONE


def _need_place(output: Path, case: Path) -> None:
    if output.is_dir():
        raise ClinicError(say("{path} is a folder: name a file in it.", path=output))
    if output.exists() and output.samefile(case):
        raise ClinicError(say("{path} is the case itself: name another file.", path=output))
    if not output.parent.is_dir():
        raise ClinicError(say("There is no folder {path}.", path=output.parent))


def _answer(verdict: "Verdict", written: Path | None, *, in_json: bool) -> None:
    """Findings, the gravest first, and what came of it."""
    if in_json:
        names = ("grade", "rule", "field", "message", "why")
        findings = [{name: getattr(one, name) for name in names} for one in verdict.findings]
        pdf = str(written) if written else None
        answer = {"findings": findings, "pdf": pdf, "passed": len(verdict.passed), "ready": verdict.is_ready}
        _print(json.dumps(answer))
        return
    for one in verdict.findings:
        _say_finding(one)
    _print(say_many("{count} check found nothing.", "{count} checks found nothing.", len(verdict.passed)))
    if verdict.is_stopped:
        _print(say("Stopped: no PDF is written before each STOP is fixed."))
    elif not verdict.is_ready:
        _print(say("Each ASK has to be fixed or accepted before it is issued."))
    else:
        _print(say("Ready to issue."))
    if written:
        _print(say("Written to {path}.", path=written))


def _say_finding(one: "Finding") -> None:
    _print(f"{one.grade:<5} {one.field}  {one.message} [{one.rule}]")
    if one.why:
        _print(f"      {one.why}")
    if one.accepted:
        _print("      " + say("Accepted: {reason}", reason=one.accepted))


def _print(words: str = "", end: str = "\n") -> None:
    """A line, which may hold words of a file: nothing in it moves the cursor, and any terminal takes it."""
    if sys.stdout is None:
        # Closed before we began: the exit code is all that is asked for.
        return
    letters = "".join(one if one.isprintable() else " " if one.isspace() else "" for one in words)
    encoding = sys.stdout.encoding or "utf-8"
    try:
        print(letters.encode(encoding, "backslashreplace").decode(encoding), end=end, flush=True)
    except BrokenPipeError:
        # Whoever reads, as `head`, has enough: the rest is said to nobody, and the exit code stays true.
        _hear_no_more()
    except OSError as trouble:
        # As a full disk behind ">".
        _hear_no_more()
        raise StoreTrouble(say("The answer could not be written: {why}.", why=trouble.strerror)) from trouble


def _hear_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed, Clock().today())
    except Unreadable as unreadable:
        _tell(unreadable.words)
        return None


def _tell(words: str) -> None:
    print(words, file=sys.stderr)
