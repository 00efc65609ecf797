"""What a letter says of a denial: what the plan said, and what was filed for the visits."""

from collections.abc import Iterator
from datetime import date

from clinic_desktop.letters.rules.record import LetterDenial, LetterRecord
from clinic_desktop.submissions.model import FiledBill, Submission
from clinic_desktop.superbills.rules.names import bill_name
from clinic_desktop.values import money
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import mark, say

_BULLET = "• "
# How a bill went in, as a sentence to the payer says it; nobody said it of others.
_HOW = {
    "portal": mark("through the portal"),
    "mail": mark("by mail"),
    "fax": mark("by fax"),
    "email": mark("by email"),
    "in_person": mark("by hand"),
}


def denial_values(record: LetterRecord) -> Iterator[tuple[str, str]]:
    """What the plan said, by placeholder; of what was filed only what had gone in by then: that alone proves it."""
    found = record.denial
    if found is None:
        return
    yield "denial.date", _day(found.said_on)
    yield "denial.quoted", say("“{words}”", words=found.quoted.strip('“”" ')) if found.quoted.strip() else ""
    yield "denial.codes", found.codes
    yield "denial.days", ", ".join(map(printed, found.days))
    yield "denial.amount", money.shown(found.amount_cents) if found.amount_cents else ""
    yield "denial.claim", found.claim_number or record.case.claim_number
    yield "denial.deadline", _day(found.deadline_on)
    yield "representative.name", found.representative
    sent = list(_proofs(found))
    yield (
        "filing.list",
        "\n".join(f"{_BULLET}{bill_name(bill.kind, bill.number)}: {_sent_words(one)}" for bill, one in sent),
    )
    yield (
        "filing.confirmation",
        "; ".join(
            say("{number} of {day}", number=one.confirmation, day=printed(one.sent_on))
            for _, one in sent
            if one.confirmation
        ),
    )


def _sent_words(one: Submission) -> str:
    facts = {"day": printed(one.sent_on), "how": say(_HOW[one.how]) if one.how in _HOW else ""}
    return say("sent on {day} {how}", **facts) if facts["how"] else say("sent on {day}", day=facts["day"])


def filing_rows(record: LetterRecord) -> tuple[int, int]:
    """The bill that the denial is about, and the time that it went in: that without a confirmation first."""
    found = record.denial.filed if record.denial else ()
    proofs = list(_proofs(record.denial)) if record.denial else []
    for bill, sent in sorted(proofs, key=lambda one: bool(one[1].confirmation)):
        return bill.bill, sent.id
    return next(((one.bill, 0) for one in found[::-1]), (0, 0))


def _proofs(found: LetterDenial) -> Iterator[tuple[FiledBill, Submission]]:
    """What went in no later than the plan answered, the first one on top."""
    for one in found.filed:
        if one.sent and (found.said_on is None or one.sent.sent_on <= found.said_on):
            yield one, one.sent


def _day(day: date | None) -> str:
    return printed(day) if day else ""
