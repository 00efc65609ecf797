"""A letter as a PDF of Letter pages, its address where a window envelope shows it: the same bytes every time."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from clinic_desktop.letters.document.text import (
    MARGIN,
    MEASURE,
    SMALL,
    SMALL_LEAD,
    Line,
    Setting,
    laid,
    place,
)
from clinic_desktop.letters.model import LetterPaper
from clinic_desktop.press.addressed import ADDRESS_LEAD, WINDOW_HEIGHT, WINDOW_LEFT, WINDOW_TOP, WINDOW_WIDTH, fitted
from clinic_desktop.press.letters import joined
from clinic_desktop.press.output import stamped
from clinic_desktop.press.sheet import HAIRLINE, LINE, PAGE_HEIGHT, PAGE_WIDTH, TOP, Paper, Sheet
from clinic_desktop.press.text import Type, set_line, set_lines
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

# The usual one; and where the letter then has one page instead of two, a smaller one.
_SETTINGS = (Setting(10.5, 14.0, 7.0), Setting(10.0, 12.8, 5.5, is_close=True))
_NAME = Type(15.0, bold=True)
_NAME_LEAD = 19.0
_HEAD_LINES, _SENDER_LINES, _NAME_LINES = 2, 6, 2
# Where the address ends, and a line of room below it.
_BELOW_WINDOW = PAGE_HEIGHT - WINDOW_TOP - WINDOW_HEIGHT - 22.0
_SIGNATURE_WIDTH, _SIGNER_WIDTH, _DAY_LEFT, _DAY_WIDTH = 250.0, 320.0, 330.0, 110.0
# For the hand that signs.
_ROOM_TO_SIGN = 34.0
# The last paragraph goes on to the next page with the closing, where it is no longer than this.
_KEPT_LINES = 8
_BASELINE = 0.76


def paper_pdf(paper: LetterPaper) -> bytes:
    """The letter; DRAFT stands across one that is not issued, and across one that is the prescriber's to sign."""
    across = (say("DEMO"),) if paper.is_demo else ()
    if paper.day is None or paper.voice == "prescriber":
        across = (*across, say("DRAFT"))
    # No client is in its properties.
    of = Paper(paper.title, paper.author, paper.title, across, paper.day)
    usual = _sheet(paper, of, _SETTINGS[0])
    smaller = _sheet(paper, of, _SETTINGS[1]) if usual.pages == len(_SETTINGS) else usual
    return (smaller if smaller.pages < usual.pages else usual).pdf()


def _sheet(paper: LetterPaper, of: Paper, setting: Setting) -> Sheet:
    sheet = Sheet(of, partial(_further_head, paper), PAGE_WIDTH - MARGIN)
    sheet.bookmark(paper.title)
    _place_top(sheet, paper, setting)
    _place_address(sheet, paper)
    _place_text(sheet, paper, setting)
    _place_closing(sheet, paper, setting)
    _place_enclosures(sheet, paper, setting)
    return sheet


def void_letter_pdf(pdf: bytes, day: date) -> bytes:
    """The same with VOID over every page."""
    return stamped(pdf, say("VOID"), say("VOID since {day}", day=printed(day)))


def _place_top(sheet: Sheet, paper: LetterPaper, setting: Setting) -> None:
    """The clinic's letterhead, or who writes in their own name; and the day."""
    if paper.letterhead:
        name, *below = paper.letterhead
        for line in set_lines(name, _NAME, MEASURE, _NAME_LINES):
            sheet.put(MARGIN, sheet.y - _NAME_LEAD * _BASELINE, line)
            sheet.y -= _NAME_LEAD
        for words in below:
            for line in set_lines(words, SMALL, MEASURE, _HEAD_LINES):
                sheet.put(MARGIN, sheet.y - SMALL_LEAD * _BASELINE, line)
                sheet.y -= SMALL_LEAD
        sheet.rule(MARGIN, PAGE_WIDTH - MARGIN, sheet.y - 4.0, LINE)
    for words in paper.sender[:_SENDER_LINES]:
        face, lead = (SMALL, SMALL_LEAD) if paper.voice == "prescriber" else (setting.text, setting.lead)
        for line in set_lines(words, face, MEASURE, _HEAD_LINES):
            sheet.put(MARGIN, sheet.y - lead * _BASELINE, line)
            sheet.y -= lead
    day = set_line(printed(paper.day) if paper.day else say("Not issued yet"), setting.text)
    sheet.put(MARGIN, PAGE_HEIGHT - WINDOW_TOP + setting.lead, day)


def _place_address(sheet: Sheet, paper: LetterPaper) -> None:
    baseline = PAGE_HEIGHT - WINDOW_TOP
    for line in fitted(paper.to, WINDOW_WIDTH, WINDOW_HEIGHT):
        baseline -= line.size * ADDRESS_LEAD
        sheet.put(WINDOW_LEFT, baseline + line.size * (ADDRESS_LEAD - 0.8), line)
    sheet.y = _BELOW_WINDOW


