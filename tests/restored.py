"""What tests of restoring do with a closed clinic."""

from datetime import timedelta

from fixed import CHEAP, NOW, PASSWORD

from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store import backup, vault
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.manifest import Backup

LATER = Clock(NOW + timedelta(hours=1))


def add(clinic: Clinic, name: str) -> None:
    clinic.do(AddService(ServiceDraft(name, "MT009", True, "unit", "35")))


def has(clinic: Clinic, name: str) -> bool:
    return bool(clinic.read.all("SELECT id FROM services WHERE name = ?", name))


def backed_up(clinic: Clinic) -> Backup:
    made = backup.back_up(clinic.keys.folder, clinic.keys.key, NOW, Progress())
    assert made
    return made


def put_back(folder: ClinicFolder, one: Backup, secret: str = PASSWORD, slot: str = "") -> Clinic:
    slot = slot or vault.read(one.folder.vault).people()[0].id
    key, slot = restore_backup(folder, Restoring(one, slot, secret), CHEAP, LATER, Progress())
    return Clinic.open(folder, key, slot, LATER, CHEAP)
