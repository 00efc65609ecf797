"""An assessment as a PDF of Letter pages: what was found, beside the first time where there was one."""

from clinic_desktop.assessments.document.findings import place_changes, place_found
from clinic_desktop.assessments.model import AssessmentPaper
from clinic_desktop.assessments.rules.words import pains_words, told_words
from clinic_desktop.cases.document import case_sheet, put_block
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName
from clinic_desktop.practice.document.signing import signed_block
from clinic_desktop.press.blocks import Block
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

_LABEL = 120.0


def assessment_pdf(paper: AssessmentPaper) -> bytes:
    """The paper of an assessment, with DRAFT across it until its therapist signed. Nothing is left out of it."""
    found = paper.found
    title = say("Re-evaluation") if paper.earlier else say("Initial assessment")
    subject = say("What was found, for payer and prescriber")
    named = PaperName(title, printed(found.day), subject, "", found.signed_at is None, found.day)
    compared = say("Compared with"), printed(paper.earlier.day) if paper.earlier else ""
    sheet = case_sheet(paper.head, named, ((say("Therapist"), found.therapist_name), compared))
    _place_story(sheet, paper)
    if paper.earlier:
        place_changes(sheet, paper.earlier, found)
    else:
        place_found(sheet, found)
    _place_words(sheet, paper)
    block = signed_block(found.signer, found.signed_at, found.therapist_name, paper.numbers)
    sheet.keep(block.height)
    sheet.bookmark(say("Signature"))
    put_block(sheet, block)
    return sheet.pdf()


def _place_story(sheet: Sheet, paper: AssessmentPaper) -> None:
    """What the client tells; the words of the program say “patient” here, for a payer reads it."""
    found = paper.found
    block = Block(RECORD_SCALE, WIDTH, _LABEL)
    block.heading(say("What the patient tells"))
    block.fact(say("Pain"), pains_words(found))
    block.fact(say("Pain is like"), told_words(found, "pain_quality"))
    block.fact(say("Since when"), told_words(found, "since"))
    block.fact(say("Course"), told_words(found, "course"))
    block.fact(say("Made worse by"), told_words(found, "aggravates"))
    block.fact(say("Made better by"), told_words(found, "eases"))
    if len(block.rows) > 1:
        put_block(sheet, block)


def _place_words(sheet: Sheet, paper: AssessmentPaper) -> None:
    for heading, words in (
        (say("Posture"), paper.found.posture),
        (say("Gait"), paper.found.gait),
        (say("Impression of the therapist, which is not a diagnosis"), paper.found.impression),
    ):
        if words:
            block = Block(RECORD_SCALE, WIDTH, 0.0)
            block.heading(heading)
            block.tell(words)
            put_block(sheet, block)
