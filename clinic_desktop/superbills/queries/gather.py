"""Gathers from the record all that one bill says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case
from clinic_desktop.clients.queries import client
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.payments.model import VisitPayment
from clinic_desktop.payments.queries import payments_of_visits, written_off
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.practice.queries import practice
from clinic_desktop.referrals.queries import diagnosis_page
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.restrictions.rules import kept_from
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import (
    FOR_PAYERS,
    Bill,
    BilledCase,
    BilledClient,
    BilledDiagnosis,
    BilledElsewhere,
    BilledPayment,
    BilledService,
    BilledVisit,
    Kind,
)
from clinic_desktop.superbills.queries.authorized import authorizations_of
from clinic_desktop.superbills.queries.gifts import gifts
from clinic_desktop.superbills.queries.orders import given_before, orders_of
from clinic_desktop.superbills.queries.parties import (
    billed_clinic,
    billed_policy,
    billed_supervisor,
    billed_therapist,
)
from clinic_desktop.superbills.rules.orders import used_visits
from clinic_desktop.superbills.rules.parcels import policy_on
from clinic_desktop.visits.model import GivenService, Visit
from clinic_desktop.visits.queries.billed import billed_otherwise
from clinic_desktop.visits.queries.orders import technique_regions_of
from clinic_desktop.visits.queries.visits import visits_of
from clinic_desktop.wording import say


def bill_of(read: Reader, kind: Kind, visits: Sequence[int], supervisor: int = 0) -> Bill:
    """The bill of these visits, under a supervisor where one is named; a receipt names none, and is of all policies.
    Raises Missing, or ChangedSince where they are not of one case, one therapist and one policy and so
    belong on several bills."""
    found = sorted(visits_of(read, visits), key=lambda one: (one.date_of_service, one.starts_at, one.id))
    if not found:
        raise Missing(say("Choose a visit first."))
    own, last = case(read, found[0].case), found[-1].date_of_service
    policies = policy_page(read, own.id).rows
    policy = policy_on(policies, last)
    for one in found:
        pays = policy_on(policies, one.date_of_service) if kind in FOR_PAYERS else policy
        if (one.case, one.therapist, pays) != (own.id, found[0].therapist, policy):
            raise ChangedSince(say("These visits do not belong on one document any more. Choose them once more."))
    clinic, codes = practice(read), _codes(read)
    paid, regions = payments_of_visits(read, visits), technique_regions_of(read, visits)
    gone, given = written_off(read, visits), gifts(read, [one for of_visit in paid.values() for one in of_visit])
    bill = Bill(
        kind=kind,
        is_demo=clinic.is_demo,
        clinic=billed_clinic(read, clinic),
        therapist=billed_therapist(read, found[0].therapist, clinic.state),
        supervisor=billed_supervisor(read, supervisor, policy.payer if policy else None)
        if supervisor and kind in FOR_PAYERS
        else None,
        client=_client(read, own.client, policy, found) if kind in FOR_PAYERS else billed_client(read, own.client),
        policy=billed_policy(read, policy.id, found[0].therapist, last) if policy else None,
        case=BilledCase(
            row=own.id,
            kind=own.kind,
            reason=own.reason,
            onset_on=own.onset_on,
            state=own.state,
            no_accident=own.no_accident,
            claim_number=own.claim_number,
            employer=own.employer,
            adjuster_name=own.adjuster_name,
            adjuster_phone=own.adjuster_phone,
            adjuster_fax=own.adjuster_fax,
            attorney_name=own.attorney_name,
            attorney_phone=own.attorney_phone,
            attorney_email=own.attorney_email,
        ),
        orders=orders_of(read, own.id),
        authorizations=authorizations_of(read, own.id, policy) if kind in FOR_PAYERS else (),
        diagnoses=_diagnoses(read, own.id),
        visits=tuple(
            _visit(read, one, kind, codes, _Beside(paid[one.id], regions[one.id], gone[one.id], given)) for one in found
        ),
        earlier=given_before(read, own.id, last, {one.id for one in found}),
    )
    return replace(bill, orders=tuple(replace(one, used=used_visits(bill, one)) for one in bill.orders))


def days_of(bill: Bill) -> tuple[date, ...]:
    """The dates of service of a bill, each once, in their order."""
    return tuple(sorted({one.date_of_service for one in bill.visits if one.date_of_service}))


def billed_client(read: Reader, row: int) -> BilledClient:
    """Whom a bill is for; raises Missing."""
    found = client(read, row)
    return BilledClient(
        row=found.id,
        name=found.name,
        birth_date=found.birth_date,
        sex=found.sex,
        street=found.street,
        street2=found.street2,
        city=found.city,
        state=found.state,
        zip=found.zip,
        phone=found.phone,
    )


def _client(read: Reader, row: int, policy: PolicyRow | None, visits: Sequence[Visit]) -> BilledClient:
    """Whom a bill for a payer is for, and whether that payer may be told of all of its visits."""
    asked = restrictions_of(read, row)
    payer = policy.payer if policy else None
    kept = next(filter(None, (kept_from(asked, payer, one.date_of_service) for one in visits)), None)
    return replace(billed_client(read, row), keeps_from_plan=kept is not None, restriction_row=kept.id if kept else 0)


def _diagnoses(read: Reader, owner: CaseId) -> tuple[BilledDiagnosis, ...]:
    return tuple(
        BilledDiagnosis(
            row=one.id,
            code=one.code,
            as_written=one.as_written,
            source=one.source,
            source_name=one.source_name,
            source_on=one.source_on,
        )
        for one in diagnosis_page(read, owner).rows
    )


def _codes(read: Reader) -> Mapping[int, str]:
    """The procedure codes of the clinic's services, retired ones too, by their rows."""
    return dict(read.rows("SELECT id, procedure_code FROM services"))


