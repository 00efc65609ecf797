"""The list below the search box: each line whole where there is room, and what it is said to a screen reader."""

from dataclasses import replace

import pytest
from billable import billable, issue
from factories import CLIENT, PRESCRIBER, new_client, new_payer, new_prescriber
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage
from pytestqt.qtbot import QtBot

from clinic_desktop import wording
from clinic_desktop.clinic import Clinic
from ui.search.box import FindAnywhere
from ui.search.lines import widths
from ui.session import Session


def shown(qtbot: QtBot, clinic: Clinic, typed: str) -> FindAnywhere:
    box = FindAnywhere(Session(clinic))
    qtbot.addWidget(box)
    box.resize(200, 24)
    box.show()
    # As in a window that is wider than its search box.
    box.setText(typed)
    box.textEdited.emit(typed)
    return box


def test_each_line_says_what_kind_of_thing_it_is(qtbot: QtBot, clinic: Clinic) -> None:
    new_client(clinic, replace(CLIENT, family_name="Maria"))
    new_prescriber(clinic)
    box = shown(qtbot, clinic, "maria")
    spoken = [box._choices.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(box._choices.rowCount())]
    assert [words.split(":")[0] for words in spoken] == ["Client", "Prescriber"]
    assert spoken[1] == "Prescriber: Maria Lee, MD   Hilltop Family Medicine · (253) 555-0170"


def test_a_document_is_called_by_what_it_is(qtbot: QtBot, clinic: Clinic) -> None:
    visits = billable(clinic)[1]
    issue(clinic, visits)
    issue(clinic, visits, "receipt")
    spoken = []
    for number in ("1001", "1002"):
        box = shown(qtbot, clinic, number)
        spoken.append(box._choices.item(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert [words.split(" no. ")[0] for words in spoken] == ["Superbill: Superbill", "Receipt: Receipt"]


def test_what_is_spoken_can_be_put_into_other_words(
    qtbot: QtBot, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_payer(clinic)
    said = {"{kind}: {what}": "{kind} – {what}"}
    monkeypatch.setattr(wording, "_single", lambda text: said.get(text, text))
    box = shown(qtbot, clinic, "cascade")
    assert str(box._choices.item(0).data(Qt.ItemDataRole.AccessibleTextRole)).startswith("Payer – Cascade")


def test_a_phone_number_has_its_room_beside_a_name_of_any_length(qtbot: QtBot, clinic: Clinic) -> None:
    new_prescriber(clinic, replace(PRESCRIBER, given_name="Maximiliana " * 6))
    box = shown(qtbot, clinic, "lee")
    names, details, kinds = widths(box._choices, box.font())
    metrics = QFontMetrics(box.font())
    detail = "Hilltop Family Medicine · (253) 555-0170"
    assert names < metrics.horizontalAdvance("Maximiliana " * 6)
    assert details >= metrics.horizontalAdvance(detail)
    assert kinds >= metrics.horizontalAdvance("Prescriber")
    assert box._lines.wanted_width(box._choices, box.font()) > names + details + kinds


def test_it_is_drawn_with_nothing_found_and_with_much(qtbot: QtBot, clinic: Clinic) -> None:
    new_payer(clinic)
    box = shown(qtbot, clinic, "cascade")
    popup = box._popup
    popup.resize(500, 60)
    drawn = popup.grab().toImage()
    assert isinstance(drawn, QImage)
    box.setText("nobody at all")
    box.textEdited.emit("nobody at all")
    assert box.choices() == []
    assert popup.grab().toImage() != drawn
