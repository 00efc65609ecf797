"""The form of a payment: what was received, packages, gift cards, the credit, the plan; uses and refunds to look at."""

from dataclasses import replace

import pytest
from factories import POLICY, VISIT, new_case, new_payment, new_policy, new_visit
from pytestqt.qtbot import QtBot
from windows import press, seen, type_in

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.visits.model import VisitId
from clinic_desktop.visits.queries.visits import visit
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.payments.columns import payment_words
from ui.payments.editor import payment_editor
from ui.payments.sales import sale_editor
from ui.session import Session

PACKAGE = PrepaidDraft(visits="5", price="475", sold_on="11/1/2026")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def client(clinic: Clinic, case: CaseId) -> int:
    return int(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])


@pytest.fixture
def visits(clinic: Clinic, case: CaseId) -> list[VisitId]:
    return [new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in ("11/9/2026", "11/16/2026")]


class Desk:
    """Opens the editor of a payment."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session, self.left = qtbot, session, list[int]()

    def new(self, *visits: VisitId) -> Editor:
        accounts = [queries.account(self.session.clinic.read, one) for one in visits]
        return self.shown(payment_editor(self.session, accounts, None, self.left.append))

    def of(self, payment: int) -> Editor:
        read = self.session.clinic.read
        found = queries.payment(read, payment)
        return self.shown(payment_editor(self.session, queries.accounts_of(read, payment), found, self.left.append))

    def shown(self, editor: Editor) -> Editor:
        self.qtbot.addWidget(editor)
        editor.show()
        return editor


@pytest.fixture
def desk(qtbot: QtBot, clinic: Clinic) -> Desk:
    return Desk(qtbot, Session(clinic))


def asked(form: Form) -> list[str]:
    """The fields that are not folded away."""
    return [key for key, field in form.fields.items() if not field.isHidden()]


def test_the_service_is_the_rest_of_what_was_received(desk: Desk, visits: list[VisitId]) -> None:
    editor = desk.new(visits[0])
    form = type_in(editor, received="120")
    assert form.values()["service"] == "120.00"
    type_in(editor, tip="20")
    assert form.values()["service"] == "100.00"
    # No more than is open: the rest is the person's to place.
    type_in(editor, received="200")
    assert form.values()["service"] == "140.00"
    assert not editor.save()
    assert form.fields["received"].problem() == (
        "$40.00 of it have no part yet: a tip, or kept for later visits? Type it there."
    )
    type_in(editor, tip="220")
    assert not editor.save()
    assert form.fields["tip"].problem() == "The tip is more than the $200.00 that was received."
    type_in(editor, tip="20", credit="40")
    assert editor.save()
    found = queries.payment(desk.session.clinic.read, desk.left[0])
    assert (found.service_cents, found.tip_cents, found.credit_cents) == (14_000, 2_000, 4_000)
    # One may still type another part for the visit.
    editor = desk.new(visits[1])
    type_in(editor, received="100", service="90", other="10")
    assert editor.form.values()["service"] == "90.00" and editor.save()


def test_what_was_received_is_given_up_and_kept_as_it_was_typed(desk: Desk, visits: list[VisitId]) -> None:
    editor = desk.new(visits[0])
    type_in(editor, received="10")
    assert editor.form.values()["service"] == "10.00"
    editor.leave()
    assert (editor.form.values()["service"], editor.form.values()["received"]) == ("140.00", "")
    # A draft comes back to the letter, also where the parts do not come to the sum yet.
    typed = {"received": "160", "tip": "30", "service": "99"}
    for key, text in typed.items():
        type_in(editor, **{key: text})
    editor.go_back()
    again = desk.new(visits[0]).form.values()
    assert {key: again[key] for key in typed} == typed


def test_a_package_pays_the_visit_and_asks_for_nothing_else(desk: Desk, client: int, visits: list[VisitId]) -> None:
    clinic = desk.session.clinic
    row = clinic.do(SellPrepaid(client, PACKAGE, PaymentDraft("11/1/2026", sold="475"))).row
    editor = desk.new(visits[0])
    assert editor.form.values()["method"] == "card"
    form = type_in(editor, method=f"prepaid:{row}")
    assert "Package of 5 (5 of 5 visits left, $475.00)" in form.fields["method"].words_of(f"prepaid:{row}")
    assert form.fields["method"].below() == "9 Nov 2026 costs $95.00 of it."
    assert asked(form) == ["method", "note"]
    assert editor.save()
    assert visit(clinic.read, visits[0]).charged_cents == 9_500
    use = desk.of(desk.left[0])
    assert "$95.00 from Package of 5: 4 of 5 visits left, $380.00." in seen(use)
    assert use.save_button.isHidden() and not use.save()
    press(desk.qtbot, use, "Remove this use")
    assert visit(clinic.read, visits[0]).charged_cents == 14_000
    assert prepaid(clinic.read, row).uses == 0


def test_a_gift_card_says_what_it_holds_by_its_number(desk: Desk, visits: list[VisitId]) -> None:
    clinic = desk.session.clinic
    card = PrepaidDraft("gift_card", price="100", number="77", sold_on="11/1/2026", bought_by="Her sister")
    clinic.do(SellPrepaid(0, card, PaymentDraft("11/1/2026", sold="100")))
    editor = desk.new(visits[0])
    form = type_in(editor, method="gift_card", reference="78")
    assert form.fields["reference"].below() == (
        "No gift card with this number is on record: nothing is drawn from one."
    )
    type_in(editor, reference="77")
    assert form.fields["reference"].below() == "$100.00 of $100.00 left"
    assert not editor.save()
    assert form.fields["reference"].problem() == "This gift card holds $100.00: not enough for $140.00."
    type_in(editor, service="80", tip="20")
    assert editor.save()
    (row,) = queries.payments_of_visit(clinic.read, visits[0])
    assert payment_words(row) == "$80.00 from a gift card (77), 1 Nov 2026, and a tip of $20.00"


def test_a_visit_is_paid_from_the_credit(desk: Desk, client: int, visits: list[VisitId]) -> None:
    clinic = desk.session.clinic
    clinic.do(TakePayment((), PaymentDraft("11/1/2026", credit="50"), client))
    editor = desk.new(visits[0])
    form = type_in(editor, method="credit")
    assert asked(form) == ["service", "total", "method", "note"]
    assert not editor.save()
    assert form.fields["service"].problem() == "The credit is $50.00."
    type_in(editor, service="50")
    assert editor.save()
    assert queries.credit(clinic.read, client) == 0
    assert queries.account(clinic.read, visits[0]).open_cents == 9_000


def test_a_plan_of_the_case_may_have_paid(desk: Desk, case: CaseId, visits: list[VisitId]) -> None:
    clinic = desk.session.clinic
    assert "payer" not in asked(desk.new(visits[0]).form)
    new_policy(clinic, case, POLICY)
    payer = str(clinic.read.one("SELECT payer_id FROM policies")["payer_id"])
    editor = desk.new(visits[0])
    assert "payer" in asked(editor.form)
    type_in(editor, payer=payer, method="check", reference="88", tip="1")
    assert not editor.save()
    assert editor.form.fields["tip"].problem() == "A plan pays no tip. Take it as a payment of its own."
    type_in(editor, tip="")
    assert editor.save()
    (row,) = queries.payments_of_visit(clinic.read, visits[0])
    assert payment_words(row) == f"$140.00 by check from {row.payer_name} (88), 24 Nov 2026"
    again = desk.of(row.id)
    assert again.form.values()["payer"] == payer


def test_a_refund_is_looked_at_and_removed(desk: Desk, visits: list[VisitId]) -> None:
    clinic = desk.session.clinic
    paid = new_payment(clinic, visits[0])
    draft = RefundDraft("today", "cash", visits=((visits[0], "40"),), note="Cold room")
    back = clinic.do(Refund(paid, draft)).row
    row = queries.payments_of_visit(clinic.read, visits[0])[1]
    assert payment_words(row) == "$40.00 given back in cash, 24 Nov 2026"
    editor = desk.of(back)
    assert "$40.00 was given back on 24 Nov 2026." in seen(editor) and "Cold room" in seen(editor)
    press(desk.qtbot, editor, "Remove refund")
    assert queries.account(clinic.read, visits[0]).open_cents == 0


def test_the_rest_of_a_price_is_taken(desk: Desk, client: int) -> None:
    clinic = desk.session.clinic
    row = clinic.do(SellPrepaid(client, PACKAGE, PaymentDraft("11/1/2026", sold="100"))).row
    editor = desk.shown(sale_editor(desk.session, prepaid(clinic.read, row), None, desk.left.append))
    assert (editor.form.values()["sold"], editor.form.fields["sold"].label) == ("375.00", "Package of 5")
    type_in(editor, sold="376")
    assert not editor.save()
    assert editor.form.fields["sold"].problem() == "Only $375.00 of its price is not paid yet."
    type_in(editor, sold="75", tip="5")
    assert editor.save()
    found = queries.payment(clinic.read, desk.left[0])
    change = desk.shown(sale_editor(desk.session, prepaid(clinic.read, row), found, desk.left.append))
    type_in(change, sold="375")
    assert change.save()
    assert prepaid(clinic.read, row).open_cents == 0


def test_the_boxes_of_a_sale_stand_below_each_other(desk: Desk, client: int) -> None:
    row = desk.session.clinic.do(SellPrepaid(client, PACKAGE, PaymentDraft())).row
    form = desk.shown(sale_editor(desk.session, prepaid(desk.session.clinic.read, row), None, desk.left.append)).form
    above, below = form.fields["sold"], form.fields["credit"]
    assert (above.x(), above.width()) == (below.x(), below.width())


def test_the_check_boxes_of_open_visits_are_one_close_block(desk: Desk, case: CaseId) -> None:
    many = [
        new_visit(desk.session.clinic, case, replace(VISIT, date_of_service=f"11/{day}/2026")) for day in range(2, 9)
    ]
    editor = desk.new(*many)
    editor.resize(1200, 700)
    boxes = [editor.form.fields[f"visit_{one}"] for one in many]
    lines = sorted({box.y() for box in boxes})
    assert [sum(box.y() == at for box in boxes) for at in lines] == [3, 3, 1]
    assert lines[1] - lines[0] <= boxes[0].height() + 1
    # What comes after them keeps its distance.
    assert editor.form.fields["service"].y() - lines[-1] > boxes[0].height() + 8