class _Beside(NamedTuple):
    """What is read of all visits of a bill at once."""

    paid: Sequence[VisitPayment]
    regions: Sequence[str]
    written_off_cents: int
    given: Collection[int]


def _visit(read: Reader, found: Visit, kind: Kind, codes: Mapping[int, str], beside: _Beside) -> BilledVisit:
    return BilledVisit(
        row=found.id,
        date_of_service=found.date_of_service,
        status=found.status,
        place_of_service=found.place_of_service,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        unit_rule=found.unit_rule,
        discount_cents=found.discount_cents,
        discount_why=found.discount_why,
        charged_cents=found.charged_cents,
        note=found.note,
        billed_on={"superbill": found.superbill, "receipt": found.receipt, "statement": found.statement}[kind],
        services=tuple(_service(one, codes) for one in found.services),
        technique_regions=tuple(dict.fromkeys(filter(None, beside.regions))),
        written_off_cents=beside.written_off_cents,
        payments=_payments(beside.paid, beside.given),
        elsewhere=tuple(
            BilledElsewhere(one.kind, one.number, one.there, one.here)
            for one in billed_otherwise(read, found)
            if one.kind != kind
        ),
    )


def _payments(found: Sequence[VisitPayment], given: Collection[int]) -> tuple[BilledPayment, ...]:
    """What was paid for a visit, and what was given back, each as a line of its own. One of a tip alone paid nothing of
    it."""
    return tuple(
        BilledPayment(
            row=one.id,
            paid_on=one.paid_on,
            method=one.method,
            reference=one.reference,
            cents=one.cents,
            by_plan=one.payer is not None,
            by_gift=one.id in given,
        )
        for one in found
        if one.cents
    )


def _service(found: GivenService, codes: Mapping[int, str]) -> BilledService:
    return BilledService(
        row=found.service,
        name=found.name,
        # One that was missing on the day is taken from the list now: so a bill that lacks it is mended.
        procedure_code=found.procedure_code or codes.get(found.service, ""),
        is_timed=found.is_timed,
        priced_by=found.priced_by,
        price_cents=found.price_cents,
        minutes=found.minutes,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        region=found.region,
        modifiers=tuple(found.modifiers.split()),
        pointers=found.diagnoses,
        units=found.units,
        fee_cents=found.fee_cents,
    )
