"""What is kept from a plan on the pages of a chart: the card, the editor, the head, and the claim that is not made."""

from dataclasses import replace
from pathlib import Path

import pytest
from billable import Billable, billable
from charts import open_chart as chart_of
from charts import opened, shown
from factories import CLIENT, new_client
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.restrictions.commands import AddRestriction
from clinic_desktop.restrictions.model import RestrictionDraft
from ui.chart.page import ChartPage
from ui.session import Session

CHIP = "Tell no payer: visits from 12 Nov 2026"


@pytest.fixture
def own(clinic: Clinic) -> Billable:
    return billable(clinic, "11/5/2026", "11/12/2026")[0]


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def chart(qtbot: QtBot, session: Session, own: Billable, tmp_path: Path) -> ChartPage:
    return chart_of(qtbot, session, tmp_path, own.client)


def test_it_is_written_down_on_the_card_and_stands_in_the_head(qtbot: QtBot, chart: ChartPage) -> None:
    chart.open_part("coverage")
    assert CHIP not in seen(chart.header)
    press(qtbot, chart, "Client asked for it")
    form = shown(chart).form
    assert chart.focusWidget() is form.fields["payer"].box
    assert (form.values()["from_on"], form.values()["asked_on"]) == ("11/24/2026",) * 2
    assert form.fields["taken_back_on"].isHidden()
    for key, value in (("from_on", "11/12/2026"), ("until_on", "11/1/2026"), ("asked_on", "12/12/2026")):
        form.fields[key].set_value(value)
    assert not shown(chart).save()
    assert form.fields["until_on"].problem() == "This is before the first day (12 Nov 2026)."
    assert form.fields["asked_on"].problem() == "This day is in the future."
    form.fields["until_on"].set_value("")
    form.fields["asked_on"].set_value("11/11/2026")
    assert shown(chart).save()
    assert CHIP in seen(chart.header) and CHIP in seen(chart.coverage)
    assert "Asked on 11 Nov 2026, in writing" in seen(chart.coverage)


def test_what_was_taken_back_leaves_the_head_and_stays_on_the_card(
    qtbot: QtBot, clinic: Clinic, chart: ChartPage
) -> None:
    row = clinic.do(AddRestriction(chart.owner, RestrictionDraft(from_on="11/12/2026", asked_on="11/11/2026"))).row
    chart.open_part("coverage")
    assert CHIP in seen(chart.header)
    editor = opened(chart, f"restriction/{row}/taken_back_on")
    assert chart.focusWidget() is editor.form.fields["taken_back_on"].box
    editor.form.fields["taken_back_on"].set_value("11/20/2026")
    assert editor.save()
    assert CHIP not in seen(chart.header)
    assert "Taken back on 20 Nov 2026" in seen(chart.coverage)
    editor = opened(chart, f"restriction/{row}")
    press(qtbot, editor, "Remove: written by mistake")
    assert "Taken back on" not in seen(chart.coverage)
    assert "A client who pays a visit in full themselves may ask" in seen(chart.coverage)


def test_another_clients_is_not_shown(clinic: Clinic, session: Session, chart: ChartPage) -> None:
    other = new_client(clinic, replace(CLIENT, given_name="Ben"))
    row = clinic.do(AddRestriction(other, RestrictionDraft(from_on="11/12/2026", asked_on="11/11/2026"))).row
    told: list[str] = []
    session.trouble.connect(told.append)
    chart.open_part(f"restriction/{row}")
    assert told == ["This is another client’s. Open that client’s chart."]


def test_a_receipt_is_proposed_and_no_claim_is_made(clinic: Clinic, chart: ChartPage, own: Billable) -> None:
    chart.open_part("claim/new")
    assert "Charges $280.00" in seen(chart)
    clinic.do(AddRestriction(own.client, RestrictionDraft(from_on="11/1/2026", asked_on="11/11/2026")))
    chart.open_part("claim/new")
    told = seen(chart)
    assert "The client asked that the plan not be told of these visits, and a claim tells it." in told
    assert "Charges" not in told
    chart.open_part("claim-worksheet/new")
    assert "This is a list for you" not in seen(chart)
    chart.open_part("superbill/new")
    assert "The client asked that the plan not be told" in seen(chart)


def test_what_is_kept_is_not_checked_beside_other_visits(clinic: Clinic, chart: ChartPage, own: Billable) -> None:
    clinic.do(AddRestriction(own.client, RestrictionDraft(from_on="11/12/2026", asked_on="11/11/2026")))
    chart.open_part("claim/new")
    assert "Charges $140.00" in seen(chart)
    chart.open_part("superbill/new")
    told = seen(chart)
    assert "1 visit, $140.00" in told and "Proposed for this case: a superbill" in told
