"""Where the client is never billed the chart asks nobody at the desk for money, and says who pays."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart
from factories import CASE, POLICY, VISIT, new_case, new_policy, new_service, new_visit
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from ui.chart.page import ChartPage
from ui.kit.text import ChipText, Text
from ui.session import Session

WORK = "pays for a work injury: bill the claim, never the client."


def visits_page(qtbot: QtBot, clinic: Clinic, folder: Path, kind: str, plan: str) -> ChartPage:
    new_service(clinic)
    case = new_case(clinic, None, replace(CASE, kind=kind))
    if plan:
        new_policy(clinic, case, replace(POLICY, plan_type=plan))
    for day in ("11/18/2026", "11/20/2026"):
        new_visit(clinic, case, replace(VISIT, date_of_service=day))
    page = open_chart(qtbot, Session(clinic), folder)
    page.open_part("visits")
    return page


def shown(page: ChartPage) -> tuple[list[str], list[str], list[str]]:
    """The sentences, the chips and the buttons that are seen."""
    texts = [one.text() for one in page.findChildren(Text) if one.isVisible()]
    chips = [one.text() for one in page.findChildren(ChipText) if one.isVisible()]
    return texts, chips, [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]


@pytest.mark.parametrize(
    ("kind", "plan", "words"),
    [
        ("work", "", f"The payer of the claim {WORK}"),
        ("work", "work_state", f"Cascade Mutual {WORK}"),
        # A health plan in the case pays for no work injury.
        ("work", "ppo", f"The payer of the claim {WORK}"),
        ("health", "medicaid", "Cascade Mutual pays the clinic: bill the program, never the client."),
    ],
)
def test_nothing_is_asked_of_the_client(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, kind: str, plan: str, words: str
) -> None:
    texts, chips, buttons = shown(visits_page(qtbot, clinic, tmp_path, kind, plan))
    assert words in texts
    assert "The client pays nothing for this visit." in texts
    assert "$140.00 from the payer" in chips
    assert not [one for one in (*texts, *chips) if "unpaid" in one]
    assert not [one for one in buttons if "payment" in one.lower()]


@pytest.mark.parametrize(("kind", "plan"), [("health", "ppo"), ("auto", "pip"), ("cash", "")])
def test_else_it_is_offered(qtbot: QtBot, clinic: Clinic, tmp_path: Path, kind: str, plan: str) -> None:
    texts, chips, buttons = shown(visits_page(qtbot, clinic, tmp_path, kind, plan))
    assert "$280.00 is unpaid for 2 visits of this case." in texts
    assert "$140.00 unpaid" in chips
    assert {"Take payment", "Take one payment for all"} <= set(buttons)
