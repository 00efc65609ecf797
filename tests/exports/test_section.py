"""The section of the export in the settings: what it says before, what it writes, and what it says then."""

from collections.abc import Callable
from pathlib import Path

import pytest
from factories import new_case, new_client, new_service, new_visit
from fixed import PASSWORD
from held_jobs import HeldJobs
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.exports.section import ExportSection
from ui.jobs import InlineJobs
from ui.session import Session

Shown = Callable[[Clinic], ExportSection]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(clinic: Clinic) -> ExportSection:
        session = Session(clinic)
        made = ExportSection(session, InlineJobs(session))
        session.setParent(made)
        qtbot.addWidget(made)
        made.show()
        return made

    return show


@pytest.fixture
def filled(clinic: Clinic) -> Clinic:
    new_service(clinic)
    new_visit(clinic, new_case(clinic, new_client(clinic)))
    return clinic


def test_it_says_before_that_nothing_is_encrypted(shown: Shown, filled: Clinic) -> None:
    told = seen(shown(filled))
    assert "It is not encrypted: whoever can read the folder can read every client’s record." in told
    assert "make a backup instead: that one is encrypted." in told
    assert "“Print the record”" in told


def test_a_folder_of_the_day_is_written_and_noted_with_its_counts(shown: Shown, filled: Clinic, tmp_path: Path) -> None:
    section = shown(filled)
    section.export_into(tmp_path)
    section.export_into(tmp_path)
    folders = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("clinic-export"))
    assert folders == ["clinic-export-2026-11-24", "clinic-export-2026-11-24-2"]
    assert "Written: 1 client, " in seen(section) and "is not encrypted" in seen(section)
    assert section.export_button.isEnabled()
    begun, written = filled.read.all("SELECT label, verb, after FROM audit ORDER BY id DESC LIMIT 2")[::-1]
    assert (begun["label"], begun["verb"]) == ("Begin an export of everything", "note")
    assert '"clients":1' in written["after"] and '"export":"written"' in written["after"]
    assert filled.history.undoable[-1].label != "Export everything"


def test_what_goes_wrong_is_said_and_nothing_is_left(shown: Shown, filled: Clinic, tmp_path: Path) -> None:
    section = shown(filled)
    section.export_into(tmp_path / "none")
    assert "There is no folder" in seen(section) and section.export_button.isEnabled()
    section.export_into(filled.keys.folder.path)
    assert "This is the clinic’s own folder." in seen(section)


def test_whoever_is_no_owner_is_told_and_nothing_is_written(
    shown: Shown, filled: Clinic, folder: ClinicFolder, tmp_path: Path
) -> None:
    slot = filled.keys.slot_for(vault.new_slot_id(), "Ann Poe", PASSWORD)
    filled.do(AddPerson(PersonDraft("Ann Poe", "", "front_desk"), slot))
    desk = Clinic.open(folder, filled.keys.key, slot.id, filled.clock, filled.keys.cost)
    section = shown(desk)
    section.export_into(tmp_path / "place")
    assert "owner" in seen(section)
    assert not (tmp_path / "place").exists()
    desk.close()


def test_where_nothing_can_be_saved_everything_is_written_all_the_same(
    shown: Shown, filled: Clinic, folder: ClinicFolder, tmp_path: Path
) -> None:
    key, slot, clock, cost = filled.keys.key, filled.person.slot, filled.clock, filled.keys.cost
    filled.close()
    clinic = Clinic.open_to_read(folder, key, slot, clock, cost, why="The folder is read-only.")
    section = shown(clinic)
    section.export_into(tmp_path)
    assert "Written: 1 client, " in seen(section)
    assert "The audit trail takes a note of it once something can be saved again." in seen(section)
    assert (tmp_path / "clinic-export-2026-11-24" / "manifest.csv").is_file()
    clinic.try_to_write()
    section._session.write_notes()
    labels = [row["label"] for row in clinic.read.all("SELECT label FROM audit ORDER BY id DESC LIMIT 2")]
    assert labels == ["Export everything", "Begin an export of everything"]
    clinic.close()


def test_what_was_moved_to_another_computer_can_be_read_out_still(shown: Shown, filled: Clinic, tmp_path: Path) -> None:
    filled.is_moved = True
    section = shown(filled)
    section.export_into(tmp_path)
    assert "Written: 1 client, " in seen(section)
    assert "The audit trail could not take a note of it." in seen(section)


def test_stopped_it_says_so(qtbot: QtBot, filled: Clinic, tmp_path: Path) -> None:
    session, jobs = Session(filled), HeldJobs()
    section = ExportSection(session, jobs)
    session.setParent(section)
    qtbot.addWidget(section)
    section.show()
    section.export_into(tmp_path)
    assert not section.export_button.isEnabled()
    jobs.waiting[0][0].stop()
    assert jobs.go() == ["Exporting everything"]
    assert "Stopped. Nothing was left there." in seen(section)
    assert section.export_button.isEnabled()
    assert [path.name for path in tmp_path.iterdir() if path.name != "clinic"] == []


@pytest.mark.parametrize(("inside", "words"), [("Dropbox", "copied to the internet by Dropbox"), ("stick", "Backups")])
def test_a_place_that_gives_it_away_is_asked_about_first(
    shown: Shown, filled: Clinic, tmp_path: Path, inside: str, words: str
) -> None:
    place = tmp_path / inside / "deeper"
    place.mkdir(parents=True)
    if inside == "stick":
        back_up_to(filled.keys.folder, filled.keys.key, place.parent, filled.clock.now(), Progress())
    section = shown(filled)
    section.consider(place)
    (box,) = section.findChildren(QMessageBox)
    assert words in box.informativeText() and list(place.iterdir()) == []
    next(one for one in box.buttons() if one.accessibleName() == "Export it there").click()
    assert [path.name for path in place.iterdir()] == ["clinic-export-2026-11-24"]
