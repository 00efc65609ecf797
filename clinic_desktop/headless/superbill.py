"""Checks a superbill that is written down as a file, and prints it."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.headless.book import code_book
from clinic_desktop.headless.out import BAD_INPUT, DONE, STOPPED, put, tell
from clinic_desktop.wording import say, say_many

if TYPE_CHECKING:
    from clinic_desktop.superbills.model.findings import Finding, Verdict


def superbill(given: argparse.Namespace) -> int:
    """Findings of a case, and its PDF unless it is stopped."""
    if given.rules:
        return _rules(in_json=given.json)
    from clinic_desktop.superbills.loader.cases import read_case
    from clinic_desktop.superbills.loader.verdicts import case_verdict

    try:
        case = read_case(given.case)
        if given.output:
            _need_place(given.output, given.case)
    except ClinicError as wrong:
        tell(wrong.words)
        return BAD_INPUT
    try:
        book = code_book()
    except StoreTrouble as trouble:
        tell(trouble.words)
        return STOPPED
    bill, verdict = case_verdict(case, book)
    book.close()
    if given.output and not verdict.is_stopped:
        from clinic_desktop.store.files import write_beside
        from clinic_desktop.superbills.document.bills import bill_pdf

        try:
            write_beside(given.output, bill_pdf(bill, case.stamp))
        except StoreTrouble as trouble:
            tell(trouble.words)
            return BAD_INPUT
    written = given.output if not verdict.is_stopped else None
    _answer(verdict, written, in_json=given.json)
    return STOPPED if verdict.is_stopped else DONE


def _rules(*, in_json: bool) -> int:
    from clinic_desktop.superbills.rules.checks.table import SUPERBILL

    if in_json:
        put(json.dumps([{"rule": one.rule, "grade": one.grade, "title": say(one.title)} for one in SUPERBILL]))
        return DONE
    for one in SUPERBILL:
        put(f"{one.grade:<5} {one.rule:<26} {say(one.title)}")
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
        put(json.dumps(answer))
        return
    for one in verdict.findings:
        _say_finding(one)
    put(say_many("{count} check found nothing.", "{count} checks found nothing.", len(verdict.passed)))
    if verdict.is_stopped:
        put(say("Stopped: no PDF is written before each STOP is fixed."))
    elif not verdict.is_ready:
        put(say("Each ASK has to be fixed or accepted before it is issued."))
    else:
        put(say("Ready to issue."))
    if written:
        put(say("Written to {path}.", path=written))


def _say_finding(one: "Finding") -> None:
    put(f"{one.grade:<5} {one.field}  {one.message} [{one.rule}]")
    if one.why:
        put(f"      {one.why}")
    if one.accepted:
        put("      " + say("Accepted: {reason}", reason=one.accepted))
