"""The notice that says who can have a Good Faith Estimate: to post in the office, and as text for the website.

Source: 45 CFR 149.610(b)(1)(iii): that estimates are available is told in writing, in the office, where visits are
planned and on the website, so that it is clear and seen; and aloud to who plans a visit or asks what it costs.
"""

from clinic_desktop.estimates.document.statements import LINE, PAGE
from clinic_desktop.estimates.model.due import DISPUTE_CENTS, DISPUTE_DAYS
from clinic_desktop.estimates.rules.clocks import AHEAD, DAYS_ASKED, DAYS_FAR, FAR_AHEAD
from clinic_desktop.press.blocks import Block, Scale, beside, gap
from clinic_desktop.press.heads import ISSUER, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH, Paper, Sheet
from clinic_desktop.superbills.document.words import dollars
from clinic_desktop.superbills.model.parties import BilledClinic
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say

# Read from where a client stands: the largest that is one page. Only a name of a hundred letters needs the last ones.
_SIZES = (19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
_LEAD = 1.34
_TITLE, _FINE = 1.75, 0.74
_LETTERHEAD = Scale(10.0, 9.0, 12.0, 13.0)


def notice_pdf(clinic: BilledClinic, *, is_demo: bool = False) -> bytes:
    """The notice on one Letter page under the name of the clinic; DEMO across it for a demo clinic."""
    made = (_sheet(clinic, size, is_demo=is_demo) for size in _SIZES)
    last = None
    for last in made:
        if last.pages == 1:
            break
    assert last
    return last.pdf()


def notice_text(clinic: BilledClinic) -> str:
    """The same words without the paper, for a website: a paragraph a line."""
    points = [f"• {one}" for one in _points()]
    return "\n\n".join((_title(), _intro(), *points, _asks(clinic), _more()))


def spoken() -> str:
    """What is said to somebody who plans a visit or asks what it costs, and pays for it themselves."""
    return say(
        "You can have a Good Faith Estimate: a paper that says what your visits are expected to cost, before you come."
        " Would you like one?"
    )


def _sheet(clinic: BilledClinic, size: float, *, is_demo: bool) -> Sheet:
    scale = Scale(size, size * _FINE, size, size * _LEAD)
    across = (say("DEMO"),) if is_demo else ()
    sheet = Sheet(Paper(_title(), clinic.name, _subject(), across), lambda _: None)
    sheet.bookmark(_title())
    head = Block(_LETTERHEAD, WIDTH, 0.0)
    head.say(" ".join(clinic.name.split()), ISSUER)
    head.say(joined(address_lines(clinic), ", "))
    head.say(joined((say("Phone {number}", number=clinic.phone) if clinic.phone else "", clinic.email)))
    set_head(sheet, head, [])
    gap(sheet, scale.lead * 1.3)
    large = Scale(size * _TITLE, size, size, size * _TITLE * 1.2)
    title = Block(large, WIDTH, 0.0)
    title.say(_title(), large.strong)
    beside(sheet, [(0.0, title)])
    gap(sheet, scale.lead * 0.7)
    blocks = [Block(scale, WIDTH, scale.lead) for _ in range(2 + len(_points()))]
    first, *points, last = blocks
    first.say(_intro())
    for block, words in zip(points, _points(), strict=True):
        block.fact("•", words)
    last.say(_asks(clinic), scale.strong)
    for block in blocks:
        beside(sheet, [(0.0, block)])
        gap(sheet, scale.lead * 0.6)
    fine = Scale(size * _FINE, size * _FINE, size, size * _FINE * _LEAD)
    end = Block(fine, WIDTH, 0.0)
    end.say(_more())
    beside(sheet, [(0.0, end)])
    return sheet


def _title() -> str:
    return say("What will your visits cost? You can have a Good Faith Estimate.")


def _subject() -> str:
    return say("Who can have a Good Faith Estimate, and when")


def _intro() -> str:
    return say(
        "Do you pay for your visits yourself, because you have no health plan or do not use it here? Then you have a"
        " right to a Good Faith Estimate: it says in writing, before the visits, which services are expected and what"
        " each of them costs."
    )


def _points() -> tuple[str, ...]:
    return (
        say(
            "Plan a visit at least {ahead} business days ahead, and you get the estimate within 1 business day. Plan it"
            " at least {far} business days ahead, and you get it within {days} business days.",
            ahead=AHEAD,
            far=FAR_AHEAD,
            days=DAYS_FAR,
        ),
        say(
            "You can ask for one at any time, also before you plan a visit. You get it within {days} business days.",
            days=DAYS_ASKED,
        ),
        say("You get it on paper or electronically, as you wish. Ask us to explain it, or to read it to you."),
        say(
            "Keep it. If a bill is {more} or more above it, you may dispute the bill within {days} calendar days of the"
            " date on it. That does not affect the quality of the care you are given.",
            more=dollars(DISPUTE_CENTS),
            days=DISPUTE_DAYS,
        ),
    )


def _asks(clinic: BilledClinic) -> str:
    if clinic.phone:
        return say("Ask for yours at the desk, or call {phone}.", phone=clinic.phone)
    return say("Ask for yours at the desk.")


def _more() -> str:
    return say(
        "More about this right, and how a bill is disputed: {page}, or call {line}. Federal rule: 45 CFR 149.610.",
        page=PAGE,
        line=LINE,
    )
