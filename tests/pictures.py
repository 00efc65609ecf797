"""Makes pictures of every page and dialog: python tests/pictures.py FOLDER. Light and dark, at 1x and 2x."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from factories import make_clinic
from PySide6.QtWidgets import QApplication, QWidget
from scenes_appeals import appeal_scenes
from scenes_assessments import assessment_scenes
from scenes_attachments import attachment_scenes
from scenes_audit import audit_scenes, save_trail_paper
from scenes_backups import backup_scenes, folder_scenes
from scenes_benefits import benefit_scenes
from scenes_body_maps import body_map_scenes, save_body_map_paper
from scenes_broken import broken_scenes
from scenes_checkup import checkup_scenes, salvage_scenes
from scenes_clients import client_scenes, empty_scenes, payer_scenes
from scenes_contacts import contact_scenes
from scenes_contracts import contract_scenes
from scenes_coverage import coverage_scenes
from scenes_directory import directory_scenes, empty_directory_scenes
from scenes_disclosures import disclosure_scenes, save_record_papers
from scenes_estimates import estimate_scenes, save_estimate_paper, save_notice
from scenes_exports import export_scenes
from scenes_health import health_scenes
from scenes_imports import import_scenes
from scenes_letters import letter_scenes, save_letter_papers
from scenes_lock import lock_scenes, locked_scenes
from scenes_manual import manual_scenes
from scenes_measures import measure_scenes
from scenes_month_end import empty_month_end_scenes
from scenes_packets import packet_scenes, save_packet
from scenes_papers import paper_scenes, save_coverage_papers
from scenes_payments import save_account_papers
from scenes_plan import plan_scenes
from scenes_plans import save_plan_paper, treatment_scenes
from scenes_progress import save_report_paper
from scenes_reports import empty_report_scenes, report_scenes, save_report_papers
from scenes_restrictions import restriction_scenes
from scenes_roles import role_scenes, see_tries
from scenes_rules import rule_scenes
from scenes_schedule import schedule_scenes
from scenes_superbills import empty_superbill_scenes, save_papers, superbill_scenes
from scenes_supervision import supervision_scenes
from scenes_visits import due_scenes, phrase_scenes, visit_scenes
from scenes_wizard import wizard_scenes
from waited import wait_is_over

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Damaged, FilesLost
from clinic_desktop.jobs import Progress
from clinic_desktop.making import NewClinic
from clinic_desktop.practice.model import PracticeDraft, TherapistDraft
from clinic_desktop.store.backups.backup import back_up
from clinic_desktop.store.backups.restore import lost_words
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.vault import KeyCost
from ui.app import App
from ui.errors import BugWindow
from ui.kit.records import Records
from ui.main_window import MainWindow
from ui.options import Options
from ui.preferences import THEME
from ui.settings.computer import _ask_reset
from ui.settings.page import SECTIONS
from ui.start.first_run import FirstRunPage
from ui.start.new_key import NewKeyPage
from ui.start.restore import RestorePage
from ui.start.sign_in import SignInPage
from ui.start.updating import UpdateCourse

SIZE = (1366, 768)
# A sentence that came makes its field higher, that its form, and that the page around it: one round each.
_UNTIL_SETTLED = 6
NOW = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
CHEAP = KeyCost(memory_kib=1024, passes=1, lanes=1)
# A recovery key for pictures: of no clinic.
SAMPLE_KEY = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-0000"
PRACTICE = PracticeDraft("Alder & Rowe Massage", "14 Elm Street", "", "Tacoma", "WA", "98402")
DAMAGED = (
    "The clinic’s file is damaged, or belongs to another clinic. Your password is right. Restore the newest backup."
)
REPORT = "Clinic Desktop 0.1.0, Python 3.11.7, linux\nZeroDivisionError\n  perform in visits/commands.py, line 41"

# The papers that are saved beside the picture of a scene.
PAPERS: dict[str, Callable[[MainWindow, Path], None]] = {
    "superbill": lambda main, folder: save_papers(main.session.clinic, folder),
    "chart-determination": save_coverage_papers,
    "chart-body-map-paper": save_body_map_paper,
    "chart-treatment-paper": save_plan_paper,
    "chart-estimate-delivered": save_estimate_paper,
    "reports-estimate-notice": save_notice,
    "chart-report-paper": save_report_paper,
    "reports-claims": save_report_papers,
    "chart-payment-use": save_account_papers,
    "packet-issued": save_packet,
    "chart-letter-issued": save_letter_papers,
    "chart-accounting": save_record_papers,
    "settings-audit-paper": save_trail_paper,
}


def main(folder: Path) -> None:
    """One process a scale, for Qt reads the scale once, at the start."""
    if "QT_SCALE_FACTOR" in os.environ:
        take(folder, os.environ["QT_SCALE_FACTOR"])
        return
    for scale in ("1", "2"):
        environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | {"QT_SCALE_FACTOR": scale}
        subprocess.run([sys.executable, __file__, str(folder)], check=True, env=environment)


def take(folder: Path, scale: str) -> None:
    """All pictures of one scale."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    with tempfile.TemporaryDirectory() as away:
        for scheme in ("light", "dark"):
            home = Path(away) / scheme
            home.mkdir()
            for name, widget in all_scenes(application, home, scheme):
                # As whoever sits before it sees it: with the focus, and with the main button of the form in use.
                widget.window().activateWindow()
                for _ in range(_UNTIL_SETTLED):
                    application.processEvents()
                widget.grab().save(str(folder / f"{name}-{scheme}-{scale}x.png"))
                if name in PAPERS:
                    assert isinstance(widget, MainWindow)
                    PAPERS[name](widget, folder)


