"""On the page of a bill: that it went in is a few keys, and what was estimated stands beside what came."""

from dataclasses import replace
from pathlib import Path

import pytest
from answering import DENIED, FIRST_VISIT, LATER_VISIT, Answerable, answerable, new_statement
from charting import answer
from charts import open_chart, opened
from making import find, press
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.benefit_statements.model import LineDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.determinations import KeepDetermination
from clinic_desktop.submissions.queries.standing import estimate_and_outcome, submissions_of
from ui.chart.page import ChartPage
from ui.kit.grid import step
from ui.session import Session
from ui.submissions.card import standing_parts
from ui.superbills.bill import IssuedBillPage


def bill_page(chart: ChartPage, bill: int) -> IssuedBillPage:
    chart.open_part(f"bill/{bill}")
    return shown(chart)


def estimated(clinic: Clinic, found: Answerable) -> int:
    """A verdict with an estimate, kept on the day of the bill."""
    answer(clinic, found.whose.case, series__visits="2", series__billed="$140")
    return clinic.do(KeepDetermination(found.whose.case)).row


def shown(chart: ChartPage) -> IssuedBillPage:
    assert chart._editor
    (page,) = chart._editor.findChildren(IssuedBillPage)
    return page


def test_that_it_went_in_is_written_down_by_keys_and_leads_back_to_the_bill(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path
) -> None:
    found = answerable(clinic)
    session = Session(clinic)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    session.asked_for.connect(lambda _, part: chart.open_part(part.partition("/")[2]))
    page = bill_page(chart, found.bill)
    assert "Handed out" in seen(page) and "No record yet that it went." in seen(page)
    press(qtbot, page, "Mark as sent in")
    editor = opened(chart, f"submission/new/{found.bill}")
    assert editor.form.values() | {"note": ""} == {
        "sent_on": "11/24/2026",
        "sent_by": "client",
        "how": "portal",
        "confirmation": "",
        "note": "",
    }
    qtbot.keyClicks(editor.form.fields["confirmation"].box, "P-77")
    qtbot.keyClick(editor.form.fields["confirmation"].box, Qt.Key.Key_Return)
    assert [one.confirmation for one in submissions_of(clinic.read, found.bill)] == ["P-77"]
    page = shown(chart)
    assert (
        "Sent in 24 Nov 2026, by the client, portal, no. P-77" in seen(page)
        and find(page, "Mark as sent in again").isVisible()
    )


def test_a_bad_day_is_said_at_its_field_and_what_was_typed_stays(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    found = answerable(clinic)
    chart = open_chart(qtbot, Session(clinic), tmp_path, found.whose.client)
    editor = opened(chart, f"submission/new/{found.bill}")
    editor.form.fill(editor.form.values() | {"sent_on": "1/2/2026", "note": "by mail"})
    editor.save()
    assert "before the bill was issued" in seen(chart) and editor.form.values()["note"] == "by mail"
    assert submissions_of(clinic.read, found.bill) == ()


@pytest.mark.parametrize(("says", "compares"), [((FIRST_VISIT, LATER_VISIT), True), ((), False)])
def test_the_estimate_of_the_last_verdict_stands_beside_what_came(
    qtbot: QtBot,
    clinic: Clinic,
    tmp_path: Path,
    says: tuple[LineDraft, ...],
    compares: bool,
) -> None:
    found = answerable(clinic, "11/2/2026", "11/9/2026")
    kept = estimated(clinic, found)
    if says:
        new_statement(clinic, found, *says)
    told = estimate_and_outcome(clinic.read, found.bill)
    assert (told is not None) == compares
    chart = open_chart(qtbot, Session(clinic), tmp_path, found.whose.client)
    page = bill_page(chart, found.bill)
    for one in standing_parts(clinic.read, found.bill, lambda _: None, is_client=True):
        # The column of a window of 1024 dots holds it.
        qtbot.addWidget(one)
        assert one.minimumSizeHint().width() <= step(34)
    assert ("Estimate and what came, a visit" in seen(page)) == compares
    if told:
        assert (told.determination, told.visits) == (kept, 2)
        came = {one.key: (one.came.low, one.came.high) for one in told.amounts}
        assert came == {
            "eligible_cents": (11_000, 11_000),
            "deductible_cents": (0, 5_000),
            "share_cents": (2_400, 4_400),
            "plan_cents": (3_600, 6_600),
        }


def test_a_visit_that_the_statement_does_not_price_is_left_out_of_the_comparison(clinic: Clinic) -> None:
    found = answerable(clinic, "11/2/2026", "11/9/2026")
    estimated(clinic, found)
    new_statement(clinic, found, replace(FIRST_VISIT, allowed="", not_paid="30"), DENIED)
    told = estimate_and_outcome(clinic.read, found.bill)
    assert told and told.visits == 1
