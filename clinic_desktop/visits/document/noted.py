"""One visit on the paper of notes: what was done, where and for how long; the note, its signature, what was added."""

from collections.abc import Sequence

from clinic_desktop.cases.document import put_block
from clinic_desktop.practice.document.letterhead import RECORD_SCALE
from clinic_desktop.practice.document.signing import signed_block
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, gap
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Sheet
from clinic_desktop.press.text import Type
from clinic_desktop.values.dates import printed
from clinic_desktop.values.moments import printed_moment
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.model import Addendum, GivenService, Technique, Visit, VisitNote
from clinic_desktop.visits.queries.papers import NotedVisit
from clinic_desktop.wording import mark, say

# On paper each letter of the note has its name alone.
_PARTS = {
    "subjective": mark("Subjective"),
    "objective": mark("Objective"),
    "assessment": mark("Assessment"),
    "plan": mark("Plan"),
}
# Of the last part of a note, so that the signature stands below its words.
_KEPT_LINES = 20
_TIME, _MINUTES, _UNITS, _REGION = 116.0, 52.0, 42.0, 150.0


def place_visit(sheet: Sheet, one: NotedVisit, *, opens: bool) -> int:
    """Set a visit below what stands on the sheet, on one page where a page holds it, and return the page on which it
    begins, counted from 1."""
    began = sheet.pages

    def place() -> None:
        nonlocal began
        began = _place_whole(sheet, one, opens=opens)

    sheet.together(place)
    return began


def _place_whole(sheet: Sheet, one: NotedVisit, *, opens: bool) -> int:
    found, note = one.visit, one.note
    head = _head(found, one)
    # Of a visit higher than a page: its beginning at the foot of one is looked for in vain, so a part comes along.
    sheet.keep(head.height + RECORD_SCALE.lead * 5)
    page = sheet.pages
    if opens and not sheet.is_fresh:
        sheet.rule(LEFT, RIGHT, sheet.y, LINE)
        gap(sheet, RECORD_SCALE.lead * 0.6)
    sheet.bookmark(printed(found.date_of_service))
    put_block(sheet, head)
    _place_services(sheet, found.services)
    if note:
        _place_techniques(sheet, note.techniques, found.services)
        _place_note(sheet, note, signed_block(note.signer, note.signed_at, found.therapist_name, one.numbers))
    for added in one.addenda:
        put_block(sheet, _addendum(added))
    gap(sheet, RECORD_SCALE.lead * 0.4)
    return page


def _head(found: Visit, one: NotedVisit) -> Block:
    block = Block(RECORD_SCALE, WIDTH, 0.0)
    block.say(joined((printed(found.date_of_service), _times(found.starts_at, found.ends_at), found.therapist_name)),
              Type(RECORD_SCALE.name, bold=True))  # fmt: skip
    if one.note is None:
        block.say(say("There is no note of this visit in the program."), RECORD_SCALE.strong)
    elif not one.is_signed:
        block.say(say("Draft: this note is not signed"), RECORD_SCALE.strong)
    return block


def _place_services(sheet: Sheet, services: Sequence[GivenService]) -> None:
    if not services:
        return
    columns = (
        PaperColumn(say("Service"), WIDTH - _REGION - _TIME - _MINUTES - _UNITS),
        PaperColumn(say("Region"), _REGION),
        PaperColumn(say("Time"), _TIME),
        PaperColumn(say("Minutes"), _MINUTES, "right"),
        PaperColumn(say("Units"), _UNITS, "right"),
    )
    rows = [
        PaperRow(
            [
                say("{service} ({code})", service=one.name, code=one.procedure_code)
                if one.procedure_code
                else one.name,
                one.region,
                _times(one.starts_at, one.ends_at),
                str(one.minutes) if one.minutes else "",
                str(one.units) if one.units else "",
            ],
            say("For {codes}", codes=", ".join(one.diagnoses)) if one.diagnoses else "",
            opens=at > 0,
        )
        for at, one in enumerate(services)
    ]
    PaperTable(RECORD_SCALE, columns).place(sheet, rows)
    gap(sheet, RECORD_SCALE.lead * 0.6)


def _place_techniques(sheet: Sheet, techniques: Sequence[Technique], services: Sequence[GivenService]) -> None:
    if not techniques:
        return
    names = {one.service: one.name for one in services}
    is_told = len({one.service for one in techniques}) > 1
    columns = (
        PaperColumn(say("Technique"), WIDTH - _REGION - _TIME - _MINUTES - _UNITS),
        PaperColumn(say("Region"), _REGION),
        PaperColumn(say("Part of") if is_told else "", _TIME),
        PaperColumn(say("Minutes"), _MINUTES, "right"),
        PaperColumn("", _UNITS),
    )
    rows = [
        PaperRow(
            [one.technique, one.region, names.get(one.service, "") if is_told else "", str(one.minutes), ""],
            opens=at > 0,
        )
        for at, one in enumerate(techniques)
    ]
    PaperTable(RECORD_SCALE, columns).place(sheet, rows)
    gap(sheet, RECORD_SCALE.lead * 0.6)


def _place_note(sheet: Sheet, note: VisitNote, signed: Block) -> None:
    """The note with its signature, which never stands on a page by itself."""
    before, after = note.pain_before, note.pain_after
    pain = (
        say("{points}/10 before", points=before) if before is not None else "",
        say("{points}/10 after", points=after) if after is not None else "",
    )
    if any(pain):
        block = Block(RECORD_SCALE, WIDTH, 0.0)
        block.say(say("Pain {words}", words=joined(pain, ", ")))
        put_block(sheet, block)
    parts = [(heading, getattr(note, part)) for part, heading in _PARTS.items() if getattr(note, part)]
    for at, (heading, words) in enumerate(parts, 1):
        block = Block(RECORD_SCALE, WIDTH, 0.0)
        block.heading(say(heading))
        block.tell(words)
        if at == len(parts) and block.height <= RECORD_SCALE.lead * _KEPT_LINES:
            sheet.keep(block.height + RECORD_SCALE.lead + signed.height)
        put_block(sheet, block)
    put_block(sheet, signed)


def _addendum(added: Addendum) -> Block:
    """As it was written: it has its own author and its own time."""
    block = Block(RECORD_SCALE, WIDTH, 0.0)
    block.heading(say("Addendum by {who}, {when}", who=added.author, when=printed_moment(added.written_at)))
    block.tell(added.words)
    return block


def _times(starts_at: str, ends_at: str) -> str:
    return " – ".join(shown_time(one) for one in (starts_at, ends_at) if one)
