"""Visits and payments under random work: every cent is in one place, and balances are the sums of the entries."""

from collections import Counter
from dataclasses import replace

from factories import CASE, CLIENT, SERVICE, new_case, new_client, new_service, refused
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import invariant, precondition, rule
from machine import ClinicMachine

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.queries import client_page
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.model import METHODS, PARTS, PaymentDraft
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import ServiceLine, VisitDraft, VisitId

AMOUNTS = some.sampled_from(("", "", "0", "0.01", "20", "35.00", "69.99", "140", "175.50"))


@some.composite
def visits(draw: some.DrawFn) -> VisitDraft:
    """A visit of some day, given or planned, with some services at some price."""
    is_given = draw(some.booleans())
    return VisitDraft(
        status="given" if is_given else "planned",
        date_of_service=draw(some.sampled_from(DAYS if is_given else ("11/24/2026", "12/1/2026", "12/8/2026"))),
        therapist="1",
        services=tuple(
            ServiceLine(str(service), draw(some.sampled_from(("15", "60"))), price=draw(some.sampled_from(("", "20"))))
            for service in draw(some.lists(some.sampled_from((1, 2)), min_size=is_given, max_size=2, unique=True))
        ),
        discount=draw(some.sampled_from(("", "", "10"))),
    )


@some.composite
def payments(draw: some.DrawFn) -> PaymentDraft:
    """A payment of some day with some parts."""
    return PaymentDraft(
        paid_on=draw(some.sampled_from(("today", "1/5/2026"))),
        method=draw(some.sampled_from(tuple(METHODS))),
        reference=draw(some.sampled_from(("", "1042", "1043"))),
        **{name: draw(AMOUNTS) for name in PARTS},
    )


DAYS = ("11/2/2026", "11/9/2026", "11/16/2026", "11/24/2026")


