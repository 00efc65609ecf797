"""Money under random work: every cent is in exactly one place, and a balance is what the entries come to."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from factories import CASE, CLIENT, new_case, new_client, new_service, refused
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import invariant, precondition, rule
from machine import ClinicMachine

from clinic_desktop.clients.queries import client_page
from clinic_desktop.ledger.queries import ledger, statement
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands.credits import ApplyCredit
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.commands.refunds import Refund, RetireWriteOff, WriteOffVisit
from clinic_desktop.payments.commands.sales import RenewMembership, SellPayment, SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import ALL_PARTS, PARTS, PaymentDraft, RefundDraft, WriteOffDraft
from clinic_desktop.prepaid.commands import EndPrepaid, ReopenPrepaid
from clinic_desktop.prepaid.model import EndingDraft, Prepaid, PrepaidDraft
from clinic_desktop.prepaid.queries import prepaid_page
from clinic_desktop.store.command import Command
from clinic_desktop.values.dates import parse_date
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import ServiceLine, VisitDraft

AMOUNTS = some.sampled_from(("", "0.01", "10", "35", "70", "100"))
DAYS = ("11/2/2026", "11/9/2026", "11/16/2026", "11/23/2026")
FEW = some.sampled_from(("", "", "5"))


@some.composite
def money(draw: some.DrawFn, *, sold: bool = False) -> PaymentDraft:
    """Money that came in, by whatever way."""
    main = "sold" if sold else "service"
    typed = {main: draw(AMOUNTS), "tip": draw(FEW), "product": draw(FEW), "credit": draw(FEW)}
    return PaymentDraft("11/23/2026", draw(some.sampled_from(("card", "cash", "package"))), **typed)


@settings(max_examples=16, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
class Ledger(ClinicMachine):
    """Whatever is sold, used, split, given back, spared, undone and done again."""

    tables = ("visits", "payments", "payment_shares", "prepaids", "write_offs")

    def begin(self) -> None:
        new_service(self.clinic)
        for name in ("Ann", "Bo"):
            case = new_case(self.clinic, new_client(self.clinic, replace(CLIENT, given_name=name)), CASE)
            for day in DAYS[:3]:
                self.clinic.do(RecordVisit(case, visit_on(day)))
        self.sell("package", "3")
        self.clinic.history.undoable.clear()

    def sell(self, kind: str, visits: str) -> None:
        last = "11/30/2026" if kind == "membership" else ""
        typed = PrepaidDraft(kind, visits=visits, price="100", number="77", sold_on="11/1/2026", expires_on=last)
        self.do(SellPrepaid(1, typed, PaymentDraft("11/1/2026", "card", tip="5", sold="100")), "number")

    def do(self, command: Command, *fields: str) -> None:
        assert set(refused(lambda: self.clinic.do(command))) <= {"", *fields}

    @rule(case=some.sampled_from((1, 2)), day=some.sampled_from(DAYS))
    def record(self, case: int, day: str) -> None:
        self.do(RecordVisit(case, visit_on(day)), "date_of_service")

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), minutes=some.sampled_from(("15", "60")), discount=some.sampled_from(("", "10")))
    def change_visit(self, data: some.DataObject, minutes: str, discount: str) -> None:
        found = self.draw(data, "visits")
        day = date.fromisoformat(found["date_of_service"]).strftime("%m/%d/%Y")
        typed = replace(visit_on(day), services=(ServiceLine("1", minutes),), discount=discount)
        self.do(ChangeVisit(found["id"], found["version"], typed), "services", "discount", "date_of_service")

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data())
    def retire_visit(self, data: some.DataObject) -> None:
        found = self.draw(data, "visits")
        self.do(RetireVisit(found["id"], found["version"]))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), draft=money())
    def pay(self, data: some.DataObject, draft: PaymentDraft) -> None:
        self.do(TakePayment(self.visits(data), draft), "service", "tip", "credit", "paid_on")

    @precondition(lambda self: self.rows("payments"))
    @rule(data=some.data(), draft=money(), sold=some.booleans())
    def change_payment(self, data: some.DataObject, draft: PaymentDraft, sold: bool) -> None:
        found = self.draw(data, "payments")
        if sold:
            draft = replace(draft, sold=draft.service, service="")
        self.do(ChangePayment(found["id"], found["version"], draft), *ALL_PARTS, "paid_on", "method")

    @precondition(lambda self: self.rows("payments"))
    @rule(data=some.data())
    def retire_payment(self, data: some.DataObject) -> None:
        found = self.draw(data, "payments")
        self.do(RetirePayment(found["id"], found["version"]))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), amount=AMOUNTS)
    def apply_credit(self, data: some.DataObject, amount: str) -> None:
        self.do(ApplyCredit(self.visits(data), amount), "service")

    @rule(kind=some.sampled_from(("package", "membership", "gift_card")), visits=some.sampled_from(("", "3", "7")))
    def sell_another(self, kind: str, visits: str) -> None:
        self.sell(kind, visits)

    @precondition(lambda self: self.rows("prepaids"))
    @rule(data=some.data(), draft=money(sold=True))
    def pay_for_a_sale(self, data: some.DataObject, draft: PaymentDraft) -> None:
        held = self.draw(data, "prepaids")
        # What was renewed was sold later than some of these days.
        early = (
            ("paid_on",) if parse_date(draft.paid_on, self.clinic.clock.today()).isoformat() < held["sold_on"] else ()
        )
        self.do(SellPayment(held["id"], draft), "sold", "tip", "credit", "method", *early)

    @precondition(lambda self: self.rows("prepaids") and self.rows("visits"))
    @rule(data=some.data(), amount=AMOUNTS)
    def use(self, data: some.DataObject, amount: str) -> None:
        draft = PaymentDraft(service=amount)
        self.do(UsePrepaid(self.draw(data, "prepaids")["id"], self.visits(data), draft), "method", "service")

    @precondition(lambda self: self.rows("payments"))
    @rule(data=some.data(), amounts=some.tuples(AMOUNTS, FEW, FEW, AMOUNTS))
    def refund(self, data: some.DataObject, amounts: tuple[str, ...]) -> None:
        found = self.draw(data, "payments")
        shares = self.clinic.read.all("SELECT visit_id FROM payment_shares WHERE payment_id = ?", found["id"])
        visits = tuple((one["visit_id"], amounts[0]) for one in shares[:1])
        draft = RefundDraft("11/24/2026", "cash", "", visits, amounts[1], credit=amounts[2], sold=amounts[3])
        fields = (f"visit_{one['visit_id']}" for one in shares)
        self.do(Refund(found["id"], draft), *fields, *PARTS, "credit", "sold")

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), amount=AMOUNTS)
    def write_off(self, data: some.DataObject, amount: str) -> None:
        self.do(WriteOffVisit(self.draw(data, "visits")["id"], WriteOffDraft(amount, "11/24/2026")), "amount")

    @precondition(lambda self: self.rows("write_offs"))
    @rule(data=some.data())
    def take_a_write_off_back(self, data: some.DataObject) -> None:
        found = self.draw(data, "write_offs")
        self.do(RetireWriteOff(found["id"], found["version"]))

    @precondition(lambda self: self.rows("prepaids"))
    @rule(data=some.data(), how=some.sampled_from(("end", "reopen", "renew", "carry")))
    def end_or_renew(self, data: some.DataObject, how: str) -> None:
        found = self.draw(data, "prepaids")
        row, version = found["id"], found["version"]
        paid = PaymentDraft("11/24/2026", sold="50")
        commands: dict[str, Command] = {
            "end": EndPrepaid(row, version, EndingDraft("closed", "11/24/2026", "Moved")),
            "reopen": ReopenPrepaid(row, version),
            "renew": RenewMembership(row, version, paid),
            "carry": RenewMembership(row, version, paid, carries=True),
        }
        self.do(commands[how], "ended_on")

    def visits(self, data: some.DataObject) -> tuple[int, ...]:
        rows = self.rows("visits")
        one = data.draw(some.sampled_from(rows))
        same = [row["id"] for row in rows if row["case_id"] == one["case_id"] and row["id"] != one["id"]]
        return (one["id"], *same[: data.draw(some.integers(0, 2))])

    def all_prepaids(self) -> tuple[Prepaid, ...]:
        return prepaid_page(self.clinic.read).rows

    @invariant()
    def every_cent_is_in_exactly_one_place(self) -> None:
        shared: Counter[int] = Counter()
        for row in self.rows("payment_shares"):
            shared[row["payment_id"]] += row["cents"]
        payments = self.rows("payments")
        assert {row["id"]: shared[row["id"]] for row in payments} == {
            row["id"]: row["service_cents"] for row in payments
        }
        assert set(shared) <= {row["id"] for row in payments}
        received = sum(_total(row) for row in payments if row["drawn_id"] is None)
        used = sum(_total(row) for row in payments if row["drawn_id"] is not None)
        places = Counter[str]()
        for row in payments:
            if row["drawn_id"] is None:
                places.update({part: row[f"{part}_cents"] for part in ALL_PARTS})
        held = self.all_prepaids()
        assert received == sum(places.values())
        assert places["sold"] == used + sum(one.forfeited_cents + one.left_cents for one in held)
        for one in held:
            assert one.paid_cents == one.drawn_cents + one.refunded_cents + one.forfeited_cents + one.left_cents
            assert min(one.left_cents, one.open_cents, one.drawn_cents) >= 0
            assert one.visits is None or one.uses <= one.visits
            assert not (one.ended_kind and one.left_cents)

    @invariant()
    def no_visit_is_settled_twice(self) -> None:
        settled: Counter[int] = Counter()
        for row in (*self.rows("payment_shares"), *self.rows("write_offs")):
            settled[row["visit_id"]] += row["cents"]
        charged = {row["id"]: row["charged_cents"] for row in self.rows("visits")}
        # What was paid for a visit that is gone was given back before.
        assert all(0 <= cents <= charged.get(visit, 0) for visit, cents in settled.items())

    @invariant()
    def a_visit_is_charged_its_fees_less_its_discount(self) -> None:
        fees: Counter[int] = Counter()
        for row in self.rows("visit_services"):
            fees[row["visit_id"]] += row["fee_cents"]
        for row in self.rows("visits"):
            assert row["charged_cents"] == fees[row["id"]] - row["discount_cents"] >= 0

    @invariant()
    def a_refund_leaves_nothing_below_nothing(self) -> None:
        left: dict[int, Counter[str]] = {}
        for row in self.rows("payments"):
            of_root = left.setdefault(row["refunds_id"] or row["id"], Counter())
            of_root.update({part: row[f"{part}_cents"] for part in ALL_PARTS})
        assert all(cents >= 0 for parts in left.values() for cents in parts.values())

    @invariant()
    def balances_are_what_the_entries_come_to(self) -> None:
        for client in client_page(self.clinic.read).rows:
            entries = ledger(self.clinic.read, client.id)
            found = queries.balance(self.clinic.read, client.id)
            assert (entries[-1].balance_cents if entries else 0) == found.open_cents == client.balance_cents
            assert found.credit_cents >= 0
            last = self.clinic.clock.today()
            said = statement(self.clinic.read, client.id, date(2026, 11, 10), last)
            assert said.opening_cents + sum(one.cents for one in said.entries) == said.closing_cents
            assert sum(said.aging_cents) - said.credit_cents - said.ahead_cents == said.closing_cents
            assert min(*said.aging_cents, said.credit_cents, said.ahead_cents) >= 0


def visit_on(day: str) -> VisitDraft:
    """A visit of an hour that was given."""
    return VisitDraft(status="given", date_of_service=day, therapist="1", services=(ServiceLine("1", "60"),))


def _total(row: dict[str, Any]) -> int:
    return sum(int(row[f"{part}_cents"]) for part in ALL_PARTS)


TestLedger = Ledger.TestCase
