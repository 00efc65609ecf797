"""A payment for some of the visits that are open: which ones is checked, and the amount follows until one is typed."""

from dataclasses import replace

import pytest
from factories import VISIT, new_case, new_payment, new_visit
from pytestqt.qtbot import QtBot
from windows import press, seen, type_in

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.visits.commands.visits import RetireVisit
from clinic_desktop.visits.model import VisitId
from ui.editing import forget_drafts_of_gone
from ui.kit.editor import Editor
from ui.kit.fields import CheckField
from ui.kit.form import Form
from ui.kit.words_field import WordsField
from ui.payments.choice import Among
from ui.payments.editor import payment_editor
from ui.session import Session

DAYS = ("11/2/2026", "11/9/2026", "11/13/2026", "11/16/2026", "11/20/2026")


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def visits(clinic: Clinic, case: CaseId) -> list[VisitId]:
    """Five visits of one case at $140.00 each, recorded with the newest first; the newest has its time."""
    newest = replace(VISIT, date_of_service=DAYS[-1], starts_at="9a", ends_at="10a")
    others = (replace(VISIT, date_of_service=day) for day in reversed(DAYS[:-1]))
    return [new_visit(clinic, case, draft) for draft in (newest, *others)][::-1]


class AllOpen:
    """Opens the payment for all that is open in a case, and keeps what it leaves with."""

    def __init__(self, qtbot: QtBot, session: Session, case: CaseId) -> None:
        self.qtbot, self.session, self.case = qtbot, session, case
        self.left: list[int] = []
        # From which place on visits were asked for.
        self.shown: list[int] = []

    def __call__(self, most: int = 12, start: int = 0) -> Editor:
        read = self.session.clinic.read
        accounts = queries.open_accounts(read, self.case, start)[:most]
        among = Among(start, queries.open_count(read, self.case), most, self.shown.append)
        editor = payment_editor(self.session, accounts, None, self.left.append, among)
        self.qtbot.addWidget(editor)
        editor.show()
        return editor


@pytest.fixture
def all_open(qtbot: QtBot, session: Session, case: CaseId, visits: list[VisitId]) -> AllOpen:
    return AllOpen(qtbot, session, case)


def checks(form: Form) -> list[CheckField]:
    return [field for key, field in form.fields.items() if isinstance(field, CheckField) and key.startswith("visit_")]


def check(form: Form, *wanted: int) -> None:
    """Check these and uncheck the others, as a person does."""
    for at, field in enumerate(checks(form)):
        if field.box.isChecked() != (at in wanted):
            field.box.click()


def service(form: Form) -> str:
    return form.values()["service"]


def total(form: Form) -> str:
    field = form.fields["total"]
    assert isinstance(field, WordsField)
    return field.box.text()


def test_each_open_visit_has_its_check_box_in_the_order_of_the_days(all_open: AllOpen, visits: list[VisitId]) -> None:
    new_payment(all_open.session.clinic, visits[1], draft=PaymentDraft("today", service="100"))
    form = all_open().form
    assert [field.label for field in checks(form)] == [
        "2 Nov 2026: $140.00 unpaid",
        "9 Nov 2026: $40.00 unpaid",
        "13 Nov 2026: $140.00 unpaid",
        "16 Nov 2026: $140.00 unpaid",
        "20 Nov 2026, 9:00 AM: $140.00 unpaid",
    ]
    assert all(field.box.isChecked() for field in checks(form))
    assert list(form.fields)[5:7] == ["service", "tip"]
    assert (service(form), form.fields["service"].label) == ("600.00", "For 5 visits")
    assert total(form) == "Total $600.00 · each of the 5 visits in full"
    assert not form.is_edited()


def test_a_check_for_three_of_five_visits(all_open: AllOpen, visits: list[VisitId]) -> None:
    editor = all_open()
    form = editor.form
    check(form, 0, 2, 4)
    assert (service(form), form.fields["service"].label) == ("420.00", "For 3 visits")
    assert total(form) == "Total $420.00 · $140.00 to 2 Nov 2026, $140.00 to 13 Nov 2026, $140.00 to 20 Nov 2026"
    type_in(editor, method="check", reference="1042")
    assert editor.save()
    read = all_open.session.clinic.read
    assert [queries.account(read, visit).open_cents for visit in visits] == [0, 14_000, 0, 14_000, 0]
    assert [share.visit for share in queries.payment(read, all_open.left[0]).shares] == visits[::2]
    check(all_open().form, 1)


def test_an_amount_that_was_typed_stays(all_open: AllOpen) -> None:
    editor = all_open()
    form = editor.form
    type_in(editor, service="150")
    check(form, 1, 3)
    assert service(form) == "150"
    assert total(form) == "Total $150.00 · $140.00 to 9 Nov 2026, $10.00 to 16 Nov 2026"
    for typed in ("", "12..5"):
        type_in(editor, service=typed)
        check(form, 1)
        check(form, 1, 3)
        assert service(form) == typed
    # What is open, however it is written, is no other amount.
    type_in(editor, service="$280")
    check(form, 1)
    assert (service(form), total(form)) == ("140.00", "Total $140.00 · $140.00 to 9 Nov 2026")


def test_more_than_is_open_on_the_checked_visits_is_refused(all_open: AllOpen) -> None:
    editor = all_open()
    form = editor.form
    type_in(editor, service="300")
    check(form, 0, 1)
    assert not editor.save()
    assert form.fields["service"].problem().startswith("This is $20.00 more than the $280.00 that are unpaid.")
    check(form, 0, 1, 2)
    assert form.fields["service"].problem() == ""
    assert editor.save()


