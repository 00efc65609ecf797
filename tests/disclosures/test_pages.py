"""The log of disclosures in the chart: logged by hand, read, struck out; and the accounting that is printed of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart as chart_of
from charts import opened, shown
from factories import CLIENT, new_client
from pdfs import words
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from record_papers import recorded
from windows import press, seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.commands import LogDisclosure
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.disclosures.queries import disclosures_of
from ui.chart.page import ChartPage
from ui.disclosures.accounting import AccountingPage
from ui.disclosures.log import DisclosureLog
from ui.disclosures.section import DisclosuresSection
from ui.session import Session

SUBPOENA = DisclosureDraft(
    told_on="11/12/2026", party="attorney", name="Ines Falk", title="Visit notes", purpose="required", why="Subpoena"
)


@pytest.fixture
def session(clinic: Clinic) -> Session:
    recorded(clinic)
    return Session(clinic)


@pytest.fixture
def chart(qtbot: QtBot, session: Session, tmp_path: Path) -> ChartPage:
    return chart_of(qtbot, session, tmp_path)


def section(chart: ChartPage) -> DisclosuresSection:
    (found,) = chart.findChildren(DisclosuresSection)
    return found


def accounting(chart: ChartPage) -> AccountingPage:
    chart.open_part("accounting/new")
    (found,) = chart.findChildren(AccountingPage)
    return found


def test_what_was_told_is_logged_by_hand(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    chart.open_part("documents/disclosures")
    assert "Nothing was told of this client yet." in section(chart).table.empty_words().text()
    press(qtbot, chart, "Log a disclosure")
    editor = shown(chart)
    form = editor.form
    assert form.values()["told_on"] == "11/24/2026" and "Every disclosure is logged." in seen(editor)
    assert not editor.save()
    assert {key for key, field in form.fields.items() if field.problem()} == {"party", "title", "purpose"}
    form.fields["how"].set_value("fax")
    form.fields["party"].set_value("prescriber/1")
    assert form.values()["name"] == "Maria Lee, MD"
    form.fields["party"].set_value("state")
    assert form.values()["name"] == ""
    form.fields["purpose"].set_value("required")
    assert "The client’s accounting names this one" in seen(editor)
    form.fields["name"].set_value("Department of Health")
    form.fields["title"].set_value("Treatment dates")
    assert not editor.save()
    assert form.fields["why"].problem() == "Type in a few words why: the client’s accounting has to say it."
    form.fields["purpose"].set_value("treatment")
    assert "the client’s accounting leaves it out" in seen(editor)
    form.fields["purpose"].set_value("required")
    form.fields["why"].set_value("Court order")
    assert editor.save()
    (found,) = disclosures_of(clinic.read, chart.owner)
    assert (found.name, found.party, found.case, found.how) == ("Department of Health", "state", 1, "fax")
    assert section(chart).table.model().rowCount() == 1


def test_an_entry_is_read_and_struck_out_with_its_reason(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    row = clinic.do(LogDisclosure(replace(SUBPOENA, client=chart.owner))).row
    view = opened(chart, f"disclosure/{row}")
    assert "Ines Falk (attorney)" in seen(view) and "In the accounting" in seen(view)
    assert not view.save_button.isVisible() and not view.cancel_button.isVisible()
    # The way back is on top, has the focus, and does what Esc does.
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
        way = view.focusProxy()
        assert isinstance(way, QPushButton) and way.text() == "Disclosures" and way.hasFocus()
        qtbot.keyClick(way, key)
        assert chart._editor is None
        view = opened(chart, f"disclosure/{row}")
    press(qtbot, chart, "Strike out…")
    editor = shown(chart)
    assert not editor.save() and editor.form.fields["why"].problem().startswith("Type why")
    editor.form.fields["why"].set_value("Never sent")
    assert editor.save()
    view = opened(chart, f"strike-disclosure/{row}")
    assert "Never sent (" in seen(view) and "Strike out…" not in seen(view)


def test_another_clients_entry_is_not_shown(clinic: Clinic, session: Session, chart: ChartPage) -> None:
    other = new_client(clinic, replace(CLIENT, given_name="Ben"))
    row = clinic.do(LogDisclosure(replace(SUBPOENA, client=other))).row
    told: list[str] = []
    session.trouble.connect(told.append)
    for part in (f"disclosure/{row}", f"strike-disclosure/{row}", "disclosure/99"):
        chart.open_part(part)
    assert told[:2] == ["This is another client’s. Open that client’s chart."] * 2 and len(told) == 3


def test_the_accounting_follows_its_days_and_its_switch(clinic: Clinic, chart: ChartPage) -> None:
    clinic.do(LogDisclosure(replace(SUBPOENA, client=chart.owner)))
    clinic.do(LogDisclosure(replace(SUBPOENA, client=chart.owner, title="Appeal", purpose="payment")))
    page = accounting(chart)
    assert page.form.values() == {"since": "11/24/2020", "until": "11/24/2026", "whole": ""}

    def told() -> str:
        handout = page.bar._paper
        return words(handout.content()) if handout else ""

    assert "Visit notes" in told() and "Appeal" not in told()
    page.form.fields["whole"].set_value("1")
    page.form.edited.emit()
    assert "Appeal" in told()
    page.form.fields["until"].set_value("11/1/2026")
    page.form.edited.emit()
    assert "Appeal" not in told()
    page.form.fields["since"].set_value("11/2/2026")
    page.form.edited.emit()
    assert page.form.fields["until"].problem() == "This is before the first day." and told() == ""
    assert page.preview.words() == "Type both days to see the accounting."
    page.form.fields["until"].set_value("11/30")
    page.form.edited.emit()
    assert page.form.fields["until"].problem() == "This day is in the future."


def test_the_log_of_all_is_asked_by_payer_and_day(qtbot: QtBot, clinic: Clinic, session: Session) -> None:
    other = new_client(clinic, replace(CLIENT, given_name="Ben"))
    for client, day, party in (
        (1, "11/1/2026", "payer/1"),
        (other, "11/10/2026", "attorney"),
        (1, "11/12/2026", "state"),
    ):
        clinic.do(LogDisclosure(replace(SUBPOENA, client=client, told_on=day, party=party)))
    went: list[tuple[str, str]] = []
    session.asked_for.connect(lambda place, part: went.append((place, part)))
    log = DisclosureLog(session)
    qtbot.addWidget(log)
    assert log.table.model().rowCount() == 3

    def ask(**typed: str) -> int:
        log.form.fill({"payer": "", "since": "", "until": ""} | typed)
        log.form.edited.emit()
        return log.table.model().rowCount()

    assert ask(payer="1") == 1 and ask(since="11/10/2026") == 2 and ask(until="11/9/2026") == 1
    assert ask(since="11/11", until="11/10") == 0
    assert log.form.fields["until"].problem() == "This is before the first day."
    assert log.table.empty_words().text() == "Nothing was told to them in these days."
    assert ask(since="soon") == 3 and log.form.fields["since"].problem()
    log.table.opened.emit(log.table.model().row(0))  # type: ignore[attr-defined]
    assert went == [("clients", "1/disclosure/3")]
