"""The end of a plan on paper: who signed it here, and where the prescriber signs."""

from clinic_desktop.plans.document.planned import order_words
from clinic_desktop.plans.model import PlanPaper
from clinic_desktop.press.blocks import Block, Scale, beside, gap
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.press.signing import signature, signature_height
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say


def place_signatures(sheet: Sheet, paper: PlanPaper, scale: Scale) -> None:
    """Both signatures, which stay on one page."""
    here, prescriber = _therapist(paper, scale), _prescriber(paper)
    asked = _asked(paper, scale)
    height = here.height + asked.height + (signature_height(scale, prescriber) if prescriber else 0.0)
    sheet.keep(height + scale.lead)
    sheet.bookmark(say("Signatures"))
    beside(sheet, [(0.0, here)])
    if prescriber:
        gap(sheet, scale.lead * 0.5)
        beside(sheet, [(0.0, asked)])
        signature(sheet, scale, prescriber, say("Date"))


def _therapist(paper: PlanPaper, scale: Scale) -> Block:
    plan, facts = paper.plan, paper.facts
    block = Block(scale, WIDTH, 0.0)
    block.heading(say("Therapist"))
    npi = say("NPI {number}", number=facts.therapist_npi) if facts.therapist_npi else ""
    license_words = say("License {number}", number=facts.therapist_license) if facts.therapist_license else ""
    if plan.signed_on:
        signed = say("Signed in the clinic’s record by {who} on {day}", who=plan.signer, day=printed(plan.signed_on))
        block.say(joined((signed, npi, license_words)))
    else:
        block.say(joined((plan.therapist_name, npi, license_words)))
        block.say(say("Draft: not signed yet"), scale.strong)
    return block


def _asked(paper: PlanPaper, scale: Scale) -> Block:
    """What the prescriber agrees to."""
    block = Block(scale, WIDTH, 0.0)
    block.heading(say("Prescriber"))
    block.say(say("I have read this treatment plan, and I order treatment by it as medically necessary."))
    block.say(order_words(paper), scale.fine)
    return block


def _prescriber(paper: PlanPaper) -> str:
    """Who signs, with the NPI; "" where nobody ordered it."""
    facts = paper.facts
    npi = say("NPI {number}", number=facts.prescriber_npi) if facts.prescriber_npi else say("NPI ____________")
    return joined((facts.prescriber_name, npi)) if facts.prescriber_name else ""
