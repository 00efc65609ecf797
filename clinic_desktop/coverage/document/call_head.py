"""The top of the call sheet: whose sheet it is, and the numbers that the plan asks for."""

from collections.abc import Iterator, Sequence
from datetime import date

from clinic_desktop.coverage.document.sheets import plan_words
from clinic_desktop.coverage.model.call_paper import CallSheetFacts
from clinic_desktop.coverage.model.fact import WHOM
from clinic_desktop.press.blocks import Scale
from clinic_desktop.press.heads import ISSUER, TITLE
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import HAIRLINE, LEFT, LINE, RIGHT, WIDTH, Sheet
from clinic_desktop.press.text import SetLine, set_line, set_lines
from clinic_desktop.values import dates
from clinic_desktop.wording import say

GUTTER = 22.0
COLUMN = (WIDTH - GUTTER) / 2
_CLINIC_WIDTH, _FIRST_LINE, _BELOW_NAME = 370.0, 14.0, 13.0
_LABEL = 84.0
# A long name has two lines where there is little else to say.
_MOST_LINES, _MOST_IN_ALL = 2, 10
# The lines that a client may call, the first that there is: of a claim, and of a plan.
_OF_CLAIM, _OF_PLAN = ("adjuster", "claims", "member"), ("member",)
# A label and its value; None is left to be written.
_Fact = tuple[str, str | None]


def place_head(sheet: Sheet, facts: CallSheetFacts, scale: Scale) -> None:
    """The clinic on the left, what the paper is on the right, a line below both."""
    sheet.bookmark(say("Call sheet"))
    shared = facts.facts
    left = list(set_lines(shared.clinic_name, ISSUER, _CLINIC_WIDTH, 1))
    left += set_lines(", ".join(shared.clinic_address), scale.text, _CLINIC_WIDTH, 1)
    phone = say("Phone {number}", number=shared.clinic_phone) if shared.clinic_phone else ""
    fax = say("Fax {number}", number=facts.clinic_fax) if facts.clinic_fax else ""
    left += set_lines(joined((phone, fax, shared.clinic_email)), scale.text, _CLINIC_WIDTH, 1)
    right = [
        set_line(say("Call sheet"), TITLE),
        set_line(say("Printed {day}", day=dates.printed(facts.today)), scale.text),
    ]
    if shared.is_demo:
        right.append(set_line(say("Demo: everybody here is invented"), scale.strong))
    top = sheet.y
    lowest = min(_set_down(sheet, top, left, is_right=False), _set_down(sheet, top, right, is_right=True))
    sheet.y = lowest - 6
    sheet.rule(LEFT, RIGHT, sheet.y, LINE)
    sheet.y -= 5


def place_numbers(sheet: Sheet, facts: CallSheetFacts, scale: Scale) -> None:
    """The client’s own numbers on the left, the clinic’s on the right; what is not known has a line to write on."""
    sheet.y -= 3
    top = sheet.y
    lowest = top
    for x, listed in ((0.0, tuple(_of_client(facts))), (COLUMN + GUTTER, tuple(_of_clinic(facts)))):
        lowest = min(lowest, _place_facts(sheet, (x, top), listed, scale))
    sheet.y = lowest - 4


def _place_facts(sheet: Sheet, at: tuple[float, float], listed: Sequence[_Fact], scale: Scale) -> float:
    """How low they reach."""
    x, y = at
    values = [set_lines(value or "", scale.strong, COLUMN - _LABEL, _MOST_LINES) for _, value in listed]
    if sum(max(1, len(lines)) for lines in values) > _MOST_IN_ALL:
        values = [set_lines(value or "", scale.strong, COLUMN - _LABEL, 1) for _, value in listed]
    for (label, _), lines in zip(listed, values, strict=True):
        sheet.put(LEFT + x, y - scale.body, set_line(label, scale.text))
        left = x + _LABEL
        if not lines:
            sheet.rule(LEFT + left, LEFT + x + COLUMN, y - scale.body - 1.5, HAIRLINE * 2)
            y -= scale.lead
        for line in lines:
            sheet.put(LEFT + left, y - scale.body, line)
            y -= scale.lead
    return y


def _of_client(facts: CallSheetFacts) -> Iterator[_Fact]:
    shared = facts.facts
    yield say("Your name"), shared.client_name
    yield say("Your birth date"), _day(facts.client_birth_date) or None
    if shared.payer_name:
        yield say("Plan"), shared.payer_name
        if named := plan_words(shared):
            yield say("Kind of plan"), named
    else:
        yield say("Plan"), None
    yield from _to_call(facts)
    # A claim goes by its own number.
    if shared.member_id or not facts.is_claim:
        yield say("Member ID"), shared.member_id or None
    if shared.group_number or not facts.is_claim:
        yield say("Group number"), shared.group_number or None
    if facts.relationship not in ("", "self"):
        born = say("born {day}", day=_day(facts.subscriber_birth_date)) if facts.subscriber_birth_date else ""
        yield say("Subscriber"), joined((facts.subscriber_name, born)) or None
    elif facts.relationship:
        yield say("Subscriber"), say("You")


def _to_call(facts: CallSheetFacts) -> Iterator[_Fact]:
    """Whom to call, with the number: who handles a claim comes before the plan."""
    if facts.claim_number or facts.is_claim:
        yield say("Claim number"), facts.claim_number or None
    if facts.adjuster_name:
        yield say("Adjuster"), facts.adjuster_name
    by_whom = {one.whom: one for one in facts.facts.lines}
    found = next((by_whom[whom] for whom in (_OF_CLAIM if facts.is_claim else _OF_PLAN) if whom in by_whom), None)
    if found is None:
        yield say("Phone to call"), None
        return
    whom = say("adjuster") if found.whom == "adjuster" else say(WHOM[found.whom])
    yield say("Phone to call"), joined((found.phone, whom, found.hours))


def _of_clinic(facts: CallSheetFacts) -> Iterator[_Fact]:
    shared = facts.facts
    yield say("Clinic"), shared.clinic_name
    if facts.clinic_npi:
        yield say("NPI of the clinic"), facts.clinic_npi
    if shared.therapist_name:
        yield say("Therapist"), shared.therapist_name
    if facts.therapist_npi:
        yield say("NPI of the therapist"), facts.therapist_npi
    if facts.ein:
        yield say("Tax ID (EIN)"), facts.ein
    yield say("Procedure codes"), ", ".join(facts.codes) or None
    yield say("Diagnosis codes"), ", ".join(facts.diagnoses) or None


def _set_down(sheet: Sheet, top: float, lines: Sequence[SetLine], *, is_right: bool) -> float:
    """The lowest baseline."""
    baseline = top - _FIRST_LINE
    for place, line in enumerate(lines):
        baseline -= _BELOW_NAME if place else 0
        sheet.put(RIGHT if is_right else LEFT, baseline, line, "right" if is_right else "left")
    return baseline


def _day(one: date | None) -> str:
    return dates.printed(one) if one else ""
