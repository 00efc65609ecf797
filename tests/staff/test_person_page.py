"""The page of a person whose key a full disk kept out."""

import pytest
from fixed import CHEAP, NOW
from held_jobs import HeldJobs
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from windows import press, seen, type_in

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.staff import queries
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.jobs import InlineJobs
from ui.kit.records import Records
from ui.session import Session
from ui.staff.page import people_list
from ui.staff.person import PersonPage

DESK = "a plain desk lamp"


@pytest.fixture
def people(qtbot: QtBot, clinic: Clinic) -> Records:
    made = people_list(Session(clinic), InlineJobs())
    qtbot.addWidget(made)
    made.show()
    return made


def column(people: Records, at: int) -> list[str]:
    model = people.table.model()
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def test_whom_a_full_disk_left_without_a_key_gets_one_in_one_step(
    qtbot: QtBot, people: Records, clinic: Clinic, folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[str]()
    people_page = people._build(None)
    assert isinstance(people_page, PersonPage)
    qtbot.addWidget(people_page)
    people_page._session.trouble.connect(told.append)
    people_page.show()
    type_in(people_page, name="Ana Desk", password=DESK, again=DESK)

    def full(*_: object) -> None:
        raise StoreTrouble("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(vault, "write", full)
        press(qtbot, people_page, "Save")
    assert "\u2068Ana Desk\u2069 was added, but cannot sign in yet" in told[0]
    assert told[0].endswith("The disk is full.")
    assert column(people, 0) == ["Ana Desk", "Maya Ortiz"]
    assert column(people, 3) == ["No password yet", "Yes"]
    ana = next(one for one in queries.people_page(clinic.read).rows if one.name == "Ana Desk")
    page = PersonPage(people_page._session, InlineJobs(), ana, lambda _: None)
    qtbot.addWidget(page)
    page.show()
    assert "No password yet" in seen(page)
    key_form = page.findChildren(type(page.editor))[-1]
    key_form.form.fill({"password": DESK, "again": DESK})
    key_form.save()
    known = vault.read(folder.vault)
    desk = Clinic.open(folder, vault.unwrap(known, ana.slot, DESK), ana.slot, Clock(NOW), CHEAP)
    assert desk.person.name == "Ana Desk"
    desk.close()


def test_a_key_is_made_once_however_often_it_is_asked_for(qtbot: QtBot, clinic: Clinic) -> None:
    jobs, back = HeldJobs(), list[int]()
    for leaves in (False, True):
        page = PersonPage(Session(clinic), jobs, None, back.append)
        if not leaves:
            qtbot.addWidget(page)
        page.show()
        type_in(page, name=f"Ana Desk {leaves}", password=DESK, again=DESK)
        for _ in range(2):
            page.editor.save()
        if leaves:
            delete(page)
        assert jobs.go() == ["Making the key"]
    # Whoever left before it was made gave it up.
    assert len(back) == 1
    assert [one.name for one in queries.people_page(clinic.read).rows] == ["Ana Desk False", "Maya Ortiz"]
