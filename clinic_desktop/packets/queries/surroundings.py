"""Reads what stands around a packet: payers, orders, authorizations, the plan, licenses, a release of records."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from clinic_desktop.appeals.queries.denials import denial
from clinic_desktop.authorizations.queries import authorization_page
from clinic_desktop.authorizations.rules.burning import first_day as authorized_from
from clinic_desktop.cases.model import Case, CaseId
from clinic_desktop.clients.model import Client, ClientId
from clinic_desktop.errors import Missing
from clinic_desktop.intake.model.consents import Consent
from clinic_desktop.intake.queries.consents import consent_page
from clinic_desktop.packets.model.packet import Packet
from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.model.view import ValidSpan
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.plans.rules.phases import visits_of
from clinic_desktop.plans.rules.progress import shown_plan
from clinic_desktop.policies.queries import policy, policy_page
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.practice.queries import credential_page, therapist
from clinic_desktop.referrals.queries import codes_of, prescription_page
from clinic_desktop.referrals.rules.windows import first_day
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say


def payers_of_case(read: Reader, case: CaseId) -> tuple[tuple[int, str], ...]:
    """The payers of the policies of a case, row and name, the one that pays first first."""
    return tuple(dict.fromkeys((int(one.payer), one.payer_name) for one in policy_page(read, case).rows))


def order_spans(read: Reader, case: CaseId) -> tuple[ValidSpan, ...]:
    """From when until when each prescription counts."""
    return tuple(
        ValidSpan(one.called, first_day(one), one.expires_on, one.visits_ordered)
        for one in prescription_page(read, case).rows
    )


def authorization_spans(read: Reader, case: CaseId) -> tuple[ValidSpan, ...]:
    """From when until when each authorization that was granted counts."""
    found = [one for one in authorization_page(read, case).rows if one.status == "granted"]
    return tuple(
        ValidSpan(one.number, authorized_from(one), one.ends_on, one.granted if one.counts == "visits" else None)
        for one in found
    )


def plan_span(read: Reader, case: CaseId, today: date) -> ValidSpan | None:
    """The signed plan that counts, with the visits it plans; None without one."""
    plan = shown_plan([one for one in plans_of(read, case) if one.signed_on], today)
    if plan is None:
        return None
    return ValidSpan(say("version {number}", number=plan.number), plan.starts_on, plan.ends_on, visits_of(plan.phases))


def lapsed_licenses(asked: PartsAsked, parts: Iterable[Part]) -> tuple[str, ...]:
    """What of the licenses of who treated in the case ran out, a sentence each."""
    return tuple(_lapsed(asked, parts))


def _lapsed(asked: PartsAsked, parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if part.source != "license":
            continue
        own = credential_page(asked.read, TherapistId(part.row)).rows
        ended = [one for one in own if one.expires_on and one.expires_on < asked.today]
        if ended and len(ended) == len(own):
            last = max(one.expires_on for one in ended if one.expires_on)
            facts = {"who": therapist(asked.read, part.row).name, "day": dates.shown(last)}
            yield say("The license of {who} ended on {day}.", **facts)


def liable_payers(read: Reader, case: CaseId) -> frozenset[int]:
    """The payers of a case that insure who is liable, and not the client: they are on the other side."""
    rows = policy_page(read, case).rows
    own = {int(one.payer) for one in rows if one.plan_type != "liability"}
    return frozenset(int(one.payer) for one in rows) - own


def release_of(read: Reader, client: ClientId, today: date) -> Consent | None:
    """The newest release of records that the client signed and that holds today; None without one."""
    found = [
        one
        for one in consent_page(read, client).rows
        if one.kind == "release"
        and one.withdrawn_on is None
        and one.signed_on <= today
        and (one.until_on is None or today <= one.until_on)
    ]
    return max(found, key=lambda one: (one.signed_on, one.id), default=None)


def about_lines(read: Reader, found: Packet, person: Client, case: Case) -> tuple[tuple[str, str], ...]:
    """What tells whom it goes to, whom it is about: label and value, as the cover prints them. A payer gets the numbers
    of its own policy and claim, and no other."""
    lines = [(say("Patient"), person.name)]
    if person.birth_date:
        lines.append((say("Date of birth"), printed(person.birth_date)))
    lines += _policy_lines(read, found) if found.to_kind == "payer" else []
    claim = _claim_number(read, found, case)
    if claim:
        lines.append((say("Claim number"), claim))
    codes = ", ".join(codes_of(read, found.case))
    if codes and found.to_kind == "payer":
        lines.append((say("Diagnoses"), codes))
    if found.reference:
        lines.append((say("Reference"), found.reference))
    return tuple(lines)


def _claim_number(read: Reader, found: Packet, case: Case) -> str:
    """What the payer calls the claim: on the notice that is answered, else that of the case."""
    if found.denial and found.to_kind == "payer":
        with suppress(Missing):
            named = denial(read, found.denial).claim_number
            if named:
                return named
    return case.claim_number if case.kind in ("auto", "work", "accident") else ""


def _policy_lines(read: Reader, found: Packet) -> list[tuple[str, str]]:
    for row in policy_page(read, found.case).rows:
        if row.payer == found.payer:
            own = policy(read, row.id)
            member = f"{own.subscriber_given_name} {own.subscriber_family_name}".strip()
            known = (
                (say("Member ID"), own.member_id),
                # Where the client is insured with somebody, the plan knows the two by that name.
                (say("Member"), member if own.relationship != "self" else ""),
                (say("Group number"), own.group_number),
            )
            return [one for one in known if one[1]]
    return []
