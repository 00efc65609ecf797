"""The form of a payment: what it comes to is said while it is typed, what is wrong at its field, nothing is lost."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from factories import PAYMENT, VISIT, new_case, new_payment, new_visit
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from windows import press, seen, shown_form, type_in

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, ClientRow
from clinic_desktop.clinic import Clinic
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.model import BOUGHT_BEFORE, METHODS, PaymentDraft, PaymentId, VisitPayment
from clinic_desktop.visits.commands.visits import RetireVisit
from clinic_desktop.visits.model import VisitId
from ui.clients.columns import CLIENT_COLUMNS
from ui.editing import forget_drafts_of_gone
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.words_field import WordsField
from ui.payments.choice import Among
from ui.payments.columns import payment_words
from ui.payments.editor import payment_editor
from ui.session import Session

EARLY = "Before the visit: right for a package, a gift card or a deposit."
ROW = VisitPayment(PaymentId(1), 1, date(2026, 10, 12), "card", "4242", 10_500, 2_000, 0, 0, 0)


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def visits(clinic: Clinic) -> tuple[VisitId, VisitId]:
    """Two visits of one case, a week apart, each at $140.00."""
    case = new_case(clinic)
    first, second = (
        new_visit(clinic, CaseId(case), replace(VISIT, date_of_service=day)) for day in ("11/9/2026", "11/16/2026")
    )
    return first, second


class Desk:
    """Opens editors and keeps what they leave with."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        self.left: list[int] = []

    def new(self, *visits: VisitId) -> Editor:
        accounts = tuple(queries.account(self.session.clinic.read, visit) for visit in visits)
        return self._shown(payment_editor(self.session, accounts, None, self.left.append, self.open_for(visits)))

    def open_for(self, visits: tuple[VisitId, ...]) -> Among | None:
        """As the chart says it: several visits are all that are open in the case."""
        return Among(0, len(visits), 12, self.left.append) if len(visits) > 1 else None

    def of(self, payment: PaymentId) -> Editor:
        read = self.session.clinic.read
        found, accounts = queries.payment(read, payment), queries.accounts_of(read, payment)
        return self._shown(payment_editor(self.session, accounts, found, self.left.append))

    def _shown(self, editor: Editor) -> Editor:
        self.qtbot.addWidget(editor)
        editor.show()
        return editor


@pytest.fixture
def desk(qtbot: QtBot, session: Session) -> Desk:
    return Desk(qtbot, session)


def total(form: Form) -> str:
    field = form.fields["total"]
    assert isinstance(field, WordsField)
    return field.box.text()


def test_what_is_open_stands_there_already(desk: Desk, visits: tuple[VisitId, VisitId]) -> None:
    form = desk.new(visits[0]).form
    values = form.values()
    assert (values["service"], values["tip"], values["paid_on"], values["method"]) == (
        *("140.00", ""),
        *("11/24/2026", "card"),
    )
    assert total(form) == "Total $140.00"
    assert "Only what is for visits ever reaches a superbill." in seen(form)
    assert list(form.fields) == [
        *("service", "tip", "tax", "product", "other", "credit", "received", "payer", "total"),
        *("paid_on", "method", "reference", "paid_ahead", "note"),
    ]
    assert not form.is_edited()
    box = form.fields["service"].box
    assert isinstance(box, QLineEdit)
    assert box.selectedText() == "140.00"


def test_for_a_visit_that_is_paid_in_full_it_says_so_and_begins_at_the_tip(
    desk: Desk, session: Session, visits: tuple[VisitId, VisitId]
) -> None:
    words = "This visit is paid in full. A tip, tax or products can still be added."
    editor = desk.new(visits[0])
    assert words not in seen(editor)
    assert editor.focusProxy() is editor.form.fields["service"]
    new_payment(session.clinic, visits[0], draft=replace(PAYMENT, service="140", tip="", tax="", product="", other=""))
    editor = desk.new(visits[0])
    assert words in seen(editor)
    assert editor.focusProxy() is editor.form.fields["tip"]
    # From a package no tip is paid.
    type_in(editor, method="package")
    assert words not in seen(editor)
    type_in(editor, method="gift_card")
    assert words in seen(editor)