def all_scenes(application: QApplication, home: Path, scheme: str = "light") -> Iterator[tuple[str, QWidget]]:
    """Every page and dialog with its name; each is gone when the next one is asked for."""
    yield from start_scenes(start(application, home / "own", scheme, demo=False), home / "own")
    app = start(application, home / "demo", scheme, demo=True)
    try:
        main = app.main
        assert main
        main.resize(*SIZE)
        yield "today", main
        some = (
            *(due_scenes, schedule_scenes, client_scenes, assessment_scenes, health_scenes, body_map_scenes),
            *(plan_scenes, measure_scenes, broken_scenes, treatment_scenes, visit_scenes, appeal_scenes),
            *(superbill_scenes, restriction_scenes, attachment_scenes, packet_scenes, estimate_scenes, benefit_scenes),
            *(report_scenes, contact_scenes, letter_scenes, disclosure_scenes, export_scenes, checkup_scenes),
            audit_scenes,
        )
        for scenes in some:
            yield from scenes(main)
        yield from payer_scenes(main)
        yield from contract_scenes(main)
        yield from coverage_scenes()
        yield from wizard_scenes(main)
        yield from paper_scenes(main)
        yield from supervision_scenes(main)
        yield from directory_scenes(main)
        yield from settings_scenes(main)
        yield from import_scenes(main)
        yield from rule_scenes(main, home)
        yield from role_scenes(main)
        yield from manual_scenes(main)
        asked = _ask_reset(main, main._tools.demo)
        for name, dialog in (("confirm", asked), ("shortcuts", main._shortcuts()), ("bug", BugWindow(REPORT))):
            dialog.show()
            yield name, dialog
            dialog.close()
            dialog.deleteLater()
    finally:
        app.close()


def start(application: QApplication, folder: Path, scheme: str, *, demo: bool) -> App:
    """The program, in one scheme."""
    settings = str(folder.with_suffix(".ini"))
    # Beside the folders of both schemes: the search file of the diagnosis codes is built once.
    cache = folder.parents[1] / "cache"
    app = App(application, Options(folder, demo, settings, cache, Clock(NOW), CHEAP, inline=True))
    app.preferences.choose(THEME, scheme)
    app.theme.apply()
    app.show()
    return app


