"""The questions, half answered: a lock, a crash and another person’s flag cost nothing that was typed."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from asking import RAISED, raised
from factories import new_client
from fixed import CHEAP, NOW, PASSWORD
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from scenes_clients import press
from windows import Starter, page_of, shown_form, signed_in

from clinic_desktop.clinic import Clinic
from clinic_desktop.intake.queries.flags import open_flags
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.intake.question import FlagQuestionField
from ui.kit.form import Form


def question(form: Form, key: str) -> FlagQuestionField:
    found = form.fields[key]
    assert isinstance(found, FlagQuestionField)
    return found


def other_computer(folder: ClinicFolder) -> Clinic:
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    return Clinic.open(folder, vault.unwrap(known, slot, PASSWORD), slot, Clock(NOW + timedelta(minutes=5)), CHEAP)


@pytest.mark.parametrize("crashes", [False, True])
def test_half_answered_they_outlive_a_lock_and_a_crash(
    start: Starter, folder: ClinicFolder, tmp_path: Path, crashes: bool
) -> None:
    app = start(folder.path)
    main = signed_in(app, PASSWORD)
    client = new_client(main.session.clinic)
    part = f"{client}/checklist/new"
    main.go("clients", part)
    form = shown_form(main)
    form.setFocus()
    chest, thinner = question(form, "chest"), question(form, "blood_thinner")
    chest.setFocus()
    QTest.keyClicks(chest.choices["yes"], "n")
    thinner.setFocus()
    QTest.keyClicks(thinner.choices["yes"], "y")
    note = thinner.part("note")
    assert note
    QTest.keyClicks(note.box, "Bruised at the hip")
    if crashes:
        # What the clock of the form does every two seconds. Then the disk as it is found by whoever starts again.
        assert form.keep_draft()
        raised(main.session.clinic, client, RAISED)
        found = shutil.copytree(folder.path, tmp_path / "found", ignore=shutil.ignore_patterns("*lock*"))
        app = start(found)
        # Copied while it was open, and said so.
        press(page_of(app), "Open it and look")
        main = signed_in(app, PASSWORD)
    else:
        main._actions["lock"].trigger()
        QApplication.processEvents()
        elsewhere = other_computer(folder)
        raised(elsewhere, client, RAISED)
        elsewhere.close()
        main = signed_in(app, PASSWORD)
    main.go("clients", part)
    form = shown_form(main)
    assert question(form, "chest").value() == "no"
    line = question(form, "blood_thinner").part("note")
    assert line and line.value() == "Bruised at the hip" and line.below() == "The flag says: “Since a clot in May”."
    press(main, "Save")
    (flag,) = open_flags(main.session.clinic.read, client)
    assert flag.note == "Since a clot in May\nBruised at the hip"