def _place_text(sheet: Sheet, paper: LetterPaper, setting: Setting) -> None:
    subject = laid("\n".join(paper.subject), setting.strong)
    place(sheet, subject, setting.lead)
    sheet.y -= setting.gap
    if paper.greeting:
        place(sheet, laid(paper.greeting, setting.text), setting.lead)
        sheet.y -= setting.gap
    *most, last = paper.paragraphs or ("",)
    for words in most:
        place(sheet, laid(words, setting.text), setting.lead)
        sheet.y -= setting.gap
    lines = laid(last, setting.text)
    if len(lines) <= _KEPT_LINES:
        sheet.keep(
            len(lines) * setting.lead
            + setting.gap
            + _closing_height(paper, setting)
            + _enclosures_height(_enclosed(paper, setting), setting)
        )
    place(sheet, lines, setting.lead)
    sheet.y -= setting.gap


def _place_closing(sheet: Sheet, paper: LetterPaper, setting: Setting) -> None:
    """The closing, a line to sign on, and whose signature it is; who signs on own paper adds day and license."""
    sheet.keep(_closing_height(paper, setting))
    sheet.bookmark(say("Signature"))
    place(sheet, laid(paper.closing, setting.text), setting.lead)
    sheet.y -= _ROOM_TO_SIGN
    sheet.rule(MARGIN, MARGIN + _SIGNATURE_WIDTH, sheet.y, HAIRLINE * 2)
    beside = []
    if paper.voice in ("member", "prescriber"):
        sheet.rule(MARGIN + _DAY_LEFT, MARGIN + _DAY_LEFT + _DAY_WIDTH, sheet.y, HAIRLINE * 2)
        beside.append(say("Date"))
    top = sheet.y
    for words in beside:
        sheet.put(MARGIN + _DAY_LEFT, top - setting.lead * _BASELINE, set_line(words, SMALL))
    for words in _signers(paper, setting):
        for line in set_lines(words, setting.text, _SIGNER_WIDTH, _NAME_LINES):
            sheet.put(MARGIN, sheet.y - setting.lead * _BASELINE, line)
            sheet.y -= setting.lead
    if paper.asks_license:
        sheet.y -= setting.lead * 1.2
        sheet.rule(MARGIN, MARGIN + _SIGNATURE_WIDTH, sheet.y, HAIRLINE * 2)
        sheet.put(MARGIN, sheet.y - setting.lead * _BASELINE, set_line(say("License: state and number"), SMALL))
        sheet.y -= setting.lead
    sheet.y -= setting.gap


def _signers(paper: LetterPaper, setting: Setting) -> tuple[str, ...]:
    """The lines below the line to sign on."""
    name, *numbers = paper.signer or ("",)
    return (name, joined(numbers)) if setting.is_close and paper.voice in ("clinic", "prescriber") else paper.signer


def _closing_height(paper: LetterPaper, setting: Setting) -> float:
    signed = _signers(paper, setting)
    signers = sum(len(set_lines(words, setting.text, _SIGNER_WIDTH, _NAME_LINES)) for words in signed)
    more = setting.lead * 2.2 if paper.asks_license else 0.0
    return setting.lead + _ROOM_TO_SIGN + signers * setting.lead + more + setting.gap


def _place_enclosures(sheet: Sheet, paper: LetterPaper, setting: Setting) -> None:
    lines = _enclosed(paper, setting)
    if not lines:
        return
    sheet.keep(_enclosures_height(lines, setting) or setting.lead * 4.5)
    sheet.y -= setting.gap
    if not setting.is_close:
        place(sheet, laid(say("Enclosures"), setting.strong), setting.lead)
    place(sheet, lines, setting.lead)


def _enclosed(paper: LetterPaper, setting: Setting) -> list[Line]:
    if not paper.enclosures:
        return []
    if setting.is_close:
        named = "; ".join(one.removeprefix("•").strip() for one in paper.enclosures)
        return laid(say("Enclosures: {what}", what=named), setting.text)
    return laid("\n".join(f"• {one.removeprefix('•').strip()}" for one in paper.enclosures), setting.text)


def _enclosures_height(lines: Sequence[Line], setting: Setting) -> float:
    """That of a list that goes with the signature: by themselves on a page a few lines look forgotten. A long one
    turns the page where it likes: 0.0."""
    return setting.gap + (len(lines) + (not setting.is_close)) * setting.lead if 0 < len(lines) <= _KEPT_LINES else 0.0


def _further_head(paper: LetterPaper, sheet: Sheet) -> None:
    """What stands above each page after the first: whose letter it is, and of which day."""
    day = set_line(printed(paper.day) if paper.day else say("Not issued yet"), SMALL)
    baseline = sheet.y - SMALL_LEAD * _BASELINE
    sheet.put(PAGE_WIDTH - MARGIN, baseline, day, "right")
    names = joined((paper.patient, paper.title))
    for line in set_lines(names, SMALL, MEASURE - day.width - SMALL_LEAD, 1):
        sheet.put(MARGIN, baseline, line)
    sheet.y = TOP - SMALL_LEAD * 1.2
    sheet.rule(MARGIN, PAGE_WIDTH - MARGIN, sheet.y, HAIRLINE)
    sheet.y -= _SETTINGS[0].lead
