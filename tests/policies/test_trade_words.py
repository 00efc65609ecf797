"""The words of the card and of a payer's clerk: one name for a thing, wherever it is shown or written about."""

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CASE_KINDS
from clinic_desktop.clinic import Clinic
from clinic_desktop.payers.model import PayerId
from clinic_desktop.policies.model import PolicyId, PolicyRow
from ui.policies.columns import POLICY_COLUMNS, order_words
from ui.policies.forms import policy_form
from ui.session import Session

ROOT = Path(__file__).parents[2]
# What the things were called before, or could be called besides.
OTHER_NAMES = ("in force", "whose insurance", 'client is"', "pays earlier", "pays later", "cash, no insurance")


def test_the_form_and_the_list_speak_as_the_card(qtbot: QtBot, clinic: Clinic) -> None:
    form = policy_form(Session(clinic))
    qtbot.addWidget(form)
    labels = {key: form.fields[key].label for key in ("effective_on", "ends_on", "relationship")}
    assert labels == {
        "effective_on": "Effective date",
        "ends_on": "Termination date",
        "relationship": "Relationship to subscriber",
    }
    assert [column.title for column in POLICY_COLUMNS] == [
        *("Order", "Payer", "Plan", "Member ID", "Relationship to subscriber", "Effective dates"),
    ]  # fmt: skip
    assert "Self-pay" in dict(CASE_KINDS)["cash"]


@pytest.mark.parametrize(("rank", "words"), [(1, "Primary"), (2, "Secondary"), (3, "Tertiary"), (4, "4")])
def test_the_order_of_policies_has_its_names(rank: int, words: str) -> None:
    assert order_words(PolicyRow(PolicyId(7), 1, rank, PayerId(1), "Cascade", "ppo", "A1", "self", None, None)) == words


def test_no_other_name_is_left() -> None:
    # A comment may say it of a release of codes; what is shown may not, see tests/house.
    core = [path for path in (ROOT / "clinic_desktop").rglob("*.py") if "codes" not in path.parts]
    shown = [*core, *(ROOT / "ui").rglob("*.py"), *ROOT.glob("*.md")]
    left = [
        (path.name, name) for path in shown for name in OTHER_NAMES if re.search(name, path.read_text("utf-8").lower())
    ]
    assert not left
