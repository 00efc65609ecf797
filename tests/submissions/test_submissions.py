"""That a bill went in is written down, and what became of it is told from what plans answered."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from answering import DENIED, FIRST_VISIT, LATER_VISIT, STATEMENT, Answerable, answerable, new_statement
from appealing import new_denial
from billable import issue
from sqlcipher3.dbapi2 import IntegrityError

from clinic_desktop.appeals.commands.denials import CloseDenial
from clinic_desktop.appeals.queries.denials import denial
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Refused
from clinic_desktop.submissions.commands import ChangeSubmission, LogSubmission, RetireSubmission
from clinic_desktop.submissions.model import Answered, SubmissionDraft
from clinic_desktop.submissions.queries.standing import bill_standing, stages_of, submission, submissions_of
from clinic_desktop.submissions.queries.waiting import unanswered
from clinic_desktop.submissions.rules.standing import (
    asking_words,
    denial_words,
    sent_words,
    shared_words,
    stage_words,
    standing_words,
)
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.queries.issued import issued_bill

SENT = SubmissionDraft("11/24/2026", "client", "portal", "P-5512")


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return answerable(clinic)


def log(clinic: Clinic, bill: int, draft: SubmissionDraft = SENT) -> int:
    return clinic.do(LogSubmission(bill, draft)).row


def on(clinic: Clinic, day: date) -> str:
    """Go on to a day, and return it as typed."""
    clinic.clock._fixed = datetime(day.year, day.month, day.day, 17, 30, tzinfo=UTC)
    return f"{day:%m/%d/%Y}"


def test_a_bill_that_went_in_says_when_by_whom_how_and_its_number(clinic: Clinic, found: Answerable) -> None:
    row = log(clinic, found.bill)
    one = submission(clinic.read, row)
    assert sent_words(one) == "24 Nov 2026, by the client, portal, no. P-5512"
    assert sent_words(replace(one, how="unknown", confirmation="")) == "24 Nov 2026, by the client"
    clinic.do(ChangeSubmission(row, one.version, replace(SENT, sent_by="clinic", how="fax")))
    assert sent_words(submission(clinic.read, row)) == "24 Nov 2026, by the clinic, fax, no. P-5512"
    with pytest.raises(ChangedSince):
        clinic.do(ChangeSubmission(row, one.version, SENT))
    clinic.do(RetireSubmission(row, 2))
    assert submissions_of(clinic.read, found.bill) == ()
    clinic.undo()
    assert [one.id for one in submissions_of(clinic.read, found.bill)] == [row]


def test_what_cannot_be_is_named_at_its_field(clinic: Clinic, found: Answerable) -> None:
    for draft, problems in (
        (SubmissionDraft(sent_on=""), [("sent_on", "Type the day on which it went in.")]),
        (replace(SENT, sent_on="11/30/2026"), [("sent_on", "This day is in the future.")]),
        (replace(SENT, sent_on="1/2/2026"), [("sent_on", "This is before the bill was issued (24 Nov 2026).")]),
        (replace(SENT, how="pigeon"), [("how", "Choose one of these.")]),
        (replace(SENT, sent_by=""), [("sent_by", "Choose one of these.")]),
    ):
        with pytest.raises(Refused) as refused:
            log(clinic, found.bill, draft)
        assert [(one.field, one.words) for one in refused.value.problems] == problems
    with pytest.raises(Refused) as refused:
        log(clinic, found.bill, replace(SENT, confirmation="9" * 61))
    assert [one.field for one in refused.value.problems] == ["confirmation"]
    assert submissions_of(clinic.read, found.bill) == ()


def test_a_receipt_goes_to_no_payer(clinic: Clinic, found: Answerable) -> None:
    receipt = issue(clinic, found.visits, "receipt")
    with pytest.raises(Refused) as refused:
        log(clinic, receipt)
    assert refused.value.problems[0].words.startswith("A receipt goes to no payer.")


def test_a_row_is_never_deleted_nor_moved_to_another_bill(clinic: Clinic, found: Answerable) -> None:
    log(clinic, found.bill)
    for sql in ("DELETE FROM submissions", "UPDATE submissions SET bill_id = bill_id + 1"):
        with pytest.raises(IntegrityError, match=r"stays on record|bill that went in"):
            clinic._writer._database.execute(sql)


def stage(clinic: Clinic, found: Answerable) -> tuple[str, str, str]:
    standing = bill_standing(clinic.read, found.bill)
    return standing.stage, stage_words(standing.stage), standing_words(standing, is_client=True)


def test_the_stage_follows_from_what_was_answered(clinic: Clinic) -> None:
    found = answerable(clinic, "11/2/2026", "11/9/2026")
    assert stage(clinic, found) == (
        *("handed_out", "Handed out"),
        "The client sends it in. No record yet that it went.",
    )
    log(clinic, found.bill)
    assert stage(clinic, found) == ("sent", "Sent in", "No answer yet. Ask by 24 Dec 2026 what the plan said.")
    new_statement(clinic, found, FIRST_VISIT, DENIED)
    assert stage(clinic, found) == (
        *("partly", "Denied in part"),
        "1 service was denied; for the others the plan paid $36.00.",
    )


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ((FIRST_VISIT, LATER_VISIT), ("paid", "The plan paid $102.00.")),
        ((DENIED, DENIED), ("denied", "2 services were denied: the plan paid nothing.")),
        (
            (replace(FIRST_VISIT, deductible="110", coinsurance="", paid="0"),) * 2,
            ("credited", "The plan paid nothing: $220.00 went to the deductible."),
        ),
        (
            (replace(LATER_VISIT, coinsurance="110", paid="0"),) * 2,
            ("shared", "The plan paid nothing: what it allows is the client’s to pay."),
        ),
    ],
)
def test_every_answer_has_its_stage(clinic: Clinic, says: tuple, told: tuple[str, str]) -> None:  # type: ignore[type-arg]
    found = answerable(clinic, "11/2/2026", "11/9/2026")
    new_statement(clinic, found, *says)
    name, _, words = stage(clinic, found)
    assert (name, words) == told
    assert bill_standing(clinic.read, found.bill).due_on is None


def test_a_bill_is_asked_about_from_the_day_it_went_in(clinic: Clinic, found: Answerable) -> None:
    issued = issued_bill(clinic.read, found.bill).issued_on
    log(clinic, found.bill, replace(SENT, sent_on=f"{issued:%m/%d/%Y}"))
    later = clinic.clock.today() + timedelta(40)
    assert [one.days for one in unanswered(clinic.read, later)] == [40]
    assert asking_words(unanswered(clinic.read, later)[0]) == (
        "The client sent superbill 1001 in on 24 Nov 2026: no answer on record after 40 days. Ask the client what came,"
        " then the plan."
    )


def test_one_that_lay_long_before_it_went_in_is_still_asked_about(clinic: Clinic, found: Answerable) -> None:
    issued = issued_bill(clinic.read, found.bill).issued_on
    late = on(clinic, issued + timedelta(100))
    log(clinic, found.bill, replace(SENT, sent_on=late, sent_by="clinic"))
    assert unanswered(clinic.read, issued + timedelta(129)) == ()
    (one,) = unanswered(clinic.read, issued + timedelta(131))
    assert (one.days, one.due_on) == (31, issued + timedelta(130))
    assert asking_words(one).startswith("Superbill 1001 went in on ")
    # It went in again: it waits from then on.
    log(clinic, found.bill, replace(SENT, sent_on=on(clinic, issued + timedelta(131))))
    assert unanswered(clinic.read, issued + timedelta(131)) == ()


def test_a_void_bill_keeps_what_became_of_it_and_is_not_asked_about(clinic: Clinic, found: Answerable) -> None:
    log(clinic, found.bill)
    clinic.do(VoidBill(found.bill, issued_bill(clinic.read, found.bill).version, "Wrong member ID"))
    assert bill_standing(clinic.read, found.bill).stage == "sent"
    assert unanswered(clinic.read, clinic.clock.today() + timedelta(60)) == ()


def test_a_denied_bill_leads_to_its_denial_and_a_won_one_waits_for_the_new_statement(
    clinic: Clinic, found: Answerable
) -> None:
    new_statement(clinic, found, DENIED, DENIED)
    first, second = new_denial(clinic, found), new_denial(clinic, found)
    assert stage(clinic, found)[:2] == ("denied", "Denied")
    assert [denial_words(one) for one in bill_standing(clinic.read, found.bill).denials] == [
        *("Denial no. 1, open", "Denial no. 2, open"),
    ]
    clinic.do(CloseDenial(first, denial(clinic.read, first).version, "paid"))
    assert stage(clinic, found)[0] == "denied" and stages_of(clinic.read, [found.bill])[found.bill] == "denied"
    clinic.do(CloseDenial(second, denial(clinic.read, second).version, "paid"))
    assert stage(clinic, found) == (
        *("settled", "Paid after a denial"),
        "Denied first, and paid in the end. Enter the new benefit statement, once it is there.",
    )
    assert denial_words(bill_standing(clinic.read, found.bill).denials[1]) == "Denial no. 2, closed on 24 Nov 2026"
    later = replace(STATEMENT, statement_on="11/23/2026", received_on="11/24/2026", claim_number="C-2")
    new_statement(clinic, found, FIRST_VISIT, LATER_VISIT, draft=later)
    assert stage(clinic, found)[0] == "paid"


def test_what_the_plan_left_to_the_client_is_said(clinic: Clinic, found: Answerable) -> None:
    new_statement(clinic, found, FIRST_VISIT, LATER_VISIT)
    assert shared_words(bill_standing(clinic.read, found.bill).answered) == (
        "Of the $220.00 that it allows, $50.00 went to the deductible, and $68.00 is the client’s copay or coinsurance."
    )
    told = Answered(lines=1, allowed_cents=11_000, paid_cents=11_000)
    assert shared_words(told) == ""
    assert shared_words(replace(told, deductible_cents=5_000, paid_cents=6_000)).endswith(
        "$50.00 went to the deductible."
    )
    assert shared_words(replace(told, paid_cents=0, shared_cents=11_000)) == ""
