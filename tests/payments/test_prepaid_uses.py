"""Packages, memberships and gift cards on a real database: sold, paid for, used, refunded, ended; each at its field."""

from dataclasses import dataclass, replace
from typing import ClassVar

import pytest
from factories import CLIENT, PAYMENT, VISIT, new_case, new_client, new_service, new_visit, refused

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.commands.sales import RenewMembership, SellPayment, SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft
from clinic_desktop.prepaid.commands import EndPrepaid, ReopenPrepaid, RetirePrepaid
from clinic_desktop.prepaid.model import EndingDraft, Prepaid, PrepaidDraft
from clinic_desktop.prepaid.queries import gift_card, prepaid, prepaids_of, usable
from clinic_desktop.prepaid.rules import left_words
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.visits.model import VisitId
from clinic_desktop.visits.queries.visits import visit

PACKAGE = PrepaidDraft("package", visits="5", price="475", sold_on="11/1/2026")
MEMBERSHIP = PrepaidDraft(
    "membership", visits="2", price="150", sold_on="10/1/2026", starts_on="10/1/2026", expires_on="10/31/2026"
)
CARD = PrepaidDraft("gift_card", price="100", number="gc 77", sold_on="11/1/2026")
DAYS = ("11/2/2026", "11/4/2026", "11/9/2026", "11/11/2026", "11/16/2026", "11/18/2026")
PAID = PaymentDraft("11/1/2026", sold="475")
REFUND = RefundDraft("11/20/2026", "card")


@dataclass(frozen=True)
class Billed(Command):
    """As if a superbill were issued: its number stands on the visit."""

    visit: int
    label: ClassVar[str] = "Bill"
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        return tx.update("visits", self.visit, {"superbill": 1001}, tx.current("visits", self.visit)["version"])


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def client(clinic: Clinic, case: CaseId) -> ClientId:
    return ClientId(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])


@pytest.fixture
def visits(clinic: Clinic, case: CaseId) -> list[VisitId]:
    return [new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in DAYS]


def sell(clinic: Clinic, client: int, draft: PrepaidDraft = PACKAGE, payment: PaymentDraft = PAID) -> int:
    return clinic.do(SellPrepaid(client, draft, payment)).row


def held(clinic: Clinic, row: int) -> Prepaid:
    return prepaid(clinic.read, row)


def words(clinic: Clinic, command: Command) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as answer:
        clinic.do(command)
    return [(one.field, one.words) for one in answer.value.problems]


def test_a_package_is_used_visit_by_visit_and_each_is_charged_its_share(
    clinic: Clinic, client: ClientId, visits: list[VisitId]
) -> None:
    row = sell(clinic, client, replace(PACKAGE, price="475.02"), replace(PAID, sold="475.02"))
    for one in visits[:5]:
        clinic.do(UsePrepaid(row, (one,)))
    charged = [visit(clinic.read, one).charged_cents for one in visits[:5]]
    assert charged == [9_500, 9_501, 9_500, 9_501, 9_500] and sum(charged) == 47_502
    seen = visit(clinic.read, visits[0])
    assert (seen.discount_cents, seen.discount_why) == (4_500, "Package of 5")
    (paid,) = queries.payments_of_visit(clinic.read, visits[0])
    assert (paid.method, paid.cents, paid.paid_on.isoformat(), paid.drawn) == ("package", 9_500, "2026-11-01", row)
    assert (held(clinic, row).left_cents, held(clinic, row).visits_left) == (0, 0)
    assert words(clinic, UsePrepaid(row, (visits[5],))) == [("method", "All 5 visits of this package are used.")]
    # Nothing of it is half done.
    assert visit(clinic.read, visits[5]).discount_cents == 0
    clinic.undo()
    seen = visit(clinic.read, visits[4])
    assert (seen.discount_cents, seen.discount_why, seen.charged_cents) == (0, "", 14_000)


def test_one_command_uses_several_visits_or_none(clinic: Clinic, client: ClientId, visits: list[VisitId]) -> None:
    row = sell(clinic, client)
    assert refused(lambda: clinic.do(UsePrepaid(row, tuple(visits)))) == ["method"]
    assert held(clinic, row).uses == 0
    clinic.do(UsePrepaid(row, tuple(visits[:3])))
    assert (held(clinic, row).uses, held(clinic, row).drawn_cents) == (3, 28_500)
    assert left_words(held(clinic, row)) == "2 of 5 visits left, $190.00"


