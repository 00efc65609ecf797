"""What a packet is made from, chosen on its page: with nothing on record, with visits and contacts, with criteria; and
where its number was taken meanwhile."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest
from charts import open_chart
from factories import CLIENT, new_case, new_client
from packed import Packable, accept_all, begun, change, issue_packet
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.kit.text import Text
from ui.packets.builder import PacketBuilder
from ui.packets.issued import IssuedPacketPage
from ui.packets.own_criteria import OwnCriteriaPage
from ui.session import Session

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def press(inside: QWidget, words: str) -> None:
    next(one for one in inside.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def said(inside: QWidget) -> str:
    return " ".join(one.text() for one in inside.findChildren(Text) if one.isVisible())


def builder(chart: ChartPage, row: int) -> PacketBuilder:
    chart.open_part(f"packet/{row}")
    return chart.findChildren(PacketBuilder)[-1]


def test_with_nothing_on_record_it_says_what_comes_first(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    client = new_client(clinic, replace(CLIENT, given_name="Ben"))
    row = begun(clinic, new_case(clinic, client), "reimbursement")
    page = builder(open_chart(qtbot, Session(clinic), tmp_path, client), row)
    assert "Choose at least one part." in said(page.findings)
    press(page.findings, "Choose parts")
    assert "Nothing is on record that could go in" in said(page.parts)
    assert page.window().focusWidget() is page.parts.again


def test_visits_are_counted_as_visits_and_contacts_as_contacts(
    qtbot: QtBot, clinic: Clinic, own: Packable, tmp_path: Path
) -> None:
    for party, name in (("payer/1", ""), ("attorney", "Ana Ruiz")):
        draft = ContactDraft(contacted_on="11/3/2026", party=party, name=name, said="Asked")
        clinic.do(LogContact(own.case, draft))
    page = builder(open_chart(qtbot, Session(clinic), tmp_path), begun(clinic, own.case, "appeal"))
    notes, calls = page.parts.rows[f"notes:{own.case}"], page.parts.rows[f"calls:{own.case}"]
    assert notes.fold and calls.fold
    assert (notes.fold.text(), calls.fold.text()) == ("2 of 3 visits", "1 of 2 contacts")
    assert calls.fold.accessibleName() == "Choose contacts: Call log, 1 of 2 contacts"
    page.parts.open_days(f"calls:{own.case}")
    boxes = [(one.text(), one.isChecked()) for one in page.parts.rows[f"calls:{own.case}"].days.values()]
    assert boxes == [("3 Nov 2026", True), ("3 Nov 2026, with somebody else", False)]
    page.parts.open_days(f"notes:{own.case}")
    days = list(page.parts.rows[f"notes:{own.case}"].days.values())
    # In columns: they begin equally far from each other, however long the words are.
    apart = [after.x() - before.x() for before, after in pairwise(days)]
    assert len(set(apart)) == 1


def test_one_criterion_is_written_at_a_time_and_an_answer_is_called_one(
    qtbot: QtBot, clinic: Clinic, own: Packable, tmp_path: Path
) -> None:
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    row = begun(clinic, own.case, "appeal")
    page = builder(chart, row)
    sheet = page.criteria
    page.show_tab("criteria")
    assert sheet.buttons["generic:progress"].text() == "Change the answer"
    page._keep_answers(())
    clinic._writer._database.execute("UPDATE scores SET retired_at = '2026-11-24'")
    page.reload()
    found = sheet.buttons["generic:progress"]
    assert (found.text(), found.accessibleName()[:10]) == ("Answer it", "Answer it:")
    chart.open_part(f"criteria/1/{row}")
    (own_page,) = chart.findChildren(OwnCriteriaPage)
    assert "None is written down" in said(own_page)
    own_page.add.click()
    assert "None is written down" not in said(own_page)
    assert not own_page.add.isVisible()
    assert own_page.editor
    own_page._drop()
    assert own_page.add.isVisible()


def test_a_number_that_was_taken_meanwhile_is_stamped_anew(
    qtbot: QtBot, clinic: Clinic, own: Packable, tmp_path: Path
) -> None:
    row = begun(clinic, own.case)
    change(clinic, row, TO)
    accept_all(clinic, row)
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    page = builder(chart, row)
    page.show_tab("preview")
    page.preview._bind()
    assert page.preview.packet and page.preview.packet.number == 1
    # Another packet of the same minute takes the number; nothing that this one says changes by it.
    rival = begun(clinic, own.case)
    change(clinic, rival, TO)
    issue_packet(clinic, rival)
    page._on_issue()
    assert packet(clinic.read, row).number == 2


def test_the_page_of_an_issued_packet_says_what_goes_out_until_it_went(
    qtbot: QtBot, clinic: Clinic, own: Packable, tmp_path: Path
) -> None:
    row = begun(clinic, own.case)
    change(clinic, row, TO)
    accept_all(clinic, row)
    issue_packet(clinic, row)
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.open_part(f"packet/{row}")
    (page,) = chart.findChildren(IssuedPacketPage)
    assert "What goes out" in said(page)
    press(page, "Mark as sent")
    assert page.form
    assert page.form.editor.save()
    assert "What went out" in said(page)
    assert "What goes out" not in said(page)
