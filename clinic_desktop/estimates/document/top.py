"""The top of an estimate on paper: who gives it, whom it is for, and who treats where."""

from clinic_desktop.estimates.model.estimate import EstimateStamp, GoodFaithEstimate, number_words
from clinic_desktop.press.blocks import Block, Scale, beside, gap
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Sheet
from clinic_desktop.press.text import Type, set_line, set_lines
from clinic_desktop.superbills.model.parties import BilledTherapist
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import mark, say

TITLE_WORDS = mark("Good Faith Estimate")
GUTTER = 22.0
COLUMN = (WIDTH - GUTTER) / 2
SECOND = COLUMN + GUTTER
LABEL = 64.0
_NUMBER = Type(11.0, bold=True)


def place_head(sheet: Sheet, found: GoodFaithEstimate, stamp: EstimateStamp, scale: Scale) -> None:
    """The clinic on the left, what it is on the right; below a line the patient, and who treats."""
    sheet.bookmark(say(TITLE_WORDS))
    clinic = found.clinic
    left = Block(scale, HEAD_WIDTH - GUTTER, 0.0)
    left.say(" ".join(clinic.name.split()), ISSUER)
    if clinic.legal_name not in ("", clinic.name):
        left.say(say("Legal name {name}", name=clinic.legal_name))
    left.say(joined(address_lines(clinic), ", "))
    left.say(joined((say("Phone {number}", number=clinic.phone) if clinic.phone else "", clinic.email)))
    left.say(_numbers(found))
    right = [set_line(say(TITLE_WORDS), TITLE), set_line(number_line(stamp), _NUMBER)]
    if stamp.issued_on:
        right.append(set_line(say("Issued {day}", day=printed(stamp.issued_on)), scale.text))
    if stamp.replaces:
        numbers = ", ".join(map(number_words, stamp.replaces))
        right.append(set_line(say("Replaces {numbers}", numbers=numbers), scale.strong))
    if found.is_demo:
        right.append(set_line(say("Demo: everybody here is invented"), scale.strong))
    set_head(sheet, left, right)
    gap(sheet, scale.lead * 0.6)
    beside(sheet, [(0.0, _patient(found, scale)), (SECOND, _provider(found, scale))])
    gap(sheet, scale.lead * 0.7)


def number_line(stamp: EstimateStamp) -> str:
    """The number of an estimate, or that it has none yet."""
    return say("No. {number}", number=number_words(stamp.number)) if stamp.number else say("Draft, not issued")


def running_head(found: GoodFaithEstimate, stamp: EstimateStamp, scale: Scale, sheet: Sheet) -> None:
    """What stands above each page after the first: which one it is, and whose."""
    title = set_line(joined((say(TITLE_WORDS), number_line(stamp))), scale.strong)
    sheet.put(RIGHT, sheet.y - scale.lead * 0.76, title, "right")
    names = joined(" ".join(one.split()) for one in (found.client_name, found.clinic.name))
    for line in set_lines(names, scale.strong, WIDTH - title.width - scale.lead, 1):
        sheet.put(LEFT, sheet.y - scale.lead * 0.76, line)
    sheet.y -= scale.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= scale.lead * 0.7


def _numbers(found: GoodFaithEstimate) -> str:
    clinic = found.clinic
    # Who bills as a therapist has one NPI, and it stands with the provider.
    npi = clinic.organization_npi if clinic.bills_as != "therapist" else ""
    shown = clinic.printed_tax_id
    tax = say("Tax ID {number} ({kind})", number=shown, kind=clinic.tax_id_kind) if shown else say("Tax ID: none given")
    return joined((say("NPI {npi}", npi=npi) if npi else "", tax))


def _patient(found: GoodFaithEstimate, scale: Scale) -> Block:
    block = Block(scale, COLUMN, LABEL)
    block.heading(say("Patient"))
    block.say(found.client_name, Type(scale.name, bold=True))
    block.fact(say("Born"), printed(found.birth_date) if found.birth_date else "")
    block.fact(say("Plan"), say("None, or not used for these services"))
    return block


def _provider(found: GoodFaithEstimate, scale: Scale) -> Block:
    therapist = found.therapist
    block = Block(scale, COLUMN, LABEL)
    block.heading(say("Provider"))
    block.say(therapist.name, Type(scale.name, bold=True))
    block.fact(say("NPI"), therapist.npi or say("None on record"))
    block.fact(*_license(therapist))
    block.fact(say("State"), found.clinic.state)
    block.fact(say("Location"), found.place or joined(address_lines(found.clinic), ", "))
    return block


def _license(therapist: BilledTherapist) -> tuple[str, str]:
    one = therapist.credential
    if one is None or one.kind == "none":
        return say("License"), ""
    return say("License"), joined((one.state, one.number), " ")
