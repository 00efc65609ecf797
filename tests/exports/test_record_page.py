"""The page of a client’s record: choices, the paper, the entry of the log and of the trail."""

import json
from pathlib import Path

import pytest
from charts import open_chart
from factories import new_case, new_client, new_service, new_visit
from fixed import PASSWORD
from pdfs import as_viewed
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.keys import vault
from ui.chart.page import ChartPage
from ui.exports.record import RecordPage
from ui.jobs import InlineJobs
from ui.session import Session


@pytest.fixture
def filled(clinic: Clinic) -> Clinic:
    new_service(clinic)
    new_visit(clinic, new_case(clinic, new_client(clinic)))
    return clinic


def opened_page(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> tuple[ChartPage, RecordPage]:
    session = Session(clinic)
    chart = open_chart(qtbot, session, tmp_path)
    session.setParent(chart)
    chart.open_part("documents")
    chart.documents.record.click()
    (page,) = chart.findChildren(RecordPage)
    return chart, page


def test_the_record_is_made_when_it_is_asked_for_and_noted(qtbot: QtBot, filled: Clinic, tmp_path: Path) -> None:
    _, page = opened_page(qtbot, filled, tmp_path)
    assert not page.bar.print_button.isEnabled()
    page.make_button.click()
    assert page.made and page.bar.print_button.isEnabled()
    assert "11/20/2026" in as_viewed(page.made.pdf)
    noted = filled.read.all("SELECT label, row_id, after FROM audit ORDER BY id DESC LIMIT 1")[0]
    assert (noted["label"], noted["row_id"]) == ("Print the record of a client", 1)
    told = json.loads(noted["after"])
    assert (told["for"], "notes" in told["parts"], "files" in told["parts"]) == ("client", True, False)


def test_what_was_made_is_forgotten_when_something_else_is_chosen(qtbot: QtBot, filled: Clinic, tmp_path: Path) -> None:
    _, page = opened_page(qtbot, filled, tmp_path)
    page.make()
    page.boxes["notes"].setChecked(False)
    assert page.made is None and not page.bar.print_button.isEnabled()
    page.make()
    assert page.made and "11/20/2026 ·" not in as_viewed(page.made.pdf)


def test_days_that_cannot_be_read_say_so_at_their_field(qtbot: QtBot, filled: Clinic, tmp_path: Path) -> None:
    _, page = opened_page(qtbot, filled, tmp_path)
    page.form.fill({"purpose": "client", "since": "13/40/2026", "until": ""})
    page.make()
    assert page.form.fields["since"].problem() and page.made is None
    page.form.fill({"purpose": "client", "since": "11/20/2026", "until": "11/1/2026"})
    page.make()
    assert page.form.fields["until"].problem() == "This is before the first day."


def test_the_copy_is_logged_as_given_to_the_client_once(qtbot: QtBot, filled: Clinic, tmp_path: Path) -> None:
    chart, page = opened_page(qtbot, filled, tmp_path)
    page.make()
    page.log_button.click()
    assert "Logged: Documents, Disclosures." in seen(chart)
    assert not page.log_button.isEnabled()
    (told,) = disclosures_of(filled.read, 1)
    assert page.made
    assert (told.party, told.purpose, told.kind, told.how, told.pages) == (
        *("client", "own_request", "record", "in_person"),
        page.made.pages,
    )
    assert told.title == "Copy of the client’s record" and told.parts.startswith("Client, cases and insurance; ")
    assert told.digest and not told.is_accountable


def test_for_the_clinics_own_files_nothing_is_logged(qtbot: QtBot, filled: Clinic, tmp_path: Path) -> None:
    _, page = opened_page(qtbot, filled, tmp_path)
    page.form.fill({"purpose": "clinic"})
    page.make()
    assert page.made and not page.log_button.isVisible()
    assert "The clinic’s files" in as_viewed(page.made.pdf)


def test_whoever_may_not_read_notes_gets_no_record(qtbot: QtBot, filled: Clinic, tmp_path: Path) -> None:
    slot = filled.keys.slot_for(vault.new_slot_id(), "Ann Poe", PASSWORD)
    filled.do(AddPerson(PersonDraft("Ann Poe", "", "front_desk"), slot))
    desk = Clinic.open(filled.keys.folder, filled.keys.key, slot.id, filled.clock, filled.keys.cost)
    session = Session(desk)
    chart = open_chart(qtbot, session, tmp_path)
    session.setParent(chart)
    chart.open_part("documents")
    chart.documents.record.click()
    assert not chart.findChildren(RecordPage)
    assert "Front desk" in seen(chart)
    # Whatever led there: nothing is made without the permission.
    page = RecordPage(session, InlineJobs(chart), ClientId(1), lambda: None)
    qtbot.addWidget(page)
    page.make()
    assert page.made is None and not page.bar.print_button.isEnabled()
    desk.close()