def test_none_checked_is_said_at_the_first_check_box(all_open: AllOpen) -> None:
    editor = all_open()
    form, first = editor.form, checks(editor.form)[0]
    check(form)
    assert (service(form), total(form), form.fields["service"].label) == ("", "Total $0.00", "For 0 visits")
    type_in(editor, tip="20", paid_on="11/1/2026", paid_ahead="1")
    assert not editor.save()
    assert first.problem() == "Check the visits that were paid for."
    assert form.focusWidget() is first.box
    # Any of them mends it.
    check(form, 3)
    assert (first.problem(), service(form)) == ("", "140.00")
    assert editor.save()


def test_drafts_keep_the_checks(all_open: AllOpen, case: CaseId, visits: list[VisitId]) -> None:
    drafts, editor = all_open.session.clinic.drafts, all_open()
    check(editor.form, 0, 2, 4)
    editor.go_back()
    assert drafts.kept(f"payment:new:all:{case}") is not None
    # A payment for the oldest visit alone is another one.
    assert drafts.kept(f"payment:new:{visits[0]}") is None
    again = all_open().form
    assert [field.value() for field in checks(again)] == ["1", "", "1", "", "1"]
    assert (service(again), again.fields["service"].label) == ("420.00", "For 3 visits")
    assert total(again).startswith("Total $420.00 · $140.00 to 2 Nov 2026, $140.00 to 13 Nov 2026")
    # The amount still follows.
    check(again, 0, 2)
    assert service(again) == "280.00"


def test_a_draft_outlives_a_visit_that_was_paid_meanwhile(all_open: AllOpen, visits: list[VisitId]) -> None:
    editor = all_open()
    check(editor.form, 0, 2, 3)
    type_in(editor, service="200", note="Mailed")
    editor.go_back()
    all_open.session.run(TakePayment((visits[3],), PaymentDraft("today", service="140")))
    again = all_open().form
    assert [field.value() for field in checks(again)] == ["1", "", "1", ""]
    assert (service(again), again.values()["note"]) == ("200", "Mailed")


def test_giving_up_checks_all_again(all_open: AllOpen) -> None:
    editor = all_open()
    check(editor.form, 2)
    editor.leave()
    assert (service(editor.form), editor.form.is_edited()) == ("700.00", False)
    assert all(field.box.isChecked() for field in checks(editor.form))


def test_the_draft_goes_with_its_case(all_open: AllOpen, case: CaseId, visits: list[VisitId]) -> None:
    session = all_open.session
    session.clinic.hear(lambda changes: forget_drafts_of_gone(session, changes))
    editor = all_open()
    check(editor.form, 2)
    editor.go_back()
    for visit in visits:
        session.run(RetireVisit(visit, 1))
    session.run(RetireCase(case, 1))
    assert session.clinic.drafts.kept(f"payment:new:all:{case}") is None


def test_the_other_open_visits_are_a_click_away(qtbot: QtBot, all_open: AllOpen, visits: list[VisitId]) -> None:
    assert "oldest" not in seen(all_open())
    editor = all_open(3)
    assert len(checks(editor.form)) == 3 and service(editor.form) == "420.00"
    assert "These are the 3 oldest of 5 unpaid visits." in seen(editor)
    press(qtbot, editor, "Show the next 2")
    assert all_open.shown == [3]
    editor = all_open(3, start=3)
    assert "These are the unpaid visits 4 to 5 of 5, the oldest first." in seen(editor) and "next" not in seen(editor)
    assert service(editor.form) == "280.00"
    press(qtbot, editor, "Show the 3 before")
    assert all_open.shown == [3, 0]
    editor = all_open(4)
    press(qtbot, editor, "Show the next one")
    assert all_open.shown == [3, 0, 4]
    # The newest is paid, and the older ones stay open.
    assert all_open(4, start=4).save()
    assert [one.id for one in queries.open_accounts(all_open.session.clinic.read, all_open.case)] == visits[:4]


def test_each_part_of_the_open_visits_has_a_draft_of_its_own(all_open: AllOpen, visits: list[VisitId]) -> None:
    session = all_open.session
    for start, tip in ((0, "5"), (3, "7")):
        editor = all_open(3, start)
        type_in(editor, tip=tip)
        editor.go_back()
    for start, tip, amount in ((0, "5", "420.00"), (3, "7", "280.00")):
        kept = all_open(3, start).form
        assert (kept.values()["tip"], service(kept)) == (tip, amount)
    session.clinic.hear(lambda changes: forget_drafts_of_gone(session, changes))
    session.run(RetireVisit(visits[3], 1))
    assert session.clinic.drafts.kept(f"payment:new:from:{visits[3]}") is None


def test_one_open_visit_and_a_payment_that_was_taken_have_no_check_boxes(
    qtbot: QtBot, all_open: AllOpen, visits: list[VisitId]
) -> None:
    session = all_open.session
    taken = new_payment(session.clinic, *visits[1:], draft=PaymentDraft("today", service="560"))
    editor = all_open()
    assert (checks(editor.form), service(editor.form)) == ([], "140.00")
    read = session.clinic.read
    change = payment_editor(session, queries.accounts_of(read, taken), queries.payment(read, taken), lambda _: None)
    qtbot.addWidget(change)
    assert checks(change.form) == []
    assert total(change.form).count("$140.00 to ") == 4
    type_in(editor, tip="5")
    editor.go_back()
    assert all_open().form.values()["tip"] == "5"
