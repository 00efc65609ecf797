"""The cover of a volume, which for a fax is its first sheet: to whom, from whom, about whom, what for, how many pages,
what is left out, and that it is confidential."""

from clinic_desktop.packets.document.volume import SCALE, OneVolume, name_words
from clinic_desktop.packets.model.paper import CoverFacts
from clinic_desktop.plans.model import WAYS_TO_SEND
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, beside, gap
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Sheet
from clinic_desktop.press.text import Type, set_line
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say, say_many

_GUTTER = 26.0
_COLUMN = (WIDTH - _GUTTER) / 2
_LABEL, _WIDE_LABEL = 62.0, 104.0
_STRONG_LINE = Type(12.0, bold=True)
# What is left out: beside it why.
_WHAT, _BETWEEN = 260.0, 12.0


def place_cover(sheet: Sheet, volume: OneVolume) -> None:
    """The whole cover, on one page but for long lists."""
    cover = volume.paper.cover
    _place_head(sheet, volume)
    gap(sheet, SCALE.lead)
    beside(sheet, [(0.0, _to(cover)), (_COLUMN + _GUTTER, _from(volume))])
    gap(sheet, SCALE.lead * 0.8)
    sheet.rule(LEFT, RIGHT, sheet.y, LINE)
    gap(sheet, SCALE.lead)
    for block in (_subject(volume), _whom(volume), _count(volume)):
        beside(sheet, [(0.0, block)])
        gap(sheet, SCALE.lead if block.rows else 0.0)
    _place_left_out(sheet, cover)
    _place_confidentiality(sheet, cover)


def _place_head(sheet: Sheet, volume: OneVolume) -> None:
    cover = volume.paper.cover
    left = Block(SCALE, HEAD_WIDTH, 0.0)
    left.say(" ".join(cover.clinic_name.split()), ISSUER)
    left.say(joined(cover.clinic_address, ", "))
    phone = say("Phone {number}", number=cover.clinic_phone) if cover.clinic_phone else ""
    fax = say("Fax {number}", number=cover.clinic_fax) if cover.clinic_fax else ""
    left.say(joined((phone, fax)))
    title = say("FAX") if cover.way == "fax" else say("RECORDS")
    right = [set_line(title, TITLE), set_line(name_words(volume), SCALE.strong)]
    right.append(set_line(printed(volume.paper.made_on), SCALE.text))
    if cover.is_demo:
        right.append(set_line(say("Demo: everybody here is invented"), SCALE.strong))
    set_head(sheet, left, right)


def _to(cover: CoverFacts) -> Block:
    block = Block(SCALE, _COLUMN, _LABEL)
    block.heading(say("To"))
    block.say(cover.payer_name, _STRONG_LINE)
    block.say(cover.department)
    block.fact(say("Attention"), cover.attention)
    for line in cover.payer_address:
        block.say(line)
    # Beside another way it would look like where this went.
    block.fact(say("Fax"), cover.payer_fax if cover.way == "fax" else "")
    block.fact(say("Phone"), cover.payer_phone)
    return block


def _from(volume: OneVolume) -> Block:
    cover = volume.paper.cover
    block = Block(SCALE, _COLUMN, _LABEL)
    block.heading(say("From"))
    block.say(cover.sender or cover.clinic_name, _STRONG_LINE)
    block.fact(say("Phone"), cover.clinic_phone)
    block.fact(say("Fax"), cover.clinic_fax)
    if cover.way in WAYS_TO_SEND and cover.way != "fax":
        block.fact(say("Sent by"), say(WAYS_TO_SEND[cover.way]))
    return block


def _subject(volume: OneVolume) -> Block:
    block = Block(SCALE, WIDTH, 0.0)
    block.say(volume.paper.title, _STRONG_LINE)
    block.say(volume.paper.cover.purpose)
    return block


def _whom(volume: OneVolume) -> Block:
    block = Block(SCALE, WIDTH, _WIDE_LABEL)
    for label, value in volume.paper.cover.about:
        block.fact(label, value)
    return block


def _count(volume: OneVolume) -> Block:
    """How many pages must be there; what to do where one is not."""
    here = volume.here
    block = Block(SCALE, WIDTH, _WIDE_LABEL)
    words = say_many("{count} page, this one included", "{count} pages, this one included", here.pages)
    block.fact(say("Pages"), words, strong=True)
    if not volume.is_only:
        last = here.first_number + here.pages - 1
        span = say("Pages {first} to {last} of {count}", first=here.first_number, last=last, count=volume.placing.pages)
        block.fact(say("This volume"), span)
    phone = volume.paper.cover.clinic_phone
    if phone:
        block.fact(" ", say("If a page is missing or cannot be read, please call {phone}.", phone=phone))
    return block


def _place_left_out(sheet: Sheet, cover: CoverFacts) -> None:
    if not cover.left_out:
        return
    rows = [PaperRow((one.what, "", one.why), opens=at > 0) for at, one in enumerate(cover.left_out)]
    why = PaperColumn(say("Why"), WIDTH - _WHAT - _BETWEEN)
    PaperTable(SCALE, (PaperColumn(say("Left out"), _WHAT), PaperColumn("", _BETWEEN), why)).place(sheet, rows)
    gap(sheet, SCALE.lead)


def _place_confidentiality(sheet: Sheet, cover: CoverFacts) -> None:
    if not cover.confidentiality:
        return
    block = Block(SCALE, WIDTH, 0.0)
    block.say(say("CONFIDENTIAL"), _STRONG_LINE)
    block.say(cover.confidentiality)
    sheet.keep(block.height + SCALE.lead)
    sheet.rule(LEFT, RIGHT, sheet.y, LINE)
    gap(sheet, SCALE.lead * 0.6)
    beside(sheet, [(0.0, block)])
