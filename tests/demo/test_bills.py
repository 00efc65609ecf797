"""The bills of the demo clinic: of five months, void and replaced ones among them, DEMO on each page."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from demos import Demos
from fixed import NOW
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from scenes_superbills import save_papers

from clinic_desktop.clinic import Clinic
from clinic_desktop.superbills.document.standing import stands_as_issued
from clinic_desktop.superbills.model.issued import IssuedBill
from clinic_desktop.superbills.queries.issued import bill_page, issued_bill, paper
from clinic_desktop.superbills.queries.ready import unbilled, unbilled_page

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(demos: Demos, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    clinic = demos.open(tmp_path_factory.mktemp("demo") / "demo", NOW)
    yield clinic
    clinic.close()


@pytest.fixture(scope="module")
def bills(demo: Clinic) -> list[IssuedBill]:
    """All bills, the first one first."""
    return [issued_bill(demo.read, row.id) for row in reversed(bill_page(demo.read, TODAY).rows)]


def test_there_are_many_of_each_kind(bills: list[IssuedBill]) -> None:
    assert len(bills) > 25
    assert {one.kind for one in bills} == {"superbill", "receipt", "statement"}
    assert len({one.client for one in bills}) > 9


def test_numbers_and_days_go_the_same_way(bills: list[IssuedBill]) -> None:
    assert [one.number for one in bills] == list(range(1001, 1001 + len(bills)))
    days = [one.issued_on for one in bills]
    assert days == sorted(days) and days[-1] < TODAY
    assert all(
        visit.date_of_service and visit.date_of_service < one.issued_on for one in bills for visit in one.bill.visits
    )


def test_one_is_void_and_replaced(bills: list[IssuedBill]) -> None:
    (void,) = [one for one in bills if one.voided_on]
    (instead,) = [one for one in bills if one.replaces]
    assert instead.replaces == (void.number,) and void.replaced_by == (instead.number,)


def test_every_page_says_demo(demo: Clinic, bills: list[IssuedBill]) -> None:
    for one in bills:
        for page in pypdf.PdfReader(io.BytesIO(paper(demo.read, one))).pages:
            assert "DEMO" in page.extract_text(), one.number


def test_the_record_still_says_what_they_do(demo: Clinic, bills: list[IssuedBill]) -> None:
    assert [one.number for one in bills if not one.voided_on and not stands_as_issued(demo.read, one)] == []


def test_something_was_taken_on(demo: Clinic) -> None:
    assert {row["rule"] for row in demo.read.all("SELECT rule FROM acceptances")} == {
        "accident-open", "outside-prescription"}  # fmt: skip


def test_this_month_waits_and_one_case_makes_two_bills(demo: Clinic) -> None:
    rows = unbilled_page(demo.read, date(2026, 11, 1)).rows
    assert len(rows) > 15
    assert max(len(unbilled(demo.read, "superbill", row.case)) for row in rows) == 2


def test_a_superbill_and_a_receipt_are_saved_for_who_wants_to_see_one(
    demo: Clinic, bills: list[IssuedBill], tmp_path: Path, qapp: QApplication
) -> None:
    save_papers(demo, tmp_path)
    papers = {paper(demo.read, one): one.kind for one in bills if not one.voided_on}
    for kind in ("superbill", "receipt"):
        assert papers[(tmp_path / f"{kind}-paper.pdf").read_bytes()] == kind
        assert not QImage(str(tmp_path / f"{kind}-paper.png")).isNull()
