"""The pages of letters: the choice, the draft beside its paper, Fix and back, issuing, sending, own wording."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from charts import open_chart
from lettering import accept_all, draft_of, issued, with_whole_case, written
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.letters.queries.letters import letter, letters_of, own_wording
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.kit.fields import NoteField
from ui.kit.text import ChipText
from ui.letters.editor import LetterMaker
from ui.letters.form import LetterPartField, part_fields
from ui.letters.page import LetterPage
from ui.letters.picker import LetterPicker
from ui.letters.section import LettersSection
from ui.letters.wording import WordingEditor, wording_list
from ui.session import Errand, Session

PageT = TypeVar("PageT", bound=QWidget)


@pytest.fixture
def clinic(tmp_path: Path, open_clinic: Callable[[ClinicFolder], Clinic]) -> Clinic:
    return open_clinic(with_whole_case(tmp_path / "whole"))


@pytest.fixture
def whole(clinic: Clinic) -> tuple[CaseId, int]:
    return CaseId(1), 1


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def chart(whole: tuple[CaseId, int], session: Session, qtbot: QtBot, tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, session, tmp_path)


def page(chart: ChartPage, kind: type[PageT]) -> PageT:
    assert chart._editor
    (found,) = chart._editor.findChildren(kind)
    return found


def pressed(inside: QWidget, words: str) -> None:
    found = [one for one in inside.findChildren(QPushButton) if words in (one.text(), one.accessibleName())]
    shown = [one for one in found if one.isVisibleTo(inside)]
    assert shown, words
    shown[0].click()


def chips(inside: QWidget) -> list[str]:
    return [one.text() for one in inside.findChildren(ChipText) if one.isVisibleTo(inside)]


def field(maker: LetterMaker, key: str) -> LetterPartField:
    found = maker.editor.form.fields[key]
    assert isinstance(found, LetterPartField)
    return found


def test_from_the_list_to_a_letter_that_the_record_asks_for(chart: ChartPage, clinic: Clinic) -> None:
    chart.open_part("documents/letters")
    section = chart.documents.section("letters")
    assert isinstance(section, LettersSection)
    section.write.click()
    picker = page(chart, LetterPicker)
    pressed(picker, "Write: Internal appeal")
    maker = page(chart, LetterMaker)
    (row,) = letters_of(clinic.read, CaseId(1))
    assert (row.kind, row.denial) == ("appeal_internal", 1)
    # It is the client’s own appeal: nobody signed that another may.
    assert letter(clinic.read, row.id).draft.voice == "member"
    assert field(maker, "request").value().startswith("I appeal your denial of 11/18/2026")
    assert not maker.issue.isEnabled()
    field(maker, "request").set_value("I appeal. Please answer in writing.")
    maker.left.emit()
    assert chart.documents.section("letters") is section
    assert section._model.row(0).id == row.id


def test_a_letter_that_was_only_looked_at_is_no_draft(chart: ChartPage, clinic: Clinic, session: Session) -> None:
    def kept() -> list[str]:
        return [one.kind for one in letters_of(clinic.read, CaseId(1))]

    def go_back() -> None:
        page(chart, LetterMaker).left.emit()

    for leave in (
        go_back,
        chart.header.tabs["summary"].click,
        lambda: chart.open_part("contact/new"),
    ):
        chart.open_part("letter/new/hsa_fsa")
        assert kept() == ["hsa_fsa"]
        leave()
        assert kept() == []
    # What is half typed is work, and so is what pre-flight sends somebody away for.
    chart.open_part("letter/new/hsa_fsa")
    (key, *_) = part_fields(page(chart, LetterMaker).editor.form)
    field(page(chart, LetterMaker), key).set_value("Massage is what she needs.")
    chart.show_tab("summary")
    assert kept() == ["hsa_fsa"]
    chart.open_part("letter/new/extension")
    session.sent.connect(lambda errand: chart.open_part("prescription/new"))
    session.send(Errand("clients", "1/of/1/prescription/new", "clients", "", "Why", "Back"))
    assert kept() == ["extension", "hsa_fsa"]


def test_typing_is_kept_seen_and_saved(chart: ChartPage, clinic: Clinic, session: Session, qtbot: QtBot) -> None:
    row = written(clinic, CaseId(1), draft_of("thank_you"))
    chart.open_part(f"letter/{row}")
    maker = page(chart, LetterMaker)
    assert maker.issue.isEnabled()
    box = field(maker, "reach")
    assert not box.take_over.isVisibleTo(maker)
    box.box.setPlainText("We guarantee it.")
    maker.look()
    assert maker.missing.text() == "1 to check" and not maker.issue.isEnabled()
    box.box.setPlainText("We guarantee it. {client.shoe}")
    maker.look()
    assert box.take_over.isVisibleTo(maker)
    said = [one.message for one in maker.findings._verdict.findings]
    assert any("“guarantee” claims more" in one for one in said)
    assert any("Nobody knows the fact “client.shoe”" in one for one in said)
    assert not maker.issue.isEnabled()
    # What is to fix is counted as above, without what is only to check.
    assert maker.missing.text() == "1 to fix" and {"1 to fix", "1 to check"} <= set(chips(maker.findings))
    # Left and come back to, before it was saved: it stands there.
    maker._go_back()
    chart.open_part(f"letter/{row}")
    maker = page(chart, LetterMaker)
    assert field(maker, "reach").value() == "We guarantee it. {client.shoe}"
    maker.save.click()
    assert letter(clinic.read, row).draft.edits["reach"].text == "We guarantee it. {client.shoe}"
    field(maker, "reach").take_over.click()
    maker.save.click()
    assert letter(clinic.read, row).draft.edits == {}
    maker.look()
    assert maker.issue.isEnabled()


def test_a_part_that_is_too_long_is_told_at_its_field(chart: ChartPage, clinic: Clinic) -> None:
    row = written(clinic, CaseId(1), draft_of("thank_you"))
    chart.open_part(f"letter/{row}")
    maker = page(chart, LetterMaker)
    field(maker, "thanks").box.setPlainText("x" * 20_000)
    maker.save.click()
    assert "too long" in field(maker, "thanks").problem()
    assert len(field(maker, "thanks").value()) == 20_000
    assert letter(clinic.read, row).draft.edits == {}


def test_the_record_changed_elsewhere_is_told_and_taken_over(
    chart: ChartPage, clinic: Clinic, session: Session
) -> None:
    row = written(clinic, CaseId(1), draft_of("thank_you"))
    chart.open_part(f"letter/{row}")
    maker = page(chart, LetterMaker)
    box = field(maker, "thanks")
    box.box.setPlainText("Thanks for Rosalind.")
    maker.save.click()
    person = client(clinic.read, 1)
    moved = ClientDraft("Rosa", family_name="Lee", birth_date="3/4/1985")
    session.run(ChangeClient(person.id, person.version, moved))
    maker.look()
    assert "Thank you for sending Rosa Lee to us." in box.below()
    assert any(one.rule == "letter-moved" for one in maker.findings._verdict.findings)
    box.take_over.click()
    maker.look()
    assert "Rosa Lee" in box.value()
    assert maker.issue.isEnabled()


def test_fix_leads_to_the_field_and_home(chart: ChartPage, clinic: Clinic, session: Session) -> None:
    person = client(clinic.read, 1)
    session.run(ChangeClient(person.id, person.version, ClientDraft("Rosalind", family_name="Nguyễn")))
    row = written(clinic, CaseId(1), draft_of("thank_you"))
    chart.open_part(f"letter/{row}")
    maker = page(chart, LetterMaker)
    sent: list[Errand] = []
    session.sent.connect(sent.append)
    pressed(maker.findings, "Open the client: Missing: birth date")
    (errand,) = sent
    assert (errand.place, errand.part) == ("clients", "1/edit/birth_date")
    assert (errand.home_place, errand.home_part) == ("clients", f"1/of/1/letter/{row}")
    assert errand.home_words == "Back to the letter"
    # What is put right in the letter itself has the focus at once.
    row = written(clinic, CaseId(1), draft_of("state_complaint", to=""))
    chart.open_part(f"letter/{row}")
    maker = page(chart, LetterMaker)
    pressed(maker.findings, "Go to it: It is addressed to nobody.")
    assert chart.window().focusWidget() is field(maker, "to").box


def test_another_voice_has_other_words(chart: ChartPage, clinic: Clinic, qtbot: QtBot) -> None:
    row = written(clinic, CaseId(1), draft_of("appeal_internal", 1, "member"))
    chart.open_part(f"letter/{row}")
    maker = page(chart, LetterMaker)
    maker.editor.form.fields["voice"].set_value("representative")
    qtbot.waitUntil(lambda: letter(clinic.read, row).draft.voice == "representative")
    assert field(maker, "request").value().startswith("We appeal")
    assert "form" in maker.editor.form.fields


def test_a_letter_is_issued_printed_sent_voided_and_replaced(chart: ChartPage, clinic: Clinic) -> None:
    draft = draft_of("progress_cover")
    accept_all(clinic, CaseId(1), draft)
    row = written(clinic, CaseId(1), draft)
    chart.open_part(f"letter/{row}")
    performed: list[bool] = []
    chart._session.performed.connect(lambda: performed.append(True))
    page(chart, LetterMaker).issue.click()
    # An errand that led here is done, and leads home.
    assert performed
    shown = page(chart, LetterPage)
    assert shown.letter.row.issued_on
    assert shown.preview.words() == ""
    assert shown.log.form.values()["party"] == "payer"
    assert shown.log.form.values()["name"] == "Cascade Mutual"
    # Before it was sent too one form is open at a time; given up, the other one stands there as it was.
    shown.log.form.fields["confirmation"].set_value("R 7")
    pressed(shown, "Void this letter")
    assert not shown.log.editor.isVisibleTo(shown)
    shown.reload()
    assert not shown.log.editor.isVisibleTo(shown) and not shown.void.isVisibleTo(shown)
    pressed(shown, "Cancel")
    assert shown.log.editor.isVisibleTo(shown) and shown.void.isVisibleTo(shown)
    assert shown.log.form.values()["confirmation"] == "R 7"
    shown.log.editor.save()
    assert [one.how for one in letter(clinic.read, row).sendings] == ["mail"]
    assert not shown.log.editor.isVisibleTo(shown)
    # Another sending can be given up; and of two forms one is open.
    pressed(shown, "Sent once more")
    pressed(shown.log, "Cancel")
    assert not shown.log.editor.isVisibleTo(shown)
    pressed(shown, "Sent once more")
    assert shown.log.editor.isVisibleTo(shown)
    pressed(shown, "Void this letter")
    assert not shown.log.editor.isVisibleTo(shown) and not shown.log.more.isVisibleTo(shown)
    assert not shown.void.isVisibleTo(shown)
    (why,) = [one for one in shown.findChildren(NoteField) if one.key == "why" and one.isVisibleTo(shown)]
    why.set_value("Wrong report")
    pressed(shown, "Void letter")
    assert letter(clinic.read, row).row.voided_on
    pressed(shown, "Write the one that comes instead")
    again = page(chart, LetterMaker)
    assert letter(clinic.read, again._row).replaces == row


def test_a_draft_is_removed_and_another_clients_letter_stays_closed(
    chart: ChartPage, clinic: Clinic, session: Session
) -> None:
    row = written(clinic, CaseId(1), draft_of("thank_you"))
    chart.open_part(f"letter/{row}")
    pressed(page(chart, LetterMaker), "Remove draft")
    assert letters_of(clinic.read, CaseId(1)) == ()
    assert chart._editor is None
    told: list[str] = []
    session.trouble.connect(told.append)
    chart.open_part("letter/99")
    chart.open_part("letter/new/love_letter")
    assert len(told) == 2


def test_a_page_hears_escape_and_ctrl_p(chart: ChartPage, clinic: Clinic) -> None:
    row = written(clinic, CaseId(1), draft_of("thank_you"))
    chart.open_part(f"letter/{row}")
    maker = page(chart, LetterMaker)
    QTest.keyClick(maker, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "A draft is never handed out" in maker.editor.banner.words()
    QTest.keyClick(maker, Qt.Key.Key_Escape)
    assert chart._editor is None
    chart.open_part("letter/new")
    QTest.keyClick(page(chart, LetterPicker), Qt.Key.Key_Escape)
    assert chart._editor is None


def test_an_issued_letter_opens_as_its_page(chart: ChartPage, clinic: Clinic) -> None:
    row = issued(clinic, CaseId(1), draft_of("thank_you"))
    chart.open_part(f"letter/{row}")
    assert page(chart, LetterPage).log.form.values()["purpose"] == "treatment"


def test_own_wording_is_checked_while_it_is_typed(clinic: Clinic, session: Session, qtbot: QtBot) -> None:
    records = wording_list(session)
    qtbot.addWidget(records)
    records.resize(1100, 600)
    records.show()
    records.open_part("17")
    (editor,) = records.findChildren(WordingEditor)
    thanks = editor._form.fields["thanks"]
    assert isinstance(thanks, NoteField)
    thanks.box.setPlainText("Thank you.\nHe is {client.aeg}.")
    editor.look()
    assert thanks.problem().startswith("Line 2: ")
    assert not editor.editor.save()
    thanks.box.setPlainText("Thank you, ")
    thanks.box.moveCursor(thanks.box.textCursor().MoveOperation.End)
    thanks.box.setFocus()
    editor._note_place(thanks)
    editor.facts.set_value("prescriber.called")
    assert thanks.value() == "Thank you, {prescriber.called}"
    assert editor.facts.value() == ""
    editor.look()
    assert thanks.problem() == ""
    assert editor.editor.save()
    own = own_wording(clinic.read, "thank_you")
    assert own
    assert own.texts["thanks"].text == "Thank you, {prescriber.called}"
    records.open_part("17")
    pressed(records, "Use the words of the program")
    assert own_wording(clinic.read, "thank_you") is None
