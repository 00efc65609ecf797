"""An extract of the contact log on paper: who said what when, with the reference numbers."""

from clinic_desktop.cases.document import case_sheet, put_block
from clinic_desktop.contacts.model import CallLogPaper, Contact
from clinic_desktop.contacts.rules.words import kind_words, party_words
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName
from clinic_desktop.press.blocks import Block, gap, paragraph
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, RIGHT, WIDTH, Sheet
from clinic_desktop.press.text import set_line
from clinic_desktop.values.dates import printed
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import say, say_many

_LABEL = 104.0


def call_log_pdf(paper: CallLogPaper) -> bytes:
    """Every contact with its day, whom it was with, the reference number, what was said and promised.

    What was struck out was a mistake, and no payer is told it: how many entries that are stands at the end. What is to
    be done next is the clinic's own and not printed.
    """
    span = say("{first} to {last}", first=printed(paper.since), last=printed(paper.until))
    named = PaperName(say("Call log"), span, say("What was said about a case, when and with whom"),
                      made_on=paper.until)  # fmt: skip
    sheet = case_sheet(paper.head, named)
    for at, one in enumerate(paper.contacts):
        _place(sheet, one, opens=at > 0)
    if not paper.contacts:
        paragraph(sheet, say("Nothing was logged in this time."), RECORD_SCALE.text, RECORD_SCALE.lead)
    if paper.struck:
        words = say_many(
            "{count} entry that was struck out as a mistake is left out.",
            "{count} entries that were struck out as mistakes are left out.",
            paper.struck,
        )
        gap(sheet, RECORD_SCALE.lead * 0.4)
        paragraph(sheet, words, RECORD_SCALE.fine, RECORD_SCALE.lead)
    return sheet.pdf()


def _place(sheet: Sheet, one: Contact, *, opens: bool) -> None:
    block = Block(RECORD_SCALE, WIDTH, _LABEL)
    block.heading(joined((_when(one), f"{kind_words(one)} {party_words(one)}")))
    minutes = say_many("{count} minute", "{count} minutes", one.minutes) if one.minutes else ""
    block.fact(say("Reached at"), one.reach)
    block.fact(say("Spoke with"), one.representative)
    block.fact(say("Reference number"), one.reference, strong=True)
    block.fact(say("Lasted"), minutes)
    told = Block(RECORD_SCALE, WIDTH - _LABEL, 0.0)
    told.tell(one.said)
    _beside_label(block, say("What was said"), told)
    promised = Block(RECORD_SCALE, WIDTH - _LABEL, 0.0)
    promised.tell(one.promised)
    _beside_label(block, say("What was promised"), promised)
    if opens and not sheet.is_fresh:
        sheet.rule(LEFT, RIGHT, sheet.y)
        gap(sheet, RECORD_SCALE.lead * 0.5)
    put_block(sheet, block)


def _beside_label(block: Block, label: str, told: Block) -> None:
    """A long text in the column of the values, its label beside its first line."""
    for at, row in enumerate(told.rows):
        moved = tuple(one._replace(x=one.x + _LABEL) for one in row)
        block.rows.append(
            ((row[0]._replace(x=0.0, line=set_line(label, RECORD_SCALE.text)),) if not at else ()) + moved
        )


def _when(one: Contact) -> str:
    day = printed(one.contacted_on)
    return f"{day}, {shown_time(one.contacted_at)}" if one.contacted_at else day
