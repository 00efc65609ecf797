"""What is chosen on the page of a draft: the prescriber by a few letters, the denial; and where things stand."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from charts import open_chart
from factories import new_prescriber
from lettering import draft_of, with_whole_case, written
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.letters.queries.letters import letter, letters_of
from clinic_desktop.referrals.model import PrescriberDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.kit.finder import Finder
from ui.kit.pick import PickField
from ui.letters.editor import LetterMaker
from ui.letters.form import LetterPartField
from ui.letters.picker import LetterPicker
from ui.session import Session

PageT = TypeVar("PageT", bound=QWidget)


@pytest.fixture
def clinic(tmp_path: Path, open_clinic: Callable[[ClinicFolder], Clinic]) -> Clinic:
    return open_clinic(with_whole_case(tmp_path / "whole"))


@pytest.fixture
def chart(clinic: Clinic, qtbot: QtBot, tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, Session(clinic), tmp_path)


def page(chart: ChartPage, kind: type[PageT]) -> PageT:
    assert chart._editor
    (found,) = chart._editor.findChildren(kind)
    return found


def prescriber_box(maker: LetterMaker) -> Finder:
    field = maker.editor.form.fields["prescriber"]
    assert isinstance(field, PickField)
    return field.box


def test_a_prescriber_is_found_by_a_few_letters(chart: ChartPage, clinic: Clinic, qtbot: QtBot) -> None:
    for number in range(3):
        new_prescriber(clinic, PrescriberDraft(f"N{number:03}", "Aaron"))
    last = new_prescriber(clinic, PrescriberDraft("Zoe", "Zabel", "DO", "2999999925", license="WA DO60000007"))
    row = written(clinic, CaseId(1), draft_of("medical_necessity"))
    chart.open_part(f"letter/{row}")
    maker = page(chart, LetterMaker)
    # Empty, it is who wrote the prescription.
    assert prescriber_box(maker).text() == ""
    assert "Maria Lee, MD" in maker._letter.facts.values["prescriber.name"]
    # Letters alone change nothing; who is chosen is the draft at once, with the license on the paper.
    box = prescriber_box(maker)
    box.setFocus()
    box.setText("Zoe Zabel")
    assert letter(clinic.read, row).draft.prescriber == ""
    box.chosen.emit(str(last), "Zoe Zabel, DO")
    qtbot.waitUntil(lambda: letter(clinic.read, row).draft.prescriber == str(last))
    assert maker._letter.facts.values["prescriber.license"] == "WA DO60000007"
    assert prescriber_box(maker).text() == "Zoe Zabel, DO"
    # A name that is on no list leaves who was chosen, and says so.
    box = prescriber_box(maker)
    box.setText("Nobody at all")
    box.editingFinished.emit()
    QApplication.processEvents()
    assert "the letter stays with who was chosen" in maker.editor.form.fields["prescriber"].below()
    assert letter(clinic.read, row).draft.prescriber == str(last)
    # Emptied, it is who wrote the prescription again.
    box.setText("")
    box.editingFinished.emit()
    qtbot.waitUntil(lambda: letter(clinic.read, row).draft.prescriber == "")


@pytest.mark.parametrize(
    ("title", "kind", "denial"),
    [
        ("Letter to the employer’s benefits manager", "employer", 1),
        ("Letter to a legislator", "legislator", 1),
        ("Complaint to the state", "state_complaint", 1),
        ("Thank-you to a referrer", "thank_you", None),
    ],
)
def test_a_letter_about_a_denial_takes_the_one_that_is_open(
    chart: ChartPage, clinic: Clinic, title: str, kind: str, denial: int | None
) -> None:
    chart.open_part("letter/new")
    (write,) = (
        one for one in page(chart, LetterPicker).findChildren(QPushButton) if one.accessibleName() == f"Write: {title}"
    )
    write.click()
    (made,) = letters_of(clinic.read, CaseId(1))
    assert (made.kind, made.denial) == (kind, denial)
    # Where nothing depends on who treated, nobody is asked.
    assert kind != "employer" or "therapist" not in page(chart, LetterMaker).editor.form.fields


def test_the_paper_begins_where_the_cards_do(chart: ChartPage, clinic: Clinic) -> None:
    chart.resize(1220, 700)
    chart.open_part(f"letter/{written(clinic, CaseId(1), draft_of('thank_you'))}")
    maker = page(chart, LetterMaker)
    for _ in range(4):
        QApplication.processEvents()
    sheets = maker.preview.sheets
    card = maker.findings.parentWidget()
    assert card
    top = card.mapTo(maker, QPoint(0, 0)).y()
    paper = sheets.mapTo(maker, QPoint(0, sheets._places[0].top() if sheets._places else 0)).y()
    assert abs(top - paper) <= 2
    assert maker.preview.mapTo(maker, QPoint(maker.preview.width(), 0)).x() < maker.width() - 8


def test_to_issue_is_the_main_thing_to_do(chart: ChartPage, clinic: Clinic) -> None:
    chart.open_part(f"letter/{written(clinic, CaseId(1), draft_of('thank_you'))}")
    maker = page(chart, LetterMaker)
    maker.go_to("thanks")
    QApplication.processEvents()
    # The form’s own Save is at the foot of the page, and does not stand before it.
    assert maker.issue.property("main") == "true"
    assert not maker.editor.save_button.isVisibleTo(maker)


def test_a_part_is_as_high_as_its_text(chart: ChartPage, clinic: Clinic, qtbot: QtBot) -> None:
    chart.resize(1220, 700)
    chart.open_part(f"letter/{written(clinic, CaseId(1), draft_of('thank_you'))}")
    field = page(chart, LetterMaker).editor.form.fields["thanks"]
    assert isinstance(field, LetterPartField)
    field.box.setPlainText("Thank you.")
    one = field.box.height()
    field.box.setPlainText("Thank you for sending so many to us. " * 8)
    assert field.box.height() > one
    qtbot.waitUntil(lambda: not field.box.verticalScrollBar().isVisible())
    # What nobody knows is said at the field too.
    field.box.setPlainText("Thank you, {client.shoe}.")
    page(chart, LetterMaker).look()
    assert field.problem().startswith("Nobody knows the fact “client.shoe”")
    field.box.setPlainText("Thank you.")
    page(chart, LetterMaker).look()
    assert field.problem() == ""
