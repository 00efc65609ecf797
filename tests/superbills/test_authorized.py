"""A superbill cites the authorizations that hold its visits, and asks where one came after the last of them."""

from dataclasses import replace
from datetime import date

from billable import billable, drafted
from bills import STAMP, a_bill
from checked_bills import findings
from pdfs import words

from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.model.bill import Bill, BilledAuthorization
from clinic_desktop.superbills.rules.authorized import cited_authorizations
from clinic_desktop.superbills.rules.fixes import fix
from clinic_desktop.superbills.rules.kept import read_back, written

RULE = "after-authorization"
# The visits of the bill are on 3 and 10 November.
PA = BilledAuthorization(7, "PA-40117", (), date(2026, 11, 1), date(2026, 11, 9))


def authorized(*found: BilledAuthorization) -> Bill:
    return replace(a_bill(), authorizations=found)


def asked(bill: Bill) -> list[tuple[str, str]]:
    return [(one.field, one.message) for one in findings(bill) if one.rule == RULE]


def test_the_number_of_what_holds_a_visit_is_printed_and_no_other() -> None:
    later = replace(PA, row=8, number="PA-90000", starts_on=date(2026, 11, 11), ends_on=None)
    other = replace(PA, row=9, number="PA-80000", codes=("MT999",))
    bill = authorized(later, other, PA)
    assert cited_authorizations(bill) == (PA,)
    said = words(bill_pdf(bill, STAMP))
    assert "PA-40117" in said
    assert "PA-90000" not in said and "PA-80000" not in said
    assert "Auth. no." not in words(bill_pdf(a_bill(), STAMP))


def test_a_visit_after_the_end_is_asked_about_and_leads_to_a_new_one() -> None:
    bill = authorized(PA)
    (seen,) = asked(bill)
    words_of_it = "Authorization PA-40117 ended on 9 Nov 2026; the visit of 10 Nov 2026 came after it."
    assert seen == ("visits/1/authorization", words_of_it)
    way = fix(replace(bill, client=replace(bill.client, row=3), case=replace(bill.case, row=4)), seen[0])
    assert way and (way.place, way.part) == ("clients", "3/of/4/authorization/new")
    number = replace(bill, authorizations=(replace(PA, number="9" * 5_000),))
    assert [one.field for one in findings(number) if one.field.startswith("authorizations")] == [
        "authorizations/0/number"
    ]


def test_a_newer_one_or_none_at_all_asks_nothing() -> None:
    assert not asked(authorized(replace(PA, row=8, ends_on=None), PA))
    assert not asked(authorized(replace(PA, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31))))
    assert not asked(a_bill())
    assert not asked(replace(authorized(PA), policy=None))


def test_it_is_kept_with_the_bill() -> None:
    bill = authorized(PA)
    assert read_back(written(bill)) == bill


def test_the_record_gives_what_its_payer_granted_with_a_number(clinic: Clinic) -> None:
    found, visits = billable(clinic)
    for number, status in (("PA-1", "granted"), ("PA-2", "denied"), ("PA-3", "requested")):
        draft = AuthorizationDraft(number=number, status=status, starts_on="1/1/2026", granted="12")
        clinic.do(AddAuthorization(found.case, draft))
    assert [one.number for one in drafted(clinic, visits).bill.authorizations] == ["PA-1"]
