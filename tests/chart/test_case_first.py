"""What belongs to a case asks for one first where there is none, and says why."""

from pathlib import Path

import pytest
from charts import open_chart, opened
from factories import new_client
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clinic import Clinic
from ui.session import Session


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("packet/new", "a packet is about what the client is treated for."),
        ("letter/new/extension", "a letter tells of what the client is treated for."),
        ("denial/new", "a denial is about what the client is treated for."),
        ("visit/new", "it says what the client is treated for."),
    ],
)
def test_a_case_comes_first_and_the_page_says_why(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, part: str, why: str
) -> None:
    chart = open_chart(qtbot, Session(clinic), tmp_path, new_client(clinic))
    editor = opened(chart, part)
    assert "New case" in seen(chart) and f"A case comes first: {why}" in seen(editor)
    editor = opened(chart, "case/new/reason")
    assert "A case comes first" not in seen(editor) and chart.focusWidget() is editor.form.fields["reason"].box
