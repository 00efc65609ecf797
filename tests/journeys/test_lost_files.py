"""Encrypted files that are whole nowhere any more, through the real window: told, and never in the way of the rest."""

from pathlib import Path

import pytest
from backing import begun, bottom, listed, restore_page, section_of
from factories import opened as opened_clinic
from filed import back_up, content, filed, with_table
from fixed import NOW, PASSWORD
from pytestqt.qtbot import QtBot
from windows import Starter, main_of, page_of, press, seen, signed_in, type_in

from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups import second_place
from clinic_desktop.store.backups.backup import keep_second
from clinic_desktop.store.keys.keyring import ClinicFolder

TOLD = "is damaged or missing on this computer, and no backup here has it whole"


@pytest.fixture
def name(folder: ClinicFolder) -> str:
    """One of two files, which the clinic has no more; no backup was made yet."""
    clinic = opened_clinic(folder)
    key = clinic.keys.key
    clinic.close()
    with_table(folder, key)
    clinic = opened_clinic(folder)
    name = filed(clinic, 1)
    filed(clinic, 2)
    clinic.blobs.drop(name)
    clinic.close()
    return name


def test_the_page_of_the_backups_says_what_none_has(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, name: str, tmp_path: Path
) -> None:
    main = begun(signed_in(start(folder.path), PASSWORD))
    section = section_of(main)
    press(qtbot, section, "Back up now")
    assert f"1 file of a client {TOLD}" in seen(section)
    # The backup is made all the same, and what it has is said.
    assert bottom(main) == "Last verified backup: today 5:30 PM"
    assert listed(section)[0][2].endswith(" · 1 file")
    section.copy_to(tmp_path / "stick")
    assert "is made and checked" in section._banner.words()
    assert TOLD in section._banner.words()
    main.session.clinic.blobs.put(content(1))
    press(qtbot, section, "Back up now")
    assert section._banner.words() == "The backup is made and checked."
    assert listed(section)[0][2].endswith(" · 2 files")


def test_what_is_missing_comes_back_from_a_stick_in_another_port(
    start: Starter, folder: ClinicFolder, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = tmp_path / "media"
    stick = media / "STICK"
    stick.mkdir(parents=True)
    clinic = opened_clinic(folder)
    clinic.blobs.put(content(1))
    second_place.choose(folder, clinic.keys.clinic, stick, NOW)
    assert keep_second(folder, clinic.keys.key, stick, NOW, Progress())
    clinic.blobs.drop(name)
    clinic.close()
    stick.rename(media / "OTHER")
    monkeypatch.setattr(second_place, "mount_roots", lambda: (media / "OTHER",))
    main = begun(signed_in(start(folder.path), PASSWORD))
    assert main.session.clinic.blobs.has(name)


def test_a_restore_says_what_is_whole_nowhere_and_goes_on_without_it(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, name: str
) -> None:
    clinic = opened_clinic(folder)
    back_up(clinic)
    clinic.close()
    app = start(folder.path)
    press(qtbot, page_of(app), "Restore a backup")
    page = restore_page(app)
    type_in(page, password=PASSWORD)
    press(qtbot, page, "Restore this backup")
    words = "1 file of a client in this backup is damaged or missing, and no other place here has it whole."
    assert words in seen(page)
    # Once more is asked once more: only the other button goes on without it.
    press(qtbot, page, "Restore this backup")
    assert words in seen(page)
    press(qtbot, page, "Restore the rest")
    main = begun(main_of(app))
    assert len(main.session.clinic.read.all("SELECT id FROM scans")) == 2
    assert not main.session.clinic.blobs.has(name)