def test_a_removed_use_gives_the_discount_back_and_keeps_another_reason(
    clinic: Clinic, client: ClientId, case: CaseId
) -> None:
    draft = replace(VISIT, discount="10", discount_why="Student")
    row, one = sell(clinic, client), new_visit(clinic, case, draft)
    use = clinic.do(UsePrepaid(row, (one,))).row
    seen = visit(clinic.read, one)
    assert (seen.discount_cents, seen.discount_why, seen.charged_cents) == (4_500, "Student; Package of 5", 9_500)
    clinic.do(RetirePayment(use, 1))
    seen = visit(clinic.read, one)
    assert (seen.discount_cents, seen.discount_why, seen.charged_cents) == (1_000, "Student", 13_000)
    assert held(clinic, row).left_cents == 47_500
    clinic.undo()
    assert visit(clinic.read, one).charged_cents == 9_500


def test_what_cannot_be_used_is_named_at_its_field(
    clinic: Clinic, client: ClientId, case: CaseId, visits: list[VisitId]
) -> None:
    part = sell(clinic, client, payment=replace(PAID, sold="100"))
    clinic.do(UsePrepaid(part, (visits[0],)))
    assert words(clinic, UsePrepaid(part, (visits[1],))) == [
        (
            "method",
            "Of this package $100.00 of $475.00 are paid, which leaves $5.00: not enough for $95.00."
            " Take the rest of its price first.",
        )
    ]
    clinic.do(SellPayment(part, PaymentDraft("11/3/2026", sold="375")))
    assert words(clinic, SellPayment(part, PaymentDraft("11/3/2026", sold="0.01"))) == [
        ("sold", "Only $0.00 of its price is not paid yet.")
    ]
    clinic.do(UsePrepaid(part, (visits[1],)))
    late = sell(clinic, client, replace(PACKAGE, expires_on="11/10/2026"))
    assert words(clinic, UsePrepaid(late, (visits[3],))) == [("method", "This package expired on 10 Nov 2026.")]
    soon = sell(clinic, client, replace(PACKAGE, starts_on="11/10/2026"))
    assert words(clinic, UsePrepaid(soon, (visits[2],))) == [("method", "This package begins on 10 Nov 2026.")]
    sale = queries.payments_of_prepaid(clinic.read, soon)[0]
    clinic.do(Refund(sale.id, replace(REFUND, sold="475")))
    assert words(clinic, UsePrepaid(soon, (visits[3],))) == [("method", "This package was refunded on 20 Nov 2026.")]
    clinic.do(EndPrepaid(late, 1, EndingDraft("expired", "11/20/2026")))
    assert held(clinic, late).forfeited_cents == 47_500
    assert words(clinic, UsePrepaid(late, (visits[2],))) == [("method", "This package expired on 20 Nov 2026.")]
    stranger = new_visit(clinic, new_case(clinic, new_client(clinic, replace(CLIENT, is_other_person=True))), VISIT)
    assert words(clinic, UsePrepaid(part, (stranger,))) == [("method", "This was sold to somebody else.")]
    planned = new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="12/1/2026"))
    assert words(clinic, UsePrepaid(part, (planned,))) == [("method", "The visit of 1 Dec 2026 is not given yet.")]
    cheap = sell(clinic, client, replace(PACKAGE, visits="1"))
    assert words(clinic, UsePrepaid(cheap, (visits[4],))) == [
        ("method", "A visit from it costs $475.00, and this one comes to $140.00. Pay it another way.")
    ]
    other = new_service(clinic)
    stones = sell(clinic, client, replace(PACKAGE, service=str(other)))
    assert words(clinic, UsePrepaid(stones, (visits[4],)))[0][0] == "method"
    clinic.do(TakePayment((visits[4],), PaymentDraft("today", service="1")))
    assert words(clinic, UsePrepaid(part, (visits[4],))) == [
        ("method", "Part of this visit is paid or written off already. Remove that first.")
    ]


