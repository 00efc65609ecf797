"""What tests of restoring do with a closed clinic."""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from fixed import CHEAP, NOW, PASSWORD

from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store.backups import backup
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder

LATER = Clock(NOW + timedelta(hours=1))
# Every call that changes something on the disk while parts are swapped, whoever makes it.
STEPS = ("rename", "replace", "mkdir", "rmdir", "unlink")


class Killed(BaseException):
    """The power goes off."""


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


def is_cut_off(folder: ClinicFolder, one: Backup, step: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Put a backup back, and let the power go off before the step of that number, counted from 0, of those that swap
    the parts; whether there was such a step."""
    counted = 0
    with monkeypatch.context() as patched:
        for name in STEPS:
            real = getattr(os, name)

            def counting(*args: object, real: Callable[..., object] = real, **kwargs: object) -> object:
                nonlocal counted
                if folder.restoring.is_dir():
                    counted += 1
                    if counted > step:
                        raise Killed
                return real(*args, **kwargs)

            patched.setattr(os, name, counting)
        try:
            put_back(folder, one).close()
        except Killed:
            return True
    return False
