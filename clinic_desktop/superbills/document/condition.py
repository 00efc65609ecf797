"""What was treated: what caused it, since when, the claim, the diagnoses with who made them."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.press.blocks import Block, Scale
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH
from clinic_desktop.referrals.model import SOURCES
from clinic_desktop.superbills.document.people import COLUMN, LABEL
from clinic_desktop.superbills.document.words import day, worded
from clinic_desktop.superbills.model.bill import LETTERS, Bill, BilledCase, BilledDiagnosis
from clinic_desktop.wording import mark, say

# More than these stand in two columns.
_ONE_COLUMN = 3
_CODE_WIDTH = LABEL + 12
_ONSET = {"auto": mark("Accident {day}"), "accident": mark("Accident {day}"), "work": mark("Injury {day}")}


def condition(bill: Bill, scale: Scale) -> Block:
    """What caused it, as far as it is known, and the claim of an accident."""
    case = bill.case
    block = Block(scale, WIDTH, LABEL)
    onset = say(_ONSET.get(case.kind, mark("Onset {day}")), day=day(case.onset_on)) if case.onset_on else ""
    block.fact(say("Condition"), joined((_cause(case), onset)), strong=True)
    if case.kind in ACCIDENTS:
        adjuster = joined((case.adjuster_name, case.adjuster_phone), " ")
        claim = (
            say("Claim no. {number}", number=case.claim_number) if case.claim_number else "",
            say("Adjuster {name}", name=adjuster) if adjuster else "",
            say("Employer {name}", name=case.employer) if case.employer and case.kind == "work" else "",
        )
        block.fact("", joined(claim))
    return block


def diagnoses(bill: Bill, scale: Scale) -> list[tuple[float, Block]]:
    """The diagnoses A to L with their titles, in one column or two."""
    heading = say("Diagnosis") if len(bill.diagnoses) == 1 else say("Diagnoses")
    if not bill.diagnoses:
        return []
    if len(bill.diagnoses) <= _ONE_COLUMN:
        return [(0.0, _listed(bill.diagnoses, 0, Block(scale, WIDTH, _CODE_WIDTH), heading))]
    half = (len(bill.diagnoses) + 1) // 2
    first = _listed(bill.diagnoses[:half], 0, Block(scale, COLUMN, _CODE_WIDTH), heading)
    # A space for a heading keeps both columns level.
    second = _listed(bill.diagnoses[half:], half, Block(scale, COLUMN, _CODE_WIDTH), "")
    return [(0.0, first), (WIDTH - COLUMN, second)]


def sources(bill: Bill) -> list[str]:
    """Who made each diagnosis, from what and when; a sentence for all that share it."""
    found: dict[tuple[str, str, date | None], list[str]] = {}
    for place, one in enumerate(bill.diagnoses):
        found.setdefault((one.source, one.source_name, one.source_on), []).append(_letter(place))
    return [
        sentence
        for (source, name, on), letters in found.items()
        if (sentence := _source(letters if len(found) > 1 else (), source, name, on))
    ]


def _cause(case: BilledCase) -> str:
    if case.kind in ACCIDENTS:
        known = {case.kind: say("yes, {state}", state=case.state) if case.kind == "auto" and case.state else say("yes")}
        # What happened was asked: it is the kind of the case that says so.
        unknown = say("no")
    elif case.no_accident:
        known, unknown = {}, say("no")
    else:
        return say("Employment, auto or other accident: not stated")
    answers = [known.get(kind, unknown) for kind in ("work", "auto", "accident")]
    return say(
        "Employment: {work} · Auto accident: {auto} · Other accident: {other}",
        work=answers[0],
        auto=answers[1],
        other=answers[2],
    )


def _listed(part: Sequence[BilledDiagnosis], begun: int, block: Block, heading: str) -> Block:
    block.heading(heading)
    for place, one in enumerate(part, begun):
        title = one.title
        if one.as_written:
            written = say("as written by the prescriber")
            title = f"{title} ({written})" if title else written[:1].upper() + written[1:]
        block.fact(f"{_letter(place)}  {one.code}", title or "—")
    return block


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else f"({place + 1})"


def _source(letters: Sequence[str], source: str, name: str, on: date | None) -> str:
    words = worded(SOURCES, source) if source else ""
    origin = joined((words, day(on)), ", ")
    which = " ".join(letters)
    if name and which:
        made = say("Diagnosis {letters} made by {name}.", letters=which, name=name)
    elif name:
        made = say("Diagnosis made by {name}.", name=name)
    else:
        made = say("Diagnosis {letters}.", letters=which) if which and origin else ""
    return joined((made, say("Source: {source}.", source=origin) if origin else ""), " ")
