"""Buttons stand back from who may not use them, on every page, and say why."""

from pathlib import Path

import pytest
from charts import open_chart, shown
from every_command import every_command
from factories import new_case, new_client, new_policy
from pytestqt.qtbot import QtBot
from role_matrix import as_role

from clinic_desktop.clinic import Clinic
from clinic_desktop.staff.model import Role
from clinic_desktop.staff.rules.roles import MAY
from ui.kit.buttons import Button, button, knows_who_may
from ui.kit.layout import column, holder
from ui.session import Session
from ui.staff.doing import ANY_CHANGE, DOING
from ui.staff.holding_back import HeldBack

_ROOT = Path(__file__).parents[2]


def test_the_table_has_words_that_the_program_says() -> None:
    paths = (path for folder in ("ui", "clinic_desktop") for path in (_ROOT / folder).rglob("*.py"))
    whole = "\n".join(path.read_text(encoding="utf-8") for path in paths if path.name != "doing.py")
    assert {words for words in DOING if f'"{words}"' not in whole} == set()


def test_a_button_that_is_called_as_a_command_asks_what_the_command_asks() -> None:
    asked: dict[str, set[str]] = {}
    for kind in every_command():
        asked.setdefault(kind.label, set()).add(kind.permission)
    wrong = {
        words: (asks, asked[words])
        for words, asks in DOING.items()
        if words in asked and asks != ANY_CHANGE and not asked[words] <= {*asks}
    }
    # The one that takes a share of the plan's payment is reached from where the payment was.
    assert wrong == {"Take payment": (("payments",), {"payments", "billing"})}


@pytest.mark.parametrize("role", MAY)
def test_only_who_may_do_none_of_it_is_kept_from_a_button(clinic: Clinic, role: Role) -> None:
    as_role(clinic, role)
    held = HeldBack(Session(clinic))
    for words, asks in DOING.items():
        assert bool(held.why(words)) == (not MAY[role] & {*asks}), words
    assert held.why("Open the chart") == ""
    assert bool(held.why("Save", "clinical")) == ("clinical" not in MAY[role])


def test_a_button_stands_back_and_comes_back_as_its_page_had_it(qtbot: QtBot) -> None:
    said: dict[str, str] = {}
    made = button("Sign 3 notes", lambda: None)
    made.does = "Sign notes"
    made.setToolTip("<qt>As ever</qt>")
    page = holder(column(made))
    page.why_held_back = lambda words: said.get(words, "")  # type: ignore[attr-defined]
    knows_who_may(page)
    qtbot.addWidget(page)
    page.show()
    assert made.isEnabled()
    said["Sign notes"] = "Ask an owner."
    made.ask_whether_held()
    assert not made.isEnabled()
    assert "Ask an owner." in made.toolTip()
    assert made.accessibleDescription() == "Ask an owner."
    # Whatever its page says meanwhile counts once it is held back no more.
    made.setEnabled(True)
    assert not made.isEnabled()
    said.clear()
    made.ask_whether_held()
    assert made.isEnabled()
    assert made.toolTip() == "<qt>As ever</qt>"
    made.setEnabled(False)
    assert not made.isEnabled()


def test_single_buttons_of_a_chart_stand_back(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    case = new_case(clinic, new_client(clinic))
    new_policy(clinic, case)
    new_policy(clinic, case)
    as_role(clinic, "read_only")
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.show_tab("coverage")
    found = {one.text(): one for one in chart.findChildren(Button) if one.isVisible()}
    for words in ("Move up", "Add policy", "Log a contact", "Make estimate", "Client asked for it"):
        assert not found[words].isEnabled(), words
        assert "The role Read only may not" in found[words].toolTip()
    # What only looks is there for everybody.
    assert found["Edit client"].isEnabled()
    chart.open_part("policy/1")
    gone = next(one for one in chart.findChildren(Button) if one.text() == "Remove policy")
    assert not gone.isEnabled()
    assert "may not change clients" in shown(chart).banner.words()