@settings(max_examples=10, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
class Payments(ClinicMachine):
    """Whatever is done, undone and done again."""

    tables = ("cases", "visits", "visit_services", "payments", "payment_shares")

    def begin(self) -> None:
        new_service(self.clinic)
        new_service(self.clinic, replace(SERVICE, name="Hot stones", procedure_code="MT002", price="12.50"))
        for name in ("Ann", "Bo"):
            client = new_client(self.clinic, replace(CLIENT, given_name=name))
            for reason in ("Neck pain", "Knee"):
                new_case(self.clinic, client, replace(CASE, reason=reason))
        # What is there before the first rule stays there.
        self.clinic.history.undoable.clear()

    # Undo may have taken back what the beginning made.
    @precondition(lambda self: self.rows("cases"))
    @rule(data=some.data(), draft=visits())
    def record_visit(self, data: some.DataObject, draft: VisitDraft) -> None:
        refused(lambda: self.clinic.do(RecordVisit(self.draw(data, "cases")["id"], draft)))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), draft=visits())
    def change_visit(self, data: some.DataObject, draft: VisitDraft) -> None:
        found = self.draw(data, "visits")
        refused(lambda: self.clinic.do(ChangeVisit(found["id"], found["version"], draft)))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data())
    def retire_visit(self, data: some.DataObject) -> None:
        found = self.draw(data, "visits")
        # A tip stands at its visit by a share of nothing.
        beside = {row["id"]: sum(row[f"{part}_cents"] for part in PARTS[1:]) for row in self.rows("payments")}
        here = [row for row in self.rows("payment_shares") if row["visit_id"] == found["id"]]
        is_paid = any(row["cents"] or beside[row["payment_id"]] for row in here)
        problems = refused(lambda: self.clinic.do(RetireVisit(found["id"], found["version"])))
        assert problems == ([""] if is_paid else [])

    # One is left, so that there is always something to do.
    @precondition(lambda self: len(self.rows("cases")) > 1)
    @rule(data=some.data())
    def remove_case(self, data: some.DataObject) -> None:
        found = self.draw(data, "cases")
        of_case = [row for row in self.rows("visits") if row["case_id"] == found["id"]]
        paid = {row["visit_id"] for row in self.rows("payment_shares")}
        stays = any(row["status"] == "given" or row["id"] in paid for row in of_case)
        problems = refused(lambda: self.clinic.do(RetireCase(found["id"], found["version"])))
        assert problems == ([""] if stays else [])

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), draft=payments())
    def take_payment(self, data: some.DataObject, draft: PaymentDraft) -> None:
        rows = self.rows("visits")
        chosen = data.draw(some.lists(some.sampled_from(rows), min_size=1, max_size=3, unique_by=lambda row: row["id"]))
        clients = {self.client_of(row["id"]) for row in chosen}
        problems = refused(lambda: self.clinic.do(TakePayment(tuple(row["id"] for row in chosen), draft)))
        assert problems == [""] if len(clients) > 1 else set(problems) <= {"service", "tip", "reference", "paid_on"}

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data())
    def pay_all_that_is_open(self, data: some.DataObject) -> None:
        case = self.draw(data, "visits")["case_id"]
        accounts = queries.open_accounts(self.clinic.read, case)
        if accounts:
            cents = sum(one.open_cents for one in accounts)
            draft = PaymentDraft("today", "cash", service=f"{cents // 100}.{cents % 100:02d}")
            self.clinic.do(TakePayment(tuple(one.id for one in accounts), draft))
            assert queries.open_accounts(self.clinic.read, case) == ()

    @precondition(lambda self: self.rows("payments"))
    @rule(data=some.data(), draft=payments())
    def change_payment(self, data: some.DataObject, draft: PaymentDraft) -> None:
        found = self.draw(data, "payments")
        before = self.rows("payment_shares")
        problems = refused(lambda: self.clinic.do(ChangePayment(found["id"], found["version"], draft)))
        # One whose visit is gone is kept on account, or beside a treatment.
        assert set(problems) <= {"service", "tip", "reference", "paid_on", "credit"}
        # Whoever has the payment open learns of other shares by its version.
        if self.rows("payment_shares") != before:
            now = self.clinic.read.one("SELECT version FROM payments WHERE id = ?", found["id"])["version"]
            assert now > found["version"]

    @precondition(lambda self: self.rows("payments"))
    @rule(data=some.data())
    def retire_payment(self, data: some.DataObject) -> None:
        found = self.draw(data, "payments")
        self.clinic.do(RetirePayment(found["id"], found["version"]))

    def client_of(self, visit: int) -> int:
        sql = "SELECT client_id FROM cases JOIN visits ON visits.case_id = cases.id WHERE visits.id = ?"
        return int(self.clinic.read.one(sql, visit)["client_id"])

    @invariant()
    def every_cent_for_treatment_is_in_exactly_one_place(self) -> None:
        shared: Counter[int] = Counter()
        for row in self.rows("payment_shares"):
            shared[row["payment_id"]] += row["cents"]
        found = {row["id"]: row["service_cents"] for row in self.rows("payments")}
        # Also a payment without a part for treatment has a share, and shows somewhere, while its visit is there.
        assert {row: shared[row] for row in found} == found and set(shared) <= set(found)
        assert all(row in shared for row, cents in found.items() if cents)

    @invariant()
    def a_share_of_nothing_stands_alone(self) -> None:
        rows = self.rows("payment_shares")
        many = Counter(row["payment_id"] for row in rows)
        assert all(row["cents"] or many[row["payment_id"]] == 1 for row in rows)

    @invariant()
    def no_visit_is_paid_more_than_it_costs(self) -> None:
        paid: Counter[int] = Counter()
        for row in self.rows("payment_shares"):
            paid[row["visit_id"]] += row["cents"]
        charged = {row["id"]: row["charged_cents"] for row in self.rows("visits")}
        # A visit that is gone has no share either.
        assert set(paid) <= set(charged)
        assert all(cents <= charged[visit] for visit, cents in paid.items())

    @invariant()
    def a_payment_is_of_the_client_of_its_visits(self) -> None:
        owners = {row["id"]: row["client_id"] for row in self.rows("payments")}
        assert all(owners[row["payment_id"]] == self.client_of(row["visit_id"]) for row in self.rows("payment_shares"))

    @invariant()
    def balances_are_the_sums_of_the_entries(self) -> None:
        charged: Counter[int] = Counter()
        paid: Counter[int] = Counter()
        for row in self.rows("visits", "retired_at IS NULL AND status = 'given'"):
            charged[self.client_of(row["id"])] += row["charged_cents"]
        for row in self.rows("payment_shares"):
            paid[self.client_of(row["visit_id"])] += row["cents"]
        for client in client_page(self.clinic.read).rows:
            found = queries.balance(self.clinic.read, client.id)
            assert (found.charged_cents, found.paid_cents) == (charged[client.id], paid[client.id])
            assert client.balance_cents == found.open_cents

    @invariant()
    def the_accounts_and_the_payments_listed_under_them_say_the_same(self) -> None:
        listed: Counter[str] = Counter()
        for case in self.rows("cases"):
            for row in queries.account_page(self.clinic.read, CaseId(case["id"])).rows:
                under = queries.payments_of_visit(self.clinic.read, VisitId(row.id))
                assert row.paid_cents == sum(one.cents for one in under)
                for name in PARTS[1:]:
                    listed[name] += sum(getattr(one, f"{name}_cents") for one in under)
        kept = {name: sum(row[f"{name}_cents"] for row in self.rows("payments")) for name in PARTS[1:]}
        assert {name: listed[name] for name in kept} == kept


TestPayments = Payments.TestCase
