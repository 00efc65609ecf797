"""The files on a client’s chart: dropped, pasted, chosen; what cannot be filed says so, and the rest goes on."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart as chart_of
from dropping import carried, drop
from factories import CLIENT, new_case, new_client
from filing import filed, pdf_of, widths_of, without_child
from held_jobs import HeldJobs
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from windows import press, seen

from clinic_desktop.attachments.model import AttachmentDraft
from clinic_desktop.attachments.queries import attachment, attachments_of
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused, StoreTrouble
from clinic_desktop.values.problems import Problem
from ui.attachments.page import AttachmentPage
from ui.attachments.scan_folder import ScanFolder
from ui.attachments.section import AttachmentsSection
from ui.chart.page import ChartPage
from ui.jobs import InlineJobs
from ui.preferences import Preferences
from ui.session import Session
from ui.today.page import TodayPage


@pytest.fixture
def owner(clinic: Clinic) -> int:
    client = new_client(clinic)
    new_case(clinic, client)
    return client


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def chart(qtbot: QtBot, session: Session, owner: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ChartPage:
    without_child(monkeypatch)
    made = chart_of(qtbot, session, tmp_path, owner)
    made.open_part("documents/files")
    return made


def section(chart: ChartPage) -> AttachmentsSection:
    return chart.documents.files


def opened(chart: ChartPage) -> AttachmentPage:
    return chart.findChildren(AttachmentPage)[-1]


def look(shown: AttachmentsSection) -> None:
    """Look into the scan folder, as if a while had gone by since the last time."""
    shown.waiting._folder._since.invalidate()
    shown.waiting.look()


def written(folder: Path, name: str, *widths: int) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(pdf_of(*widths))
    return folder / name


def test_a_file_dropped_on_the_bills_is_filed_and_opened(clinic: Clinic, chart: ChartPage, tmp_path: Path) -> None:
    chart.open_part("documents/bills")
    drop(chart.documents, carried(written(tmp_path / "in", "Denial letter.pdf", 100, 200)))
    page = opened(chart)
    assert "Denial letter" in seen(page) and "2 pages. Added 24 Nov 2026 as “Denial letter.pdf”." in seen(page)
    (one,) = attachments_of(clinic.read, chart.owner)
    assert widths_of(clinic.blobs.get(one.blob)) == [100, 200] and one.case_reason == "Neck pain"
    page.go_back()
    assert section(chart).isVisible() and section(chart).table.model().rowCount() == 1


def test_several_are_gone_through_one_after_another(clinic: Clinic, chart: ChartPage, tmp_path: Path) -> None:
    drop(section(chart), carried(*(written(tmp_path / "in", f"{name}.pdf", at) for at, name in enumerate("abc", 100))))
    assert "2 more to go through" in seen(chart)
    for kind in ("denial", "card", "letter"):
        form = opened(chart).editor.form
        form.fields["kind"].set_value(kind)
        assert opened(chart).editor.save()
    assert [one.kind for one in attachments_of(clinic.read, chart.owner)] == ["letter", "card", "denial"]
    assert section(chart).isVisible()
    # One step back for each of them, then all of them.
    for _ in range(4):
        clinic.undo()
    assert not attachments_of(clinic.read, chart.owner)


def test_each_that_is_refused_has_a_sentence_and_the_rest_is_filed(
    clinic: Clinic, qtbot: QtBot, chart: ChartPage, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no pages")
    folder = tmp_path / "in"
    drop(section(chart), carried(written(folder, "good.pdf", 100), tmp_path / "notes.txt", folder, folder / "gone.pdf"))
    told = seen(section(chart))
    assert "1 file was filed. 3 cannot be filed:" in told
    for words in (
        "“notes.txt”: This file is no PDF.",
        "“in”: This is a folder.",
        "“gone.pdf”: It is not there any more.",
    ):
        assert words in told
    press(qtbot, section(chart), "Close")
    assert "gone.pdf" not in seen(section(chart)) and not section(chart).report.isVisible()
    section(chart).add([written(folder, "another.pdf", 200), tmp_path / "notes.txt"])
    chart.open_part("documents/bills")
    chart.open_part("documents/files")
    press(qtbot, section(chart), "Say what they are")
    assert "another" in seen(opened(chart))
    opened(chart).go_back()
    assert "cannot be filed" not in seen(section(chart))


def test_the_same_file_is_told_at_once_and_may_be_added_all_the_same(
    clinic: Clinic, qtbot: QtBot, chart: ChartPage, tmp_path: Path
) -> None:
    path = written(tmp_path / "in", "Card.pdf", 100)
    section(chart).add([path])
    opened(chart).go_back()
    section(chart).add([path])
    assert "Nothing new was filed." in seen(chart) and "“Card.pdf” is filed already, as Card of 24 Nov 2026." in seen(
        chart
    )
    assert len(attachments_of(clinic.read, chart.owner)) == 1
    press(qtbot, section(chart), "Show it")
    assert "Card" in seen(opened(chart))
    opened(chart).go_back()
    section(chart).add([path])
    press(qtbot, section(chart), "Add it anyway")
    assert len(attachments_of(clinic.read, chart.owner)) == 2


def test_what_was_taken_out_of_a_file_is_said(chart: ChartPage, tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(pdf_of(100) + b"% /JS")
    section(chart).add([tmp_path / "form.pdf"])
    told = seen(section(chart))
    assert "1 file was filed." in told
    assert "“form.pdf” was filed without what could run or open something: JavaScript. Its pages are all there." in told


def test_a_picture_and_a_file_are_pasted(
    qtbot: QtBot, clinic: Clinic, chart: ChartPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[bytes] = []

    def keep(content: bytes) -> None:
        taken.append(content)
        raise Refused((Problem("", "It was kept by the test."),))

    clipboard = QApplication.clipboard()
    clipboard.setText("only words")
    section(chart).add_button.setFocus()
    qtbot.keyClick(section(chart).add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "There is no file and no picture to paste. Copy one first." in seen(chart)
    clipboard.setMimeData(carried(written(tmp_path / "in", "a.pdf", 100)))
    qtbot.keyClick(section(chart).add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(attachments_of(clinic.read, chart.owner)) == 1
    opened(chart).go_back()
    monkeypatch.setattr("clinic_desktop.attachments.loader.files.scan", keep)
    picture = QImage(40, 50, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    clipboard.setImage(picture)
    section(chart).paste()
    assert "“Pasted picture”: It was kept by the test." in seen(chart)
    assert QImage.fromData(taken[0]).size() == picture.size() and taken[0].startswith(b"\x89PNG")
    clipboard.clear()


def test_what_is_on_another_computer_is_told(chart: ChartPage) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://plan.example/letters/denial.pdf")])
    drop(section(chart), mime)
    assert "“denial.pdf” is not on this computer. Save it to a folder first, then drop it here." in seen(chart)


def test_on_a_full_disk_nothing_is_lost(
    clinic: Clinic, chart: ChartPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise StoreTrouble("The disk is full. Nothing was changed.")

    monkeypatch.setattr(type(clinic.blobs), "put", full)
    paths = [written(tmp_path / "in", f"{name}.pdf", at) for at, name in enumerate("ab", 100)]
    section(chart).add(paths)
    assert "The disk is full. Nothing was changed. 2 files were not filed: they are still where they were." in seen(
        chart
    )
    assert not attachments_of(clinic.read, chart.owner) and all(path.exists() for path in paths)


@pytest.mark.usefixtures("qapp")
def test_what_was_dropped_is_filed_though_the_chart_is_left(
    clinic: Clinic, session: Session, owner: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_child(monkeypatch)
    jobs, told = HeldJobs(), list[str]()
    preferences = Preferences(str(tmp_path / "preferences.ini"))
    made = AttachmentsSection(session, jobs, ClientId(owner), lambda _: None, preferences)
    session.told.connect(told.append)
    path = written(tmp_path / "in", "a.pdf", 100)
    made.add([path])
    # Dropped again before the first one is read.
    made.add([path])
    delete(made)
    assert jobs.go() == ["Reading files", "Reading files"]
    assert len(attachments_of(clinic.read, owner)) == 1
    assert told == ["1 file was filed."]


def test_the_list_is_narrowed_by_kind_and_shows_no_other_clients(clinic: Clinic, chart: ChartPage) -> None:
    shown = section(chart)
    assert "No file yet." in seen(shown) and shown.kinds.isHidden()
    for kind in ("card", "denial", "denial"):
        filed(clinic, chart.owner, draft=AttachmentDraft(kind))
    filed(clinic, new_client(clinic, replace(CLIENT, given_name="Ben")), draft=AttachmentDraft("letter"))
    shown.reload()
    assert [shown.kinds.itemText(at) for at in range(shown.kinds.count())] == [
        "All kinds",
        "Denial letter",
        "Insurance card",
    ]
    assert shown.table.model().rowCount() == 3
    shown.kinds.setCurrentIndex(1)
    assert shown.table.model().rowCount() == 2


def test_a_scan_waits_until_it_is_filed_and_leaves_the_folder_when_asked(
    qtbot: QtBot, clinic: Clinic, chart: ChartPage, tmp_path: Path
) -> None:
    folder, shown = tmp_path / "scans", section(chart)
    path = written(folder, "Scan_0001.pdf", 100)
    shown.waiting.watch(folder)
    # It may be half written.
    assert "new scan" not in seen(shown) and f"Scan folder: {folder}" in seen(shown)
    look(shown)
    assert "1 new scan waits" in seen(shown) and "Scan_0001.pdf" in seen(shown)
    assert chart.documents.switches["files"].text() == "Files · 1 new scan"
    assert not attachments_of(clinic.read, chart.owner)
    press(qtbot, shown, "File it")
    (one,) = attachments_of(clinic.read, chart.owner)
    opened(chart).go_back()
    assert "new scan" not in seen(shown)
    assert "1 scan is filed and still lies in the scan folder, where whoever opens this computer can read it." in seen(
        shown
    )
    assert chart.documents.switches["files"].text() == "Files"
    press(qtbot, shown, "Remove from the scan folder")
    assert path.exists()
    (box,) = shown.waiting.findChildren(QMessageBox)
    press(qtbot, box, "Remove from the scan folder")
    assert not path.exists() and attachment(clinic.read, one.id) == one
    assert "1 scan was removed from the scan folder." in seen(shown) and "still lies" not in seen(shown)
    press(qtbot, shown, "Stop watching")
    assert "Scan folder" not in seen(shown)


def test_a_scan_folder_with_too_many_files_says_so(
    chart: ChartPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_desktop.attachments.loader.folder.MOST_FILES", 2)
    shown, folder = section(chart), tmp_path / "scans"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.pdf").write_bytes(pdf_of(300))
    shown.waiting.watch(folder)
    look(shown)
    assert "1 older file in the scan folder is not looked at: it holds too many." in seen(shown)
    (folder / "c.pdf").unlink()
    look(shown)
    assert "is not looked at" not in seen(shown)


def test_a_scan_folder_that_is_gone_is_told_of_and_comes_back(chart: ChartPage, tmp_path: Path) -> None:
    folder, shown = tmp_path / "network", section(chart)
    shown.waiting.watch(folder)
    assert "The scan folder could not be read: " in seen(shown)
    written(folder, "a.pdf", 100)
    look(shown)
    look(shown)
    assert "could not be read" not in seen(shown) and "1 new scan waits" in seen(shown)


def test_what_waits_is_said_beside_the_other_papers_too(
    qtbot: QtBot, clinic: Clinic, session: Session, owner: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.attachments.scan_folder.SETTLE_MILLISECONDS", 150)
    folder = written(tmp_path / "scans", "a.pdf", 100).parent
    Preferences(str(tmp_path / "preferences.ini")).keep_scan_folder(folder)
    chart = chart_of(qtbot, session, tmp_path, owner)
    chart.open_part("documents/bills")
    files = chart.documents.switches["files"]
    # It may be half written: it is looked at twice.
    assert files.text() == "Files"
    qtbot.waitUntil(lambda: files.text() == "Files · 1 new scan", timeout=10_000)
    # Nothing is filed by itself.
    assert not attachments_of(clinic.read, owner) and chart.documents.bills.isVisible()
    chart.open_part("visits")
    assert not section(chart).waiting._folder._again.isActive()


def test_what_waits_is_said_in_the_head_of_any_chart_and_on_today(
    qtbot: QtBot, session: Session, owner: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_child(monkeypatch)
    folder, preferences = tmp_path / "scans", Preferences(str(tmp_path / "preferences.ini"))
    path = written(folder, "a.pdf", 100)
    preferences.keep_scan_folder(folder)
    chart = chart_of(qtbot, session, tmp_path, owner)
    today = TodayPage(session, InlineJobs(session), None, preferences)
    qtbot.addWidget(today)
    today.show()
    tab, watch = chart.header.tabs["documents"], session.findChild(ScanFolder)
    assert watch and tab.text() == "Documents" and "new scan" not in seen(today)
    watch._since.invalidate()
    watch.look()
    assert (tab.text(), tab.accessibleName()) == ("Documents · 1", "Documents · 1 new scan")
    qtbot.waitUntil(lambda: "1 new scan waits in the scan folder." in seen(today))
    asked: list[tuple[str, str]] = []
    session.asked_for.connect(lambda *where: asked.append(where))
    press(qtbot, today, "Choose the client")
    assert asked == [("clients", "list")]
    # It is one watch for all, and it rests when nobody looks.
    assert watch._again.isActive() and session.findChildren(ScanFolder) == [watch]
    section(chart).add([path])
    assert tab.text() == "Documents" and "new scan" not in seen(today)
    today.hide()
    chart.open_part("visits")
    assert not watch._again.isActive()
