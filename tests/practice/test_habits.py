"""The usual minutes of a service and notes on paper: typed, kept, shown; and an older file that has neither."""

from dataclasses import replace
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
import sqlcipher3
from factories import PRACTICE, SERVICE, refused
from fixed import NOW
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from windows import press

from clinic_desktop.clinic import Clinic
from clinic_desktop.paths import MIGRATIONS
from clinic_desktop.practice import queries
from clinic_desktop.practice.commands import AddService, ChangePractice, ChangeService
from clinic_desktop.practice.model import Service
from clinic_desktop.practice.rules import practice_values, service_values
from clinic_desktop.store import schema
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.kit.form import Form
from ui.practice.columns import SERVICE_COLUMNS
from ui.practice.editors import practice_editor, service_page
from ui.session import Session

HOUR = replace(SERVICE, usual_minutes="60")
PACKS = replace(SERVICE, name="Hot packs", is_timed=False, priced_by="visit")


def saved(clinic: Clinic, **typed: Any) -> Service:
    return queries.service(clinic.read, clinic.do(AddService(replace(SERVICE, **typed))).row)


def form_of(page: QWidget) -> Form:
    return next(form for form in (page, *page.findChildren(QWidget)) if isinstance(form, Form))


@pytest.mark.parametrize(
    ("typed", "minutes"), [("", None), (" ", None), ("60", 60), ("1:30", 90), ("1 h 15", 75), ("600 min", 600)]
)
def test_usual_minutes_are_kept_as_a_number(clinic: Clinic, typed: str, minutes: int | None) -> None:
    assert saved(clinic, usual_minutes=typed).usual_minutes == minutes
    assert queries.service_page(clinic.read).rows[0].usual_minutes == minutes


@pytest.mark.parametrize("typed", ["0", "601", "an hour", "52.5"])
def test_wrong_minutes_are_said_at_their_field(typed: str) -> None:
    assert refused(lambda: service_values(replace(SERVICE, usual_minutes=typed))) == ["usual_minutes"]


def test_a_service_that_is_not_timed_has_no_minutes(clinic: Clinic) -> None:
    assert service_values(replace(PACKS, usual_minutes="nonsense"))["usual_minutes"] is None
    found = saved(clinic, usual_minutes="60")
    clinic.do(ChangeService(found.id, 1, replace(PACKS, usual_minutes="60")))
    assert queries.service(clinic.read, found.id).usual_minutes is None
    clinic.undo()
    assert replace(queries.service(clinic.read, found.id), version=1) == found


@pytest.mark.parametrize("values", [{"usual_minutes": 0}, {"usual_minutes": 601}, {"usual_minutes": 60, "is_timed": 0}])
def test_the_file_keeps_no_other_minutes(
    clinic: Clinic, values: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_desktop.practice.rules.service_values", lambda _: service_values(SERVICE) | values)
    with pytest.raises(sqlcipher3.IntegrityError):
        clinic.do(AddService(SERVICE))


def test_the_list_shows_the_minutes(clinic: Clinic) -> None:
    shown = next(column.text for column in SERVICE_COLUMNS if column.title == "Minutes")
    services = saved(clinic, usual_minutes="1h"), saved(clinic), saved(clinic, is_timed=False, priced_by="visit")
    assert [shown(service) for service in services] == ["60 min", "Timed", "Not timed"]


def test_the_form_asks_for_minutes_while_the_service_is_timed(clinic: Clinic, qtbot: QtBot) -> None:
    found = saved(clinic, usual_minutes="60")
    page = service_page(Session(clinic), found, lambda _: None)
    qtbot.addWidget(page)
    page.show()
    form = form_of(page)
    minutes = form.fields["usual_minutes"]
    assert (minutes.value(), minutes.isHidden()) == ("60", False)
    form.fields["is_timed"].set_value("")
    assert minutes.isHidden()
    form.fields["is_timed"].set_value("1")
    assert not minutes.isHidden()
    minutes.set_value("1:30")
    press(qtbot, page, "Save")
    assert queries.service(clinic.read, found.id).usual_minutes == 90


def test_a_form_of_a_service_that_is_not_timed_begins_without_minutes(clinic: Clinic, qtbot: QtBot) -> None:
    for found in (saved(clinic, is_timed=False, priced_by="visit"), None):
        page = service_page(Session(clinic), found, lambda _: None)
        qtbot.addWidget(page)
        assert form_of(page).fields["usual_minutes"].isHidden() is (found is not None)


def test_notes_on_paper_are_chosen_in_the_settings(clinic: Clinic, qtbot: QtBot) -> None:
    assert queries.practice(clinic.read).notes_on_paper is False
    assert practice_values(replace(PRACTICE, notes_on_paper=True))["notes_on_paper"] == 1
    editor = practice_editor(Session(clinic))
    qtbot.addWidget(editor)
    editor.show()
    editor.form.fields["notes_on_paper"].set_value("1")
    press(qtbot, editor, "Save")
    found = queries.practice(clinic.read)
    assert found.notes_on_paper is True
    clinic.do(ChangePractice(PRACTICE, found.version))
    assert queries.practice(clinic.read).notes_on_paper is False


def test_a_file_of_before_is_brought_up_to_date(tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for migration in schema.migrations()[:10]:
        copy(migration.path, before)
    key, folder = vault.new_key(), ClinicFolder(tmp_path)
    vault.write(folder.vault, vault.Vault("c", ()))
    database = open_encrypted(folder.database, key, "create")
    schema.create(database, before)
    database.execute("INSERT INTO payers (version, name) VALUES (1, 'Cascade Mutual')")
    database.execute("INSERT INTO services (version, name, price_cents) VALUES (1, 'Massage', 3500)")
    schema.migrate(database, key, folder, NOW, MIGRATIONS)
    payer = database.execute("SELECT name, unit_rule, units_a_day, asks_times FROM payers").fetchone()
    assert tuple(payer) == ("Cascade Mutual", "", None, 0)
    assert tuple(database.execute("SELECT name, usual_minutes FROM service_rows").fetchone()) == ("Massage", None)
    database.close()
