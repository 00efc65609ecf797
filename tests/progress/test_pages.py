"""The card, the editor and the paper of progress reports in a chart."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from reporting import REPORT, signed_report, treated_case

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.progress.queries import reports_of
from ui.chart.page import ChartPage
from ui.chart.report_paper import ReportPaperPage
from ui.kit.editor import Editor
from ui.kit.text import Text
from ui.session import Session


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return treated_case(clinic)


def editor_of(chart: ChartPage) -> Editor:
    (found,) = (one for one in chart.findChildren(Editor) if one.isVisible())
    return found


def press(chart: ChartPage, words: str) -> None:
    next(one for one in chart.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def test_a_report_is_written_shown_and_signed(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> None:
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.open_part("plan")
    press(chart, "Write report")
    editor = editor_of(chart)
    values = editor.form.values()
    assert (values["since"], values["day"], values["therapist"]) == ("10/05/2026", "11/24/2026", "1")
    told = " ".join(one.text() for one in editor.findChildren(Text))
    assert "7 in this period, 7 in all" in told
    assert "Sit at the desk: baseline 20, now 45, goal 60" in told
    editor.form.fields["since"].set_value("11/1/2026")
    qtbot.waitUntil(lambda: any("3 in this period, 7 in all" in one.text() for one in editor.findChildren(Text)))
    press(chart, "Sign report")
    assert editor.form.fields["status"].problem() == "Say how the client is now, in what they can do."
    assert editor.form.fields["ahead"].problem()
    editor.form.fields["status"].set_value("Sits 45 minutes.")
    editor.form.fields["ahead"].set_value("Once a week for a month.")
    assert editor.save()
    (draft,) = reports_of(clinic.read, case)
    assert draft.signed_on is None
    chart.open_part(f"progress-report/{draft.id}")
    (paper,) = chart.findChildren(ReportPaperPage)
    assert any("Draft, not signed yet" in one.text() for one in paper.findChildren(Text))
    press(chart, "Go on with the draft")
    press(chart, "Sign report")
    (signed,) = reports_of(clinic.read, case)
    assert signed.signed_on
    assert chart.plan.reports.write.text() == "Write report"
    chart.plan.reports.reports.opened.emit(signed)
    (paper,) = (one for one in chart.findChildren(ReportPaperPage) if one.isVisible())
    assert any("Maya Ortiz, LMT" in one.text() for one in paper.findChildren(Text))


def test_a_discharge_tells_of_the_whole_course(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> None:
    signed_report(clinic, case, replace(REPORT, day="11/10/2026"))
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.open_part("report/new")
    form = editor_of(chart).form
    assert form.values()["since"] == "11/11/2026"
    form.fields["kind"].set_value("discharge")
    assert form.values()["since"] == "10/05/2026"
    form.fields["kind"].set_value("progress")
    assert form.values()["since"] == "11/11/2026"
    form.fields["since"].set_value("11/12/2026")
    form.fields["kind"].set_value("discharge")
    assert form.values()["since"] == "11/12/2026"


def test_the_card_says_when_the_next_one_is_due(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> None:
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.open_part("plan")
    told = [one.text() for one in chart.plan.reports.findChildren(Text)]
    assert not any("Due by" in one for one in told)
    signed_report(clinic, case, replace(REPORT, day="11/20/2026", next_on="11/22/2026"))
    qtbot.waitUntil(
        lambda: any("Overdue since 22 Nov 2026" in one.text() for one in chart.plan.reports.findChildren(Text))
    )
    chart.open_part("summary")
    assert any("It was due by 22 Nov 2026" in one.text() for one in chart.summary.findChildren(Text))


def test_a_report_of_somebody_else_is_not_shown(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> None:
    from factories import CLIENT, new_client

    row = signed_report(clinic, case)
    other = new_client(clinic, replace(CLIENT, given_name="Other", birth_date="1/2/1990"))
    session = Session(clinic)
    told: list[str] = []
    session.trouble.connect(told.append)
    chart = open_chart(qtbot, session, tmp_path, other)
    chart.open_part(f"progress-report/{row}")
    assert not [one for one in chart.findChildren(ReportPaperPage) if one.isVisible()]
    assert told


def test_the_plan_says_how_far_each_goal_is(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> None:
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.open_part("plan")
    told = " ".join(one.text() for one in chart.plan.treatment.findChildren(Text))
    assert "Sit at the desk 60 minutes (baseline 20) by 12 Jan 2027. Now 45." in told
    assert "Carry groceries 20 pounds (baseline 5) by 12 Jan 2027." in told


def test_after_a_discharge_the_case_is_to_be_closed(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> None:
    signed_report(clinic, case, replace(REPORT, kind="discharge"))
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    told = [one.text() for one in chart.summary.findChildren(Text)]
    assert "Close the case" in told
    assert not {"New prescription", "Re-evaluation", "Treatment plan to send"} & set(told)
