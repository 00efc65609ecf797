"""Gathers who bills, who treats and who is asked to pay."""

from datetime import date

from clinic_desktop.contracts.queries import contract_on
from clinic_desktop.payers.model import Department, PayerId
from clinic_desktop.payers.queries import department_page, payer
from clinic_desktop.policies.queries import policy
from clinic_desktop.practice.model import Credential, Practice, TherapistId
from clinic_desktop.practice.queries import credential_page, therapist
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import BilledPolicy
from clinic_desktop.superbills.model.parties import (
    NOT_PRINTED,
    BilledAnswer,
    BilledClinic,
    BilledCredential,
    BilledSupervisor,
    BilledTherapist,
)
from clinic_desktop.supervision.queries import answer_page, supervisor


def billed_clinic(read: Reader, found: Practice) -> BilledClinic:
    """Who bills: where a therapist does under their own name, that is the legal name."""
    by_therapist = found.bills_as == "therapist" and found.billing_therapist is not None
    own = therapist(read, found.billing_therapist or 0) if by_therapist else None
    # A Social Security number that is not printed has no business in what is kept of a bill either.
    prints = found.tax_id_kind != "SSN" or found.prints_ssn or not found.tax_id
    return BilledClinic(
        name=found.name,
        legal_name=found.legal_name or (f"{own.given_name} {own.family_name}" if own else ""),
        street=found.street,
        street2=found.street2,
        city=found.city,
        state=found.state,
        zip=found.zip,
        phone=found.phone,
        fax=found.fax,
        email=found.email,
        bills_as=found.bills_as,
        tax_id_kind=found.tax_id_kind,
        tax_id=found.tax_id if prints else NOT_PRINTED,
        prints_ssn=found.prints_ssn,
        is_incorporated=found.is_incorporated,
        organization_npi=found.organization_npi,
    )


def billed_therapist(read: Reader, row: TherapistId, state: str) -> BilledTherapist:
    """Who treated, with the credential of the state where the clinic is, else the first there is."""
    found = therapist(read, row)
    credentials = credential_page(read, row).rows
    own = next((one for one in credentials if one.state == state), next(iter(credentials), None))
    return BilledTherapist(
        row=row,
        name=found.name,
        designation=found.designation,
        npi=found.npi,
        taxonomy=found.taxonomy,
        credential=_credential(own) if own else None,
    )


def billed_supervisor(read: Reader, row: int, payer: PayerId | None) -> BilledSupervisor:
    """Who supervised, with what the payer said about it; who was taken off the list supervises no day."""
    found = supervisor(read, row)
    answers = answer_page(read, payer).rows if payer else ()
    return BilledSupervisor(
        row=found.id,
        name=found.name,
        profession=found.profession,
        npi=found.npi,
        license_state=found.license_state,
        license_number=found.license_number,
        expires_on=found.expires_on,
        from_on=None if found.is_retired else found.from_on,
        to_on=found.to_on,
        answers=tuple(
            BilledAnswer(one.id, one.accepts, one.professions, one.asked_on, one.reference, one.valid_until)
            for one in answers
        ),
    )


def billed_policy(read: Reader, row: int, therapist: TherapistId, day: date) -> BilledPolicy:
    """The policy with its payer, where its claims go, and whether the therapist had a contract with its plan that
    day."""
    found = policy(read, row)
    claims = next((one for one in department_page(read, found.payer).rows if one.kind == "claims"), None)
    return BilledPolicy(
        row=found.id,
        payer_row=found.payer,
        payer_name=found.payer_name,
        plan_type=found.plan_type,
        plan_name=found.plan_name,
        member_id=found.member_id,
        group_number=found.group_number,
        relationship=found.relationship,
        subscriber_name=f"{found.subscriber_given_name} {found.subscriber_family_name}".strip(),
        subscriber_birth_date=found.subscriber_birth_date,
        effective_on=found.effective_on,
        ends_on=found.ends_on,
        claims_address=_address(claims) if claims else (),
        units_a_day=payer(read, found.payer).units_a_day,
        in_network=contract_on(read, found.payer, therapist, day, found.plan_name) is not None,
    )


def _credential(found: Credential) -> BilledCredential:
    return BilledCredential(found.id, found.kind, found.state, found.number, found.expires_on)


def _address(found: Department) -> tuple[str, ...]:
    place = ", ".join(part for part in (found.city, f"{found.state} {found.zip}".strip()) if part)
    return tuple(line for line in (found.street, found.street2, place) if line)
