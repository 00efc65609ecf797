"""What a payment stands on is held to: the card it is drawn from, the days of a package, a check that is on record, who
is never billed, a visit that was given back; each refused at its field."""

from dataclasses import replace
from datetime import date

import pytest
from billable import FIRST, billable, issue
from factories import CASE, PAYMENT, POLICY, VISIT, new_case, new_payment, new_policy, new_visit
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Refused
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands.credits import ApplyCredit
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.commands.sales import SellPayment, SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft
from clinic_desktop.prepaid.commands import ChangePrepaid, EndPrepaid
from clinic_desktop.prepaid.model import EndingDraft, PrepaidDraft
from clinic_desktop.prepaid.queries import last_use, prepaid, running_out
from clinic_desktop.prepaid.rules import left_words
from clinic_desktop.store.command import Command
from clinic_desktop.values.check_numbers import check_number, same_check
from clinic_desktop.visits.commands.visits import ChangeVisit, RetireVisit

CARD = PrepaidDraft("gift_card", price="100", number="G 1", sold_on="11/20/2026", bought_by="A sister")
PACKAGE = PrepaidDraft(visits="2", price="240", sold_on="11/3/2026")
GIVEN = replace(VISIT, date_of_service="11/19/2026")
PLANNED = replace(VISIT, status="planned", date_of_service="12/1/2026")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def client(clinic: Clinic, case: CaseId) -> ClientId:
    return ClientId(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])


def card(clinic: Clinic, day: str = "11/20/2026") -> int:
    return clinic.do(SellPrepaid(0, replace(CARD, sold_on=day), PaymentDraft(day, "cash", sold="100"))).row


def package(clinic: Clinic, client: int, draft: PrepaidDraft = PACKAGE, paid: str = "240") -> int:
    return clinic.do(SellPrepaid(client, draft, PaymentDraft("11/3/2026", sold=paid))).row


def version(clinic: Clinic, table: str, row: int) -> int:
    return int(clinic.read.one(f"SELECT version FROM {table} WHERE id = ?", row)["version"])


def told(clinic: Clinic, command: Command) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as answer:
        clinic.do(command)
    return [(one.field, one.words) for one in answer.value.problems]


def left(clinic: Clinic, row: int) -> int:
    return prepaid(clinic.read, row).left_cents


@pytest.mark.parametrize("method", ["gift_card", "package", "membership"])
def test_what_is_sold_is_not_bought_with_what_was_bought_before(clinic: Clinic, client: ClientId, method: str) -> None:
    held, sold = card(clinic), package(clinic, client, paid="40")
    draft = PaymentDraft("today", method, "G1", sold="60")
    words = (
        "What was bought before does not buy this. Choose how the money came, and use what was bought before for"
        " visits."
    )
    assert told(clinic, SellPayment(sold, draft)) == [("method", words)]
    taken = clinic.do(SellPayment(sold, replace(draft, method="cash"))).row
    assert told(clinic, ChangePayment(taken, 1, draft)) == [("method", words)]
    assert told(clinic, SellPrepaid(client, PACKAGE, replace(draft, paid_on="11/3/2026"))) == [("method", words)]
    assert left(clinic, held) == left(clinic, sold) == 10_000


def test_a_payment_that_was_taken_is_not_made_one_from_a_card(clinic: Clinic, case: CaseId) -> None:
    held, paid = card(clinic), new_payment(clinic, new_visit(clinic, case, GIVEN))
    found = told(clinic, ChangePayment(paid, 1, replace(PAYMENT, method="gift_card", reference=" g1")))
    assert [field for field, _ in found] == ["reference"] and "take it again from the card" in found[0][1]
    assert left(clinic, held) == 10_000
    # A paper card of before, that is on record nowhere.
    clinic.do(ChangePayment(paid, 1, replace(PAYMENT, method="gift_card", reference="G9")))


def test_a_card_that_was_sold_later_leaves_an_older_payment_as_it_is(clinic: Clinic, case: CaseId) -> None:
    draft = replace(PAYMENT, method="gift_card", reference="G1", tip="")
    paid = new_payment(clinic, new_visit(clinic, case, GIVEN), draft=draft)
    card(clinic)
    clinic.do(ChangePayment(paid, 1, replace(draft, note="From her sister")))
    assert [field for field, _ in told(clinic, ChangePayment(paid, 2, replace(draft, service="20")))] == ["reference"]


