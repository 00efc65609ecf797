"""How a packet went, wherever it is asked: on its page, among the steps, in the log of what was told and on the
accounting."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from appealing import NOTICE
from charts import open_chart
from packed import Packable, accept_all, begun, change, issue_packet
from pdfs import viewed_pages
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.commands.steps import SendAppeal
from clinic_desktop.appeals.model import SentDraft
from clinic_desktop.appeals.queries.denials import appeals_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.queries import contact_page
from clinic_desktop.disclosures.document import accounting_pdf
from clinic_desktop.disclosures.model import Disclosure, ToldFilter
from clinic_desktop.disclosures.queries import accounting_of, disclosure, disclosure_page, disclosures_of
from clinic_desktop.disclosures.rules.words import way_words
from clinic_desktop.packets.commands.sending import MarkPacketSent
from clinic_desktop.packets.model.packet import PacketDraft, SendingDraft
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.packets.issued import IssuedPacketPage
from ui.session import Session

FAX = PacketDraft(way="fax", to_fax="(253) 555-0199")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def faxed(clinic: Clinic, own: Packable, about: str = "") -> int:
    row = begun(clinic, own.case, "appeal", about)
    change(clinic, row, FAX)
    accept_all(clinic, row)
    return issue_packet(clinic, row)


def mark(clinic: Clinic, row: int, draft: SendingDraft) -> None:
    clinic.do(MarkPacketSent(row, packet(clinic.read, row).version, draft))


def told(clinic: Clinic, own: Packable) -> Disclosure:
    (found,) = disclosures_of(clinic.read, own.client)
    # Wherever it is read it is the same entry.
    assert found == disclosure(clinic.read, found.id)
    assert (found,) == tuple(disclosure_page(clinic.read, ToldFilter()).rows)
    return found


def test_the_log_says_how_the_packet_went_once_that_is_known(clinic: Clinic, own: Packable) -> None:
    row = faxed(clinic, own)
    before = told(clinic, own)
    assert way_words(before) == "Fax to (253) 555-0199, not marked as sent"
    mark(clinic, row, SendingDraft("11/24/2026", "fax", "FX 41"))
    after = told(clinic, own)
    assert way_words(after) == "Fax to (253) 555-0199, confirmation FX 41"
    # The entry itself is the one that was written: nothing of it changed.
    assert (after.version, after.logged_at, after.told_on) == (before.version, before.logged_at, before.told_on)
    mark(clinic, row, SendingDraft("11/24/2026", "fax", "FX 42"))
    assert told(clinic, own).confirmation == "FX 42"
    today = clinic.clock.today()
    paper = accounting_of(clinic.read, own.client, (date(2026, 11, 1), today), today, whole=True)
    assert "confirmation FX 42" in " ".join(" ".join(viewed_pages(accounting_pdf(paper))).split())
    clinic.undo()
    clinic.undo()
    assert told(clinic, own) == before


def test_sent_another_way_it_went_to_no_number_that_was_typed(clinic: Clinic, own: Packable) -> None:
    row = faxed(clinic, own)
    mark(clinic, row, SendingDraft("11/24/2026", "email", "M-1"))
    assert way_words(told(clinic, own)) == "Email, confirmation M-1"
    assert packet(clinic.read, row).sent_how == "email"
    (contact,) = contact_page(clinic.read, own.case).rows
    assert contact.kind == "email"


def test_on_a_later_day_the_log_says_when(clinic: Clinic, own: Packable) -> None:
    found = replace(told_once(clinic, own), sent_on=date(2026, 11, 26))
    assert way_words(found) == "Fax to (253) 555-0199, sent 26 Nov 2026, confirmation FX 41"


def told_once(clinic: Clinic, own: Packable) -> Disclosure:
    mark(clinic, faxed(clinic, own), SendingDraft("11/24/2026", "fax", "FX 41"))
    return told(clinic, own)


@pytest.mark.parametrize(("how", "packet_how"), [("email", "email"), ("certified", "mail"), ("portal", "portal")])
def test_a_step_that_is_put_right_puts_the_way_of_its_packet_right(
    clinic: Clinic, own: Packable, how: str, packet_how: str
) -> None:
    visits = tuple(map(str, own.visits[1:]))
    typed = replace(NOTICE, bill=str(own.bill), visits=visits, noticed_on="11/19/2026")
    denied = clinic.do(AddDenial(own.case, typed)).row
    row = faxed(clinic, own, f"denial:{denied}")
    mark(clinic, row, SendingDraft("11/24/2026", "fax", "FX 1"))
    (step,) = appeals_of(clinic.read, denied)
    draft = SentDraft("11/24/2026", how, "Q 7", packet=str(row))
    clinic.do(SendAppeal(step.id, step.version, draft))
    found = packet(clinic.read, row)
    assert (found.sent_how, found.confirmation) == (packet_how, "Q 7")
    assert told(clinic, own).how == packet_how


def press(page: IssuedPacketPage, words: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def heads(page: IssuedPacketPage) -> list[str]:
    shown = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    return [one.text() for one in shown if not (page.form and page.form.isAncestorOf(one))]


def test_the_head_does_not_repeat_what_the_open_form_asks(
    qtbot: QtBot, clinic: Clinic, own: Packable, tmp_path: Path
) -> None:
    row = faxed(clinic, own)
    chart = open_chart(qtbot, Session(clinic), tmp_path, own.client)
    chart.open_part(f"packet/{row}")
    (issued,) = chart.findChildren(IssuedPacketPage)
    for words, other in (("Mark as sent", "Void this packet"), ("Void this packet", "Mark as sent")):
        press(issued, words)
        # Only the other one is offered beside the form.
        assert words not in heads(issued)
        assert other in heads(issued)
        press(issued, "Cancel")
        assert {"Mark as sent", "Void this packet"} <= set(heads(issued))


def test_what_was_sent_already_is_saved_and_not_marked_once_more(
    qtbot: QtBot, clinic: Clinic, own: Packable, tmp_path: Path
) -> None:
    row = faxed(clinic, own)
    mark(clinic, row, SendingDraft("11/24/2026", "fax", "FX 41", ""))
    chart = open_chart(qtbot, Session(clinic), tmp_path, own.client)
    chart.open_part(f"packet/{row}")
    (issued,) = chart.findChildren(IssuedPacketPage)
    press(issued, "Correct what was sent")
    assert issued.form and issued.form.editor.save_button.text() == "Save"
    press(issued, "Save")
    assert packet(clinic.read, row).confirmation == "FX 41"
