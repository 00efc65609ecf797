"""A clinic with a table that names files."""

import shutil
from pathlib import Path

import pytest
from factories import opened
from filed import with_table

from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture(scope="session")
def filing(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once a run; tests work on copies of it."""
    path = Path(shutil.copytree(template[0], tmp_path_factory.mktemp("filing-drills") / "clinic"))
    clinic = opened(ClinicFolder(path))
    key = clinic.keys.key
    clinic.close()
    with_table(ClinicFolder(path), key)
    return path