def test_a_product_is_paid_from_a_card_without_a_visit(clinic: Clinic, client: ClientId) -> None:
    held = card(clinic)
    row = clinic.do(TakePayment((), PaymentDraft("11/23/2026", "gift_card", "G1", product="20"), client)).row
    assert left_words(prepaid(clinic.read, held)) == "$80.00 of $100.00 left"
    found = queries.payment(clinic.read, row)
    assert (found.drawn, found.paid_on, found.shares) == (held, date(2026, 11, 23), ())
    more = TakePayment((), PaymentDraft("today", "gift_card", "G1", product="81"), client)
    assert told(clinic, more) == [("reference", "This gift card holds $80.00: not enough for $81.00.")]
    early = TakePayment((), PaymentDraft("11/2/2026", "gift_card", "G1", product="1"), client)
    assert told(clinic, early) == [("reference", "This gift card begins on 20 Nov 2026.")]
    clinic.do(RetirePayment(row, 1))
    assert left(clinic, held) == 10_000


def test_nothing_typed_for_no_visit_is_said_where_it_is_kept(clinic: Clinic, client: ClientId) -> None:
    assert told(clinic, TakePayment((), PaymentDraft("today"), client)) == [("credit", "Type what was paid.")]


@pytest.mark.parametrize(
    "again", ["1042", "#1042", "01042", "Check 1042", "no. 1042", "CK #1042", " check no. 001042 "]
)
def test_one_check_is_on_record_once_however_it_is_written(clinic: Clinic, case: CaseId, again: str) -> None:
    visit = new_visit(clinic, case, GIVEN)
    new_payment(clinic, visit, draft=PaymentDraft("11/20/2026", "check", "No. 1042", "10"))
    problems = told(clinic, TakePayment((visit,), PaymentDraft("11/20/2026", "check", again, "10")))
    (words,) = [words for field, words in problems if field == "reference"]
    assert words.endswith("1042 is on record already, from 20 Nov 2026.") and "Check Check" not in words
    new_payment(clinic, visit, draft=PaymentDraft("11/20/2026", "check", "11042", "10"))


@given(some.text(), some.integers(0, 999))
def test_checks_are_compared_by_what_they_are_called(reference: str, number: int) -> None:
    assert same_check(reference) == same_check(f"  {reference} ".upper()) or not reference.isascii()
    assert check_number(f"Check no. {number:06d}") == f"{number:06d}"
    assert same_check(f"#{number:05d}") == same_check(str(number)) == str(number)
    assert same_check("MO-77 a") == "mo77a" != same_check("77")


@pytest.mark.parametrize(("kind", "plan"), [("work", "work_state"), ("health", "medicaid"), ("health", "va")])
def test_who_is_never_billed_pays_for_no_visit_and_their_payer_does(
    clinic: Clinic, client: ClientId, kind: str, plan: str
) -> None:
    case = new_case(clinic, client, replace(CASE, kind=kind))
    new_policy(clinic, case, replace(POLICY, plan_type=plan))
    payer = str(clinic.read.one("SELECT payer_id FROM policies")["payer_id"])
    visit = new_visit(clinic, case, GIVEN)
    own = replace(PAYMENT, tip="")
    words = (
        "The client is never billed for the visit of 19 Nov 2026: its payer pays it. Choose who paid, or take a"
        " tip or a product alone."
    )
    assert told(clinic, TakePayment((visit,), own)) == [("payer", words)]
    paid = clinic.do(TakePayment((visit,), replace(own, payer=payer, service="90"))).row
    assert told(clinic, ChangePayment(paid, 1, replace(own, service="90"))) == [("payer", words)]
    clinic.do(TakePayment((visit,), PaymentDraft("today", "cash", tip="5", product="12", other="3")))
    clinic.do(TakePayment((), PaymentDraft("today", "cash", credit="50"), client))
    assert told(clinic, ApplyCredit((visit,))) == [("service", words)]
    assert told(clinic, UsePrepaid(package(clinic, client), (visit,))) == [("method", words)]
    gift = UsePrepaid(card(clinic, "11/3/2026"), (visit,), PaymentDraft(service="20"))
    assert told(clinic, gift) == [("method", words)]
    clinic.do(replace(gift, draft=PaymentDraft(tip="20")))
    assert queries.account(clinic.read, visit).open_cents == 5_000


def test_before_and_after_the_program_the_client_pays(clinic: Clinic) -> None:
    case = new_case(clinic, None, replace(CASE, kind="health"))
    new_policy(clinic, case, replace(POLICY, plan_type="medicaid", effective_on="11/10/2026", ends_on="11/20/2026"))
    days = ("11/9/2026", "11/10/2026", "11/20/2026", "11/21/2026")
    rows = [new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in days]
    paid = [not _is_refused(clinic, TakePayment((row,), PaymentDraft("today", "cash", service="10"))) for row in rows]
    assert paid == [True, False, False, True]


