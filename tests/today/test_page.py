"""The page Today: its cards, where its buttons lead, and what it says when there is little to say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from factories import (
    CASE,
    CLIENT,
    HOSTILE_NAMES,
    PRACTICE,
    PRESCRIPTION,
    SERVICE,
    VISIT,
    new_case,
    new_client,
    new_prescription,
    new_service,
    new_visit,
    signing,
)
from fixed import NOW
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import words

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.practice.commands import AddTherapist, ChangePractice
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.commands.visits import RetireVisit
from clinic_desktop.visits.model import VisitId, VisitNoteDraft
from ui.kit.beside import Beside
from ui.kit.text import isolated
from ui.session import Session
from ui.today.lines import MOST_OF_A_CARD
from ui.today.page import TodayPage
from ui.today.visits import MOST_LEFT_OPEN, MOST_OF_A_DAY

TODAY = NOW.date()
NAME = isolated("Nguyễn, Rosalind (Zuzu)")


class Shown:
    """The page, and what its buttons asked for."""

    def __init__(self, qtbot: QtBot, clinic: Clinic) -> None:
        self.qtbot, self.clinic = qtbot, clinic
        self.session = Session(clinic)
        self.asked: list[tuple[str, str]] = []
        self.session.asked_for.connect(lambda place, part: self.asked.append((place, part)))
        self.page = TodayPage(self.session)
        qtbot.addWidget(self.page)
        self.page.resize(1300, 900)
        self.page.show()

    def words(self) -> list[str]:
        QApplication.processEvents()
        return words(self.page)

    def buttons(self) -> list[QPushButton]:
        QApplication.processEvents()
        return [made for made in self.page.findChildren(QPushButton) if made.isVisible()]

    def press(self, name: str) -> tuple[str, str]:
        """Press the button of this accessible name; returns the place and the part it leads to."""
        (made,) = (made for made in self.buttons() if made.accessibleName() == name)
        self.qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
        return self.asked[-1]


@pytest.fixture
def shown(qtbot: QtBot, clinic: Clinic) -> Iterator[Shown]:
    found = Shown(qtbot, clinic)
    yield found
    clinic.clock._fixed = NOW


def came(clinic: Clinic, case: CaseId, back: int = 0, status: str = "given", **more: Any) -> VisitId:
    """A visit so many days ago. A planned one was planned on its day, and a page that is open shows that day till the
    next change."""
    if status == "planned":
        clinic.clock._fixed = NOW - timedelta(back)
    row = new_visit(clinic, case, replace(VISIT, date_of_service=str(TODAY - timedelta(back)), status=status, **more))
    clinic.clock._fixed = NOW
    return row


def notes_on_paper(clinic: Clinic) -> None:
    row = clinic.read.one("SELECT version FROM practice")["version"]
    clinic.do(ChangePractice(replace(PRACTICE, notes_on_paper=True), row))


def test_a_new_clinic_begins_with_its_set_up(shown: Shown) -> None:
    assert "Before the first superbill" in shown.words()
    assert not {"Who comes today", "To finish", "Prescriptions to renew"} & set(shown.words())
    new_client(shown.clinic)
    found = shown.words()
    assert found.index("No visit is planned for today.") == found.index("Who comes today") + 1
    assert "Type one above, or read the file of your scheduler." in found
    assert shown.press("Choose a client") == ("clients", "")


def test_who_comes_and_what_is_to_be_done(shown: Shown) -> None:
    case = new_case(shown.clinic)
    given = came(shown.clinic, case, starts_at="9", ends_at="10")
    planned = came(shown.clinic, case, status="planned", starts_at="1 pm", ends_at="2 pm", services=())
    last = came(shown.clinic, new_case(shown.clinic, new_client(shown.clinic, replace(CLIENT, given_name="Ann"))))
    found = shown.words()
    assert [text for text in found if text in ("9:00 AM", "1:00 PM", "no time")] == ["9:00 AM", "1:00 PM", "no time"]
    assert [text for text in found if text in ("Planned", "Given", "Note not signed")] == [
        *("Note not signed", "Planned", "Note not signed"),
    ]
    assert found.count(NAME) == 2
    assert not {"To finish", "Notes to sign"} & set(found)
    assert isolated("Massage 60") in found
    assert not any("Ortiz" in text for text in found)
    assert shown.press("Write note of Nguyễn, Rosalind (Zuzu), 24 Nov 2026, 9:00 AM") == (
        "clients",
        f"1/of/1/note/{given}",
    )
    part = f"1/of/1/visit/{planned}/given"
    assert shown.press("Record visit of Nguyễn, Rosalind (Zuzu) at 1:00 PM") == ("clients", part)
    assert shown.press("Write note of Nguyễn, Ann (Zuzu), 24 Nov 2026") == ("clients", f"2/of/2/note/{last}")
    shown.clinic.do(WriteNote(last, 0, VisitNoteDraft("Better")))
    assert shown.press("Finish note of Nguyễn, Ann (Zuzu), 24 Nov 2026") == ("clients", f"2/of/2/note/{last}")
    shown.clinic.do(signing(shown.clinic, last, VisitNoteDraft("Better"), 1))
    assert shown.press("Open visit of Nguyễn, Ann (Zuzu)") == ("clients", f"2/of/2/visit/{last}")


def test_several_therapists_are_named(shown: Shown) -> None:
    other = shown.clinic.do(AddTherapist(TherapistDraft("Søren", "Nuñez", "LMT"))).row
    case = new_case(shown.clinic)
    came(shown.clinic, case, 3, "planned", therapist=str(other))
    came(shown.clinic, case, starts_at="9", ends_at="10")
    found = shown.words()
    assert f"{isolated('Massage 60')} · {isolated('Maya Ortiz, LMT')}" in found
    assert f"{isolated('Neck pain')} · {isolated('Søren Nuñez, LMT')}" in found


def test_what_is_left_open_leads_to_the_visit_and_to_the_note(shown: Shown) -> None:
    case = new_case(shown.clinic)
    planned = came(shown.clinic, case, 3, "planned", starts_at="9", ends_at="10")
    given = came(shown.clinic, case, 1)
    found = shown.words()
    assert {"To finish", "Visits not recorded", "Was it given? Record it, or remove it.", "Notes to sign"} <= set(found)
    assert f"{NAME} · 21 Nov 2026, 9:00 AM" in found
    assert f"{NAME} · 23 Nov 2026" in found
    record = "Record visit of Nguyễn, Rosalind (Zuzu), planned for 21 Nov 2026"
    assert shown.press(record) == ("clients", f"1/of/1/visit/{planned}/given")
    note = f"1/of/1/note/{given}"
    assert shown.press("Write note of Nguyễn, Rosalind (Zuzu), 23 Nov 2026") == ("clients", note)
    shown.clinic.do(signing(shown.clinic, given, VisitNoteDraft("Better")))
    assert "Notes to sign" not in shown.words()


def test_a_clinic_that_writes_on_paper_is_asked_for_no_note(shown: Shown) -> None:
    case = new_case(shown.clinic)
    came(shown.clinic, case)
    came(shown.clinic, case, 1)
    assert {"Note not signed", "Notes to sign"} <= set(shown.words())
    notes_on_paper(shown.clinic)
    found = shown.words()
    assert "Given" in found
    assert not {"Note not signed", "Notes to sign", "To finish"} & set(found)


def test_who_is_no_therapist_has_no_notes_to_sign(qtbot: QtBot, clinic: Clinic) -> None:
    case = new_case(clinic)
    came(clinic, case, 1)
    came(clinic, case)
    clinic.person = replace(clinic.person, therapist=None)
    shown = Shown(qtbot, clinic)
    assert "To finish" not in shown.words()
    # Another one’s note waits for that one: its visit can be looked at.
    assert shown.press("Open visit of Nguyễn, Rosalind (Zuzu)")[1].endswith("/visit/2")


def test_long_lists_are_cut_and_say_so(shown: Shown) -> None:
    case = new_case(shown.clinic)
    for back in range(1, MOST_LEFT_OPEN + 4):
        came(shown.clinic, case, back, "planned")
    came(shown.clinic, case)
    assert "3 more are not shown here." in shown.words()
    assert len([made for made in shown.buttons() if made.text() == "Record visit"]) == MOST_LEFT_OPEN


def test_a_full_day_is_cut_too(qtbot: QtBot, clinic: Clinic) -> None:
    for number in range(MOST_OF_A_DAY + 1):
        case = new_case(clinic, new_client(clinic, replace(CLIENT, given_name=f"N{number}")))
        came(clinic, case, status="planned")
    shown = Shown(qtbot, clinic)
    assert len([made for made in shown.buttons() if made.text() == "Record visit"]) == MOST_OF_A_DAY
    assert "1 more is not shown here." in shown.words()


@pytest.mark.parametrize(
    ("ordered", "said"),
    [
        ("1", "The 1 visit that \u2068Dr. Lee\u2069 ordered was given"),
        ("2", "1 visit is left of what \u2068Dr. Lee\u2069 ordered"),
        ("3", "2 visits are left of what \u2068Dr. Lee\u2069 ordered"),
    ],
)
def test_prescriptions_used_up_are_to_renew(shown: Shown, ordered: str, said: str) -> None:
    case = new_case(shown.clinic)
    new_prescription(shown.clinic, case, replace(PRESCRIPTION, expires_on="", visits_ordered=ordered))
    came(shown.clinic, case, 1)
    assert "Prescriptions to renew" in shown.words()
    assert said in shown.words()
    assert shown.press("Add prescription for Nguyễn, Rosalind (Zuzu)") == ("clients", "1/of/1/prescription/new")
    shown.clinic.undo()
    assert said not in shown.words()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_are_shown_to_the_letter(shown: Shown, name: str) -> None:
    try:
        client = new_client(shown.clinic, replace(CLIENT, family_name=name, given_name="", preferred_name=""))
        case = new_case(shown.clinic, client, replace(CASE, reason=name))
    except Refused:
        return
    kept = shown.clinic.read.one("SELECT family_name FROM clients")["family_name"]
    came(shown.clinic, case, status="planned", starts_at="9", ends_at="10")
    came(shown.clinic, case, 1)
    found = shown.words()
    assert found.count(isolated(kept)) >= 2
    assert f"{isolated(kept)} · 23 Nov 2026" in found
    assert shown.press(f"Record visit of {kept} at 9:00 AM")[0] == "clients"


def test_cards_stand_in_their_order_and_tab_follows(shown: Shown) -> None:
    case = new_case(shown.clinic)
    new_prescription(shown.clinic, case, replace(PRESCRIPTION, expires_on="12/1/2026"))
    came(shown.clinic, case, 2)
    came(shown.clinic, case, status="planned")
    found = shown.words()
    cards = ["Who comes today", "To finish", "Before the first superbill", "Prescriptions to renew"]
    assert [text for text in found if text in cards] == cards
    first = next(made for made in shown.buttons() if made.text() == "Record visit")
    order = []
    following: QWidget = first
    while following.nextInFocusChain() is not first:
        if isinstance(following, QPushButton) and following.isVisible():
            order.append(following.text())
        following = following.nextInFocusChain() or first
    # Of two columns each is gone down to its end.
    assert order[:4] == ["Record visit", "Add prescription", "Write note", "Check recovery key"]
    shown.page.resize(800, 900)
    QApplication.processEvents()
    tops = {made.text(): made.mapTo(shown.page, made.rect().topLeft()).y() for made in shown.buttons()}
    assert tops["Record visit"] < tops["Write note"] < tops["Check recovery key"] < tops["Add prescription"]


def test_a_quiet_day_says_so_and_only_then(qtbot: QtBot, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.today.page.set_up_steps", lambda _: ())
    case = new_case(clinic)
    shown = Shown(qtbot, clinic)
    assert {"All done", "Nothing waits for you.", "No visit is planned for today."} <= set(shown.words())
    # What is on the left waits too: a visit to record, then its note to sign.
    came(clinic, case, status="planned")
    assert "All done" not in shown.words()
    clinic.do(RetireVisit(1, 1))
    assert "All done" in shown.words()
    came(clinic, case)
    assert "All done" not in shown.words()
    came(clinic, case, 1)
    found = shown.words()
    assert "To finish" in found
    assert not {"All done", "Nothing waits for you."} & set(found)


def test_what_is_left_to_set_up_is_named_on_its_button_and_leads_to_its_field(shown: Shown) -> None:
    shown.clinic.do(AddTherapist(TherapistDraft("Søren", "Nuñez", "LMT")))
    acts = {made.text(): made.accessibleName() for made in shown.buttons()}
    assert len(acts) == len(shown.buttons())
    assert all(words == name for words, name in acts.items())
    assert shown.press("Add NPI") == ("settings", "therapists/2/npi")
    assert shown.press("Add license") == ("settings", "therapists/2/credential/new")
    assert shown.press("Add service") == ("settings", "services/new")
    new_service(shown.clinic, replace(SERVICE, procedure_code=""))
    assert shown.press("Add codes") == ("settings", "services/")


def test_two_columns_become_one_where_there_is_no_room(shown: Shown) -> None:
    case = new_case(shown.clinic)
    came(shown.clinic, case, status="planned")
    (both,) = shown.page.findChildren(Beside)

    def direction(width: int) -> QBoxLayout.Direction:
        shown.page.resize(width, 900)
        QApplication.processEvents()
        return both._sides.direction()

    assert direction(1300) == QBoxLayout.Direction.LeftToRight
    assert direction(800) == QBoxLayout.Direction.TopToBottom
    assert direction(1300) == QBoxLayout.Direction.LeftToRight
    assert all(made.width() >= made.sizeHint().width() for made in shown.buttons())


def test_a_long_card_shows_its_first_lines_and_leads_to_all(shown: Shown) -> None:
    with shown.clinic.together():
        for number in range(5):
            client = new_client(shown.clinic, replace(CLIENT, given_name=f"N{number}"))
            new_prescription(
                shown.clinic, new_case(shown.clinic, client), replace(PRESCRIPTION, expires_on="12/1/2026")
            )
    assert sum(made.text() == "Add prescription" for made in shown.buttons()) == MOST_OF_A_CARD
    assert "2 more are not shown here." in shown.words()
    assert shown.press("Show all: Prescriptions to renew") == ("reports", "prescriptions")


def test_a_short_card_has_no_way_to_all(shown: Shown) -> None:
    new_prescription(shown.clinic, new_case(shown.clinic), replace(PRESCRIPTION, expires_on="12/1/2026"))
    assert "Show all" not in {made.text() for made in shown.buttons()}
    assert not any("not shown here" in text for text in shown.words())
