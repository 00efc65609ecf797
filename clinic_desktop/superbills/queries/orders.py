"""Gathers the prescriptions of a case, with how many visits were given on each."""

from dataclasses import replace
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.referrals.model import PrescriptionRow
from clinic_desktop.referrals.queries import prescriber, prescription_page
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import Bill, BilledOrder
from clinic_desktop.superbills.rules.orders import orders_on


def orders_of(read: Reader, owner: CaseId, last: date) -> tuple[BilledOrder, ...]:
    """The prescriptions of a case, the newest first; visits are counted up to that day, which still counts."""
    orders = tuple(_order(read, one) for one in prescription_page(read, owner).rows)
    sql = (
        "SELECT date_of_service FROM visits"
        " WHERE case_id = ? AND status = 'given' AND date_of_service <= ? AND retired_at IS NULL"
    )
    days = [date.fromisoformat(row["date_of_service"]) for row in read.all(sql, owner, last.isoformat())]
    made_on = [one for day in days for one in orders_on(Bill(orders=orders), day)]
    return tuple(replace(one, used=sum(chosen is one for chosen in made_on)) for one in orders)


def _order(read: Reader, found: PrescriptionRow) -> BilledOrder:
    who = prescriber(read, found.prescriber)
    return BilledOrder(
        row=found.id,
        prescriber_row=found.prescriber,
        prescriber_name=found.prescriber_name,
        npi=found.npi,
        phone=who.phone,
        fax=who.fax,
        kind=found.kind,
        ordered_on=found.ordered_on,
        starts_on=found.starts_on,
        expires_on=found.expires_on,
        visits_ordered=found.visits_ordered,
    )