def _is_refused(clinic: Clinic, command: Command) -> bool:
    try:
        clinic.do(command)
    except Refused:
        return True
    return False


def test_what_the_client_paid_once_is_still_put_right(clinic: Clinic, case: CaseId) -> None:
    paid = new_payment(clinic, new_visit(clinic, case, GIVEN), draft=replace(PAYMENT, service="50", tip=""))
    new_policy(clinic, case, replace(POLICY, plan_type="medicaid"))
    clinic.do(ChangePayment(paid, 1, replace(PAYMENT, service="40", tip="10")))
    assert told(clinic, ChangePayment(paid, 2, replace(PAYMENT, service="41", tip="")))[0][0] == "payer"


def test_a_visit_that_was_given_back_goes_and_what_was_given_back_stays(clinic: Clinic, case: CaseId) -> None:
    visit = new_visit(clinic, case, PLANNED)
    paid = new_payment(clinic, visit, draft=PaymentDraft("11/21/2026", "card", "4242", "140"))
    back = clinic.do(Refund(paid, RefundDraft("today", "card", visits=((visit, "139"),)))).row
    assert [field for field, _ in told(clinic, RetireVisit(visit, 1))] == [""]
    rest = clinic.do(Refund(paid, RefundDraft("today", "card", visits=((visit, "1"),)))).row
    clinic.do(RetireVisit(visit, 1))
    gone = [("", "The visit of 1 Dec 2026 was removed since: what was given back of it stays so.")]
    assert told(clinic, RetirePayment(back, 1)) == told(clinic, RetirePayment(rest, 1)) == gone
    clinic.do(ChangePayment(paid, 1, PaymentDraft("11/21/2026", "card", "4242", "140", note="Was ill")))
    assert queries.balance(clinic.read, ClientId(1)).open_cents == 0


def test_a_visit_that_a_tip_was_paid_at_stays(clinic: Clinic, case: CaseId) -> None:
    """It shows under its visit and nowhere else in the list of visits."""
    visit = new_visit(clinic, case, VISIT)
    row = new_payment(clinic, visit, draft=replace(PAYMENT, service="", tip="20"))
    with pytest.raises(Refused, match="A payment stands on this visit"):
        clinic.do(RetireVisit(visit, version(clinic, "visits", visit)))
    clinic.do(Refund(row, RefundDraft("11/24/2026", "cash", tip="20")))
    clinic.do(RetireVisit(visit, version(clinic, "visits", visit)))


def test_a_visit_whose_money_was_kept_on_account_goes(clinic: Clinic, case: CaseId) -> None:
    visit = new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="12/2/2026"))
    paid = new_payment(clinic, visit, draft=PaymentDraft("11/21/2026", "card", "4242", "140"))
    clinic.do(ChangePayment(paid, 1, PaymentDraft("11/21/2026", "card", "4242", credit="140")))
    clinic.do(RetireVisit(visit, 1))
    assert (queries.payment(clinic.read, paid).shares, queries.credit(clinic.read, 1)) == ((), 14_000)
    clinic.undo()
    assert [one.visit for one in queries.payment(clinic.read, paid).shares] == [visit]


def test_a_package_keeps_its_days_around_its_uses(clinic: Clinic, case: CaseId, client: ClientId) -> None:
    visit, row = new_visit(clinic, case, GIVEN), package(clinic, client)
    clinic.do(UsePrepaid(row, (visit,)))
    assert last_use(clinic.read, row) == date(2026, 11, 19)
    later = "It pays the visit of 19 Nov 2026: remove that use first, or type a later day."
    change = ChangePrepaid(row, 1, PrepaidDraft(name="Two", expires_on="11/18/2026"))
    assert told(clinic, change) == [("expires_on", later)]
    assert told(clinic, EndPrepaid(row, 1, EndingDraft("closed", "11/18/2026", "Moved"))) == [("ended_on", later)]
    clinic.do(replace(change, draft=PrepaidDraft(name="Two", expires_on="11/19/2026")))
    now = version(clinic, "visits", visit)
    typed = replace(GIVEN, discount="20", discount_why="Package of 2")

    def moved(day: str, status: str = "given") -> list[tuple[str, str]]:
        return told(clinic, ChangeVisit(visit, now, replace(typed, date_of_service=day, status=status)))

    assert moved("11/2/2026") == [
        ("date_of_service", "Two, which pays this visit, begins on 3 Nov 2026. Remove its use first.")
    ]
    assert moved("11/20/2026") == [
        ("date_of_service", "Two, which pays this visit, expired on 19 Nov 2026. Remove its use first.")
    ]
    assert moved("12/1/2026", "planned") == [
        ("status", "Two pays this visit, and pays only what was given. Remove its use first.")
    ]
    clinic.do(EndPrepaid(row, 2, EndingDraft("closed", "11/19/2026", "Moved")))
    clinic.do(ChangeVisit(visit, now, replace(typed, date_of_service="11/18/2026")))


