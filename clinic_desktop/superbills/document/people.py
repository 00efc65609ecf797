"""Who is on a bill: the patient, the plan, who treated, who ordered."""

from clinic_desktop.policies.model import PLAN_TYPES
from clinic_desktop.press.blocks import Block, Scale
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH
from clinic_desktop.press.text import Type
from clinic_desktop.referrals.model import PAPERS
from clinic_desktop.superbills.document.words import RELATIONSHIPS, day, lines, worded
from clinic_desktop.superbills.model.bill import Bill, BilledOrder, BilledPolicy
from clinic_desktop.superbills.model.parties import BilledCredential
from clinic_desktop.superbills.rules.authorized import cited_authorizations
from clinic_desktop.superbills.rules.orders import cited
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import mark, say

COLUMN_GAP = 18.0
COLUMN = (WIDTH - COLUMN_GAP) / 2
SECOND = COLUMN + COLUMN_GAP
LABEL = 64.0
_CREDENTIALS = {
    "license": mark("License"),
    "registration": mark("Registration"),
    "certification": mark("Certification"),
}


def _block(scale: Scale, words: str, name: str) -> Block:
    made = Block(scale, COLUMN, LABEL)
    made.heading(words)
    made.say(name, Type(scale.name, bold=True))
    return made


def patient(bill: Bill, scale: Scale) -> Block:
    """Whom the bill is for."""
    client = bill.client
    block = _block(scale, say("Patient"), client.name)
    block.fact(say("Born"), joined((day(client.birth_date), say("Sex {sex}", sex=client.sex) if client.sex else "")))
    block.fact(say("Address"), joined(address_lines(client), ", "))
    block.fact(say("Phone"), client.phone)
    block.fact(say("Account no."), str(client.row) if client.row else "")
    return block


def plan(bill: Bill, scale: Scale) -> Block:
    """The plan that is asked to reimburse, or that there is none."""
    policy = bill.policy
    if policy is None:
        block = _block(scale, say("Plan"), "")
        block.say(say("Self-pay: no health plan on record"))
        return block
    block = _block(scale, say("Plan"), policy.payer_name)
    block.fact(say("Plan"), _plan_name(policy))
    block.fact(say("Member ID"), policy.member_id)
    block.fact(say("Group no."), policy.group_number)
    if policy.relationship == "self":
        block.fact(say("Subscriber"), say("The patient"))
    else:
        born = say("born {day}", day=day(policy.subscriber_birth_date)) if policy.subscriber_birth_date else ""
        relation = worded(RELATIONSHIPS, policy.relationship)
        block.fact(say("Subscriber"), lines((joined((policy.subscriber_name, born), ", "), relation)))
    block.fact(say("Auth. no."), joined((one.number for one in cited_authorizations(bill)), ", "))
    block.fact(say("Claims to"), joined(policy.claims_address, ", "))
    return block


def treated_by(bill: Bill, scale: Scale) -> Block:
    """Who gave the treatment, with what entitles them to."""
    therapist = bill.therapist
    block = _block(scale, say("Treated by"), therapist.name)
    taxonomy = say("Taxonomy {code}", code=therapist.taxonomy) if therapist.taxonomy else ""
    block.fact(say("NPI"), joined((therapist.npi, taxonomy)))
    if therapist.credential:
        block.fact(*_credential(therapist.credential))
    return block


def supervised_by(bill: Bill) -> str:
    """The line about who supervised, "" where nobody did: who treated stands above it, whoever supervised."""
    one = bill.supervisor
    if one is None:
        return ""
    license_words = say("License {number}", number=joined((one.license_state, one.license_number), " "))
    return joined(
        (
            say("Supervised by {name}", name=one.name),
            say("NPI {npi}", npi=one.npi) if one.npi else "",
            license_words if one.license_number else "",
        )
    )


def ordered_by(bill: Bill, scale: Scale) -> Block:
    """The prescriptions that the visits are made on."""
    block = Block(scale, COLUMN, LABEL)
    for place, order in enumerate(cited(bill)):
        # A second prescription stands apart from the first.
        block.heading("" if place else say("Ordered by"))
        block.say(order.prescriber_name, Type(scale.name, bold=True))
        block.fact(say("NPI"), order.npi)
        block.fact(worded(PAPERS, order.kind), _window(order))
        fax = say("Fax {number}", number=order.fax) if order.fax else ""
        block.fact(say("Phone"), joined((order.phone, fax)))
    return block


def _plan_name(policy: BilledPolicy) -> str:
    kind = worded(PLAN_TYPES, policy.plan_type) if policy.plan_type else ""
    if not policy.plan_name or not kind or policy.plan_name == kind:
        return policy.plan_name or kind
    return f"{policy.plan_name} ({kind})"


def _credential(credential: BilledCredential) -> tuple[str, str]:
    if credential.kind == "none":
        words = say("{state} offers no license", state=credential.state) if credential.state else ""
        return say("License"), words
    ends = say("expires {day}", day=day(credential.expires_on)) if credential.expires_on else ""
    number = joined((credential.state, credential.number), " ")
    return worded(_CREDENTIALS, credential.kind), joined((number, ends), ", ")


def _window(order: BilledOrder) -> str:
    starts = order.starts_on if order.starts_on != order.ordered_on else None
    begins = say("counts from {day}", day=day(starts)) if starts else ""
    ends = say("expires {day}", day=day(order.expires_on)) if order.expires_on else ""
    return joined((day(order.ordered_on), begins, ends), ", ")
