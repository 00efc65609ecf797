"""Files and letters are found by their titles, files by their kind, packets and denials by their numbers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from factories import HOSTILE_NAMES, new_client, opened
from filing import filed
from lettering import draft_of, with_whole_case, written
from packed import begun, change, issue_packet, packable
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.attachments.commands import ChangeAttachment, RetireAttachment
from clinic_desktop.attachments.model import AttachmentDraft
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.letters.commands.letters import RetireLetter
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.search.model import Hit
from clinic_desktop.search.queries.hits import MOST_OF_A_ROOM, hits
from clinic_desktop.search.queries.papers import _OF_CLIENTS, _OF_KIND, BY_CLAIM
from ui.search.box import FindAnywhere
from ui.session import Session

TODAY = date(2026, 11, 24)
CARD = AttachmentDraft("card", title="Front of Zuzu’s card", day="11/2/2026")


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Clinic]:
    """A clinic with a denial, and files of two clients."""
    clinic = opened(with_whole_case(tmp_path / "clinic"))
    filed(clinic, 1, ("a",), draft=CARD)
    filed(clinic, 1, ("b",), "fax 0412.pdf", AttachmentDraft("prescription", title="Dr. Lee’s renewal"))
    other = new_client(clinic, ClientDraft("Bo", "", "Lindqvist"))
    filed(clinic, other, ("c",), draft=AttachmentDraft("denial", title="Two visits not paid"))
    filed(clinic, other, ("d",), draft=AttachmentDraft("card"))
    yield clinic
    clinic.close()


def titles(clinic: Clinic, typed: str, kind: str = "file") -> list[str]:
    return [one.title for one in hits(clinic.read, typed, TODAY) if one.kind == kind]


def only(clinic: Clinic, typed: str, kind: str) -> Hit:
    (found,) = [one for one in hits(clinic.read, typed, TODAY) if one.kind == kind]
    return found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("renewal", ["Dr. Lee’s renewal"]),
        ("RENEWAL dr", ["Dr. Lee’s renewal"]),
        ("lee's renewal", ["Dr. Lee’s renewal"]),
        # A piece of a word, and the name that the file came with.
        ("newal", ["Dr. Lee’s renewal"]),
        ("0412", ["Dr. Lee’s renewal"]),
        ("renewal zz", []),
        ("re", []),
        # By its kind, the newest first; by kind and client, by kind and title.
        ("denial letter", ["Two visits not paid"]),
        ("insurance card", ["Insurance card", "Front of Zuzu’s card"]),
        ("nguyen card", ["Front of Zuzu’s card"]),
        ("card lindqvist", ["Insurance card"]),
        ("card front", ["Front of Zuzu’s card"]),
        ("denial card", []),
    ],
)
def test_a_file_is_found_by_its_title_and_its_kind(full: Clinic, typed: str, found: list[str]) -> None:
    assert titles(full, typed) == found


def test_a_file_says_whose_it_is_and_of_which_day(full: Clinic) -> None:
    found = only(full, "zuzu’s card", "file")
    assert (found.detail, found.part) == (
        "Nguyễn, Rosalind (Zuzu) · Insurance card · 2 Nov 2026",
        f"1/attachment/{found.row}",
    )


def test_what_is_renamed_removed_or_undone_is_found_as_it_is_now(full: Clinic) -> None:
    row = only(full, "renewal", "file").row
    full.do(ChangeAttachment(row, 1, AttachmentDraft("prescription", title="Second order")))
    assert titles(full, "renewal") == [] and titles(full, "second order") == ["Second order"]
    full.do(RetireAttachment(row, 2))
    assert titles(full, "second order") == []
    full.undo()
    full.undo()
    assert titles(full, "renewal") == ["Dr. Lee’s renewal"]


def test_a_letter_is_found_by_its_title(full: Clinic) -> None:
    row = written(full, CaseId(1), draft_of("medical_necessity"))
    found = only(full, "necessity", "letter")
    assert (found.row, found.part) == (row, f"1/of/1/letter/{row}")
    assert found.detail == "Nguyễn, Rosalind (Zuzu) · Draft"
    full.do(RetireLetter(row, 1))
    assert titles(full, "necessity", "letter") == []


@pytest.mark.parametrize("typed", ["denial 1", "Denial no. 1", "denial #1", "clm-2041", "CLM20"])
def test_a_denial_is_found_by_its_number_and_by_that_of_its_claim(full: Clinic, typed: str) -> None:
    found = only(full, typed, "denial")
    assert (found.title, found.part) == ("Denial no. 1", "1/of/1/denial/1")
    assert found.detail.startswith("Nguyễn, Rosalind (Zuzu) · Cascade Mutual · claim CLM-2041 · received ")


@pytest.mark.parametrize("typed", ["1", "denial 2", "denial", "2041", "denial １"])
def test_other_words_find_no_denial(full: Clinic, typed: str) -> None:
    assert titles(full, typed, "denial") == []


def test_a_packet_is_found_by_its_number_and_opens(qtbot: QtBot, clinic: Clinic) -> None:
    whose = packable(clinic)
    row = begun(clinic, whose.case, about=f"bill:{whose.bill}")
    assert titles(clinic, "packet 1", "packet") == []
    change(clinic, row, PacketDraft(way="portal"))
    issue_packet(clinic, row)
    for typed in ("packet 1", "Packet no. 1", "no. 1", "1"):
        found = only(clinic, typed, "packet")
        assert (found.title, found.detail) == (
            "Packet no. 1",
            "Nguyễn, Rosalind (Zuzu) · Reimbursement · issued 24 Nov 2026",
        )
    session = Session(clinic)
    asked: list[tuple[str, str]] = []
    session.asked_for.connect(lambda *where: asked.append(where))
    box = FindAnywhere(session)
    qtbot.addWidget(box)
    box.setText("packet 1")
    box.returnPressed.emit()
    assert asked == [("clients", f"{whose.client}/of/{whose.case}/packet/{row}")]
    QApplication.processEvents()


def test_whatever_is_typed_is_only_looked_for(full: Clinic) -> None:
    for typed in (*HOSTILE_NAMES, 'card"', "card OR renewal*", "NEAR(card front)", "card\x00", "letter " * 500):
        hits(full.read, typed, TODAY)


def test_a_room_brings_its_newest_few_by_an_index(full: Clinic) -> None:
    for number in range(MOST_OF_A_ROOM + 2):
        filed(full, 1, (f"x{number}",), draft=replace(CARD, title=f"Card {number}"))
    assert titles(full, "insurance card")[0] == f"Card {MOST_OF_A_ROOM + 1}"
    assert len(titles(full, "insurance card")) == MOST_OF_A_ROOM
    plans = (
        (_OF_KIND, ("card", 8), "attachments_of_kind"),
        (_OF_CLIENTS, ("[1]", '["card"]', 8), "attachments_"),
        (BY_CLAIM, ("A", "B", 8), "denials_by_claim"),
    )
    for sql, values, index in plans:
        assert index in str(full.read.all(f"EXPLAIN QUERY PLAN {sql}", *values)), index