def start_scenes(app: App, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """First run, sign-in, trouble, and the first day."""
    try:
        window = app.start
        assert window
        window.resize(*SIZE)
        yield "first-run", window
        page = window.centralWidget()
        assert isinstance(page, FirstRunPage)
        page.form.fill({"name": PRACTICE.name, "zip": "9840", "state": "Wash", "password": "short"})
        page.editor.save()
        yield "first-run-problems", window
        app.show_page(NewKeyPage((PRACTICE.name, SAMPLE_KEY, NOW.date()), lambda: None, lambda: None, app.folder.path))
        yield "recovery-key", window
        new = NewClinic(PRACTICE, TherapistDraft("Maya", "Ortiz"), "four words in a row")
        clinic, _ = Clinic.create(ClinicFolder(folder), new, CHEAP, Clock(NOW))
        app._show_sign_in()
        yield "sign-in", window
        signing = window.centralWidget()
        assert isinstance(signing, SignInPage)
        signing.form.fill({"password": "wrong password"})
        signing.editor.save()
        yield "sign-in-wrong", window
        wait_is_over(app.folder)
        app._show_recovery()
        yield "sign-in-recovery", window
        yield from locked_scenes(app, clinic.person.slot)
        app.show_trouble(Damaged(DAMAGED), (b"", ""))
        yield "trouble", window
        yield from salvage_scenes(app, folder)
        yield from restore_scenes(app, clinic)
        yield from folder_scenes(app)
        app.show_main(clinic)
        assert app.main
        app.main.resize(*SIZE)
        see_tries(app.main)
        yield "today-new", app.main
        yield from empty_clinic_scenes(app.main)
    finally:
        app.close()


def empty_clinic_scenes(main: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """What a clinic shows that has nothing yet."""
    for section in ("services", "phrases"):
        main.go("settings", f"{section}/")
        yield f"settings-{section}-empty", main
    yield from backup_scenes(main)
    without = (empty_directory_scenes, empty_superbill_scenes, empty_month_end_scenes, empty_report_scenes)
    for scenes in (*without, empty_scenes):
        yield from scenes(main)


def restore_scenes(app: App, clinic: Clinic) -> Iterator[tuple[str, QWidget]]:
    """While an older file is brought up to date; the page that restores: with nothing to restore, with a backup, with
    one that lacks files, by password and by recovery key, with one of another clinic."""
    window = app.start
    assert window
    app.show_page(UpdateCourse.page())
    yield "updating", window
    app._show_restore()
    yield "restore-nothing", window
    back_up(clinic.keys.folder, clinic.keys.key, NOW, Progress())
    app._show_restore()
    restoring = window.centralWidget()
    assert isinstance(restoring, RestorePage)
    yield "restore", window
    restoring.failed(FilesLost(lost_words(2)))
    yield "restore-lost", window
    restoring.form.fill({"password": "wrong password"})
    restoring.editor.save()
    yield "restore-wrong", window
    wait_is_over(app.folder)
    restoring._other_way()
    yield "restore-recovery", window
    other, _ = make_clinic(clinic.keys.folder.path.with_name("other"))
    back_up(other.keys.folder, other.keys.key, NOW, Progress())
    other.close()
    restoring._other_way()
    restoring.look_in(other.keys.folder.backups)
    yield "restore-other", window


def settings_scenes(main: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Every section, its list, its editor and a new row."""
    yield from phrase_scenes(main)
    yield from lock_scenes(main)
    for section in SECTIONS:
        main.go("settings", f"{section.key}/")
        yield f"settings-{section.key}", main
        lists = [found for found in main.findChildren(Records) if found.isVisible()]
        if not lists:
            continue
        lists[0].open(lists[0]._model.row(0))
        yield f"settings-{section.key}-edit", main
        inner = [found for found in main.findChildren(Records) if found.isVisible() and found is not lists[0]]
        if inner:
            inner[0].open(inner[0]._model.row(0))
            yield f"settings-{section.key}-inner", main
        lists[0].add()
        yield f"settings-{section.key}-new", main
        lists[0].back()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures"))
