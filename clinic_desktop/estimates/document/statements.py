"""What the law wants an estimate to say, in our own words (45 CFR 149.610(c)(1))."""

from clinic_desktop.estimates.model.due import DISPUTE_CENTS, DISPUTE_DAYS
from clinic_desktop.estimates.model.estimate import KEPT_YEARS, GoodFaithEstimate
from clinic_desktop.press.blocks import Block, Scale, beside
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.superbills.document.words import dollars
from clinic_desktop.wording import say

# Where the dispute process is explained and begun, as the Centers for Medicare & Medicaid Services publish it.
PAGE, LINE = "www.cms.gov/nosurprises", "1-800-985-3059"


def place_statements(sheet: Sheet, found: GoodFaithEstimate, scale: Scale) -> None:
    """The disclaimers, kept together."""
    block = Block(scale, WIDTH, 10.0)
    block.heading(say("Please read"))
    for words in statements(found):
        block.fact("•", words)
    block.say(_kept(), scale.fine)
    sheet.keep(block.height)
    sheet.bookmark(say("Please read"))
    beside(sheet, [(0.0, block)])


def statements(found: GoodFaithEstimate) -> tuple[str, ...]:
    """Each of the disclaimers: further services, only an estimate, the right to dispute, not a contract."""
    limit = dollars(found.total_cents + DISPUTE_CENTS)
    return (
        say(
            "Other services may be recommended as treatment goes on. They are scheduled or asked for separately, and"
            " are not reflected in this estimate."
        ),
        say(
            "This is only an estimate of what is reasonably expected today. The services really given, and what they"
            " cost, may be different."
        ),
        say(
            "You have the right to dispute a bill that is {more} or more above this estimate: here, {limit} or more in"
            " all. You may ask for the patient-provider dispute resolution process within {days} calendar days of the"
            " date on the bill; an independent reviewer decides, and a small fee is charged. How to begin is explained"
            " at {page}, or call {line}. Starting a dispute does not affect the quality of the care you are given.",
            more=dollars(DISPUTE_CENTS),
            limit=limit,
            days=DISPUTE_DAYS,
            page=PAGE,
            line=LINE,
        ),
        say(
            "This estimate is not a contract. It does not oblige you to get any of these services from the providers"
            " named here."
        ),
    )


def _kept() -> str:
    return say(
        "Please keep this paper: you may need it to compare it with a bill. It is part of your record here, and a copy"
        " can be had for {years} years.",
        years=KEPT_YEARS,
    )
