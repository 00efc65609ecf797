"""The computer dies in the middle of a note. A new one, the stick of the second place and the recovery key: the note is
there."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from backing import begun, restore_page
from conftest import Opener
from factories import new_case, new_client, new_visit
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import Starter, main_of, page_of, press, shown_form, type_in

from clinic_desktop.store.keys.keyring import ClinicFolder

_TESTS = Path(__file__).parents[1]
# Works at the old computer: a second place is chosen, a note begun, an hour goes by; then the power is gone.
_DIES = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path
from PySide6.QtWidgets import QApplication
from backing import section_of
from fixed import CHEAP, NOW, PASSWORD
from windows import signed_in, type_in
from clinic_desktop.store.backups import second_place
from clinic_desktop.store.clock import Clock
from ui.app import App
from ui.options import Options

folder, stick, part, typed = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
second_place.mount_roots = lambda: (stick.parent,)
application = QApplication([])
app = App(application, Options(folder, False, str(folder.parent / "its.ini"), None, Clock(NOW), CHEAP, inline=True))
app.show()
main = signed_in(app, PASSWORD)
section_of(main).second.choose(stick)
main.go("clients", part)
type_in(main, subjective=typed)
while not main.session.clinic.drafts.names(""):
    application.processEvents()
later = Clock(NOW + timedelta(hours=1))
main.session.clinic.clock = main.session.clinic._writer._clock = later
main.backups._timer.timeout.emit()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal")
def test_the_note_is_there_at_the_new_computer(
    qtbot: QtBot,
    start: Starter,
    folder: ClinicFolder,
    open_clinic: Opener,
    template: tuple[Path, str],
    tmp_path: Path,
) -> None:
    clinic = open_clinic(folder)
    client = new_client(clinic)
    row = new_visit(clinic, new_case(clinic, client))
    clinic.close()
    old, stick = tmp_path / "old computer", tmp_path / "STICK" / "backups"
    stick.mkdir(parents=True)
    shutil.copytree(folder.path, old / "clinic")
    part, typed = f"{client}/note/{row}", "Stiff on waking, 王小明"
    paths = os.pathsep.join([str(_TESTS.parent), str(_TESTS)])
    died = subprocess.run(
        [sys.executable, "-c", _DIES, str(old / "clinic"), str(stick), part, typed],
        env={**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    # All that was in it is gone.
    shutil.rmtree(old)
    shutil.rmtree(folder.path)
    app = start(tmp_path / "new computer" / "clinic")
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    page.look_in(stick)
    QApplication.processEvents()
    press(qtbot, page, "I forgot the password")
    type_in(page, key=template[1], password="another four words", again="another four words")
    press(qtbot, page, "Restore this backup")
    main = begun(main_of(app))
    main.go("clients", part)
    assert shown_form(main).values()["subjective"] == typed
