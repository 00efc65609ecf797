"""Who a client is on paper: names, contacts, guardian, alerts; their cases with policies, claim and diagnoses."""

from datetime import date

from clinic_desktop.cases.document import put_block
from clinic_desktop.cases.model import CASE_KINDS, PLAN_WISHES, Case
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.clients.model import ALERT_KINDS, SEXES, Client
from clinic_desktop.clients.queries import alert_page
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.exports.model import RecordAsked
from clinic_desktop.exports.queries.chart import cases_of, whole
from clinic_desktop.policies.model import PLAN_TYPES, RELATIONSHIPS, Policy
from clinic_desktop.policies.queries import policy, policy_page
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName, letterhead
from clinic_desktop.practice.queries import practice
from clinic_desktop.press.blocks import Block, gap
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, RIGHT, WIDTH, Sheet
from clinic_desktop.press.text import Type
from clinic_desktop.referrals.model import SOURCES, DiagnosisRow
from clinic_desktop.referrals.queries import diagnosis_page
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.store.reader import Reader
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

LABEL = 136.0
# Three lines beside a label.
_SHORT_LETTERS = 240


def identity_pdf(read: Reader, asked: RecordAsked) -> bytes:
    """All of it; raises Missing or StoreTrouble."""
    found = client_of(read, asked.client)
    named = PaperName(
        say("Client"), "", say("Names, contacts, cases and insurance of a client"), found.name, False, asked.today
    )
    sheet = letterhead(practice(read), named)
    put_block(sheet, _person(found))
    for block in (_guardian(found), *_alerts(read, found), *_restricted(read, found)):
        put_block(sheet, block) if block.rows else None
    for row in cases_of(read, asked.client):
        _place_case(sheet, read, case_of(read, row))
    return sheet.pdf()


def told(block: Block, label: str, words: str) -> None:
    """What a person wrote, as a whole: beside its label where it is short, else below it; nothing where there is
    none."""
    if "\n" not in words and len(words) <= _SHORT_LETTERS:
        block.fact(label, words)
    else:
        block.say(label, RECORD_SCALE.strong)
        block.tell(words)


def on_paper(day: date | None) -> str:
    """A day, "" for none."""
    return printed(day) if day else ""


def new_block(heading: str = "") -> Block:
    """A block in the whole width."""
    block = Block(RECORD_SCALE, WIDTH, LABEL)
    if heading:
        block.heading(heading)
    return block


def _person(found: Client) -> Block:
    block = new_block()
    block.say(found.name, Type(RECORD_SCALE.name, bold=True))
    block.fact(say("Called"), found.preferred_name)
    block.fact(say("Pronouns"), found.pronouns)
    block.fact(say("Born"), on_paper(found.birth_date))
    block.fact(say("Sex on the card"), say(dict(SEXES)[found.sex]) if found.sex else "")
    block.fact(say("Address"), joined(address_lines(found), ", "))
    block.fact(say("Phone"), found.phone)
    block.fact(say("Other phone"), found.other_phone)
    block.fact(say("Email"), found.email)
    told(block, say("Note"), found.note)
    return block


def _guardian(found: Client) -> Block:
    if not found.guardian_name:
        return Block(RECORD_SCALE, WIDTH, LABEL)
    block = new_block(say("Guardian"))
    block.fact(say("Name"), found.guardian_name)
    block.fact(say("Relationship"), found.guardian_relationship)
    block.fact(say("Phone"), found.guardian_phone)
    return block


def _alerts(read: Reader, found: Client) -> tuple[Block, ...]:
    alerts = list(whole(lambda after: alert_page(read, found.id, after)))
    if not alerts:
        return ()
    block = new_block(say("Alerts"))
    for one in alerts:
        block.fact(say(dict(ALERT_KINDS)[one.kind]), one.words)
    return (block,)


def _restricted(read: Reader, found: Client) -> tuple[Block, ...]:
    """What the client asked to be kept from payers: their own demand, and no secret from them."""
    asked = restrictions_of(read, found.id)
    if not asked:
        return ()
    block = new_block(say("Kept from payers, as the client asked (45 CFR 164.522)"))
    for one in asked:
        block.fact(one.payer_name or say("Every payer"), _span_words(one))
        told(block, say("Note"), one.note)
    return (block,)


def _span_words(one: Restriction) -> str:
    until = say("until {day}", day=printed(one.until_on)) if one.until_on else ""
    back = say("taken back on {day}", day=printed(one.taken_back_on)) if one.taken_back_on else ""
    return joined((say("visits from {day}", day=printed(one.from_on)), until, back), ", ")


def _place_case(sheet: Sheet, read: Reader, case: Case) -> None:
    sheet.keep(RECORD_SCALE.lead * 6)
    if not sheet.is_fresh:
        sheet.rule(LEFT, RIGHT, sheet.y)
        gap(sheet, RECORD_SCALE.lead * 0.5)
    sheet.bookmark(case.reason)
    put_block(sheet, _case(case))
    policies = [policy(read, one.id) for one in whole(lambda after: policy_page(read, case.id, after))]
    for rank, one in enumerate(policies, 1):
        put_block(sheet, _policy(one, rank))
    codes = list(whole(lambda after: diagnosis_page(read, case.id, after)))
    if codes:
        block = new_block(say("Diagnoses"))
        for code in codes:
            block.fact(code.code, _source(code))
            told(block, say("Note"), code.note)
        put_block(sheet, block)


def _case(case: Case) -> Block:
    block = Block(RECORD_SCALE, WIDTH, LABEL)
    block.say(case.reason, Type(RECORD_SCALE.name, bold=True))
    block.fact(say("Kind"), say(dict(CASE_KINDS)[case.kind]))
    block.fact(say("Since"), on_paper(case.onset_on))
    block.fact(say("State"), case.state)
    block.fact(say("Health plan"), say(PLAN_WISHES[case.plan_wish]) if case.plan_wish else "")
    block.fact(say("Claim number"), case.claim_number)
    block.fact(say("Employer"), case.employer)
    adjuster = (case.adjuster_name, case.adjuster_phone, case.adjuster_fax, case.adjuster_email)
    block.fact(say("Adjuster"), joined(adjuster, ", "))
    block.fact(say("Attorney"), joined((case.attorney_name, case.attorney_phone, case.attorney_email), ", "))
    block.fact(say("Closed on"), on_paper(case.closed_on))
    told(block, say("Note"), case.note)
    return block


def _policy(one: Policy, rank: int) -> Block:
    block = new_block(say("Policy {rank}: {payer}", rank=rank, payer=one.payer_name))
    block.fact(say("Plan"), joined((say(PLAN_TYPES.get(one.plan_type, one.plan_type)), one.plan_name), ", "))
    block.fact(say("Member ID"), one.member_id)
    block.fact(say("Group number"), one.group_number)
    block.fact(say("Relationship"), say(dict(RELATIONSHIPS)[one.relationship]))
    subscriber = joined((one.subscriber_given_name, one.subscriber_family_name), " ")
    block.fact(say("Subscriber"), joined((subscriber, on_paper(one.subscriber_birth_date)), ", "))
    block.fact(say("Effective"), on_paper(one.effective_on))
    block.fact(say("Ends"), on_paper(one.ends_on))
    told(block, say("Note"), one.note)
    return block


def _source(one: DiagnosisRow) -> str:
    return joined((say(SOURCES[one.source]), one.source_name, on_paper(one.source_on)), ", ")
