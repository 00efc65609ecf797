"""A packet that is being issued when its page is left: it is issued all the same, or the window says why not."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from held_jobs import HeldJobs
from packed import Packable, accept_all, begun, change, seen
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.document.scans import ShrunkScans
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.packets.issuing import issue_in_job
from ui.session import Session

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def row(packed_clinic: tuple[Path, Packable], clinic: Clinic) -> int:
    """One that may be issued."""
    made = begun(clinic, packed_clinic[1].case, "appeal")
    change(clinic, made, TO)
    accept_all(clinic, made)
    return made


@pytest.fixture
def heard(clinic: Clinic, qtbot: QtBot) -> Iterator["Heard"]:
    yield Heard(clinic)


class Heard:
    """The jobs, and whatever is said of a packet that is issued."""

    def __init__(self, clinic: Clinic) -> None:
        self.jobs, self.session, self.page = HeldJobs(), Session(clinic), QWidget()
        self.told, self.trouble, self.failed = list[str](), list[str](), list[str]()
        self.performed = list[bool]()
        self.session.told.connect(self.told.append)
        self.session.trouble.connect(self.trouble.append)
        self.session.performed.connect(lambda: self.performed.append(True))

    def issue(self, row: int) -> None:
        around, scans = (self.session, self.jobs), ShrunkScans()
        issue_in_job(self.page, around, packet(self.session.clinic.read, row), (None, scans), self.failed.append)


def test_whoever_stays_hears_nothing_more_of_it(clinic: Clinic, row: int, heard: Heard) -> None:
    heard.issue(row)
    heard.jobs.go()
    assert packet(clinic.read, row).number == 1
    assert heard.performed and not (heard.told or heard.trouble or heard.failed)


def test_whoever_leaves_meanwhile_has_it_issued(clinic: Clinic, row: int, heard: Heard) -> None:
    heard.issue(row)
    delete(heard.page)
    heard.jobs.go()
    assert packet(clinic.read, row).number == 1
    assert heard.told == ["Packet no. 1 was issued."]
    # An errand that began since does not end with it.
    assert not (heard.performed or heard.trouble or heard.failed)


def test_what_stands_in_the_way_is_said_wherever_they_are(clinic: Clinic, row: int, heard: Heard) -> None:
    for is_left in (False, True):
        heard.issue(row)
        (job, work) = heard.jobs.waiting[0]
        # Bound, and changed before it is written down.
        heard.jobs.waiting[0] = job, partial(_bound_then_changed, work, clinic, row)
        if is_left:
            delete(heard.page)
        heard.jobs.go()
    words = "The record changed while the packet was bound. Look at it once more."
    assert heard.failed == [words]
    assert heard.trouble == [f"The packet was not issued. {words}"]
    assert not (packet(clinic.read, row).number or heard.told)


def test_one_that_is_stopped_says_so_to_its_page_alone(row: int, heard: Heard) -> None:
    for is_left in (False, True):
        heard.issue(row)
        heard.jobs.waiting[0][0].stop()
        if is_left:
            delete(heard.page)
        heard.jobs.go()
    assert heard.failed == [""] and not (heard.trouble or heard.told)


def _bound_then_changed(work: Callable[[Progress], Any], clinic: Clinic, row: int, progress: Progress) -> Any:
    found = work(progress)
    message = seen(clinic, row).packet.message
    change(clinic, row, PacketDraft(way="mail", to_address="PO Box 12", message=f"{message} Please hurry."))
    return found
