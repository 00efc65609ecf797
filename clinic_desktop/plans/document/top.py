"""The top of a plan on paper: the clinic, whose plan it is, and who ordered it for how long."""

from collections.abc import Iterable

from clinic_desktop.plans.model import PlanPaper, PlanPaperFacts
from clinic_desktop.press.blocks import Block, Scale, beside, gap
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Sheet
from clinic_desktop.press.text import Type, set_line, set_lines
from clinic_desktop.referrals.model import PAPERS
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import mark, say

TITLE_WORDS = mark("Treatment plan")
GUTTER = 22.0
COLUMN = (WIDTH - GUTTER) / 2
SECOND = COLUMN + GUTTER
LABEL = 74.0


def place_head(sheet: Sheet, paper: PlanPaper, scale: Scale) -> None:
    """The clinic on the left, what it is on the right; below a line the patient, and who ordered it."""
    place_top(sheet, paper.facts, scale, (say(TITLE_WORDS), joined(version_words(paper))))


def place_top(sheet: Sheet, facts: PlanPaperFacts, scale: Scale, named: tuple[str, str]) -> None:
    """The same of any paper about a case; `named` is its title, and the line below that."""
    title, below = named
    sheet.bookmark(title)
    left = Block(scale, HEAD_WIDTH, 0.0)
    left.say(" ".join(facts.clinic_name.split()), ISSUER)
    left.say(joined(facts.clinic_address, ", "))
    phone = say("Phone {number}", number=facts.clinic_phone) if facts.clinic_phone else ""
    fax = say("Fax {number}", number=facts.clinic_fax) if facts.clinic_fax else ""
    left.say(joined((phone, fax)))
    right = [set_line(title, TITLE), set_line(below, scale.text)]
    if facts.is_demo:
        right.append(set_line(say("Demo: everybody here is invented"), scale.strong))
    set_head(sheet, left, right)
    gap(sheet, scale.lead * 0.6)
    beside(sheet, [(0.0, _patient(facts, scale)), (SECOND, _order(facts, scale))])
    gap(sheet, scale.lead * 0.7)


def running_head(paper: PlanPaper, scale: Scale, sheet: Sheet) -> None:
    """What stands above each page after the first: whose it is, and which version."""
    further_head(paper.facts, scale, (say(TITLE_WORDS), *version_words(paper)), sheet)


def further_head(facts: PlanPaperFacts, scale: Scale, named: Iterable[str], sheet: Sheet) -> None:
    """The same of any paper about a case; `named` are its title and what tells it from others."""
    title = set_line(joined(named), scale.strong)
    sheet.put(RIGHT, sheet.y - scale.lead * 0.76, title, "right")
    names = joined(" ".join(one.split()) for one in (facts.client_name, facts.clinic_name))
    for line in set_lines(names, scale.strong, WIDTH - title.width - scale.lead, 1):
        sheet.put(LEFT, sheet.y - scale.lead * 0.76, line)
    sheet.y -= scale.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= scale.lead * 0.7


def version_words(paper: PlanPaper) -> Iterable[str]:
    """Which version it is, and of which day."""
    plan = paper.plan
    yield say("Version {number}", number=plan.number)
    yield printed(plan.signed_on) if plan.signed_on else say("Draft")


def validity_words(facts: PlanPaperFacts) -> str:
    """For how long, and for how many visits, the order counts: "11/02/2026 to 12/14/2026, 12 visits"."""
    first = facts.order_starts_on or facts.ordered_on
    if first and facts.order_expires_on:
        span = say("{first} to {last}", first=printed(first), last=printed(facts.order_expires_on))
    else:
        span = say("from {first}, no last day", first=printed(first)) if first else ""
    visits = say("{count} visits", count=facts.order_visits) if facts.order_visits else ""
    return joined((span, visits, facts.order_frequency), ", ")


def _patient(facts: PlanPaperFacts, scale: Scale) -> Block:
    block = Block(scale, COLUMN, LABEL)
    block.heading(say("Patient"))
    block.say(facts.client_name, Type(scale.name, bold=True))
    block.fact(say("Born"), printed(facts.birth_date) if facts.birth_date else "")
    block.fact(say("Payer"), facts.payer_name)
    block.fact(say("Member ID"), facts.member_id)
    block.fact(say("Claim number"), facts.claim_number)
    block.fact(say("Onset"), printed(facts.onset_on) if facts.onset_on else "")
    return block


def _order(facts: PlanPaperFacts, scale: Scale) -> Block:
    block = Block(scale, COLUMN, LABEL)
    block.heading(say("Ordered by"))
    if not facts.prescriber_name:
        block.say(say("No prescription is on record for this plan."))
        return block
    block.say(facts.prescriber_name, Type(scale.name, bold=True))
    block.say(facts.prescriber_organization)
    block.fact(say("NPI"), facts.prescriber_npi)
    block.fact(say("Phone"), facts.prescriber_phone)
    block.fact(say("Fax"), facts.prescriber_fax)
    kind = say(PAPERS.get(facts.order_kind, PAPERS["prescription"]))
    block.fact(kind, printed(facts.ordered_on) if facts.ordered_on else "")
    block.fact(say("Valid"), validity_words(facts))
    return block
