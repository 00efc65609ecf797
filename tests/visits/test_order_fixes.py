"""What speaks against a visit leads to where it is put right: a button on its card for each place."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart
from factories import (
    PRESCRIBER,
    PRESCRIPTION,
    VISIT,
    new_case,
    new_prescriber,
    new_prescription,
    new_service,
    new_visit,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from clinic_desktop.referrals.model import PrescriptionDraft
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.visits.model import ServiceLine
from ui.kit.text import Text
from ui.referrals.prescriptions import chip_words
from ui.session import Session

ORDER = replace(PRESCRIPTION, diagnoses=("M54.2",), regions="", frequency="", visits_ordered="", expires_on="")


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        (
            replace(ORDER, expires_on="11/10/2026"),
            ("prescription ended on 10 Nov 2026.", "Add prescription", "prescription/new"),
        ),
        (
            replace(ORDER, visits_ordered="1"),
            ("ordered 1 visit, and it is taken.", "Add prescription", "prescription/new"),
        ),
        (
            replace(ORDER, rate="1 a week"),
            ("It is visit 2 in the week of Sunday, 15 Nov 2026", "Check how often", "prescription/1/frequency"),
        ),
        (
            replace(ORDER, regions="Low back"),
            ("ordered Low back, not Neck.", "Check the regions", "prescription/1/regions"),
        ),
        (
            replace(ORDER, signature="missing"),
            ("has not signed it yet.", "Check the signature", "prescription/1/signature"),
        ),
        (
            # An order by phone, signed after the first visits.
            replace(ORDER, signed_on="11/23/2026"),
            ("signed it on 23 Nov 2026, after this visit.", "Check the signature", "prescription/1/signature"),
        ),
        (ORDER, ("has no NPI.", "Type the NPI", "prescriber/1/npi")),
    ],
)
def test_each_verdict_leads_to_its_item(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, paper: PrescriptionDraft, told: tuple[str, str, str]
) -> None:
    words, verb, part = told
    new_service(clinic)
    new_prescriber(clinic, replace(PRESCRIBER, npi="" if paper == ORDER else PRESCRIBER.npi))
    case = new_case(clinic)
    new_prescription(clinic, case, paper)
    for day in ("11/18/2026", "11/20/2026"):
        new_visit(clinic, case, replace(VISIT, date_of_service=day, services=(ServiceLine("1", "60", region="Neck"),)))
    page = open_chart(qtbot, Session(clinic), tmp_path)
    page.open_part("visits")
    texts = [one.text() for one in page.findChildren(Text) if one.isVisible()]
    assert [one for one in texts if words in one], texts
    asked: list[str] = []
    page.visits._go = asked.append
    page.visits._on_chosen()
    QApplication.processEvents()
    (made,) = (one for one in page.visits.findChildren(QPushButton) if one.isVisible() and one.text() == verb)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert asked == [part]
    # And it leads to a field that is there.
    page.open_part(part)


def test_a_paper_without_number_or_end_says_so_in_the_head(clinic: Clinic) -> None:
    case = new_case(clinic)
    paper = new_prescription(clinic, case, ORDER)
    (row,) = prescription_page(clinic.read, case).rows
    assert row.id == paper
    assert chip_words(Session(clinic), row, 3) == ("Dr. Lee: 3 visits given, no number ordered, no last day", False)
    eight = replace(row, visits_ordered=8)
    assert chip_words(Session(clinic), eight, 3)[0] == "Dr. Lee: 3 of 8 visits, no last day"
