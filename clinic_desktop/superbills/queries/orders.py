"""Gathers the prescriptions of a case, and the visits that were given on them before those of a bill."""

from collections.abc import Collection
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.referrals.model import PrescriptionRow
from clinic_desktop.referrals.queries import prescriber, prescription_page
from clinic_desktop.referrals.rules.frequency import rate_words
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import BilledOrder
from clinic_desktop.superbills.model.earlier import BilledEarlier
from clinic_desktop.visits.queries.orders import ordered_visits


def orders_of(read: Reader, owner: CaseId) -> tuple[BilledOrder, ...]:
    """The prescriptions of a case, the newest first."""
    return tuple(_order(read, one) for one in prescription_page(read, owner).rows)


def given_before(read: Reader, owner: CaseId, last: date, but: Collection[int]) -> tuple[BilledEarlier, ...]:
    """The visits of a case given up to that day, which still counts, but those of the bill; the oldest first."""
    found = [one for one in ordered_visits(read, owner) if one.is_given and one.day <= last and one.id not in but]
    return tuple(
        BilledEarlier(one.day, one.starts_at, tuple(sorted(one.codes)), tuple(sorted(one.regions)), one.id)
        for one in sorted(found, key=lambda one: (one.day, one.starts_at, one.id))
    )


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
        frequency=rate_words(found.rate) if found.rate else "",
        for_codes=found.diagnoses,
        for_regions=found.regions,
        signature=found.signature,
        signed_on=found.signed_on,
    )
