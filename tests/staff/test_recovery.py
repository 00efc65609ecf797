"""The recovery key is tried from its paper: when that is due, what it says, and what it leaves as it was."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from fixed import NOW
from hypothesis import given
from hypothesis import strategies as some
from pytestqt.qtbot import QtBot
from role_matrix import as_role
from waited import wait_is_over
from windows import press, seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.commands import CheckRecoveryKey
from clinic_desktop.staff.commands.recovery import NoteKeyTried
from clinic_desktop.staff.document import recovery_sheet
from clinic_desktop.staff.queries import last_drill
from clinic_desktop.staff.rules.recovery import TRY_AGAIN, is_drill_due
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import new_recovery_key
from ui.jobs import InlineJobs
from ui.kit.files import document
from ui.session import Session
from ui.settings.recovery import RecoverySection
from ui.staff.recovery_key import RecoveryKeyPanel
from ui.today.drill import drill_card

DAYS = some.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, some.none() | DAYS, DAYS)
def test_it_is_due_until_it_was_tried_within_a_year(checked: date, tried: date | None, today: date) -> None:
    due = is_drill_due(checked, tried, today)
    counts = tried is not None and tried >= checked
    if counts and tried is not None:
        assert due == (today - tried >= TRY_AGAIN)
    else:
        assert due == (today > checked)
    # Before it was ever typed back it is a matter of the set-up.
    assert not is_drill_due(None, tried, today)


def section_of(qtbot: QtBot, clinic: Clinic) -> RecoverySection:
    session = Session(clinic)
    made = RecoverySection(session, InlineJobs(session))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_key_from_the_paper_opens_and_nothing_is_changed(
    qtbot: QtBot, clinic: Clinic, folder: ClinicFolder, template: tuple[Path, str]
) -> None:
    section, before = section_of(qtbot, clinic), folder.vault.read_bytes()
    assert "This key was never tried." in seen(section)
    for typed, problem in (
        ("", "nine groups"),
        (template[1][:-1], "nine groups"),
        (template[1][:-1] + ("0" if template[1][-1] != "0" else "1"), "does not fit the others"),
        (new_recovery_key(), "does not open this clinic"),
    ):
        section.form.fill({"key": typed})
        press(qtbot, section, "Try recovery key")
        assert problem in section.form.fields["key"].problem()
        assert section.form.values()["key"] == typed
        assert last_drill(clinic.read) is None
        wait_is_over(folder)
    # The button comes back by itself.
    qtbot.waitUntil(section.drill.save_button.isEnabled)
    section.form.fill({"key": template[1].lower().replace("-", " ")})
    press(qtbot, section, "Try recovery key")
    assert "It opens this clinic." in section.drill.banner.words()
    assert "Last tried on 24 Nov 2026" in seen(section)
    assert section.form.values()["key"] == ""
    assert last_drill(clinic.read) == NOW
    assert folder.vault.read_bytes() == before
    labels = clinic.read.all("SELECT label FROM audit WHERE table_name = 'recovery_drills'")
    assert [one["label"] for one in labels] == ["Try recovery key"]


def test_today_asks_for_it_until_it_was_done(qtbot: QtBot, clinic: Clinic) -> None:
    session, tomorrow = Session(clinic), NOW.date() + timedelta(days=1)

    def words(day: date) -> str:
        card = drill_card(session, day)
        if card is None:
            return ""
        qtbot.addWidget(card)
        card.show()
        return seen(card)

    assert words(tomorrow) == ""
    clinic.do(CheckRecoveryKey())
    assert words(NOW.date()) == ""
    assert "The recovery key was never tried." in words(tomorrow)
    as_role(clinic, "therapist")
    assert words(tomorrow) == ""
    as_role(clinic, "owner")
    clinic.do(NoteKeyTried())
    assert words(tomorrow) == ""
    assert "last tried on 24 Nov 2026" in words(NOW.date() + TRY_AGAIN)


def test_a_sheet_on_the_clinics_own_disk_is_warned_of(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = RecoveryKeyPanel("Alder", new_recovery_key(), NOW.date(), lambda: None, folder=tmp_path)
    qtbot.addWidget(panel)
    panel.show()
    panel.save_to(tmp_path / "sheet.txt")
    assert "on the disk of the clinic itself" in panel.editor.banner.words()
    monkeypatch.setattr("ui.staff.recovery_key.is_on_same_disk", lambda *_: False)
    panel.save_to(tmp_path / "sheet.txt")
    assert panel.editor.banner.words().startswith("Saved. Take the stick out")


def test_the_groups_on_the_sheet_have_the_numbers_that_are_asked_for() -> None:
    key = new_recovery_key()
    first, second, third, *_, last = key.split("-")
    sheet = recovery_sheet("Alder & Rowe", key, date(2026, 11, 24))
    assert f"Groups 1 to 3: {first}  {second}  {third}\nGroups 4 to 6: " in sheet
    assert f"  {last}\n" in sheet


def test_the_lines_of_the_key_stand_out_on_its_paper() -> None:
    sheet = recovery_sheet("Alder & Rowe", new_recovery_key(), date(2026, 11, 24))
    key_lines = [at for at, line in enumerate(sheet.splitlines()) if line.startswith("Groups ")]
    printed = document(sheet, key_lines)
    lines = [printed.findBlockByNumber(at).textFormats() for at in range(printed.blockCount())]
    sizes = [max((one.format.fontPointSize() for one in line), default=0) for line in lines]
    assert len(key_lines) == 3
    assert [at for at, size in enumerate(sizes) if size > 12] == key_lines