def test_a_billed_visit_whose_charge_would_change_is_refused_with_the_number(
    clinic: Clinic, client: ClientId, visits: list[VisitId]
) -> None:
    row = sell(clinic, client)
    use = clinic.do(UsePrepaid(row, (visits[1],))).row
    for one in visits[:2]:
        clinic.do(Billed(one))
    assert words(clinic, RetirePayment(use, 1)) == [("", "This visit is on superbill no. 1001. Void that first.")]
    assert words(clinic, UsePrepaid(row, (visits[0],))) == [
        ("method", "This visit is on superbill no. 1001. Void that first.")
    ]


def test_a_gift_card_pays_up_to_its_value_and_raises_no_discount(
    clinic: Clinic, client: ClientId, visits: list[VisitId]
) -> None:
    draft = replace(CARD, bought_by="Her sister")
    row = sell(clinic, 0, draft, PaymentDraft(sold="100"))
    (sale,) = queries.payments_of_prepaid(clinic.read, row)
    assert (sale.client, sale.sold_cents, sale.paid_on.isoformat()) == (None, 10_000, "2026-11-01")
    found = gift_card(clinic.read, " GC77 ")
    assert found and found.id == row
    assert refused(lambda: clinic.do(SellPrepaid(client, CARD, PaymentDraft()))) == ["number"]
    assert refused(lambda: clinic.do(SellPrepaid(0, CARD, PaymentDraft()))) == ["bought_by"]
    by_number = PaymentDraft("today", "gift_card", "gc77", "50", "20")
    paid = clinic.do(TakePayment((visits[0],), by_number)).row
    kept = queries.payment(clinic.read, paid)
    assert (kept.drawn, kept.service_cents, kept.tip_cents, kept.paid_on) == (row, 5_000, 2_000, sale.paid_on)
    assert visit(clinic.read, visits[0]).discount_cents == 0
    assert words(clinic, TakePayment((visits[1],), replace(by_number, service="30.01", tip=""))) == [
        ("reference", "This gift card holds $30.00: not enough for $30.01.")
    ]
    clinic.do(TakePayment((visits[1],), replace(by_number, service="30", tip="")))
    assert words(clinic, TakePayment((visits[2],), replace(by_number, service="1", tip=""))) == [
        ("reference", "Nothing is left on this gift card.")
    ]
    assert words(clinic, RetirePayment(sale.id, 1)) == [
        ("", "$100.00 of what it bought are used already. Remove the uses first.")
    ]
    assert refused(lambda: clinic.do(ChangePayment(sale.id, 1, replace(PAYMENT, service="", tip="", sold="99")))) == [
        "sold"
    ]
    assert refused(lambda: clinic.do(ChangePayment(paid, 1, PAYMENT))) == [""]


def test_the_rest_of_a_package_is_refunded_at_its_share(
    clinic: Clinic, client: ClientId, visits: list[VisitId]
) -> None:
    row = sell(clinic, client)
    clinic.do(UsePrepaid(row, tuple(visits[:3])))
    (sale, *_) = queries.payments_of_prepaid(clinic.read, row)
    assert words(clinic, Refund(sale.id, replace(REFUND, sold="190.01"))) == [
        ("sold", "$190.00 are left on it: $285.00 are used.")
    ]
    back = clinic.do(Refund(sale.id, replace(REFUND, sold="190"))).row
    now = held(clinic, row)
    assert (now.ended_kind, now.left_cents, now.refunded_cents) == ("refunded", 0, 19_000)
    assert words(clinic, RetirePayment(sale.id, 1)) == [
        *[("", "Part of it was refunded. Remove the refund first.")],
        *[("", "What it bought ended, and what was left on it is forfeited. Reopen it first.")],
    ]
    assert refused(lambda: clinic.do(ReopenPrepaid(row, now.version))) == [""]
    clinic.do(RetirePayment(back, 1))
    assert (held(clinic, row).ended_kind, held(clinic, row).left_cents) == ("", 19_000)
    assert [clinic.undo(), clinic.undo()] == ["Remove payment", "Refund"]
    assert (held(clinic, row).ended_kind, held(clinic, row).left_cents) == ("", 19_000)


