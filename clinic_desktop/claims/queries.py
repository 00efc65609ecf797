"""Reads what a claim is made from, and the visits that one can be made of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.claims.model import ClaimFacts, ClaimProposal, OtherPolicy, PersonName
from clinic_desktop.claims.rules.proposal import proposal
from clinic_desktop.claims.rules.signatures import signed_on
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.intake.queries.consents import consent_page
from clinic_desktop.policies.model import Policy
from clinic_desktop.policies.queries import policy, policy_page
from clinic_desktop.policies.rules import begins_later, has_ended
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.queries.gather import bill_of
from clinic_desktop.superbills.queries.ready import MOST_VISITS
from clinic_desktop.superbills.rules.parcels import Parcel, parcels, policy_on
from clinic_desktop.visits.model import VisitId

_CONTRACTED = (
    "SELECT id, payer_id FROM contracts WHERE payer_id = ? AND retired_at IS NULL AND from_on <= ?"
    " AND (to_on = '' OR to_on >= ?) LIMIT 1"
)


def claimable(read: Reader, owner: CaseId) -> tuple[Parcel, ...]:
    """The visits of a case that were given, parted as they go on claims; also those that a superbill has. Of each the
    newest MOST_VISITS, the oldest of them first; that with the newest visit comes first."""
    sql = (
        "SELECT id, therapist_id, date_of_service FROM visits"
        " WHERE case_id = ? AND retired_at IS NULL AND status = 'given'"
        " ORDER BY date_of_service DESC, starts_at DESC, id DESC"
    )
    policies = policy_page(read, owner).rows
    single = []
    for row in read.all(sql, owner):
        pays = policy_on(policies, date.fromisoformat(row["date_of_service"]))
        who = TherapistId(row["therapist_id"])
        single.append(Parcel(owner, who, pays.id if pays else 0, (VisitId(row["id"]),)))
    return tuple(
        replace(one, visits=one.visits[:MOST_VISITS][::-1], older=max(0, len(one.visits) - MOST_VISITS))
        for one in parcels(single)
    )


def claim_facts(read: Reader, visits: Sequence[int], supervisor: int = 0) -> ClaimFacts:
    """What a claim of these visits is made from. Raises Missing where one is gone, ChangedSince where they do not
    belong on one claim."""
    bill = bill_of(read, "superbill", visits, supervisor)
    who = client(read, bill.client.row)
    first = policy(read, bill.policy.row) if bill.policy else None
    last = bill.visits[-1].date_of_service
    consents = consent_page(read, ClientId(bill.client.row)).rows
    name = PersonName(who.given_name, who.middle_name, who.family_name)
    return ClaimFacts(
        bill=bill,
        patient=name,
        subscriber=_subscriber(first, name) if first else name,
        other=_other(read, CaseId(bill.case.row), bill.policy.row if bill.policy else 0, last, name),
        released_on=signed_on(consents, "release", last),
        assigned_on=signed_on(consents, "assignment", last),
        in_network=bool(bill.policy and bill.policy.in_network),
    )


def proposed_for(read: Reader, owner: CaseId, kind: str, day: date) -> ClaimProposal:
    """Whether a claim is what the payer of a case of this kind wants, as contracts are on that day."""
    pays = policy_on(policy_page(read, owner).rows, day)
    in_network = bool(pays and read.all(_CONTRACTED, pays.payer, day.isoformat(), day.isoformat()))
    return proposal(kind, in_network=in_network)


def _other(read: Reader, owner: CaseId, first: int, day: date | None, patient: PersonName) -> OtherPolicy | None:
    """The next policy of the case that is in effect on that day."""
    for one in policy_page(read, owner).rows:
        if one.id == first or (day and (has_ended(one.ends_on, day) or begins_later(one.effective_on, day))):
            continue
        found = policy(read, one.id)
        return OtherPolicy(_subscriber(found, patient), found.member_id, found.plan_name or found.payer_name)
    return None


def _subscriber(found: Policy, patient: PersonName) -> PersonName:
    if found.relationship == "self":
        return patient
    return PersonName(found.subscriber_given_name, "", found.subscriber_family_name)
