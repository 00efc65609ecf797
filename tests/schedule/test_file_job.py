"""A long file is looked through beside the window: it can be left, cancelled and answered, and nothing asks twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from factories import SERVICE, new_case, new_client, new_service
from held_jobs import HeldJobs
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.schedule.loader.beside import FileLook, look_beside
from clinic_desktop.schedule.queries.steps import NEW
from ui.kit.boxes import Check
from ui.kit.choice_box import ChoiceBox
from ui.kit.text import isolated
from ui.schedule.page import FilePage
from ui.session import Session
from ui.today.page import TodayPage

HEAD = "Date,Start,Minutes,Client,Status,Booking ID\n"
VEGA = "11/24/2026,2:30 PM,60,Luis Vega,,1\n"
ANA = "11/25/2026,9:00 AM,90,Ana Lee,,2\n"
BO = "11/26/2026,8:00 AM,60,Bo Fox,,4\n"


@pytest.fixture
def known(clinic: Clinic) -> Clinic:
    new_service(clinic, replace(SERVICE, usual_minutes="60"))
    for family, first in (("Vega", "Luis"), ("Lee", "Ana")):
        new_case(clinic, new_client(clinic, ClientDraft(first, family_name=family)))
    return clinic


@pytest.fixture
def jobs() -> HeldJobs:
    return HeldJobs()


@pytest.fixture
def page(qtbot: QtBot, known: Clinic, jobs: HeldJobs) -> Iterator[TodayPage]:
    made = TodayPage(Session(known), jobs)
    qtbot.addWidget(made)
    made.resize(1300, 900)
    made.show()
    yield made


def opened(page: TodayPage, content: str, tmp_path: Path) -> FilePage:
    path = tmp_path / "week.csv"
    path.write_text(content)
    page.read_file(path)
    assert page.file
    return page.file


def test_nothing_waits_for_the_file(qtbot: QtBot, page: TodayPage, jobs: HeldJobs, tmp_path: Path) -> None:
    file = opened(page, HEAD + VEGA + ANA + BO, tmp_path)
    assert "Reading the file…" in seen(file)
    assert not file.act_button.isEnabled()
    assert jobs.go() == ["Reading the file"]
    assert "2 new visits · 1 to answer" in seen(file)
    # An answer is looked at here and now.
    box = next(one for one in file.findChildren(ChoiceBox) if one.accessibleName().startswith("Who is Bo Fox"))
    box.setCurrentIndex(box.findData(NEW))
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()
    assert (jobs.waiting, "3 new visits" in seen(file)) == ([], True)
    # Other days are another job, in which the answer still stands.
    file._days.setCurrentIndex(file._days.findData(2))
    file._days.activated.emit(file._days.currentIndex())
    assert not file.act_button.isEnabled()
    jobs.go()
    assert "2 new visits" in seen(file)
    press(qtbot, file, "Plan 2 visits")
    assert page.file is None
    jobs.go()


def test_who_leaves_hears_nothing(qtbot: QtBot, page: TodayPage, jobs: HeldJobs, tmp_path: Path) -> None:
    file = opened(page, HEAD + VEGA, tmp_path)
    qtbot.keyClick(file, Qt.Key.Key_Escape)
    assert page.file is None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    jobs.go()
    # Cancel in the strip goes back to the day.
    opened(page, HEAD + VEGA, tmp_path)
    jobs.waiting[0][0].stop()
    jobs.go()
    assert page.file is None


def test_only_the_last_look_counts(page: TodayPage, jobs: HeldJobs, known: Clinic, tmp_path: Path) -> None:
    file = opened(page, HEAD + VEGA + BO, tmp_path)
    new_client(known, ClientDraft("Bo", family_name="Fox"))
    QApplication.processEvents()
    assert len(jobs.waiting) == 2
    jobs.go()
    assert page.file is file
    assert "2 new visits" in seen(file)


def test_what_is_gone_is_ticked_on_the_page(
    qtbot: QtBot, page: TodayPage, jobs: HeldJobs, known: Clinic, tmp_path: Path
) -> None:
    file = opened(page, HEAD + VEGA + ANA + BO, tmp_path)
    jobs.go()
    press(qtbot, file, "Plan 2 visits")
    jobs.go()
    file = opened(page, HEAD + VEGA + BO, tmp_path)
    jobs.go()
    words = seen(file)
    assert "1 to answer · 1 no longer in the file · 1 there already" in words
    assert {"Not in the file", isolated("It is no longer in the file.")} <= set(words.splitlines())
    assert not file.act_button.isEnabled()
    (box,) = file.findChildren(Check)
    assert box.accessibleName() == "Remove the visit: Lee, Ana, 25 Nov 2026, 9:00 AM"
    page.activateWindow()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(file.act_button.isEnabled)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QWidget) and focused.accessibleName() == box_name()
    press(qtbot, file, "Make 1 change")
    jobs.go()
    assert [row["n"] for row in known.read.all("SELECT count(*) AS n FROM visits WHERE retired_at IS NULL")] == [1]
    known.undo()
    assert [row["n"] for row in known.read.all("SELECT count(*) AS n FROM visits WHERE retired_at IS NULL")] == [2]


def box_name() -> str:
    return "Remove the visit: Lee, Ana, 25 Nov 2026, 9:00 AM"


def test_the_job_has_a_connection_of_its_own(known: Clinic) -> None:
    """It runs on another thread, where the window's connection may not be used."""
    told: list[tuple[int, int]] = []
    today = known.clock.today()
    from clinic_desktop.schedule.model import DaySpan

    look = FileLook((HEAD + VEGA + ANA).encode(), DaySpan(today, today.replace(day=30)), today)
    seen_there = look_beside(known.keys, look, Progress(lambda done, total, _: told.append((done, total))))
    assert [one.doing for one in seen_there.steps] == ["plan", "plan"]
    assert told == [(0, 2)]
