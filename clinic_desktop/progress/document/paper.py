"""A progress or discharge report as a PDF of Letter pages: the same bytes each time for a report that is signed."""

from collections.abc import Sequence
from functools import partial

from clinic_desktop.plans.document.top import further_head, place_top
from clinic_desktop.press.blocks import Block, Scale, beside, gap, paragraph
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH, Paper, Sheet
from clinic_desktop.press.trend import set_trend
from clinic_desktop.progress.document.figures import place_changes, place_goals, place_measures, place_visits
from clinic_desktop.progress.model import REPORT_KINDS, REPORT_PARTS, ReportPaper
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

# Where two pages hold it they do; then as small as a fax still shows.
_SCALES = (Scale(9.2, 8.4, 11.0, 12.0), Scale(8.6, 8.0, 10.4, 10.8))
_SMALLEST = Scale(8.0, 8.0, 9.0, 9.6)
_MOST_PAGES = 2
_CODE = 62.0


def report_pdf(paper: ReportPaper) -> bytes:
    """The paper of a report, with DRAFT across it until its therapist signed. Long texts go on to further pages:
    nothing is left out."""
    made = [_sheet(paper, scale) for scale in _SCALES[:1]]
    if made[0].pages > _MOST_PAGES:
        made += [_sheet(paper, scale) for scale in _SCALES[1:]]
    fitting = [one for one in made if one.pages <= _MOST_PAGES]
    return (fitting[0] if fitting else _sheet(paper, _SMALLEST)).pdf()


def _sheet(paper: ReportPaper, scale: Scale) -> Sheet:
    report, facts = paper.report, paper.facts
    title = say(REPORT_KINDS[report.kind])
    across = (*((say("DEMO"),) if facts.is_demo else ()), *((say("DRAFT"),) if report.signed_on is None else ()))
    # No client is in its properties.
    of = Paper(title, facts.clinic_name, say("{title} for payer and prescriber", title=title), across, report.signed_on)
    span = say("{first} to {last}", first=printed(report.since), last=printed(report.day))
    sheet = Sheet(of, partial(further_head, facts, scale, (title, span)))
    place_top(sheet, facts, scale, (title, span))
    _place_codes(sheet, paper, scale)
    place_visits(sheet, paper.figures, scale)
    place_goals(sheet, paper.figures.goals, scale)
    place_measures(sheet, paper.figures.measures, scale)
    # What the therapist says stands on the first page; findings and curves bear it out, however many there are.
    _place_words(sheet, paper, scale)
    place_changes(sheet, paper.figures, scale)
    for one in paper.figures.measures:
        if one.trend:
            set_trend(sheet, one.trend, scale)
            gap(sheet, scale.lead * 0.6)
    _place_signature(sheet, paper, scale)
    return sheet


def _place_codes(sheet: Sheet, paper: ReportPaper, scale: Scale) -> None:
    if not paper.facts.titles:
        return
    block = Block(scale, WIDTH, _CODE)
    block.heading(say("Diagnoses"))
    for code, words in paper.facts.titles:
        block.fact(code, words or "–")
    put(sheet, block)


def _place_words(sheet: Sheet, paper: ReportPaper, scale: Scale) -> None:
    """What the therapist says to it."""
    for part, heading in _parts(paper):
        words = getattr(paper.report, part)
        if words:
            block = Block(scale, WIDTH, 0.0)
            block.heading(heading)
            # Not alone at the end of a page.
            sheet.keep(scale.lead * 3)
            beside(sheet, [(0.0, block)])
            paragraph(sheet, words, scale.text, scale.lead)
            gap(sheet, scale.lead * 0.6)


def _parts(paper: ReportPaper) -> Sequence[tuple[str, str]]:
    """The parts with their headings: a discharge tells what is left where a progress report tells what comes next."""
    left = say("What is left, and what the patient goes on with")
    names = {part: say(words) for part, words in REPORT_PARTS.items()} | {"status": say("How the patient is now")}
    if paper.report.kind == "discharge":
        names["ahead"] = left
    return tuple(names.items())


def _place_signature(sheet: Sheet, paper: ReportPaper, scale: Scale) -> None:
    report, facts = paper.report, paper.facts
    block = Block(scale, WIDTH, 0.0)
    block.heading(say("Therapist"))
    npi = say("NPI {number}", number=facts.therapist_npi) if facts.therapist_npi else ""
    license_words = say("License {number}", number=facts.therapist_license) if facts.therapist_license else ""
    if report.signed_on:
        facts_of = {"who": report.signer, "day": printed(report.signed_on)}
        signed = say("Signed in the clinic’s record by {who} on {day}", **facts_of)
        block.say(joined((signed, npi, license_words)))
    else:
        block.say(joined((report.therapist_name, npi, license_words)))
        block.say(say("Draft: not signed yet"), scale.strong)
    sheet.keep(block.height + scale.lead)
    sheet.bookmark(say("Signature"))
    beside(sheet, [(0.0, block)])


def put(sheet: Sheet, block: Block) -> None:
    """Set a block with room below it."""
    beside(sheet, [(0.0, block)])
    gap(sheet, block.scale.lead * 0.6)