def test_the_total_follows_what_is_typed(desk: Desk, visits: tuple[VisitId, VisitId]) -> None:
    editor = desk.new(visits[0])
    form = type_in(editor, service="105", tip="20")
    assert total(form) == "$105.00 + $20.00 = $125.00"
    # What cannot be read yet is not in the total, which says so; it is nobody's mistake before it is saved.
    type_in(editor, tip="20.x", tax="1.25")
    assert total(form) == "Total of what can be read: $106.25"
    type_in(editor, service="12..5", tip="", tax="")
    assert total(form) == "Total of what can be read: $0.00"
    assert form.fields["tip"].problem() == ""
    type_in(editor, service="", tip="", tax="")
    assert total(form) == "Total $0.00"


def test_it_says_which_visit_gets_how_much(desk: Desk, visits: tuple[VisitId, VisitId]) -> None:
    editor = desk.new(*reversed(visits))
    form = shown_form(editor)
    assert form.fields["service"].label == "For 2 visits"
    assert total(form) == "Total $280.00 · $140.00 to 9 Nov 2026, $140.00 to 16 Nov 2026"
    type_in(editor, service="175")
    assert total(form).endswith("$140.00 to 9 Nov 2026, $35.00 to 16 Nov 2026")
    type_in(editor, service="50", tip="5")
    assert total(form) == "$50.00 + $5.00 = $55.00 · $50.00 to 9 Nov 2026"
    # Of more than is open the rest finds no visit; saving it is refused.
    type_in(editor, service="999", tip="")
    assert total(form).endswith("$140.00 to 9 Nov 2026, $140.00 to 16 Nov 2026")
    type_in(editor, service="175")
    assert editor.save()
    read = desk.session.clinic.read
    assert [share.cents for share in queries.payment(read, desk.left[0]).shares] == [14_000, 3_500]


def test_the_hint_of_a_change_says_what_a_change_does(
    desk: Desk, session: Session, visits: tuple[VisitId, VisitId]
) -> None:
    payment = new_payment(session.clinic, *visits, draft=PaymentDraft("today", service="200"))
    session.run(TakePayment((visits[1],), PaymentDraft("today", service="30")))
    editor = desk.of(payment)
    form = editor.form
    assert (form.values()["service"], form.values()["tip"]) == ("200.00", "")
    assert total(form) == "Total $200.00 · $140.00 to 9 Nov 2026, $60.00 to 16 Nov 2026"
    type_in(editor, service="250")
    assert total(form).endswith("$140.00 to 9 Nov 2026, $110.00 to 16 Nov 2026")


@pytest.mark.parametrize("method", METHODS)
def test_the_reference_is_called_by_what_it_is(desk: Desk, visits: tuple[VisitId, VisitId], method: str) -> None:
    form = type_in(desk.new(visits[0]), method=method)
    names = {"check": "Check number", "card": "Last four digits", "hsa": "Last four digits"}
    field = form.fields["reference"]
    assert field.label == field.box.accessibleName() == names.get(method, "Reference")
    assert field.label in seen(form)


def test_a_day_before_the_visit_is_worth_a_look(desk: Desk, visits: tuple[VisitId, VisitId]) -> None:
    editor = desk.new(visits[0])
    form = type_in(editor, paid_on="11/8/2026")
    field = form.fields["paid_on"]
    assert field.below() == EARLY
    type_in(editor, method="package")
    assert field.below() == "The day it was bought."
    type_in(editor, method="cash")
    assert field.below() == EARLY
    for day in ("11/9/2026", "today", "11/", "", "11/25/2026"):
        type_in(editor, paid_on=day)
        assert field.below() == ""
    several = desk.new(*visits)
    both = type_in(several, paid_on="11/9/2026")
    assert both.fields["paid_on"].below().startswith("Before one of the visits: right for")
    type_in(several, paid_on="11/9/2025")
    assert both.fields["paid_on"].below() == "More than a year before one of the visits: check the year."


