"""Packets on the screen: begun, filled by keyboard, pre-flight with its Fix buttons, criteria, preview, issue, sent."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from charts import open_chart
from packed import DAYS, Packable, accept_all, begun, change, issue_packet, keep_from_plan
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.packets.loader import gathering
from clinic_desktop.packets.loader.rule_file import packet_rules
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.queries.packets import packet, packet_page, volumes_of
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.jobs import InlineJobs
from ui.kit.grid import step
from ui.kit.text import Text
from ui.packets import preview
from ui.packets.builder import PacketBuilder
from ui.packets.halves import FILL
from ui.packets.issued import IssuedPacketPage
from ui.packets.own_criteria import OwnCriteriaPage
from ui.packets.page import PacketsPage
from ui.packets.part_rows import moved
from ui.packets.purposes import PurposeChooser
from ui.packets.section import PacketsSection
from ui.session import Session

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, own: Packable, tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, Session(clinic), tmp_path, own.client)


def press(inside: QWidget, words: str) -> None:
    next(one for one in inside.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def said(inside: QWidget) -> str:
    return " ".join(one.text() for one in inside.findChildren(Text) if one.isVisible())


def builder(chart: ChartPage) -> PacketBuilder:
    return chart.findChildren(PacketBuilder)[-1]


def test_from_the_documents_to_a_packet_that_is_sent(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    chart.open_part("documents")
    chart.documents.show_section("packets")
    (section,) = chart.findChildren(PacketsSection)
    press(section, "Begin a packet")
    (chooser,) = chart.findChildren(PurposeChooser)
    chooser.buttons["appeal"].click()
    page = builder(chart)
    assert "Appeal, to Cascade Mutual" in said(page)
    assert "Type the address, or send it another way." in said(page.findings)
    # The Fix button lands on the very field.
    press(page.findings, "Go to the field")
    address = page.cover.form.fields["to_address"]
    assert address.box.hasFocus() or chart.focusWidget() is address.box
    qtbot.keyClicks(address.box, "PO Box 12, Tacoma")
    page.cover.keep_now()
    assert "Type the address" not in said(page.findings)
    assert not page.issue.isEnabled()
    press(page.findings, "Issue anyway")
    assert page.findings.reason
    page.findings.reason.set_value("The adjuster has the letter")
    qtbot.keyClick(page.findings.reason.box, Qt.Key.Key_Return)
    assert page.issue.isEnabled()
    page.issue.click()
    (issued,) = chart.findChildren(IssuedPacketPage)
    assert "Packet no. 1" in said(issued)
    assert "Treatment plan" in said(issued)
    press(issued, "Mark as sent")
    assert issued.form
    assert issued.form.form.values()["answer_due_on"] == "01/23/2027"
    issued.form.form.fields["confirmation"].set_value("RR 12")
    assert issued.form.editor.save()
    assert packet(clinic.read, 1).confirmation == "RR 12"
    press(issued, "Enter the answer")
    assert issued.form
    assert not issued.form.editor.save()
    issued.form.form.fields["answer"].set_value("Paid")
    assert issued.form.editor.save()
    assert packet(clinic.read, 1).state == "answered"


def test_it_says_about_how_large_it_will_be_and_then_exactly(clinic: Clinic, own: Packable, chart: ChartPage) -> None:
    row = begun(clinic, own.case, "appeal")
    chart.open_part(f"packet/{row}")
    page = builder(chart)
    assert page._state.text() == "7 parts: about 11 pages, about 0.3\u00a0MB"
    page.show_tab("preview")
    page.preview._bind()
    assert page._state.text() == "7 parts: 10 pages, 0.3\u00a0MB"
    page.show_tab("findings")
    assert page.preview.packet
    # What was counted is known where the same part is in.
    page._keep_parts(packet(clinic.read, row).parts[:2])
    assert page.preview.packet is None
    assert page._state.text() == "2 parts: about 5 pages, about 0.1\u00a0MB"
    page._keep_parts(())
    assert page._state.text() == "0 parts"


def test_the_note_about_volumes_leads_to_what_weighs_most(
    clinic: Clinic, own: Packable, chart: ChartPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = begun(clinic, own.case, "appeal")
    change(clinic, row, PacketDraft(way="portal"))
    known = packet_rules()
    limits = [replace(one, size=150_000 if one.way == "portal" else one.size) for one in known.limits]
    monkeypatch.setattr(gathering, "packet_rules", lambda: replace(known, limits=limits))
    chart.open_part(f"packet/{row}")
    page = builder(chart)
    assert "Too large for the portal" not in said(page.findings)
    page.show_tab("preview")
    page.preview._bind()
    page.show_tab("findings")
    assert page.preview.packet
    heaviest = page.preview.packet.size.heaviest
    assert heaviest
    count = len(page.preview.packet.volumes)
    assert f"Too large for the portal even after shrinking: {count} volumes." in said(page.findings)
    press(page.findings, "Go to the part")
    assert page.parts.rows[heaviest.key].check is chart.focusWidget()
    # It stands in nobody’s way.
    accept_all(clinic, row)
    assert page.issue.isEnabled()


def test_the_day_of_the_answer_follows_that_of_sending(clinic: Clinic, own: Packable, chart: ChartPage) -> None:
    row = begun(clinic, own.case, "appeal")
    change(clinic, row, TO)
    accept_all(clinic, row)
    chart.open_part(f"packet/{issue_packet(clinic, row)}")
    (page,) = chart.findChildren(IssuedPacketPage)
    page.ask_sent()
    assert page.form
    # With its source, until somebody types another one.
    assert "23 Jan 2027 by the rule (Post-service appeal, 29 CFR" in said(page.form)
    day, due = page.form.form.fields["sent_on"], page.form.form.fields["answer_due_on"]
    day.set_value("yesterday")
    assert due.value() == "01/22/2027"
    day.set_value("yest")
    due.set_value("1/15/2027")
    day.set_value("today")
    assert due.value() == "1/15/2027"


def test_parts_are_taken_out_put_in_and_moved(qtbot: QtBot, clinic: Clinic, own: Packable, chart: ChartPage) -> None:
    row = begun(clinic, own.case, "appeal")
    chart.open_part(f"packet/{row}")
    page = builder(chart)
    keys = [one.key for one in packet(clinic.read, row).parts]
    first, second = page.parts.rows[keys[0]], keys[1]
    first.check.setFocus()
    qtbot.keyClick(first.check, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [one.key for one in packet(clinic.read, row).parts][:2] == [second, keys[0]]
    # The focus is on the same part, which stands elsewhere now.
    assert page.parts.rows[keys[0]].check is chart.focusWidget()
    page.parts.rows[keys[0]].check.click()
    assert keys[0] not in [one.key for one in packet(clinic.read, row).parts]
    page.parts.rows[keys[0]].check.click()
    assert packet(clinic.read, row).parts[-1].key == keys[0]
    clinic.undo()
    assert keys[0] not in [one.key for one in packet(clinic.read, row).parts]
    notes = page.parts.rows[f"notes:{own.case}"]
    assert notes.fold
    assert notes.fold.text() == "2 of 3 visits"
    notes.fold.click()
    days = page.parts.rows[f"notes:{own.case}"].days
    assert [one.text() for one in days.values()] == ["4 Nov 2026", "10 Nov 2026", "17 Nov 2026"]
    days[own.visits[0]].click()
    assert next(one for one in packet(clinic.read, row).parts if one.key.startswith("notes")).visits == tuple(
        own.visits
    )
    press(page.parts, "Propose again")
    assert [one.key for one in packet(clinic.read, row).parts] == keys


def test_a_drop_moves_a_part_before_or_behind_another_one(clinic: Clinic, own: Packable) -> None:
    parts = packet(clinic.read, begun(clinic, own.case, "appeal")).parts
    keys = [one.key for one in parts]
    down = [one.key for one in moved(parts, keys[0], "before", keys[2])]
    assert down == [keys[1], keys[2], keys[0], *keys[3:]]
    assert [one.key for one in moved(parts, keys[2], "before", keys[0])] == [keys[2], *keys[:2], *keys[3:]]
    assert [one.key for one in moved(parts, keys[0], "up", None)] == keys
    assert [one.key for one in moved(parts, keys[-1], "down", None)] == keys


def test_what_cannot_be_read_stays_in_its_field_and_is_said_there(
    clinic: Clinic, own: Packable, chart: ChartPage
) -> None:
    row = begun(clinic, own.case, "appeal")
    chart.open_part(f"packet/{row}")
    page = builder(chart)
    about = page.whom.form.fields["about"]
    about.set_value("period")
    assert packet(clinic.read, row).about == ""
    since = page.whom.form.fields["since"]
    assert not since.isHidden()
    since.set_value("13/45/2026")
    page.whom.keep_now()
    assert since.problem()
    assert since.value() == "13/45/2026"
    page.reload()
    assert since.value() == "13/45/2026"
    since.set_value("11/4/2026")
    page.whom.keep_now()
    assert packet(clinic.read, row).since
    page.whom.form.fields["way"].set_value("fax")
    page.cover.form.fields["to_fax"].set_value("12")
    page.cover.keep_now()
    assert page.cover.form.fields["to_fax"].problem()


def test_the_criteria_are_answered_left_out_and_found_by_their_fix(
    clinic: Clinic, own: Packable, chart: ChartPage
) -> None:
    row = begun(clinic, own.case, "appeal")
    change(clinic, row, TO)
    parts = tuple(one for one in packet(clinic.read, row).parts if not one.key.startswith("measures"))
    change(clinic, row, PacketDraft(parts=parts))
    chart.open_part(f"packet/{row}")
    page = builder(chart)
    press(page.findings, "Answer it")
    editor = page.criteria.editor
    assert editor
    assert "15/50" in editor.form.values()["words"]
    editor.form.fields["page"].set_value("none")
    assert not editor.save()
    assert editor.form.fields["page"].problem() == "Type a page of that part, like 1."
    editor.form.fields["page"].set_value("1")
    editor.form.fields["words"].set_value("Sits 45 minutes now, 20 at first")
    editor.form.fields["part"].set_value(f"notes:{own.case}")
    assert editor.save()
    (answer,) = packet(clinic.read, row).criteria
    assert (answer.words, answer.part) == ("Sits 45 minutes now, 20 at first", f"notes:{own.case}")
    assert "Not answered" not in said(page.findings)
    press(page.criteria, "What this payer wants")
    (own_page,) = chart.findChildren(OwnCriteriaPage)
    press(own_page, "Add a criterion")
    assert own_page.editor
    assert not own_page.editor.save()
    assert own_page.editor.form.fields["words"].problem()
    own_page.editor.form.fields["words"].set_value("Two scores of one measure")
    own_page.editor.form.fields["source"].set_value("Policy 12")
    own_page.editor.form.fields["evidence"].set_value("progress")
    assert own_page.editor.save()
    assert "Two scores of one measure" in said(own_page)
    press(own_page, "Back to the packet")
    page = builder(chart)
    page.show_tab("criteria")
    assert "Two scores of one measure" in said(page.criteria)


def test_the_whole_is_bound_beside_and_again_after_a_change(
    qtbot: QtBot, clinic: Clinic, own: Packable, chart: ChartPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "_MILLISECONDS", 0)
    row = begun(clinic, own.case, "appeal")
    chart.open_part(f"packet/{row}")
    page = builder(chart)
    page.preview._soon.setInterval(0)
    page.show_tab("preview")
    qtbot.waitUntil(lambda: page.preview.packet is not None)
    assert page.preview.packet
    before = page.preview.packet.pages
    assert page.preview.size_words().startswith(f"{before} pages")
    # Its words begin where the tabs above them do, beside the fields and alone; its sheets, a step inside, too.
    for width, first in ((1600, "findings"), (700, FILL)):
        page.halves.resize(width, 700)
        page.show_tab("preview")
        qtbot.wait(0)
        edge = page.halves.tabs[first].mapTo(page.halves, QPoint()).x()
        assert page.preview._size.mapTo(page.halves, QPoint()).x() == edge
        assert page.preview.pages.mapTo(page.halves, QPoint(step(1), 0)).x() == edge
    page.parts.rows[f"notes:{own.case}"].check.click()
    qtbot.waitUntil(lambda: page.preview.packet is not None and page.preview.packet.pages < before)


def test_what_is_kept_from_the_plan_cannot_be_issued_anyway(clinic: Clinic, own: Packable, chart: ChartPage) -> None:
    row = begun(clinic, own.case, "appeal")
    change(clinic, row, TO)
    keep_from_plan(clinic, own.client, DAYS[1])
    accept_all(clinic, row)
    chart.open_part(f"packet/{row}")
    page = builder(chart)
    assert "tells of the visit of 10 Nov 2026" in said(page.findings)
    assert not any(one.text() == "Issue anyway" for one in page.findings.findChildren(QPushButton))
    assert not page.issue.isEnabled()
    # Its Fix button takes out what tells of it.
    while any(one.text() == "Take it out" and one.isVisible() for one in page.findings.findChildren(QPushButton)):
        press(page.findings, "Take it out")
    assert f"bill:{own.bill}" not in [one.key for one in packet(clinic.read, row).parts]


def test_where_a_case_comes_first_the_empty_list_leads_to_one(qtbot: QtBot, clinic: Clinic, own: Packable) -> None:
    went: list[str] = []
    section = PacketsSection(Session(clinic), own.client, went.append)
    qtbot.addWidget(section)
    section.show()
    for case, words, offer in (
        (CaseId(0), "A case comes first", "New case"),
        (own.case, "No packet", "Begin a packet"),
    ):
        section.show_case(own.client, case)
        assert words in section.listed.table.empty_words().text()
        press(section.listed, offer)
    assert went == ["case/new", "packet/new"]


def test_the_rail_lists_all_of_them_and_leads_into_the_chart(qtbot: QtBot, clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "appeal")
    change(clinic, row, TO)
    accept_all(clinic, row)
    issue_packet(clinic, row)
    begun(clinic, own.case, "records")
    session = Session(clinic)
    page = PacketsPage(session)
    qtbot.addWidget(page)
    page.show()
    went: list[tuple[str, str]] = []
    session.asked_for.connect(lambda place, part: went.append((place, part)))
    assert [one.state for one in packet_page(clinic.read, clinic.clock.today()).rows] == ["draft", "issued"]
    assert page.listed.search
    page.listed.search.setText("1")
    page.listed.table.opened.emit(page.listed._model.row(0))
    assert went == [("clients", f"{own.client}/of/{own.case}/packet/{row}")]
    assert page.listed.states
    page.listed.states.setCurrentIndex(page.listed.states.findData("void"))
    assert page.listed._model.rowCount() == 0
    assert "No packet fits" in page.listed.table.empty_words().text()


def test_a_draft_is_removed_and_comes_back(clinic: Clinic, own: Packable, chart: ChartPage) -> None:
    row = begun(clinic, own.case, "appeal")
    chart.open_part(f"packet/{row}")
    press(builder(chart), "Remove draft")
    assert packet_page(clinic.read, clinic.clock.today()).rows == ()
    clinic.undo()
    assert packet(clinic.read, row).id == row


def test_void_asks_why_and_offers_the_replacement(clinic: Clinic, own: Packable, chart: ChartPage) -> None:
    row = begun(clinic, own.case, "records")
    issue_packet(clinic, row)
    chart.open_part(f"packet/{row}")
    (page,) = chart.findChildren(IssuedPacketPage)
    assert len(volumes_of(clinic.read, row)) == 1
    press(page, "Void this packet")
    assert page.form
    assert not page.form.editor.save()
    page.form.form.fields["why"].set_value("Wrong person")
    assert page.form.editor.save()
    press(page, "Make the replacement")
    assert builder(chart).parts.rows


def test_another_clients_packet_is_not_shown(qtbot: QtBot, clinic: Clinic, own: Packable, tmp_path: Path) -> None:
    from billable import billable_client

    other = billable_client(clinic, "Ben")
    row = begun(clinic, own.case, "records")
    session = Session(clinic)
    told: list[str] = []
    session.trouble.connect(told.append)
    chart = open_chart(qtbot, session, tmp_path / "other", other.client)
    chart.open_part(f"packet/{row}")
    assert told == ["This packet is another client’s."]
    assert isinstance(chart._jobs, InlineJobs)