def test_a_refund_of_a_package_that_ended_since_stays(clinic: Clinic, client: ClientId) -> None:
    row = sell(clinic, client)
    (sale,) = queries.payments_of_prepaid(clinic.read, row)
    back = clinic.do(Refund(sale.id, replace(REFUND, sold="100"))).row
    clinic.do(EndPrepaid(row, 1, EndingDraft("expired", "11/20/2026")))
    assert words(clinic, RetirePayment(back, 1)) == [
        ("", "What it was paid for ended since, and what was left on it is forfeited. Reopen that first.")
    ]


def test_an_end_forfeits_what_is_left_and_is_taken_back(clinic: Clinic, client: ClientId) -> None:
    row = sell(clinic, client)
    assert refused(lambda: clinic.do(EndPrepaid(row, 1, EndingDraft("closed", "10/1/2026")))) == ["ended_on", "why"]
    clinic.do(EndPrepaid(row, 1, EndingDraft("closed", "11/20/2026", "Moved away")))
    assert (held(clinic, row).forfeited_cents, held(clinic, row).left_cents) == (47_500, 0)
    assert usable(clinic.read, client, clinic.clock.today()) == ()
    assert refused(lambda: clinic.do(EndPrepaid(row, 2, EndingDraft("expired", "11/20/2026")))) == [""]
    assert refused(lambda: clinic.do(RetirePrepaid(row, 2))) == [""]
    clinic.do(ReopenPrepaid(row, 2))
    assert [one.id for one in usable(clinic.read, client, clinic.clock.today())] == [row]
    (sale,) = queries.payments_of_prepaid(clinic.read, row)
    clinic.do(RetirePayment(sale.id, 1))
    clinic.do(RetirePrepaid(row, 3))
    assert prepaids_of(clinic.read, client) == ()


@pytest.mark.parametrize("carries", [False, True])
def test_a_membership_is_renewed_with_its_unused_visits_or_without(
    clinic: Clinic, client: ClientId, visits: list[VisitId], carries: bool
) -> None:
    row = sell(clinic, client, MEMBERSHIP, PaymentDraft(sold="150"))
    on = clinic.do(RenewMembership(row, 1, PaymentDraft(paid_on="today", sold="150"), carries)).row
    before, after = held(clinic, row), held(clinic, on)
    assert after.expires_on is not None
    assert (after.starts_on.isoformat(), after.expires_on.isoformat()) == ("2026-11-01", "2026-11-30")
    assert (after.visits, after.price_cents, after.left_cents, after.follows) == (2, 15_000, 15_000, row)
    if carries:
        assert (before.left_cents, before.expires_on) == (15_000, after.expires_on)
        assert [one.id for one in usable(clinic.read, client, clinic.clock.today())] == [row, on]
        clinic.do(UsePrepaid(row, (visits[0],)))
    else:
        assert (before.ended_kind, before.forfeited_cents) == ("expired", 15_000)
        assert refused(lambda: clinic.do(UsePrepaid(row, (visits[0],)))) == ["method"]
    assert words(clinic, RenewMembership(row, before.version + carries, PaymentDraft()))[0][0] == ""
    assert refused(lambda: clinic.do(RenewMembership(sell(clinic, client), 1, PaymentDraft()))) == [""]


def test_a_sale_is_read_at_its_fields(clinic: Clinic, client: ClientId) -> None:
    wrong = PrepaidDraft("membership", visits="x", price="0", sold_on="tomorrow", starts_on="11/5/2026")
    found = refused(lambda: clinic.do(SellPrepaid(client, wrong, PaymentDraft())))
    assert found == ["visits", "price", "sold_on", "expires_on"]
    backwards = replace(PACKAGE, expires_on="10/1/2026")
    assert refused(lambda: clinic.do(SellPrepaid(client, backwards, PaymentDraft()))) == ["expires_on"]
    assert refused(lambda: clinic.do(SellPrepaid(0, replace(PACKAGE, bought_by="A"), PaymentDraft()))) == [""]
    assert refused(lambda: sell(clinic, client, payment=replace(PAID, paid_on="10/31/2026"))) == ["paid_on"]
    assert refused(lambda: sell(clinic, client, payment=replace(PAID, service="1"))) == ["service"]
    assert prepaids_of(clinic.read, client) == ()
