"""Where a superbill is made: what is checked and what is typed stays, whatever is found and changed meanwhile."""

from dataclasses import replace

import pytest
from billable import Billable, billable_client, ready_clinic, ready_visit
from factories import VISIT, new_payment, new_visit, signing
from making import find, make_bill, maker, press
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import shown_form

from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.commands.payments import RetirePayment
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import TherapistDraft, TherapistId
from clinic_desktop.superbills.model.issued import waits_since
from clinic_desktop.superbills.queries import ready
from clinic_desktop.superbills.queries.ready import unbilled_page
from clinic_desktop.visits.model import NOTE_PARTS, ServiceLine, VisitId, VisitNoteDraft
from ui.main_window import MainWindow
from ui.superbills import words

NOTE = VisitNoteDraft("Neck is stiff", "Tone 3 of 4", "Eased", "Again in a week")


@pytest.fixture
def own(main: MainWindow) -> Billable:
    """A client of whom nothing waits yet."""
    ready_clinic(main.session.clinic)
    return billable_client(main.session.clinic)


def unsigned(clinic: Clinic, own: Billable, count: int) -> list[VisitId]:
    """Visits that are paid and have no note yet."""
    made = []
    for day in range(10, 10 + count):
        on = f"11/{day}/2026"
        row = new_visit(clinic, own.case, replace(VISIT, date_of_service=on, services=(ServiceLine("1", "60"),)))
        new_payment(clinic, row, draft=PaymentDraft(paid_on=on, reference="4242", service="140.00"))
        made.append(row)
    return made


def test_a_reason_for_one_takes_no_other_off_the_bill(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    rows = unsigned(main.session.clinic, own, 2)
    page = make_bill(main)
    assert page.choices.ticked() == set(rows)
    find(page, "Issue anyway").click()
    assert page.findings.reason
    qtbot.keyClicks(page.findings.reason.box, "Notes on paper")
    qtbot.keyClick(page.findings.reason.box, Qt.Key.Key_Return)
    assert maker(main).choices.ticked() == set(rows) and not maker(main).issue.isEnabled()


def test_a_fix_of_one_takes_no_other_off_the_bill(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    rows = unsigned(main.session.clinic, own, 4)
    make_bill(main)
    press(qtbot, main, "Sign the note")
    fields = shown_form(main).fields
    for part in NOTE_PARTS:
        fields[part].set_value("done")
    press(qtbot, main, "Sign note")
    assert maker(main).choices.ticked() == set(rows)


def test_what_is_taken_back_elsewhere_is_found_and_not_left_out(main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    rows = [ready_visit(clinic, own.case, day) for day in ("11/10/2026", "11/17/2026")]
    page = make_bill(main)
    payment = clinic.read.one("SELECT payment_id FROM payment_shares WHERE visit_id = ?", rows[0])["payment_id"]
    clinic.do(RetirePayment(payment, 1))
    assert page.choices.ticked() == set(rows) and not page.issue.isEnabled()


def test_a_reason_that_is_typed_goes_on_with_what_is_left(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    rows = unsigned(clinic, own, 5)
    page = make_bill(main)
    press(qtbot, page, "Issue anyway")
    assert page.findings.reason
    qtbot.keyClicks(page.findings.reason.box, "Paper notes in the cabinet")
    main.keep_drafts()
    # The first of the five is signed elsewhere; then the second is left out here.
    clinic.do(signing(clinic, rows[0], NOTE))
    page.choices.checks[rows[1]].click()
    reason = page.findings.reason
    assert reason and reason.label == "Reason for going on with these 3" and main.focusWidget() is reason.box
    assert reason.value() == "Paper notes in the cabinet"
    # It is kept under the name of one of those, and found again.
    main.keep_drafts()
    main.go("today")
    found = make_bill(main).findings.reason
    assert found and found.value() == "Paper notes in the cabinet"


def test_a_line_of_the_list_opens_what_it_counts(
    main: MainWindow, own: Billable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each superbill the newest visits are offered, and not of the whole case."""
    clinic = main.session.clinic
    monkeypatch.setattr(ready, "MOST_VISITS", 2)
    monkeypatch.setattr(words, "MOST_VISITS", 2)
    other = str(clinic.do(AddTherapist(TherapistDraft("Sam", "Abel"))).row)
    first = new_visit(clinic, own.case, replace(VISIT, date_of_service="11/3/2026"))
    for day in (10, 11, 12):
        new_visit(clinic, own.case, replace(VISIT, therapist=other, date_of_service=f"11/{day}/2026"))
    lines = {one.therapist: one for one in unbilled_page(clinic.read, waits_since(clinic.clock.today())).rows}
    assert sorted(one.visits for one in lines.values()) == [1, 3]
    shown = {one.therapist: one for one in ready.unbilled(clinic.read, "superbill", own.case)}
    assert (
        shown[lines[TherapistId(1)].therapist].visits == (first,) and shown[lines[TherapistId(1)].therapist].older == 0
    )
    assert [(len(one.visits), one.older) for one in shown.values() if one.older] == [(2, 1)]
