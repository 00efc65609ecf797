"""A backup to restore."""

import pytest
from conftest import Opener
from restored import add, backed_up

from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.manifest import Backup


@pytest.fixture
def saved(folder: ClinicFolder, open_clinic: Opener) -> Backup:
    """A backup with a service, and after it the clinic lost that and got another one; closed."""
    clinic = open_clinic(folder)
    add(clinic, "Before")
    made = backed_up(clinic)
    add(clinic, "After")
    clinic.close()
    return made
