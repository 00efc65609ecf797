"""A list of the program that is empty or broken is said on the page that needs it, and takes nothing else along."""

from pathlib import Path

import pytest
from assessing import FIRST, new_assessment
from body_drawing import MAP
from charts import open_chart
from factories import new_case, refused
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from scoring import new_score

from clinic_desktop.assessments.loader import motions_trouble
from clinic_desktop.body_maps.commands import AddBodyMap
from clinic_desktop.body_maps.loader import figure_trouble
from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.measures.loader import catalogue, measures_trouble, needed_catalogue
from clinic_desktop.progress.loader import intervals_trouble
from ui.assessments.section import AssessmentSection
from ui.body_maps.section import BodyMapSection
from ui.chart.page import ChartPage
from ui.kit.banner import Banner
from ui.measures.section import MeasuresSection
from ui.session import Session
from ui.today.page import TodayPage

PLACES = {
    "measures": ("clinic_desktop.measures.loader.FILE", "measures.toml"),
    "motion": ("clinic_desktop.assessments.loader.FILE", "motion.toml"),
    "figure": ("clinic_desktop.body_maps.loader.FILE", "figure.toml"),
    "reports": ("clinic_desktop.progress.loader.FILE", "reports_due.toml"),
}
BROKEN = [
    "",
    "x = [",
    "x = 1",
    "[[measures]]\nkey = 3",
    "outlines = 3",
    '[outlines]\nhalf = "M 0"',
    "[[tables]]",
    "\ufffe",
]


def break_list(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str, content: str) -> None:
    place, name = PLACES[key]
    # A name of its own: what a file says is read once.
    folder = tmp_path / "lists"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(place, path)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


def shown(qtbot: QtBot, session: Session, tmp_path: Path) -> ChartPage:
    page = open_chart(qtbot, session, tmp_path)
    page.open_part("assessment")
    page.grab()
    return page


@pytest.mark.parametrize("content", BROKEN)
def test_each_says_what_is_wrong_with_its_name_and_no_path(
    content: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    troubles = (measures_trouble, motions_trouble, figure_trouble, intervals_trouble)
    assert {trouble() for trouble in troubles} == {""}
    for key, trouble in zip(PLACES, troubles, strict=True):
        break_list(monkeypatch, tmp_path, key, content)
        assert PLACES[key][1] in trouble() and str(tmp_path) not in trouble()


def test_some_may_be_taken_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(PLACES["motion"][0], tmp_path / "none.toml")
    monkeypatch.setattr(PLACES["reports"][0], tmp_path / "none.toml")
    assert motions_trouble() == intervals_trouble() == ""


@pytest.mark.parametrize("content", ["", "[[measures]]\nkey = 3"])
def test_measures(
    content: str, qtbot: QtBot, session: Session, case: CaseId, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clinic = session.clinic
    row = new_score(clinic, case)
    break_list(monkeypatch, tmp_path, "measures", content)
    page = shown(qtbot, session, tmp_path)
    (found,) = page.findChildren(MeasuresSection)
    assert found.trouble.isVisible() and "measures.toml:1: " in found.trouble.words()
    # Not that nothing was scored.
    assert not found.nothing.isVisible() and not found.add.isVisible()
    told: list[str] = []
    session.trouble.connect(told.append)
    for part in ("measure/new", f"measure/{row}", f"score/{row}", "score/new/peg"):
        page.open_part(part)
    assert len(told) == 4 and told[0] == found.trouble.words()
    # Nothing is signed without its figures.
    assert refused(needed_catalogue) == [""]
    # What has nothing to do with them goes on.
    page.open_part("plan")
    clinic.do(RetireCase(case, 1))
    assert catalogue() == {}


def test_the_figure(
    qtbot: QtBot, session: Session, case: CaseId, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    row = session.clinic.do(AddBodyMap(case, MAP)).row
    break_list(monkeypatch, tmp_path, "figure", "")
    page = shown(qtbot, session, tmp_path)
    (found,) = page.findChildren(BodyMapSection)
    words = "figure.toml is no figure: the key “outlines” is missing."
    assert found.trouble.isVisible() and found.trouble.words().endswith(words)
    # The marks stand in the list in words.
    assert found.table.model().rowCount() == 1
    assert not found.draw.isEnabled() and not found.start.isVisible() and not found.paper.isVisible()
    told: list[str] = []
    session.trouble.connect(told.append)
    for part in ("body-map/new", f"body-map/{row}", f"body-map-paper/{row}"):
        page.open_part(part)
    assert told == [found.trouble.words()] * 3


def test_usual_ranges(
    qtbot: QtBot, session: Session, case: CaseId, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    break_list(monkeypatch, tmp_path, "motion", "")
    new_assessment(session.clinic, case, FIRST)
    page = shown(qtbot, session, tmp_path)
    page.findChildren(AssessmentSection)[0].add.click()
    told = [one.words() for one in page.findChildren(Banner) if one.isVisible()]
    assert len(told) == 1 and told[0].endswith("motion.toml:1: There is no movement in this file.")


def test_rules_for_reports(
    qtbot: QtBot, session: Session, case: CaseId, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    break_list(monkeypatch, tmp_path, "reports", "")
    chart = shown(qtbot, session, tmp_path)
    chart.open_part("plan")
    today = TodayPage(session)
    qtbot.addWidget(today)
    today.show()
    for page in (chart, today):
        (told,) = [one for one in page.findChildren(Banner) if one.isVisible()]
        assert told.words() == intervals_trouble()
        assert told.words().endswith("reports_due.toml:1: There is no rule in this file.")
    # It is said once, however often the page is read again.
    today.reload()
    QApplication.processEvents()
    assert len([one for one in today.findChildren(Banner) if one.isVisible()]) == 1
    today.hide()
    monkeypatch.setattr(PLACES["reports"][0], tmp_path / "none.toml")
    today.reload()
    today.show()
    assert not [one for one in today.findChildren(Banner) if one.isVisible()]