@pytest.mark.parametrize("method", METHODS)
def test_a_day_long_before_the_visit_asks_for_its_year(
    desk: Desk, visits: tuple[VisitId, VisitId], method: str
) -> None:
    editor = desk.new(visits[0])
    field = type_in(editor, method=method, paid_on="11/8/2025").fields["paid_on"]
    is_bought = method in BOUGHT_BEFORE
    bought = "The day it was bought."
    assert field.below() == (bought if is_bought else EARLY)
    type_in(editor, paid_on="11/7/2025")
    assert field.below() == (bought if is_bought else "More than a year before the visit: check the year.")
    # It is worth a look, and may be kept, where somebody says that it was paid ahead.
    form = editor.form
    assert form.fields["paid_ahead"].isHidden() == is_bought
    assert editor.save() == is_bought
    if not is_bought:
        assert form.fields["paid_on"].problem() == (
            "This is before the visit that it pays in full (9 Nov 2026). Check the day, or check “Paid ahead”."
        )
        type_in(editor, paid_ahead="1")
        assert editor.save()
        (row,) = queries.payments_of_visit(desk.session.clinic.read, visits[0])
        assert queries.payment(desk.session.clinic.read, row.id).is_paid_ahead


def test_what_is_wrong_is_said_at_its_field(desk: Desk, visits: tuple[VisitId, VisitId]) -> None:
    editor = desk.new(visits[0])
    form = type_in(editor, service="160", tip="x", paid_on="tomorrow", reference="4242 4242 4242 4242")
    assert not editor.save()
    assert form.fields["service"].below() == (
        "This is $20.00 more than the $140.00 that are unpaid."
        " Is the rest a tip, or kept for later visits? Type it there."
    )
    assert form.fields["tip"].problem() == "Type the amount in digits, like 80.00 or 1,234.50."
    assert form.fields["paid_on"].problem() == "This day is in the future."
    assert form.fields["reference"].problem() == "Only the last four digits of a card belong here."
    assert desk.left == []
    type_in(editor, service="140", tip="20", paid_on="today", reference="4242")
    assert editor.save()
    (row,) = queries.payments_of_visit(desk.session.clinic.read, visits[0])
    assert payment_words(row) == "$140.00 by card (…4242), 24 Nov 2026, and a tip of $20.00"


def test_a_check_that_is_on_record_is_named(desk: Desk, session: Session, visits: tuple[VisitId, VisitId]) -> None:
    new_payment(session.clinic, visits[0], draft=PaymentDraft("11/12/2026", "check", "1042", "140"))
    editor = desk.new(visits[1])
    form = type_in(editor, method="check", reference="1042")
    assert not editor.save()
    assert form.fields["reference"].problem() == "Check 1042 is on record already, from 12 Nov 2026."


def test_the_next_payment_is_made_the_same_way(desk: Desk, session: Session, visits: tuple[VisitId, VisitId]) -> None:
    new_payment(session.clinic, visits[0], draft=PaymentDraft("11/12/2026", "check", "1042", "140"))
    values = desk.new(visits[1]).form.values()
    assert (values["method"], values["reference"], values["paid_on"]) == ("check", "", "11/24/2026")
    assert desk.new(visits[1]).form.fields["reference"].label == "Check number"
    new_payment(session.clinic, visits[1], draft=PaymentDraft("11/12/2026", "package", service="1"))
    assert desk.new(visits[1]).form.values()["method"] == "check"
    # A visit that is paid in full is opened for a tip.
    assert desk.new(visits[0]).form.values()["service"] == ""


def test_what_is_typed_is_kept_as_a_draft(desk: Desk, session: Session, visits: tuple[VisitId, VisitId]) -> None:
    first = desk.new(visits[0])
    type_in(first, tip="20", method="check")
    first.go_back()
    assert session.clinic.drafts.kept(f"payment:new:{visits[0]}") is not None
    again = desk.new(visits[0])
    values = again.form.values()
    assert (values["tip"], values["method"], values["service"]) == ("20", "check", "140.00")
    assert total(again.form) == "$140.00 + $20.00 = $160.00"
    assert again.form.fields["reference"].label == "Check number"
    assert again.save()
    assert session.clinic.drafts.kept(f"payment:new:{visits[0]}") is None


