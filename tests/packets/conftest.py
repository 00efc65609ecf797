"""A clinic with a client of whom packets can be made, made once a run: tests work on copies of it."""

from pathlib import Path
from shutil import copytree

import pytest
from factories import opened
from packed import Packable, packable

from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture(scope="session")
def packed_clinic(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Packable]:
    """Its folder, closed, and whose record it has."""
    place = Path(copytree(template[0], tmp_path_factory.mktemp("packed") / "clinic"))
    clinic = opened(ClinicFolder(place))
    own = packable(clinic)
    clinic.close()
    return place, own
