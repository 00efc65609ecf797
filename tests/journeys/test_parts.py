"""A part of the settings or of the directory leads down to a row and to a field of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from factories import CLIENT, DEPARTMENT, SERVICE, new_case, new_client, new_payer, new_service
from fixed import PASSWORD
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from windows import Starter, seen, shown_form, signed_in

from clinic_desktop.payers.commands import AddDepartment, RetireDepartment
from clinic_desktop.practice.commands import (
    AddCredential,
    AddTherapist,
    RetireCredential,
    RetireService,
    RetireTherapist,
)
from clinic_desktop.practice.model import CredentialDraft, TherapistDraft, TherapistId
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.audit.page import TrailSection
from ui.chart.place import ClientsPlace
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.layout import Scrolling
from ui.kit.records import Records
from ui.kit.text import ChipText
from ui.main_window import MainWindow

GONE = "This is no longer there."
LICENSE = CredentialDraft("license", "WA", "MA60000000", "8/31/2027")


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """A clinic with two therapists, who have a license each, two services, and a payer with a department."""
    main = signed_in(start(folder.path), PASSWORD)
    clinic = main.session.clinic
    other = clinic.do(AddTherapist(TherapistDraft("Ann", "Abel"))).row
    for therapist in (1, other):
        clinic.do(AddCredential(TherapistId(therapist), LICENSE))
    new_service(clinic, SERVICE)
    clinic.do(AddDepartment(new_payer(clinic), DEPARTMENT))
    return main


def go(main: MainWindow, place: str, part: str) -> QWidget | None:
    main.go(place, part)
    QApplication.processEvents()
    return main.focusWidget()


def form_of(field: QWidget | None) -> Form:
    at = field
    while at:
        if isinstance(at, Form):
            return at
        at = at.parentWidget()
    raise AssertionError(field)


PARTS = (
    ("settings", "therapists/1/npi", "npi", "2999999990"),
    ("settings", "therapists/2/family_name", "family_name", "Abel"),
    ("settings", "therapists/new/npi", "npi", ""),
    ("settings", "therapists/1/credential/1/expires_on", "expires_on", "08/31/2027"),
    ("settings", "therapists/2/credential/2/number", "number", "MA60000000"),
    ("settings", "therapists/1/credential/new/state", "state", ""),
    ("settings", "services/1/procedure_code", "procedure_code", "MT001"),
    ("settings", "people/1/name", "name", "Maya Ortiz"),
    ("payers", "1/payer_number", "payer_number", "CM001"),
    ("payers", "payer/1/payer_number", "payer_number", "CM001"),
    ("payers", "payer/1/department/1/phone", "phone", "(253) 555-0150"),
    ("payers", "1/department/new/phone", "phone", ""),
)


# Whatever was open before.
@pytest.mark.parametrize("parts", [PARTS, PARTS[::-1]], ids=["forwards", "backwards"])
def test_a_part_leads_to_the_very_field(main: MainWindow, parts: tuple[tuple[str, ...], ...]) -> None:
    for place, part, key, value in parts:
        landed = go(main, place, part)
        form = form_of(landed)
        assert form.isVisible(), part
        assert form.fields[key].box is landed, part
        assert form.fields[key].value() == value, part


@pytest.mark.parametrize("part", ["therapists/1", "therapists/1/credential/1", "services/1"])
def test_without_a_field_its_editor_is_open(main: MainWindow, part: str) -> None:
    go(main, "settings", part)
    depth = [one for one in main.findChildren(Records) if one.isVisible() and one.page()]
    assert len(depth) == (2 if "credential" in part else 1)
    assert any(one.isVisible() for one in main.findChildren(Editor))


def test_a_section_that_is_no_list_opens_as_before(main: MainWindow) -> None:
    assert form_of(go(main, "settings", "billing/tax_id")).fields["tax_id"].box.hasFocus()
    go(main, "settings", "codes")
    assert "Diagnosis codes" in seen(main)
    go(main, "settings", "therapists/")
    assert not any(one.page() for one in main.findChildren(Records))


def test_the_trail_opens_on_a_client_or_an_entry_and_scrolls_in_one_place(main: MainWindow) -> None:
    client = new_client(main.session.clinic)
    main.go("clients", str(client))
    main.resize(1366, 768)
    go(main, "settings", f"audit/client/{client}")
    (trail,) = main.findChildren(TrailSection)
    assert trail.form.values()["kind"] == "looks"
    assert [trail._model.row(at).what for at in range(trail._model.rowCount())] == [
        "Looked at the chart of client Rosalind Nguyễn."
    ]
    around = [one for one in main.findChildren(Scrolling) if one.isAncestorOf(trail)]
    assert [one.verticalScrollBar().maximum() for one in around] == [0]
    go(main, "settings", "audit/entry/1")
    assert "Entry" in seen(trail)


def test_the_chosen_section_is_in_view_however_small_the_window(main: MainWindow) -> None:
    main.resize(main.minimumSizeHint().width(), 420)
    go(main, "settings", "computer")
    QApplication.processEvents()
    (way,) = (one for one in main.findChildren(QPushButton) if one.text() == "This computer")
    assert way.isChecked()
    assert way.visibleRegion().boundingRect().height() == way.height()


def test_a_row_that_is_gone_says_so_above_its_list(main: MainWindow) -> None:
    clinic = main.session.clinic
    clinic.do(RetireTherapist(2, 1))
    clinic.do(RetireService(1, 1))
    clinic.do(RetireDepartment(1, 1))
    go(main, "settings", "therapists/1")
    for place, part in (
        ("settings", "therapists/2/npi"),
        ("settings", "therapists/99/npi"),
        ("settings", "services/1/price"),
        ("payers", "payer/99/name"),
    ):
        go(main, place, part)
        assert main._banner.words() == GONE, part
        assert not any(one.isVisible() and one.page() for one in main.findChildren(Records)), part
        main._banner.hide()


def test_a_credential_that_is_gone_or_another_ones_says_so_on_the_page_of_the_therapist(main: MainWindow) -> None:
    main.session.clinic.do(RetireCredential(1, 1))
    for part in ("therapists/1/credential/1/expires_on", "therapists/1/credential/2/expires_on"):
        go(main, "settings", part)
        assert main._banner.words() == GONE, part
        assert shown_form(main).values()["family_name"] == "Ortiz"
        main._banner.hide()
    go(main, "payers", "1/department/7/phone")
    assert main._banner.words() == GONE


def test_what_a_place_answered_goes_with_it_and_a_full_disk_stays(main: MainWindow) -> None:
    clinic = main.session.clinic
    for name in ("Ana", "Ben"):
        new_case(clinic, new_client(clinic, replace(CLIENT, given_name=name)))
    go(main, "clients", "1")
    go(main, "clients", "1/note/99")
    assert main._banner.words() == GONE
    main.session.fault.emit("The disk is full.")
    # The entry of the place that is shown leads nowhere else; a page of the chart does, and so do its list and a chart.
    main.go("clients")
    assert main._banner.words() == GONE
    clients = main.page("clients")
    assert isinstance(clients, ClientsPlace) and clients.chart
    chart = clients.chart
    ways: tuple[Callable[[], object], ...] = (
        chart.header.tabs["money"].click,
        lambda: go(main, "today", ""),
        lambda: go(main, "clients", "1/summary"),
        lambda: clients.open_chart(2),
    )
    for leave in ways:
        go(main, "clients", "1/note/99")
        assert main._banner.words() == GONE
        leave()
        assert main._banner.words() == ""
    assert main._fault.words() == "The disk is full."
    main.session.mended.emit("No backup was made.")
    assert main._fault.words()
    main.session.mended.emit("The disk is full.")
    assert main._fault.words() == ""


def test_a_part_never_drops_what_stands_in_the_form_before(main: MainWindow) -> None:
    go(main, "settings", "therapists/1/npi")
    form = shown_form(main)
    form.fields["designation"].set_value("LMP")
    go(main, "settings", "therapists/2/npi")
    go(main, "settings", "therapists/1/npi")
    assert shown_form(main).values()["designation"] == "LMP"


def test_the_bottom_bar_is_as_high_with_the_word_demo_as_without(main: MainWindow) -> None:
    (demo,) = (one for one in main.findChildren(ChipText) if one.text() == "DEMO")
    assert demo.isHidden()
    high = main.bottom.sizeHint().height()
    demo.show()
    assert main.bottom.sizeHint().height() == high
