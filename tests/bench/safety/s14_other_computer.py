"""S14: the computer is gone; a stick and the recovery key on paper are left."""

import random
import shutil
import time

from bench.safety.desk import OTHER_PASSWORD, home
from bench.safety.score import Score
from factories import make_clinic, new_client
from fixed import CHEAP, NOW

from clinic_desktop.clients.queries import clients_found
from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store import vault
from clinic_desktop.store.backup import back_up_to
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.manifest import read_backup
from clinic_desktop.store.vault import RECOVERY_SLOT

# For a gigabyte; a smaller clinic counts no time.
_SECONDS, _GIGABYTE = 60, 1_000
_SCAN = 1_000_000


def restored(count: int, seed: int) -> Score:
    """A clinic with so many megabytes of scans."""
    chance = random.Random(seed)
    clinic, printed = make_clinic(home() / "lost")
    new_client(clinic)
    names = [clinic.blobs.put(chance.randbytes(_SCAN)) for _ in range(count)]
    for number, name in enumerate(names):
        # What an unsaved form names is backed up as what a row names.
        clinic.drafts.keep(f"scan:{number}", {"blob": name})
    person = clinic.person.slot
    made = back_up_to(clinic.keys.folder, clinic.keys.key, home() / "from-the-stick", NOW, Progress())
    clinic.close()
    shutil.rmtree(home() / "lost")
    fresh = ClinicFolder(home() / "found")
    began = time.perf_counter()
    asked = Restoring(
        read_backup(made.folder.path), RECOVERY_SLOT, vault.recovery_letters(printed), person, OTHER_PASSWORD
    )
    _, slot = restore_backup(fresh, asked, CHEAP, Clock(NOW), Progress())
    known = vault.read(fresh.vault)
    clinic = Clinic.open(fresh, vault.unwrap(known, slot, OTHER_PASSWORD), slot, Clock(NOW), CHEAP)
    took = time.perf_counter() - began
    is_there = len(clients_found(clinic.read, "zuzu", NOW.date()).rows) == 1
    whole = sum(clinic.blobs.checked(name).size > _SCAN for name in names)
    clinic.close()
    size = made.size / 1e6
    for path in (fresh.path, home() / "from-the-stick"):
        shutil.rmtree(path)
    is_fast = took <= _SECONDS or count < _GIGABYTE
    words = (
        f"{size:,.0f} MB from a stick with the recovery key alone in {took:.1f} s (at most {_SECONDS} for 1 GB): "
        f"client there, files whole {whole}/{len(names)}"
    )
    return Score(is_there + is_fast + whole, 2 + len(names), words if is_there else f"{words}, CLIENT NOT THERE")
