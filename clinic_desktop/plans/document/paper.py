"""The treatment plan as a PDF of one or two Letter pages: the same bytes each time for the same version."""

from functools import partial

from clinic_desktop.plans.document.planned import place_diagnoses, place_goals, place_notes, place_treatment
from clinic_desktop.plans.document.signing import place_signatures
from clinic_desktop.plans.document.top import TITLE_WORDS, place_head, running_head
from clinic_desktop.plans.model import PlanPaper
from clinic_desktop.press.blocks import Scale
from clinic_desktop.press.sheet import Paper, Sheet
from clinic_desktop.wording import say

# One page where it can be read with ease; then two; then as small as a fax still shows.
_SCALES = (Scale(9.2, 8.4, 11.0, 12.0), Scale(8.6, 8.0, 10.4, 10.8))
_SMALLEST = Scale(8.0, 8.0, 9.0, 9.6)
_MOST_PAGES = 2


def plan_pdf(paper: PlanPaper) -> bytes:
    """The paper of a version, with DRAFT across it until its therapist signed. Unusually long texts go on to further
    pages: nothing is left out."""
    made = [_sheet(paper, scale) for scale in _SCALES]
    fitting = [one for one in made if one.pages == 1] or [one for one in made if one.pages <= _MOST_PAGES]
    return (fitting[0] if fitting else _sheet(paper, _SMALLEST)).pdf()


def _sheet(paper: PlanPaper, scale: Scale) -> Sheet:
    plan, facts = paper.plan, paper.facts
    across = (*((say("DEMO"),) if facts.is_demo else ()), *((say("DRAFT"),) if plan.signed_on is None else ()))
    # No client is in its properties.
    subject = say("Treatment plan for payer and prescriber")
    of = Paper(say(TITLE_WORDS), facts.clinic_name, subject, across, plan.signed_on)
    sheet = Sheet(of, partial(running_head, paper, scale))
    place_head(sheet, paper, scale)
    place_diagnoses(sheet, paper, scale)
    place_goals(sheet, paper, scale)
    place_treatment(sheet, plan, scale)
    place_notes(sheet, paper, scale)
    place_signatures(sheet, paper, scale)
    return sheet