def test_a_draft_for_several_visits_is_not_put_into_the_form_for_one(
    desk: Desk, visits: tuple[VisitId, VisitId]
) -> None:
    type_in(desk.new(*visits), tip="20").keep_draft()
    assert desk.new(visits[0]).form.values()["service"] == "140.00"
    assert desk.new(*visits).form.values()["tip"] == "20"


def test_drafts_go_with_what_they_are_about(desk: Desk, session: Session, visits: tuple[VisitId, VisitId]) -> None:
    session.clinic.hear(lambda changes: forget_drafts_of_gone(session, changes))
    payment = new_payment(session.clinic, visits[0])
    desk_of: dict[str, Any] = {
        f"payment:{payment}": desk.of(payment),
        f"payment:new:{visits[1]}": desk.new(visits[1]),
    }
    for name, editor in desk_of.items():
        type_in(editor, note="Typed")
        editor.go_back()
        assert session.clinic.drafts.kept(name) is not None
    session.run(RetirePayment(payment, 1))
    session.run(RetireVisit(visits[1], 1))
    assert [session.clinic.drafts.kept(name) for name in desk_of] == [None, None]


def test_a_change_by_somebody_else_is_seen(
    qtbot: QtBot, desk: Desk, session: Session, visits: tuple[VisitId, VisitId]
) -> None:
    payment = new_payment(session.clinic, visits[0])
    editor = desk.of(payment)
    form = type_in(editor, note="Mine")
    session.run(ChangePayment(payment, 1, replace(PAYMENT, service="100.00")))
    assert not editor.save()
    press(qtbot, editor.banner, "Show what is there now")
    assert (form.values()["service"], form.values()["note"]) == ("100.00", "Mine")
    assert total(form) == "$100.00 + $20.00 = $120.00"
    assert editor.save()


def test_a_payment_is_removed_from_its_form(
    qtbot: QtBot, desk: Desk, session: Session, visits: tuple[VisitId, VisitId]
) -> None:
    payment = new_payment(session.clinic, visits[0])
    press(qtbot, desk.of(payment), "Remove payment")
    assert desk.left == [0]
    assert queries.account(session.clinic.read, visits[0]).paid_cents == 0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW, "$105.00 by card (…4242), 12 Oct 2026, and a tip of $20.00"),
        (replace(ROW, tip_cents=0), "$105.00 by card (…4242), 12 Oct 2026"),
        (replace(ROW, cents=0), "A tip of $20.00 by card (…4242), 12 Oct 2026"),
        (
            replace(ROW, tax_cents=735, product_cents=1_250, other_cents=100, reference=""),
            "$105.00 by card, 12 Oct 2026, and a tip of $20.00, sales tax of $7.35, products for $12.50"
            " and other things for $1.00",
        ),
        (replace(ROW, tip_cents=0, method="check", reference="1042"), "$105.00 by check (1042), 12 Oct 2026"),
        (replace(ROW, tip_cents=0, method="cash", reference=""), "$105.00 in cash, 12 Oct 2026"),
        (replace(ROW, tip_cents=0, method="package", reference=""), "$105.00 from a package, 12 Oct 2026"),
        (replace(ROW, tip_cents=0, reference="Visa {x}"), "$105.00 by card (Visa {x}), 12 Oct 2026"),
    ],
)
def test_a_payment_in_one_line(row: VisitPayment, words: str) -> None:
    assert payment_words(row) == words


@pytest.mark.parametrize(("cents", "words"), [(0, ""), (10_550, "$105.50"), (-2_000, "−$20.00")])
def test_the_list_of_clients_names_what_is_open_and_a_credit(cents: int, words: str) -> None:
    row = ClientRow(ClientId(1), False, "Ana", "Lee", "", None, "", "", cents)
    column = CLIENT_COLUMNS[-1]
    assert (column.title, column.right, column.text(row)) == ("Unpaid, all cases", True, words)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_its_words(method: str) -> None:
    assert payment_words(replace(ROW, method=method)).startswith("$105.00 ")
