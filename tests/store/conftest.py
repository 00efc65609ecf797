"""A backup to restore, and a clinic with files."""

import shutil
from pathlib import Path

import pytest
from conftest import Opener
from factories import opened
from filed import with_table
from restored import add, backed_up

from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture
def saved(folder: ClinicFolder, open_clinic: Opener) -> Backup:
    """A backup with a service, and after it the clinic lost that and got another one; closed."""
    clinic = open_clinic(folder)
    add(clinic, "Before")
    made = backed_up(clinic)
    add(clinic, "After")
    clinic.close()
    return made


@pytest.fixture(scope="session")
def filing(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic with the table of `filed`, made once a run; tests work on copies of it."""
    path = Path(shutil.copytree(template[0], tmp_path_factory.mktemp("filing") / "clinic"))
    clinic = opened(ClinicFolder(path))
    key = clinic.keys.key
    clinic.close()
    with_table(ClinicFolder(path), key)
    return path
