"""The computer dies in the middle of an import: nothing of it is there, and the file can be imported again."""

import subprocess
import sys
from pathlib import Path

from imported import counts, imported, looked, states

from clinic_desktop.clinic import Clinic
from clinic_desktop.store.keys.keyring import ClinicFolder

ROOT = Path(__file__).parents[2]
# Errors in the first, in the middle and in the last row.
ROWS = [f"Ana,Lee{at},3/14/19{40 + at % 60}" for at in range(300)]
WRONG = {0: "Bo,Lee,2/30/1980", 150: ",Lee,", 299: "Cy,Lee,3/14/2030"}
TEXT = "First name,Last name,DOB\n" + "\n".join(WRONG.get(at, row) for at, row in enumerate(ROWS)) + "\n"
DIES = """
import os, sys
from pathlib import Path
sys.path.insert(0, "tests")
from factories import opened
from imported import facts_of, looked
from clinic_desktop.imports.commands.importing import ImportRows
from clinic_desktop.jobs import Progress
from clinic_desktop.store.keys.keyring import ClinicFolder

clinic = opened(ClinicFolder(Path(sys.argv[1])))
seen = looked(clinic, sys.stdin.read())

def die(done, total, words):
    if done >= 150:
        assert clinic._writer._database.conn.in_transaction
        os._exit(9)

clinic.do(ImportRows(facts_of(seen, "clients"), seen.outlook.entries, Progress(die)))
"""


def test_a_kill_in_the_middle_leaves_nothing(clinic: Clinic, folder: ClinicFolder) -> None:
    before = counts(clinic)
    command = [sys.executable, "-c", DIES, str(folder.path)]
    done = subprocess.run(command, cwd=ROOT, input=TEXT, capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    assert counts(clinic) == before
    seen = looked(clinic, TEXT)
    assert [at for at, state in states(seen).items() if state == "wrong"] == [2, 152, 301]
    imported(clinic, TEXT)
    assert counts(clinic)["clients"] == 297