def test_a_card_pays_what_is_planned_and_ends_all_the_same(clinic: Clinic, case: CaseId) -> None:
    row = card(clinic)
    visit = new_visit(clinic, case, PLANNED)
    clinic.do(TakePayment((visit,), PaymentDraft("today", "gift_card", "G1", "60")))
    clinic.do(EndPrepaid(row, 1, EndingDraft("closed", "today", "Lost")))
    clinic.do(ChangeVisit(visit, 1, replace(PLANNED, date_of_service="12/8/2026")))


def test_the_undo_of_somebody_else_keeps_a_use_within_its_days(clinic: Clinic, case: CaseId, client: ClientId) -> None:
    visit = new_visit(clinic, case, GIVEN)
    row = package(clinic, client, replace(PACKAGE, expires_on="11/18/2026"))
    clinic.do(ChangePrepaid(row, 1, PrepaidDraft(name="Two", expires_on="11/30/2026")))
    history = clinic.history.undoable[-1]
    clinic.do(UsePrepaid(row, (visit,)))
    clinic.history.undoable.append(history)
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert prepaid(clinic.read, row).expires_on == date(2026, 11, 30)


def test_the_undo_of_somebody_else_gives_no_money_to_a_visit_that_is_gone(clinic: Clinic, case: CaseId) -> None:
    visit = new_visit(clinic, case, PLANNED)
    paid = new_payment(clinic, visit, draft=PaymentDraft("11/21/2026", "cash", "", "140"))
    back = clinic.do(Refund(paid, RefundDraft("today", "cash", visits=((visit, "140"),)))).row
    refunding = clinic.history.undoable[-1]
    clinic.do(RetireVisit(visit, 1))
    clinic.history.undoable.append(refunding)
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert queries.payment(clinic.read, back).service_cents == -14_000


def test_a_refund_that_ends_a_package_is_not_before_its_uses(clinic: Clinic, case: CaseId, client: ClientId) -> None:
    visit, row = new_visit(clinic, case, GIVEN), package(clinic, client)
    paid = clinic.read.one("SELECT id FROM payments WHERE sold_id = ?", row)["id"]
    clinic.do(UsePrepaid(row, (visit,)))
    problems = told(clinic, Refund(paid, RefundDraft("11/18/2026", "card", sold="120")))
    assert [field for field, _ in problems] == ["paid_on"]
    clinic.do(Refund(paid, RefundDraft("11/19/2026", "card", sold="120")))
    assert prepaid(clinic.read, row).ended_kind == "refunded"


@pytest.mark.parametrize(("discount", "minutes", "field"), [("5", "60", "discount"), ("", "30", "services")])
def test_of_a_visit_that_is_billed_and_paid_the_bill_comes_first(
    clinic: Clinic, discount: str, minutes: str, field: str
) -> None:
    _, visits = billable(clinic)
    issue(clinic, visits)
    draft = replace(
        VISIT,
        date_of_service=FIRST,
        services=(replace(VISIT.services[0], minutes=minutes),),
        discount=discount,
        discount_why="Late" if discount else "",
        reason="Fix",
    )
    problems = told(clinic, ChangeVisit(visits[0], version(clinic, "visits", visits[0]), draft))
    assert [one for one, _ in problems] == [field]
    assert "superbill no. 1001" in problems[0][1] and "payment" not in problems[0][1]


def test_what_a_retired_client_has_left_still_runs_out(clinic: Clinic, client: ClientId) -> None:
    row = package(clinic, client, replace(PACKAGE, expires_on="11/30/2026"))
    empty = package(clinic, client, replace(PACKAGE, name="Unpaid", expires_on="11/30/2026"), paid="")
    clinic.do(RetireClient(client, 1))
    assert [one.id for one in running_out(clinic.read, date(2026, 11, 23))] == [row]
    assert empty != row
