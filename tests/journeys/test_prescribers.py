"""A prescriber typed on a prescription, through the real window: who is meant is said before it is saved."""

import pytest
from factories import new_case, new_prescriber
from fixed import PASSWORD
from PySide6.QtWidgets import QApplication
from windows import Starter, seen, signed_in, type_in

from clinic_desktop.referrals.commands.prescribers import RetirePrescriber
from clinic_desktop.referrals.model import PrescriberDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.main_window import MainWindow


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of a clinic that knows Ann Park and knew Maria Lee, at a new prescription."""
    main = signed_in(start(folder.path), PASSWORD)
    clinic = main.session.clinic
    new_case(clinic)
    clinic.do(RetirePrescriber(new_prescriber(clinic), 1))
    new_prescriber(clinic, PrescriberDraft("Ann", "Park", "PA-C"))
    main.go("clients", "1/prescription/new")
    QApplication.processEvents()
    return main


def test_a_typed_prescriber_is_known_again_before_it_is_saved(main: MainWindow) -> None:
    for typed, said in (
        ("maria lee md", "Maria Lee, MD was retired: brought back when you save."),
        ("Maria Lee, DO", "Not on the list of prescribers yet"),
        ("park, ann", "This is Ann Park, PA-C, who is on the list."),
        ("Dr. Park", "Ann Park, PA-C is on the list. Choose them, or type the first name too."),
        ("Dr. MD", "Type the prescriber’s name."),
    ):
        assert said in seen(type_in(main, prescriber=f"\t{typed}")), typed
