"""The program is killed in the middle of a note: what was typed is there at the next start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Opener
from factories import new_case, new_client, new_visit
from fixed import PASSWORD
from windows import Starter, seen, shown_form, signed_in

from clinic_desktop.store.keys.keyring import ClinicFolder

_TESTS = Path(__file__).parents[1]
# Types, runs on until the form has kept it by itself, and dies of a signal that nobody can hear.
_DIES = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from fixed import CHEAP, NOW, PASSWORD
from windows import signed_in, type_in
from clinic_desktop.store.clock import Clock
from ui.app import App
from ui.options import Options

folder, part, typed = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
application = QApplication([])
app = App(application, Options(folder, False, str(folder.parent / "its.ini"), None, Clock(NOW), CHEAP, inline=True))
app.show()
main = signed_in(app, PASSWORD)
main.go("clients", part)
type_in(main, subjective=typed)
while not main.session.clinic.drafts.names(""):
    application.processEvents()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal")
@pytest.mark.parametrize("form", ["note/{row}", "visit/new"])
def test_what_was_typed_is_there_again(start: Starter, folder: ClinicFolder, open_clinic: Opener, form: str) -> None:
    clinic = open_clinic(folder)
    client = new_client(clinic)
    row = new_visit(clinic, new_case(clinic, client))
    clinic.close()
    part, typed = f"{client}/{form.format(row=row)}", "Stiff on waking, 王小明"
    paths = os.pathsep.join([str(_TESTS.parent), str(_TESTS)])
    died = subprocess.run(
        [sys.executable, "-c", _DIES, str(folder.path), part, typed],
        env={**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    main = signed_in(start(folder.path), PASSWORD)
    main.go("clients", part)
    assert shown_form(main).values()["subjective"] == typed
    assert "This was typed before and not saved yet." in seen(main)
