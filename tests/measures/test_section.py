"""The section on the chart's page and the course of a measure: what they say, what they read, how they are drawn."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from charts import open_chart
from factories import new_case
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from scoring import ACTIVITIES, NPRS, PEG, PSFS, measure, new_score, rmdq, typed

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.measures.commands import RetireScore
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.model import Score, ScoreId
from clinic_desktop.measures.queries import score
from clinic_desktop.measures.rules.changes import change
from clinic_desktop.measures.rules.trend import still_between, trend, trend_words
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from ui.chart.page import ChartPage
from ui.kit.text import ChipText, Text
from ui.measures.course import CourseView
from ui.measures.plot import TrendPlot
from ui.measures.scale import ScaleField
from ui.measures.section import MeasuresSection
from ui.session import Session


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> ChartPage:
    page = open_chart(qtbot, Session(clinic), tmp_path)
    page.show_tab("assessment")
    return page


def section(chart: ChartPage) -> MeasuresSection:
    (found,) = chart.findChildren(MeasuresSection)
    return found


def told(part: QWidget) -> list[str]:
    return [one.text() for one in part.findChildren(Text) if one.text()]


def course(chart: ChartPage, row: ScoreId) -> CourseView:
    chart.open_part(f"measure/{row}")
    QApplication.processEvents()
    (found,) = (one for one in chart.findChildren(CourseView) if one.isVisible())
    return found


def click(inside: QWidget, words: str) -> None:
    QApplication.processEvents()
    (found,) = (one for one in inside.findChildren(QPushButton) if one.text() == words and one.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_an_empty_section_says_what_belongs_there_and_offers_it(chart: ChartPage) -> None:
    found = section(chart)
    words = "No score yet. A measure at the start and again every few weeks shows what the treatment does."
    # A list like those above it, with a link in it.
    assert found.nothing.empty_words().text() == words and found.nothing.isVisible() and found.add.isEnabled()
    click(found, "Record the first score")
    assert chart._editor is not None


def test_a_row_says_first_last_and_what_changed(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    new_score(clinic, case, "rmdq", rmdq(14, "9/2/2026"))
    assert told(section(chart).rows[0])[1:] == ["14", "2 Sep 2026", "First score"]
    new_score(clinic, case, "rmdq", rmdq(7, "11/20/2026"))
    new_score(clinic, case, "psfs", PSFS)
    psfs, found = section(chart).rows
    assert psfs.open.text() == "PSFS"
    assert told(found) == [
        "Roland-Morris Disability Questionnaire", "14 → 7", "2 Sep 2026 to 20 Nov 2026", "Better",
        "A drop of 7, 50% of the first",
    ]  # fmt: skip
    assert not section(chart).nothing.isVisible()
    assert found.plot.accessibleDescription() == (
        "RMDQ: 14 (2 Sep 2026), 7 (20 Nov 2026). RMDQ 14 → 7, a drop of 7; 5 points is the change that matters."
    )


def test_a_change_that_does_not_matter_and_one_for_the_worse_are_said_too(
    chart: ChartPage, clinic: Clinic, case: CaseId
) -> None:
    for key, draft in (("ndi", typed("24")), ("ndi", typed("20")), ("nprs", NPRS)):
        new_score(clinic, case, key, draft)
    new_score(clinic, case, "nprs", replace(NPRS, answers=("10",), taken_on="11/3/2026"))
    new_score(clinic, case, "groc", replace(NPRS, answers=("-5",)))
    said = {row.open.text(): told(row) for row in section(chart).rows}
    assert said["NDI"][1:] == ["24/50 → 20/50", "2 Nov 2026", "No change that matters", "A drop of 4, 17% of the first"]
    assert said["NPRS"][3:] == ["Worse", "A rise of 3, 43% of the first"]
    assert said["GROC"][1:] == ["−5", "2 Nov 2026", "Worse", "a good deal worse"]


def test_the_section_reads_once_however_much_was_scored(
    chart: ChartPage, clinic: Clinic, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(40):
        new_score(clinic, case, ("nprs", "groc")[at % 2], NPRS, f"11/{at % 20 + 1}/2026")
    asked: list[str] = []
    usual = Reader.all

    def noted(read: Reader, sql: str, *values: object) -> list[Row]:
        asked.append(sql)
        return usual(read, sql, *values)

    monkeypatch.setattr(Reader, "all", noted)
    assert chart._glance
    section(chart).show_case(chart._glance.case)
    assert len(asked) == 1 and len(section(chart).rows) == 2


def test_the_keys_of_a_row_lead_to_its_scores_and_to_a_new_one(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    new_score(clinic, case, "nprs", NPRS)
    row = section(chart).rows[0]
    assert (row.open.accessibleName(), row.again.accessibleName()) == ("NPRS: all scores", "Score NPRS again")
    click(row, "Score again")
    assert [one for one in chart.findChildren(ScaleField) if one.isVisible()]
    chart.show_tab("assessment")
    click(section(chart).rows[0], "NPRS")
    assert [one for one in chart.findChildren(CourseView) if one.isVisible()]


def test_a_course_has_every_score_and_the_sentence_to_copy(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    new_score(clinic, case, "psfs", PSFS)
    later = replace(PSFS, answers=("7", "6", "8"), taken_on="11/20/2026", note="Back at work")
    last = new_score(clinic, case, "psfs", later)
    view = course(chart, last)
    cells = [[view._model.index(row, at).data() for at in range(5)] for row in range(view._model.rowCount())]
    assert cells == [
        ["20 Nov 2026", "7.0", "Better: a rise of 3.3", "", "Back at work"],
        ["2 Nov 2026", "3.7", "First score", "", ""],
    ]
    singly = view._activity_model
    assert [[singly.index(row, at).data() for at in range(4)] for row in range(singly.rowCount())] == [
        [ACTIVITIES[0], "3", "7", "Better"],
        [ACTIVITIES[1], "4", "6", "No change that matters"],
        [ACTIVITIES[2], "4", "8", "Better"],
    ]
    click(view, "Copy")
    assert QApplication.clipboard().text() == (
        "PSFS 3.7 (2 Nov 2026) → 7.0 (20 Nov 2026), a rise of 3.3 for the better; 2 points is the change that matters."
    )
    assert "Copied." in told(view)


def test_a_course_follows_what_is_changed_and_undone(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    only = new_score(clinic, case, "nprs", NPRS)
    view = course(chart, only)
    assert not view.copy.isVisible()
    again = new_score(clinic, case, "nprs", replace(NPRS, answers=("4",), taken_on="11/20/2026"))
    assert view.copy.isVisible() and view._model.rowCount() == 2
    for row in (again, only):
        chart._session.run(RetireScore(row, score(clinic.read, row).version))
    assert view._model.rowCount() == 0 and not view.plot.isVisible() and not view.copy.isVisible()
    chart._session.undo()
    assert view._model.rowCount() == 1


def scored(key: str, *tenths: int) -> list[Score]:
    return [
        Score(ScoreId(at), 1, CaseId(1), key, date(2026, 9, at + 1), one, (), "", "") for at, one in enumerate(tenths)
    ]


@given(some.sampled_from(sorted(catalogue())), some.data())
def test_the_shade_ends_where_the_change_begins_to_matter(key: str, data: some.DataObject) -> None:
    one = measure(key)
    unit = 10 if one.digits == "whole" else 1
    first = data.draw(some.integers(one.least // unit, one.most // unit)) * unit
    between = still_between(one, first)
    assert between
    low, high = between
    for edge, inside in ((low, low + 1), (high, high - 1)):
        assert change(one, first, edge).matters
        assert not change(one, first, inside).matters


def test_a_goal_is_drawn_and_said() -> None:
    found = trend(measure("rmdq"), scored("rmdq", 140, 70), goal=40)
    assert [(line.value, line.words) for line in found.lines] == [(40, "Goal 4")]
    assert "Goal 4." in trend_words(measure("rmdq"), scored("rmdq", 140, 70), goal=40)


def test_a_long_trend_says_its_beginning_and_its_end() -> None:
    words = trend_words(measure("nprs"), scored("nprs", *[70] * 20, 40))
    assert words.count("2026)") == 8 and "7 (1 Sep 2026)" in words and "4 (21 Sep 2026)" in words


def pixels(plot: TrendPlot, color: QColor) -> int:
    image = plot.grab().toImage()
    return sum(image.pixelColor(x, y) == color for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("spare", [True, False])
def test_the_curve_is_drawn_in_the_colors_of_the_theme(qtbot: QtBot, spare: bool) -> None:
    plot = TrendPlot(16, spare=spare)
    qtbot.addWidget(plot)
    plot.resize(300, 160)
    colors = plot.palette()
    accent = QColor(10, 200, 30)
    colors.setColor(QPalette.ColorRole.Highlight, accent)
    plot.setPalette(colors)
    assert pixels(plot, accent) == 0
    plot.show_trend(trend(measure("rmdq"), scored("rmdq", 140, 70), goal=40), "Told")
    assert pixels(plot, accent) > 50
    assert (plot.accessibleName(), plot.accessibleDescription()) == ("Roland-Morris Disability Questionnaire", "Told")
    plot.show_trend(trend(measure("nprs"), scored("nprs", 70)), "One")
    assert pixels(plot, accent) > 20


def test_rows_of_measures_are_on_one_level_and_begin_in_one_line(
    chart: ChartPage, clinic: Clinic, case: CaseId
) -> None:
    for key, draft in (("nprs", NPRS), ("peg", PEG), ("ndi", typed("24"))):
        new_score(clinic, case, key, draft)
    chart.show_tab("assessment")
    QApplication.processEvents()
    for one in section(chart).rows:
        (chip,) = one.findChildren(ChipText)
        middles = [part.mapTo(one, part.rect().center()).y() for part in (one.open, one.figures, chip)]
        assert max(middles) - min(middles) <= 1
        lines = [part.mapTo(one, QPoint(0, 0)).y() for part in (one.days, one.change)]
        assert lines[0] == lines[1]
