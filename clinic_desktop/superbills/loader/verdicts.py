"""What pre-flight says of a case."""

from collections.abc import Iterator
from dataclasses import replace

from clinic_desktop.codes.queries.book import CodeBook
from clinic_desktop.press.fonts import lacks
from clinic_desktop.superbills.loader.cases import CaseFile
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Acceptance, Circumstances, KnownCodes, Verdict
from clinic_desktop.superbills.queries.codes import known_codes
from clinic_desktop.superbills.queries.numbers import rule_numbers
from clinic_desktop.superbills.rules.gate import preflight
from clinic_desktop.superbills.rules.parcels import with_titles


def case_verdict(case: CaseFile, book: CodeBook) -> tuple[Bill, Verdict]:
    """The bill of a case with the titles of its diagnoses, and what is found about it.

    `book` is the one release that is at hand. What the case accepts without a fact is accepted whatever it was.
    """
    known = _known(case.bill, book)
    bill = with_titles(case.bill, known)
    around = Circumstances(
        today=case.today,
        codes=known,
        lacks=lacks,
        numbers=rule_numbers(),
        notes_on_paper=case.notes_on_paper,
        accepted=tuple(Acceptance(one.rule, one.fact, one.reason) for one in case.accepted if one.fact),
    )
    verdict = preflight(bill, around)
    if any(not one.fact for one in case.accepted):
        verdict = preflight(bill, replace(around, accepted=(*around.accepted, *_accepted(case, verdict))))
    return bill, verdict


def _known(bill: Bill, book: CodeBook) -> KnownCodes:
    codes = [one.code for one in bill.diagnoses]
    days = [one.date_of_service for one in bill.visits if one.date_of_service]
    return known_codes(lambda _, question: question(book), [book.release], codes, days)


def _accepted(case: CaseFile, verdict: Verdict) -> Iterator[Acceptance]:
    for one in case.accepted:
        if not one.fact:
            yield from (
                Acceptance(one.rule, found.fact, one.reason) for found in verdict.findings if found.rule == one.rule
            )
