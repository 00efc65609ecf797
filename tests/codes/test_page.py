"""The section of releases in the settings: a file that is being read may be given up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from held_jobs import HeldJobs
from order_file import order_file
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import press, shown_form

from clinic_desktop.clinic import Clinic
from clinic_desktop.codes.queries.releases import releases
from ui.codes.page import CodesSection
from ui.session import Session


@pytest.fixture
def jobs(qapp: QApplication) -> HeldJobs:
    return HeldJobs()


@pytest.fixture
def section(qtbot: QtBot, clinic: Clinic, jobs: HeldJobs, tmp_path: Path) -> Iterator[CodesSection]:
    path = tmp_path / "icd10cm_order_2027.txt"
    path.write_text(order_file({"M54.52": "Low back pain of marmots"}), encoding="utf-8")
    made = CodesSection(Session(clinic), jobs)
    qtbot.addWidget(made)
    made.show()
    made.take(path)
    QApplication.processEvents()
    press(qtbot, made, "Load")
    yield made
    jobs.waiting.clear()


def test_reading_that_is_cancelled_loads_nothing_and_may_be_begun_again(
    qtbot: QtBot, section: CodesSection, jobs: HeldJobs, clinic: Clinic
) -> None:
    ((job, _),) = jobs.waiting
    job.stop()
    assert jobs.go() == ["Reading the codes"]
    assert len(releases(clinic.read)) == 1
    assert shown_form(section).values()["file"] == "icd10cm_order_2027.txt"
    press(qtbot, section, "Load")
    jobs.go()
    assert [one.name for one in releases(clinic.read)] == ["October 2026", "April 2026"]


def test_leaving_the_form_gives_the_reading_up(
    qtbot: QtBot, section: CodesSection, jobs: HeldJobs, clinic: Clinic
) -> None:
    press(qtbot, section, "Cancel")
    qtbot.wait(1)
    jobs.go()
    assert len(releases(clinic.read)) == 1
