"""A superbill under a supervisor: what stops it, what it prints, and that it stays as it was issued."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from billable import billable, drafted, look
from bills import DRAFT, STAMP, SUPERVISOR, a_bill, a_receipt
from checked_bills import accepting, findings, rules, with_answer, with_supervisor
from pdfs import pages, words
from supervising import LEE, YES, new_answer, new_supervisor

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.superbills.commands.bills import IssueBill, VoidBill
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.document.standing import stands_as_issued
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.model.parties import BilledAnswer, BilledSupervisor
from clinic_desktop.superbills.queries.draft import DraftBill, draft_bill
from clinic_desktop.superbills.queries.gather import bill_of
from clinic_desktop.superbills.queries.issued import issued_bill, paper
from clinic_desktop.superbills.rules.kept import read_back, written
from clinic_desktop.supervision.commands import ChangeSupervisor, LogSupervision, RetireSupervisor

LINE = "Supervised by Lee Park, DC · NPI 1234567893 · License WA CH00012345"
# The visits of the bill are on 3 and 10 November, and it is issued on the 24th.
RECORD, LOGGED = "supervisor-not-on-record", "supervision-not-logged"
WRONG: list[tuple[Bill, str, str, str]] = [
    (with_supervisor(name=" "), RECORD, "supervisor/name", "The supervisor has no name."),
    (with_supervisor(npi=""), RECORD, "supervisor/npi", "Lee Park has no NPI."),
    (with_supervisor(npi="2999999900"), RECORD, "supervisor/npi", "2999999900 is not an NPI of Lee Park."),
    (with_supervisor(npi="2999999990"), RECORD, "supervisor/npi",
     "Lee Park has the NPI of the person who treated."),
    (with_supervisor(license_number=" "), RECORD, "supervisor/license_number",
     "No license number of Lee Park is on record."),
    (with_supervisor(expires_on=date(2026, 11, 9)), RECORD, "supervisor/expires_on",
     "Lee Park’s license expired on 9 Nov 2026, before the visit of 10 Nov 2026."),
    (with_supervisor(from_on=None), RECORD, "supervisor", "Lee Park is not on record as supervising here."),
    (with_supervisor(from_on=date(2026, 11, 4)), RECORD, "supervisor/from_on",
     "Lee Park supervises here since 4 Nov 2026, after the visit of 3 Nov 2026."),
    (with_supervisor(to_on=date(2026, 11, 9)), RECORD, "supervisor/to_on",
     "Lee Park stopped supervising here on 9 Nov 2026, before the visit of 10 Nov 2026."),
    (with_supervisor(answers=()), LOGGED, "supervisor/answers",
     "No answer of Harbor Health about supervision is on record."),
    (with_answer(asked_on=date(2026, 11, 25)), LOGGED, "supervisor/answers",
     "No answer of Harbor Health about supervision is on record."),
    (with_answer(valid_until=date(2026, 11, 9)), LOGGED, "supervisor/answers",
     "What Harbor Health said about supervision counted until 9 Nov 2026, before the visit of 10 Nov 2026."),
    (with_answer(accepts="no"), LOGGED, "supervisor/answers/0/accepts",
     "Harbor Health said on 2 Nov 2026 that it does not accept massage under a supervisor."),
    (with_answer(reference=" "), LOGGED, "supervisor/answers/0/reference",
     "The call to Harbor Health on 2 Nov 2026 has no reference number."),
    (with_answer(professions=("pt", "md")), LOGGED, "supervisor/answers/0/professions",
     "Harbor Health accepts only PT or MD as supervisor. Lee Park is none of these."),
    (replace(with_supervisor(), policy=None), LOGGED, "policy",
     "A supervisor is named, and no payer that was asked about it."),
]  # fmt: skip


@pytest.mark.parametrize(("bill", "rule", "field", "message"), WRONG)
def test_one_wrong_thing_stops_it_at_its_field(bill: Bill, rule: str, field: str, message: str) -> None:
    found = [one for one in findings(bill) if one.grade == "STOP"]
    assert [(one.rule, one.field, one.message) for one in found] == [(rule, field, message)]
    assert found[0].why.endswith((".", "?"))
    # Nobody can take it upon themselves.
    again = [one for one in findings(bill, accepted=accepting(bill)) if one.stands_in_the_way]
    assert [one.rule for one in again] == [rule]


def test_with_all_on_record_nothing_stops_it_and_without_a_supervisor_nothing_is_asked() -> None:
    assert rules(with_supervisor()) == rules(a_bill()) == []
    # Of whom and what is not known no paper is made, and it is said of each thing once.
    assert set(rules(a_bill(supervisor=BilledSupervisor()))) == {RECORD, LOGGED}
    # On its last day all of it still counts.
    last = date(2026, 11, 10)
    assert rules(replace(with_answer(valid_until=last), visits=a_bill().visits)) == []
    assert rules(with_supervisor(expires_on=last, to_on=last, from_on=date(2026, 11, 3))) == []


def test_each_reason_is_said_once_with_its_first_date() -> None:
    old = replace(SUPERVISOR.answers[0], asked_on=date(2026, 1, 2), valid_until=date(2026, 6, 30))
    (found,) = findings(with_supervisor(answers=(old,)))
    assert found.message.endswith("before the visit of 3 Nov 2026.")
    no = BilledAnswer(3, "no", (), date(2026, 11, 5))
    # A no between the visits is about the second alone; the first was under a yes.
    (found,) = findings(with_supervisor(answers=(no, SUPERVISOR.answers[0])))
    assert (found.field, found.rule) == ("supervisor/answers/0/accepts", LOGGED)


def test_a_receipt_neither_asks_for_it_nor_prints_it() -> None:
    bill = a_receipt(supervisor=replace(SUPERVISOR, npi="", answers=()))
    assert rules(bill) == []
    assert "Lee Park" not in words(bill_pdf(bill, STAMP)) and "Supervised" not in words(bill_pdf(bill, STAMP))


def test_it_stands_on_a_line_of_its_own_and_who_treated_stays() -> None:
    pdf = bill_pdf(with_supervisor(npi="1234567893"), STAMP)
    (page,) = pages(pdf)
    assert [line for line in page.splitlines() if "Supervised" in line] == [LINE]
    told = words(pdf)
    # Where it is treated, and where it is signed.
    assert told.count("Maya Ortiz, LMT") == 2 and told.count("Lee Park, DC") == 1
    assert told.index("Treated by") < told.index("Supervised by") < told.index("Condition")
    # A draft shows what there is.
    bare = words(bill_pdf(a_bill(supervisor=BilledSupervisor(name="Lee Park, DC")), DRAFT))
    assert "Supervised by Lee Park, DC Condition" in bare
    assert "Supervised" not in words(bill_pdf(a_bill(), STAMP))


@pytest.mark.parametrize(
    "name", ["<b>O'Brien & Søn</b>, DC", "שרה כהן, DC", "王小明, MD", "W" * 200, "Maximiliana-T " * 14]
)
def test_any_name_is_printed_whole_on_one_page(name: str) -> None:
    pdf = bill_pdf(a_bill(supervisor=replace(SUPERVISOR, name=name, license_number="X" * 40)), STAMP)
    assert len(pages(pdf)) == 1
    assert words(pdf).replace(" ", "").count("X" * 40) == 1
    assert name.isascii() is False or name.replace(" ", "") in words(pdf).replace(" ", "")


def test_a_letter_that_no_font_has_is_seen() -> None:
    bill = with_supervisor(name="Lee 𒀀, DC")
    found = findings(bill, lacks=lambda text: "".join(one for one in text if one > "\uffff"))
    assert [(one.rule, one.field) for one in found] == [("no-font", "supervisor/name")]
    (found_long,) = findings(with_supervisor(name="A" * 351))
    assert (found_long.rule, found_long.field) == ("name-too-long", "supervisor/name")


def test_it_is_kept_and_reads_back() -> None:
    bill = with_supervisor()
    assert read_back(written(bill)) == bill
    # What was issued before there were supervisors has none.
    assert read_back(written(bill).replace('"supervisor":', '"weather":')).supervisor is None


def under(clinic: Clinic, visits: Any, row: int) -> DraftBill:
    return draft_bill(clinic.read, "superbill", visits, look, clinic.clock.today(), supervisor=row)


def issue_under(clinic: Clinic, visits: Any, row: int) -> BillId:
    found = under(clinic, visits, row)
    return BillId(clinic.do(IssueBill("superbill", found.visits, found.codes, found.bill, row)).row)


def test_it_is_issued_under_who_was_shown_and_frozen(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    lee = new_supervisor(clinic)
    assert [one.rule for one in under(clinic, visits, lee).verdict.findings if one.grade == "STOP"] == [LOGGED]
    with pytest.raises(Refused):
        issue_under(clinic, visits, lee)
    new_answer(clinic, 1)
    seen = under(clinic, visits, lee)
    # Another one than was shown, or nobody, is not issued.
    for other in (0, new_supervisor(clinic, replace(LEE, given_name="Ana", npi="2999999909"))):
        with pytest.raises(ChangedSince):
            clinic.do(IssueBill("superbill", seen.visits, seen.codes, seen.bill, other))
    row = issue_under(clinic, visits, lee)
    before = paper(clinic.read, issued_bill(clinic.read, row))
    assert LINE in words(before)
    # A further call changes nothing on the paper; another license does.
    clinic.do(LogSupervision(1, replace(YES, asked_on="11/20/2026")))
    assert stands_as_issued(clinic.read, issued_bill(clinic.read, row))
    clinic.do(ChangeSupervisor(lee, 1, replace(LEE, license_number="CH9")))
    found = issued_bill(clinic.read, row)
    assert not stands_as_issued(clinic.read, found) and paper(clinic.read, found) == before
    assert found.bill.supervisor and found.bill.supervisor.license_number == "CH00012345"
    assert [one.reference for one in found.bill.supervisor.answers] == ["C-7741903"]
    clinic.do(VoidBill(row, 1, "Wrong license"))
    assert "VOID" in words(paper(clinic.read, issued_bill(clinic.read, row)))


def test_what_is_gathered_is_what_the_record_says(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    lee, answer = new_supervisor(clinic, replace(LEE, to_on="12/1/2026")), new_answer(clinic, 1)
    assert bill_of(clinic.read, "superbill", visits, lee).supervisor == BilledSupervisor(
        *(lee, "Lee Park, DC", "dc", "1234567893", "WA", "CH00012345"),
        *(date(2026, 12, 14), date(2026, 1, 5), date(2026, 12, 1)),
        (BilledAnswer(answer, "yes", ("dc", "md"), date(2026, 11, 2), "C-7741903"),),
    )
    assert bill_of(clinic.read, "superbill", visits).supervisor is None
    assert bill_of(clinic.read, "receipt", visits, lee).supervisor is None
    assert drafted(clinic, visits).bill.supervisor is None
    with pytest.raises(Missing):
        bill_of(clinic.read, "superbill", visits, 9)


def test_who_was_removed_is_not_on_record_any_more(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    lee = new_supervisor(clinic)
    new_answer(clinic, 1)
    assert under(clinic, visits, lee).verdict.is_ready
    clinic.do(RetireSupervisor(lee, 1))
    found = [one for one in under(clinic, visits, lee).verdict.findings if one.grade == "STOP"]
    assert [(one.rule, one.field) for one in found] == [(RECORD, "supervisor")]
