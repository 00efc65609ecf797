"""A day in the window leaves no word of a client outside of the encrypted file, and asks nothing of the net."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest
from factories import new_case, new_client, new_policy, new_visit
from fixed import PASSWORD
from network import heard_of_the_net
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog
from windows import Starter, signed_in, type_in

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.tabs import TAB_TOPICS
from ui.kit.files import ask_folder, ask_where
from ui.kit.paper_bar import Handout, PaperBar
from ui.main_window import MainWindow
from ui.navigation import PLACES

ROOT = Path(__file__).parents[2]
MARKS = ("Quartermain", "Zebulon", "Wobblethorpe")
# Every name under which this computer keeps something, beside the offsets of a printer.
KNOWN = {
    *("theme", "text_size", "lock_after", "client_list", "authorization_report", "report", "report_period"),
    *("income_report", "window/geometry", "system/contrast", "scans/folder"),
}  # fmt: skip


def a_day(main: MainWindow) -> None:
    """Everywhere once, with a client whose every word is a mark."""
    clinic = main.session.clinic
    owner = new_client(clinic, ClientDraft(MARKS[0], "", MARKS[1], phone="2535550142", note=MARKS[2]))
    case = new_case(clinic, owner)
    new_policy(clinic, case)
    new_visit(clinic, case)
    for place in PLACES:
        main.go(place.key)
    for tab in TAB_TOPICS:
        main.go("clients", f"{owner}/{tab}")
    for part in ("edit", "superbill/new", "letter/new", "contact/new"):
        main.go("clients", f"{owner}/{part}")
        main.show_manual(main.topic)
        QApplication.processEvents()
    main._search.setText(MARKS[1])
    main._shortcuts()
    for paper in ("account-statement", "call-sheet", "determination", "estimate-notice"):
        main.go("clients", f"{owner}/{paper}/new")
    for report in ("income", "outstanding"):
        main.go("reports", report)


def test_a_day_asks_nothing_of_the_net_and_names_nobody(
    monkeypatch: pytest.MonkeyPatch, start: Starter, folder: ClinicFolder, tmp_path: Path
) -> None:
    offered, offer = list[Handout](), PaperBar.offer

    def noted(bar: PaperBar, paper: Handout | None) -> None:
        offered.extend([paper] if paper else [])
        offer(bar, paper)

    monkeypatch.setattr(PaperBar, "offer", noted)
    with heard_of_the_net() as heard:
        app = start(folder.path)
        main = signed_in(app, PASSWORD)
        a_day(main)
        titles = {window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible()}
        app.desk.lock()
        QApplication.processEvents()
        main = signed_in(app, PASSWORD)
        assert heard == []
    # How a file is called that is proposed, and a job of the printer.
    names = {name for paper in offered for name in (paper.file_name, paper.title)}
    assert len(names) >= 8 and not [name for name in names if any(mark in name for mark in MARKS)]
    assert titles == {"Clinic Desktop", "Manual of Clinic Desktop", "Shortcuts"}
    app.close()
    app.preferences._kept.sync()
    kept = ConfigParser(interpolation=None)
    kept.optionxform = str  # type: ignore[assignment,method-assign]
    kept.read(tmp_path / "window.ini")
    keys = {key if group == "General" else f"{group}/{key}" for group in kept.sections() for key in kept[group]}
    assert {"window/geometry", "report"} <= keys <= KNOWN
    # Outside of the clinic's own folder, which is encrypted: settings, caches, whatever was left lying.
    for path in tmp_path.rglob("*"):
        assert not any(mark in path.name for mark in MARKS)
        if path.is_file():
            content = path.read_bytes()
            assert not [mark for mark in MARKS if mark.encode() in content or mark.encode("utf-16-le") in content], path


def test_the_ear_hears() -> None:
    with heard_of_the_net() as heard, socket.socket() as made, pytest.raises(OSError, match=r"refused|unreachable"):
        made.connect(("127.0.0.1", 9))
    assert heard == ["socket.connect"]


def test_the_library_of_the_net_is_not_even_loaded() -> None:
    code = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, "tests")
from PySide6.QtWidgets import QApplication
application = QApplication([])
import ui.launch, ui.main_window, ui.locking.linux, ui.chart.page, ui.settings.page, ui.start.sign_in
from network import libraries_of_the_net
print(libraries_of_the_net(), "PySide6.QtNetwork" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "False"], done.stdout


@pytest.fixture
def qt_settings(tmp_path: Path) -> Iterator[Path]:
    """Where Qt's own dialog writes for this test."""
    where = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
    before = QSettings(QSettings.Scope.UserScope, "QtProject").fileName()
    QSettings.setPath(*where, str(tmp_path / "settings"))
    yield tmp_path / "settings" / "QtProject.conf"
    QSettings.setPath(*where, str(Path(before).parent))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system has a dialog of its own")
@pytest.mark.parametrize("by_lock", [True, False])
def test_a_folder_that_was_looked_at_is_written_nowhere(
    start: Starter, folder: ClinicFolder, tmp_path: Path, qt_settings: Path, by_lock: bool
) -> None:
    named = tmp_path / f"{MARKS[0]}_intake"
    named.mkdir()
    app = start(folder.path)
    main = signed_in(app, PASSWORD)
    for dialog in (ask_where(main, "Save", "SB-1.pdf", lambda _: None), ask_folder(main, "Where", lambda _: None)):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setDirectory(str(named))
        QApplication.processEvents()
        if not by_lock:
            dialog.accept() if dialog.fileMode() == QFileDialog.FileMode.Directory else dialog.reject()
            dialog.close()
    if by_lock:
        app.desk.lock()
    for _ in range(3):
        QApplication.sendPostedEvents(None, 52)
        QApplication.processEvents()
    # What a dialog that is not let go of by our door leaves is seen here.
    assert not qt_settings.exists() or MARKS[0] not in qt_settings.read_text(encoding="utf-8")


def test_a_lock_keeps_all_that_was_typed_into_any_form(start: Starter, folder: ClinicFolder) -> None:
    """By what a lock does: whatever page it is on, every text that stands in a field is in its draft."""
    main = signed_in(start(folder.path), PASSWORD)
    clinic = main.session.clinic
    owner = new_client(clinic)
    case = new_case(clinic, owner)
    new_policy(clinic, case)
    new_visit(clinic, case)
    parts = [("clients", f"{owner}/{part}") for part in ("edit", "case/new", "policy/new", "visit/new", "note/1",
             "contact/new", "prescription/new", "payment/new/all", "checklist/new")]  # fmt: skip
    parts += [("settings", part) for part in ("practice", "billing", "therapists/1", "services/new", "people/new")]
    parts += [("payers", "new"), ("payers", "prescriber/new"), ("clients", "new")]
    for place, part in parts:
        main.go(place, part)
        typed = dict[str, str]()
        form = type_in(main)
        for key, field in form.fields.items():
            before = field.value()
            field.set_value("7")
            # A choice takes only what it has, and a password is kept by nobody.
            if field.value() == "7" != before and "password" not in key and "again" not in key:
                typed[key] = "7"
        form.edited.emit()
        # Some answer each other: what a field was given may go again with the next.
        typed = {key: value for key, value in form.values().items() if key in typed and value == "7"}
        assert typed, part
        name = form._draft[1] if form._draft else ""
        main.keep_drafts()
        kept = clinic.drafts.kept(name)
        assert kept is not None, part
        assert {key: kept[key][0] for key in typed if key in kept} == typed, part
