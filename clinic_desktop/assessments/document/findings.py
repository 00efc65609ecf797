"""What was measured and felt, on paper: by itself, or then and now."""

from collections.abc import Sequence

from clinic_desktop.assessments.loader import usual_motions
from clinic_desktop.assessments.model import MOST_GRADE, MOST_TONE, Assessment, AssessmentChange, MeasuredMotion
from clinic_desktop.assessments.rules import words
from clinic_desktop.assessments.rules.comparing import compared
from clinic_desktop.assessments.rules.motion import degrees_words, usual_words
from clinic_desktop.practice.document.letterhead import RECORD_SCALE
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, beside, gap
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import mark, say

_THEN, _MOVED, _USUAL = 120.0, 104.0, 56.0
# Degrees are short, and the names of movements long.
_DEGREES = 84.0
_VALUE = 200.0
# The groups of findings in the order of the sheet; words marked for translation.
_TITLES = {
    "limits": mark("Activities"),
    "motions": mark("Range of motion"),
    "palpations": mark("Palpation"),
    "strengths": mark("Strength"),
    "tests": mark("Special tests"),
}
_TOLD_TITLE = mark("Pain")
_Rows = tuple[Sequence[PaperColumn], Sequence[PaperRow]]


def place_found(sheet: Sheet, found: Assessment) -> None:
    """Everything that was found, a table a kind; nothing of what nobody looked at."""
    for key, rows in _found(found).items():
        if rows:
            usual = [PaperColumn(say("Usual"), _USUAL)] if key == "motions" else []
            what = WIDTH - _VALUE - _wide(usual)
            columns = [PaperColumn(say("What"), what), PaperColumn(say("Found"), _VALUE), *usual]
            _place(sheet, key, (columns, rows))


def place_changes(sheet: Sheet, earlier: Assessment, found: Assessment) -> None:
    """What was found then and now, with what became of it; also what was not measured again."""
    changes = compared(earlier, found)
    usual = _usual_of(earlier) | _usual_of(found)
    for key in ("pain", *_TITLES):
        own = [one for one in changes if one.group == key]
        if not own:
            continue
        more = [PaperColumn(say("Usual"), _USUAL)] if key == "motions" and usual else []
        then = _DEGREES if key == "motions" else _THEN
        what = WIDTH - 2 * then - _MOVED - _wide(more)
        columns = [
            PaperColumn(say("What"), what),
            PaperColumn(printed(earlier.day), then),
            PaperColumn(printed(found.day), then),
            PaperColumn(say("Change"), _MOVED),
            *more,
        ]
        rows = [_changed(one, at, [usual.get(one.name, "")] if more else []) for at, one in enumerate(own)]
        _place(sheet, key, (columns, rows))


def _changed(one: AssessmentChange, at: int, usual: list[str]) -> PaperRow:
    cells = [one.name, one.before or "–", one.now or "–", words.moved_words(one), *usual]
    return PaperRow(cells, opens=at > 0)


def _found(found: Assessment) -> dict[str, list[PaperRow]]:
    usual = _usual_of(found)
    limits = [(one.activity, words.limit_words(one)) for one in found.limits]
    palpations = [(words.palpation_name(one), words.palpation_words(one)) for one in found.palpations]
    strengths = [(words.strength_name(one), words.strength_words(one)) for one in found.strengths]
    tests = [(words.sided(one.name, one.side), words.test_words(one)) for one in found.tests]
    motions = [
        PaperRow([name, degrees_words(one.degrees, hurts=one.hurts), usual.get(name, "")], opens=at > 0)
        for at, (name, one) in enumerate((words.motion_name(one), one) for one in found.motions)
    ]
    plain = {"limits": limits, "palpations": palpations, "strengths": strengths, "tests": tests}
    rows = {key: [PaperRow(list(one), opens=at > 0) for at, one in enumerate(pairs)] for key, pairs in plain.items()}
    return {key: motions if key == "motions" else rows[key] for key in _TITLES}


def _usual_of(found: Assessment) -> dict[str, str]:
    """The usual range of each movement, by the name that it has on the paper."""
    known = usual_motions()
    return {words.motion_name(one): usual_words(known[one.motion]) for one in found.motions if _is_known(one)}


def _is_known(one: MeasuredMotion) -> bool:
    return one.motion in usual_motions()


def _place(sheet: Sheet, key: str, content: _Rows) -> None:
    columns, rows = content
    heading, table = Block(RECORD_SCALE, WIDTH, 0.0), PaperTable(RECORD_SCALE, columns)
    title = say(_TITLES.get(key, _TOLD_TITLE))
    heading.heading(title)
    sheet.keep(table.height(rows[:1]) + RECORD_SCALE.lead)
    sheet.bookmark(title)
    beside(sheet, [(0.0, heading)])
    table.place(sheet, rows)
    note = _note(key)
    if note:
        below = Block(RECORD_SCALE, WIDTH, 0.0)
        below.say(note, RECORD_SCALE.fine)
        beside(sheet, [(0.0, below)])
    gap(sheet, RECORD_SCALE.lead * 0.7)


def _note(key: str) -> str:
    """What the figures of a table count."""
    if key == "motions":
        return say("In degrees, done by the patient where nothing else is said.")
    if key == "palpations":
        return say("Tone and tenderness from 0 to {most}.", most=MOST_TONE)
    return say("From 0 to {most}.", most=MOST_GRADE) if key == "strengths" else ""


def _wide(columns: Sequence[PaperColumn]) -> float:
    return sum(one.width for one in columns)
