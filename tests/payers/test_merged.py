"""A payer that was merged into another one: it is on no list, and only undo brings it back."""

import pytest
from factories import DEPARTMENT, new_case, new_payer, new_policy, refused
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.payers import queries
from clinic_desktop.payers.commands import (
    AddDepartment,
    BringPayerBack,
    ChangeDepartment,
    ChangePayer,
    MergePayers,
    RetirePayer,
)
from clinic_desktop.payers.model import PayerDraft, PayerId
from clinic_desktop.policies.model import PolicyDraft
from ui.payers.editor import payer_page
from ui.payers.page import PayersPage
from ui.session import Session

INTO = "This payer was merged into Cascade Health. Use that one instead."
SOMEWHERE = "This payer was merged into another one. Use that one instead."


@pytest.fixture
def pair(clinic: Clinic) -> tuple[PayerId, PayerId]:
    """The payer that stays and the one that goes."""
    return new_payer(clinic, PayerDraft("Cascade Health")), new_payer(clinic, PayerDraft("Cascade Hlth"))


def listed(clinic: Clinic, *, retired: bool = False, typed: str = "") -> list[str]:
    return [row.name for row in queries.payer_page(clinic.read, retired=retired, typed=typed).rows]


def bring_back(clinic: Clinic, row: int) -> None:
    clinic.do(BringPayerBack(row, queries.payer(clinic.read, row).version))


def test_what_was_merged_is_not_brought_back_but_undone(clinic: Clinic, pair: tuple[PayerId, PayerId]) -> None:
    kept, gone = pair
    new_policy(clinic, new_case(clinic), PolicyDraft(payer=str(gone)))
    clinic.do(MergePayers(kept, gone, 1))
    assert listed(clinic) == ["Cascade Health"] and listed(clinic, retired=True) == []
    with pytest.raises(Refused) as caught:
        bring_back(clinic, gone)
    assert [problem.words for problem in caught.value.problems] == [INTO]
    assert queries.payer(clinic.read, gone).is_retired
    clinic.undo()
    assert listed(clinic) == ["Cascade Health", "Cascade Hlth"] and queries.merged(clinic.read, gone) == ""
    clinic.redo()
    assert queries.merged(clinic.read, gone) == INTO and listed(clinic, retired=True) == []


@pytest.mark.parametrize("moved", ["note", "department", "same department", "nothing"])
def test_who_took_it_over_is_told_by_what_went_there(clinic: Clinic, pair: tuple[PayerId, PayerId], moved: str) -> None:
    kept, gone = pair
    version = 1
    if moved == "note":
        clinic.do(ChangePayer(gone, 1, PayerDraft("Cascade Hlth", note="Press 2")))
        version = 2
    elif moved != "nothing":
        clinic.do(AddDepartment(gone, DEPARTMENT))
    if moved == "same department":
        row = clinic.do(AddDepartment(kept, DEPARTMENT)).row
        clinic.do(ChangeDepartment(row, 1, DEPARTMENT))
    clinic.do(MergePayers(kept, gone, version))
    # Where the same department stood at both and nothing of it was new, no row of the other one was written.
    unnamed = moved in ("nothing", "same department")
    assert queries.merged(clinic.read, gone) == (SOMEWHERE if unnamed else INTO)
    assert refused(lambda: bring_back(clinic, gone)) == [""]


def test_what_was_only_retired_comes_back_whatever_it_went_through(
    clinic: Clinic, pair: tuple[PayerId, PayerId]
) -> None:
    kept, gone = pair
    clinic.do(MergePayers(kept, gone, 1))
    clinic.undo()
    clinic.do(RetirePayer(gone, queries.payer(clinic.read, gone).version))
    assert listed(clinic, retired=True, typed="hlth") == ["Cascade Hlth"] and queries.merged(clinic.read, gone) == ""
    bring_back(clinic, gone)
    assert listed(clinic) == ["Cascade Health", "Cascade Hlth"]
    clinic.do(MergePayers(kept, gone, queries.payer(clinic.read, gone).version))
    assert listed(clinic, retired=True) == [] and queries.merged(clinic.read, gone)


def test_who_looks_for_it_is_led_to_where_it_went(qtbot: QtBot, clinic: Clinic, pair: tuple[PayerId, PayerId]) -> None:
    kept, gone = pair
    new_policy(clinic, new_case(clinic), PolicyDraft(payer=str(gone)))
    clinic.do(MergePayers(kept, gone, 1))
    page = PayersPage(Session(clinic))
    qtbot.addWidget(page)
    page.show()
    page.search.setText("hlth")
    assert "one that was merged into another does" in page.records.table.empty_words().text()
    press(qtbot, page, "See where it went")
    assert INTO in seen(page)
    page.records.back()
    page.search.setText("nobody")
    press(qtbot, page, "Add \u2068nobody\u2069")


def test_its_page_says_where_it_went_and_offers_no_way_back(
    qtbot: QtBot, clinic: Clinic, pair: tuple[PayerId, PayerId]
) -> None:
    kept, gone = pair
    new_policy(clinic, new_case(clinic), PolicyDraft(payer=str(gone)))

    def shown() -> tuple[str, set[str]]:
        page = payer_page(Session(clinic), queries.payer(clinic.read, gone), lambda _: None)
        qtbot.addWidget(page)
        page.show()
        return seen(page), {one.text() for one in page.findChildren(QPushButton)}

    clinic.do(MergePayers(kept, gone, 1))
    words, offered = shown()
    assert INTO in words and "Merged" in words and "Bring payer back" not in offered
    clinic.undo()
    clinic.do(RetirePayer(kept, 1))
    gone = kept
    words, offered = shown()
    assert "Retired" in words and "Bring payer back" in offered
