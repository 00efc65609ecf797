"""Sells the packages, the membership and the gift card of the demo clinic, uses them, gives money back, and takes what
a plan sent."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.demo.visiting import CaseKey, EveningClock
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.commands.refunds import Refund, WriteOffVisit
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft, VisitAccount, WriteOffDraft
from clinic_desktop.payments.queries import open_accounts, payments_of_visit
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.visits.model import VisitId

_APART = ("client", "case", "method", "reference", "uses", "tips", "lasts_days")


def sell_and_use(clinic: Clinic, clock: EveningClock, sold: Sequence[Typed], cases: Mapping[CaseKey, int]) -> None:
    """Sell each on its day, and use it in the evenings of its visits, the oldest that is not paid yet first."""
    today = clock.today()
    used = {cases[one["client"], one["case"]] for one in sold if one["client"]}
    # What is written in one go is read when it is done: which visits are paid by then is counted here.
    left = {case: list(open_accounts(clinic.read, case)) for case in used}
    with clinic.together():
        for one in sold:
            typed = drafted(one, today, *_APART)
            day = date.fromisoformat(typed["sold_on"])
            last = (day + timedelta(one["lasts_days"])).isoformat() if "lasts_days" in one else ""
            case = cases[one["client"], one["case"]] if one["client"] else 0
            owner = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"] if case else 0
            clock.turn_to(day)
            paid = PaymentDraft(typed["sold_on"], one["method"], one.get("reference", ""), sold=one["price"])
            row = clinic.do(SellPrepaid(owner, PrepaidDraft(**typed, expires_on=last), paid)).row
            own = left.get(case, [])
            _use(clinic, clock, row, own[: one["uses"]], one)
            del own[: one["uses"]]
    clock.turn_to(today)


def give_back(clinic: Clinic, clock: EveningClock, given: Sequence[Typed], cases: Mapping[CaseKey, int]) -> None:
    """Give back a part of the newest payment of a case, and spare the client that part of the visit."""
    today = clock.today()
    with clinic.together():
        for one in given:
            day = drafted(one, today)["paid_on"]
            clock.turn_to(date.fromisoformat(day))
            visit = _newest_paid(clinic, cases[one["client"], one["case"]])
            paid = payments_of_visit(clinic.read, visit)[0]
            clinic.do(Refund(paid.id, RefundDraft(day, "cash", visits=((visit, one["amount"]),), note=one["why"])))
            clinic.do(WriteOffVisit(visit, WriteOffDraft(one["amount"], day, "courtesy", one["why"])))
    clock.turn_to(today)


def keep_ahead(clinic: Clinic, clock: EveningClock, kept: Sequence[Typed], cases: Mapping[CaseKey, int]) -> None:
    """Take what clients pay ahead for later visits."""
    today = clock.today()
    with clinic.together():
        for one in kept:
            day = drafted(one, today)["paid_on"]
            clock.turn_to(date.fromisoformat(day))
            case = cases[one["client"], one["case"]]
            owner = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
            clinic.do(TakePayment((), PaymentDraft(day, "cash", credit=one["amount"]), owner))
    clock.turn_to(today)


def take_from_plans(clinic: Clinic, clock: EveningClock, paid: Sequence[Typed], cases: Mapping[CaseKey, int]) -> None:
    """Take what the plan of a case sent by check for the newest visit that was given by then and is not paid."""
    today = clock.today()
    with clinic.together():
        for one in paid:
            day = drafted(one, today)["paid_on"]
            clock.turn_to(date.fromisoformat(day))
            case = cases[one["client"], one["case"]]
            by_then = [
                account
                for account in open_accounts(clinic.read, case)
                if account.visit.date_of_service.isoformat() <= day
            ]
            plan = clinic.read.one("SELECT payer_id FROM policies WHERE case_id = ? ORDER BY place LIMIT 1", case)
            draft = PaymentDraft(day, "check", one["reference"], one["amount"], payer=str(plan["payer_id"]))
            clinic.do(TakePayment((by_then[-1].id,), draft))
    clock.turn_to(today)


def _use(clinic: Clinic, clock: EveningClock, row: int, visits: Sequence[VisitAccount], one: Typed) -> None:
    tips = one.get("tips", ())
    for at, account in enumerate(visits):
        day = account.visit.date_of_service
        clock.turn_to(day)
        clinic.do(UsePrepaid(row, (account.id,)))
        tip = tips[at % len(tips)] if tips else ""
        if tip:
            paid = PaymentDraft(day.isoformat(), one["method"], one["reference"], tip=tip)
            clinic.do(TakePayment((account.id,), paid))


def _newest_paid(clinic: Clinic, case: int) -> VisitId:
    sql = (
        "SELECT id FROM account_rows WHERE case_id = ? AND status = 'given' AND paid_cents > 0"
        " ORDER BY date_of_service DESC, id DESC LIMIT 1"
    )
    return VisitId(clinic.read.one(sql, case)["id"])
