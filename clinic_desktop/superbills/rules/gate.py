"""Pre-flight: every check of a bill's kind, and what somebody took upon them (domain 1.8)."""

from dataclasses import replace

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances, Finding, Verdict
from clinic_desktop.superbills.rules.checks.table import CHECKS
from clinic_desktop.wording import say

_GRADES = ("STOP", "ASK", "NOTE")
_PARTS = (
    *("clinic", "therapist", "supervisor", "client", "policy", "case", "orders", "authorizations"),
    *("codes", "diagnoses", "year", "visits", ""),
)


def preflight(bill: Bill, circumstances: Circumstances) -> Verdict:
    """What is found about a bill, the gravest first and in the order of the paper; raises nothing, whatever it says.

    An ASK that was accepted carries its reason; a STOP stands, whoever accepted what.
    """
    accepted = {(one.rule, one.fact): one.reason for one in circumstances.accepted}
    findings: list[Finding] = []
    passed: list[str] = []
    for check in CHECKS[bill.kind]:
        if not check.applies(bill, circumstances):
            continue
        seen = [
            Finding(check.grade, check.rule, one.field, one.message, one.why, one.fact)
            for one in check.find(bill, circumstances)
        ]
        findings += [replace(one, accepted=_reason(one, accepted)) for one in seen]
        if not seen:
            passed.append(say(check.title))
    return Verdict(tuple(sorted(findings, key=_order)), tuple(passed))


def _reason(one: Finding, accepted: dict[tuple[str, str], str]) -> str:
    return accepted.get((one.rule, one.fact), "") if one.grade == "ASK" else ""


def _order(one: Finding) -> tuple[int, int, tuple[int, ...]]:
    """Grade, part of the paper, places in it; the table of checks has the order of the rest."""
    what, *rest = one.field.split("/")
    return _GRADES.index(one.grade), _PARTS.index(what), tuple(int(part) for part in rest if part.isdecimal())
