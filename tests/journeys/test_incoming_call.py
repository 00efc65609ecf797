"""From the phone that rings to a printed coverage summary, by keyboard alone: a new client with a PPO card."""

from datetime import timedelta

import pytest
from keyboard import Keyboard, focused, words_of
from pdfs import pages, words
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.cases.model import CaseId
from clinic_desktop.contacts.queries import follow_ups_due
from clinic_desktop.coverage.queries.kept import (
    call_page,
    determination,
    determination_page,
    kept_answers,
    open_questions,
)
from ui.chart.page import ChartPage
from ui.kit import paper_bar
from ui.main_window import MainWindow

# Tabs, letters and all: about two minutes of typing.
MOST_KEYS = 700
# In the order in which the representative answered: the number of the blank, what is typed, what is kept.
SAID = (
    *((11, "y"), (6, "y"), (12, "reh"), (13, "y"), (16, "y"), (18, "y"), (19, "out"), (20, "y")),
    *((24, "20"), (25, "4"), (26, "no limit"), (30, "n"), (32, "n"), (10, "ins")),
    *((39, "y"), (40, "1000"), (41, "950"), (48, "40%"), (53, "110"), (15, "?")),
)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    found: list[bytes] = []
    monkeypatch.setattr(paper_bar, "print_pdf", lambda _, title, pdf, answered: found.append(pdf))
    return found


def test_from_the_phone_to_the_printed_summary(qtbot: QtBot, main: MainWindow, printed: list[bytes]) -> None:
    clinic = main.session.clinic
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    main.go("today")
    keys = Keyboard(qtbot, main)
    take_down(keys)
    (chart,) = main.findChildren(ChartPage)
    wizard, case = chart.wizard, CaseId(chart._case)

    # What the card says is known; a verdict stands before anything was asked.
    keys.tab_to("Wizard")
    keys.enter()
    assert wizard.panel.headline.accessibleName() == "Possible, ask the plan"
    assert not wizard.sheet("card").fields["payer_type"].value()
    talk(keys)
    clock = clinic.clock
    assert clock._fixed
    clock._fixed += timedelta(minutes=12, seconds=4)
    keys.press(Qt.Key.Key_Return, ctrl=True)
    (call,) = call_page(clinic.read, case).rows
    assert (call.rep, call.reference, call.seconds) == ("Kim, ID 4471", "C-20-114", 724)
    assert len(call.answers) == len(SAID)
    assert {one.call for one in kept_answers(clinic.read, case) if not one.is_unknown} == {call.id}
    (question,) = open_questions(clinic.read, case)
    assert question.words == "Is this diagnosis excluded from the benefit?"
    assert [one.contact.todo for one in follow_ups_due(clinic.read, question.ask_again_on)] == [
        "Ask again: 1 open question"
    ]

    # The last step, just before the sheet: what the visits come to.
    keys.press(Qt.Key.Key_Backtab)
    assert words_of(focused()).startswith("Money:")
    keys.enter()
    assert words_of(focused()) == "Visits planned"
    keys.type("8")
    keys.enter()
    keys.type("140")
    keys.enter()
    assert "$36.00" in seen(wizard.panel) and "$498.00" in seen(wizard.panel)

    print_both(keys)
    (kept,) = determination_page(clinic.read, case).rows
    summary, reasoning = map(words, printed)
    assert len(pages(printed[0])) == 1
    for part in (
        *("Coverage summary", "Imani Okonkwo", "Harbor Health", "HX4881207", kept.headline),
        *("Kim, ID 4471", "reference C-20-114", "Is there a signed prescription", "Insurance card, both sides"),
        *("$36.00", "$66.00", "Estimate, not a guarantee."),
    ):
        assert part in summary, part
    for rule in determination(clinic.read, kept.id).outcome["rules"]:
        assert rule["title"] in reasoning
    assert keys.pressed < MOST_KEYS


def print_both(keys: Keyboard) -> None:
    """The summary for the client, then the reasoning for the file."""
    keys.press(Qt.Key.Key_P, ctrl=True)
    keys.press(Qt.Key.Key_P, ctrl=True)
    keys.tab_to("Reasoning")
    keys.enter()
    keys.press(Qt.Key.Key_P, ctrl=True)


def take_down(keys: Keyboard) -> None:
    """A new client, what they come for, and the card that they read out."""
    keys.press(Qt.Key.Key_2, ctrl=True)
    keys.press(Qt.Key.Key_N, ctrl=True)
    keys.type("Imani")
    keys.tab_to("Last name")
    keys.type("Okonkwo")
    keys.tab_to("Save")
    keys.enter()
    keys.press(Qt.Key.Key_N, ctrl=True)
    keys.type("Neck pain")
    keys.tab_to("Asked: neither an accident nor work caused this")
    keys.press(Qt.Key.Key_Space)
    keys.tab_to("Save")
    keys.enter()
    keys.tab_to("Coverage")
    keys.enter()
    keys.press(Qt.Key.Key_N, ctrl=True)
    keys.type("Harbor Health")
    keys.tab_to("Plan type")
    keys.type("PPO")
    keys.tab_to("Member ID")
    keys.type("HX4881207")
    keys.tab_to("Save")
    keys.enter()


def talk(keys: Keyboard) -> None:
    """The call to the plan, until the representative has said all."""
    keys.tab_to("The call")
    keys.enter()
    keys.press(Qt.Key.Key_Return, ctrl=True)
    assert words_of(focused()) == "Representative"
    keys.type("Kim, ID 4471")
    keys.enter()
    keys.type("C-20-114")
    for number, typed in SAID:
        keys.press(Qt.Key.Key_F, ctrl=True)
        keys.type(str(number))
        keys.enter()
        keys.type(typed)
        if len(typed) > 1:
            keys.enter()
