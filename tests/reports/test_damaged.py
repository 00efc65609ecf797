"""One record that cannot be read is one line of its report that says so; the others and the sum stay."""

from dataclasses import replace
from datetime import date

import pytest
from billable import billable_client, damage, issue, ready_clinic, ready_visit
from factories import CASE, CLIENT, new_case, new_client, new_prescription, new_visit
from fixed import NOW
from month_ends import plain_visit

from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.reports.document import report_pdf
from clinic_desktop.reports.loader import report_of
from clinic_desktop.reports.model import Period, ReportAsked, ReportTable
from clinic_desktop.reports.rules.cells import csv_bytes

TODAY = NOW.date()
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
_NO_DAY = "2026-11-1X"
_UNPAID = "WHERE id NOT IN (SELECT visit_id FROM payment_shares) AND case_id IN (SELECT case_id FROM policies)"
_SOLD = PrepaidDraft(visits="5", price="475", sold_on="11/1/2026")


@pytest.fixture
def two(clinic: Clinic) -> Clinic:
    """Ada and Ben: each with an unpaid visit, one that is on a superbill, an open claim and a package; what is damaged
    is Ada's."""
    ready_clinic(clinic)
    for name in ("Ada", "Ben"):
        own = billable_client(clinic, name)
        issue(clinic, [ready_visit(clinic, own.case, "11/10/2026")])
        plain_visit(clinic, own.case)
        claim = replace(CASE, kind="auto", onset_on="1/1/2026", claim_number=f"C-{name}")
        case = new_case(clinic, own.client, claim)
        new_visit(clinic, case)
        new_prescription(clinic, case)
        clinic.do(SellPrepaid(own.client, _SOLD, PaymentDraft("11/1/2026", "card", "4242", sold="475")))
    assert new_client(clinic, replace(CLIENT, given_name="Cleo"))
    return clinic


def first_of(table: str, column: str, more: str = "") -> str:
    return f"UPDATE {table} SET {column} = '{_NO_DAY}' WHERE id = (SELECT min(id) FROM {table} {more})"


def laid(clinic: Clinic, asked: ReportAsked) -> ReportTable:
    """The report, which is also written and printed."""
    table = report_of(clinic.read, asked, TODAY)
    assert csv_bytes(table).count(b"\r\n") == len(table.lines) + 1 + (table.total is not None and bool(table.lines))
    assert report_pdf(table, "Seaside Massage", TODAY).startswith(b"%PDF")
    return table


@pytest.mark.parametrize(
    ("asked", "statement"),
    [
        (ReportAsked("outstanding", behind="0"), first_of("visits", "date_of_service", _UNPAID)),
        (ReportAsked("income", "part", YEAR, "payments"), first_of("payments", "paid_on")),
        (ReportAsked("superbills", period=YEAR, behind="1/1"), first_of("bills", "issued_on")),
        (ReportAsked("prepaids"), first_of("prepaids", "sold_on")),
        (ReportAsked("claims"), first_of("prescriptions", "ordered_on", "WHERE case_id = 2")),
    ],
    ids=lambda one: one.report if isinstance(one, ReportAsked) else "",
)
def test_a_line_that_cannot_be_read_says_so(
    two: Clinic, caplog: pytest.LogCaptureFixture, asked: ReportAsked, statement: str
) -> None:
    before = laid(two, asked)
    damage(two, "DROP TRIGGER a_bill_is_only_voided", statement)
    after = laid(two, asked)
    assert len(after.lines) == len(before.lines) > 1
    assert after.total == before.total
    bad = [line for line in after.lines if any("ould not be read" in str(cell) for cell in line.cells)]
    assert len(bad) == 1
    # It leads where it led before, and every other line is as it was.
    (was,) = [line for line in before.lines if line.id == bad[0].id]
    assert (bad[0].part, bad[0].place, len(bad[0].cells)) == (was.part, was.place, len(was.cells))
    assert {line for line in after.lines if line != bad[0]} == {line for line in before.lines if line != was}
    # What the sum is of stands in it.
    for column, total, cell, old in zip(after.columns, after.total or (), bad[0].cells, was.cells, strict=True):
        assert column.kind != "money" or total is None or (cell or 0) == (old or 0)
    assert [one.getMessage() for one in caplog.records] == [
        f"line {bad[0].id} of a report could not be read: ValueError"
    ]
    caplog.clear()


def test_a_day_that_is_none_is_in_the_sums(two: Clinic) -> None:
    """Sums are made by the database; a day that it cannot read is old, and of the last part of a period."""
    owed, came = (laid(two, one).total for one in (ReportAsked("outstanding"), ReportAsked("income", "part", YEAR)))
    damage(two, first_of("visits", "date_of_service", _UNPAID))
    damage(two, first_of("payments", "paid_on"))
    late = laid(two, ReportAsked("outstanding"))
    assert owed and late.total and late.total[-1] == owed[-1]
    for line in late.lines:
        assert sum(int(str(cents)) for cents in line.cells[2:-1]) == line.cells[-1]
    assert laid(two, ReportAsked("income", "part", YEAR)).total == came
