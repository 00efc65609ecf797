"""An open draft of a packet, and what is proposed since it was begun: offered, taken in at its place, or left out."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart
from factories import refused
from lettering import draft_of, issued, whole_case
from packed import begun, change, seen
from planning import PLAN, signed_plan
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince
from clinic_desktop.packets.commands.drafts import ProposeParts, TakeFreshParts
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.parts import ChosenPart, OfferedPart, Part
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.packets.rules.proposing import taken_in
from ui.packets.builder import PacketBuilder
from ui.session import Session

Whole = tuple[CaseId, int]


@pytest.fixture
def whole(clinic: Clinic) -> Whole:
    return whole_case(clinic)


def keys(clinic: Clinic, row: int) -> list[str]:
    return [one.key for one in packet(clinic.read, row).parts]


def fresh(clinic: Clinic, row: int) -> list[str]:
    return [one.part.key for one in seen(clinic, row).fresh]


def take(clinic: Clinic, row: int, *found: str, is_in: bool = True) -> None:
    clinic.do(TakeFreshParts(row, packet(clinic.read, row).version, found, is_in))


def begun_before(clinic: Clinic, whole: Whole) -> tuple[int, list[str], str]:
    """A draft in which somebody chose, and the letter that was issued after that."""
    case, denial = whole
    row = begun(clinic, case, "appeal", f"denial:{denial}")
    assert fresh(clinic, row) == []
    # One is out, and the others stand the other way round.
    chosen = packet(clinic.read, row).parts[:0:-1]
    change(clinic, row, PacketDraft(parts=chosen))
    assert fresh(clinic, row) == []
    letter = issued(clinic, case, draft_of("appeal_internal", denial))
    return row, [one.key for one in chosen], f"letter:{letter}"


def test_a_letter_issued_since_is_offered_and_goes_to_the_front(clinic: Clinic, whole: Whole) -> None:
    row, chosen, letter = begun_before(clinic, whole)
    assert fresh(clinic, row) == [letter]
    # Nothing came in by itself.
    assert keys(clinic, row) == chosen
    take(clinic, row, letter)
    assert keys(clinic, row) == [letter, *chosen]
    assert fresh(clinic, row) == []
    clinic.undo()
    assert (keys(clinic, row), fresh(clinic, row)) == (chosen, [letter])


def test_what_was_left_out_or_taken_out_is_not_offered_again(clinic: Clinic, whole: Whole) -> None:
    row, chosen, letter = begun_before(clinic, whole)
    take(clinic, row, letter, is_in=False)
    assert (keys(clinic, row), fresh(clinic, row)) == (chosen, [])
    clinic.undo()
    # Checked in the list of parts, and taken out of it again.
    change(clinic, row, PacketDraft(parts=(ChosenPart(letter), *packet(clinic.read, row).parts)))
    change(clinic, row, PacketDraft(parts=packet(clinic.read, row).parts[1:]))
    assert (keys(clinic, row), fresh(clinic, row)) == (chosen, [])
    # To propose again is to begin again.
    clinic.do(ProposeParts(row, packet(clinic.read, row).version))
    assert keys(clinic, row)[0] == letter


def test_only_what_is_new_can_be_taken_in(clinic: Clinic, whole: Whole) -> None:
    row, chosen, letter = begun_before(clinic, whole)
    take(clinic, row, "plan:99", "license:1")
    assert keys(clinic, row) == chosen
    with pytest.raises(ChangedSince):
        clinic.do(TakeFreshParts(row, 1, (letter,)))
    clinic._writer._database.execute("UPDATE packets SET number = 1, issued_on = '2026-11-24' WHERE id = ?", (row,))
    assert refused(lambda: take(clinic, row, letter)) == [""]


def test_a_new_version_of_the_plan_is_offered_beside_the_one_that_was_chosen(clinic: Clinic, whole: Whole) -> None:
    case, denial = whole
    row = begun(clinic, case, "appeal", f"denial:{denial}")
    before = next(key for key in keys(clinic, row) if key.startswith("plan:"))
    newer = signed_plan(clinic, case, replace(PLAN, starts_on="11/24/2026"))
    assert fresh(clinic, row) == [f"plan:{newer}"]
    take(clinic, row, f"plan:{newer}")
    found = keys(clinic, row)
    assert before in found
    assert f"plan:{newer}" in found


def test_each_goes_before_what_its_purpose_has_behind_it() -> None:
    offered = [
        OfferedPart(Part(key, "letter", key), "", is_proposed=True, visits=(at,)) for at, key in enumerate("abcd")
    ]
    chosen = (ChosenPart("d"), ChosenPart("b"))
    found = taken_in(chosen, offered, ("c", "a", "x"))
    assert "".join(one.key for one in found) == "acdb"
    assert found[0].visits == (0,)
    assert taken_in((), offered, ("b",)) == (ChosenPart("b", (1,)),)


def test_the_page_offers_it_as_soon_as_it_is_issued(qtbot: QtBot, clinic: Clinic, whole: Whole, tmp_path: Path) -> None:
    case, denial = whole
    row = begun(clinic, case, "appeal", f"denial:{denial}")
    chart = open_chart(qtbot, Session(clinic), tmp_path, packet(clinic.read, row).client)
    chart.open_part(f"packet/{row}")
    page = chart.findChildren(PacketBuilder)[-1]
    assert not page.parts.fresh.isVisible()
    letter = issued(clinic, case, draft_of("appeal_internal", denial))
    qtbot.waitUntil(page.parts.fresh.isVisible)
    page.parts.fresh.add.click()
    assert keys(clinic, row)[0] == f"letter:{letter}"
    qtbot.waitUntil(page.parts.fresh.isHidden)
    assert page.parts.rows[f"letter:{letter}"].check.isChecked()
