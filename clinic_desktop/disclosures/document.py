"""A client’s accounting of disclosures on paper (45 CFR 164.528), printed from the log."""

from dataclasses import replace

from clinic_desktop.disclosures.model import RECIPIENTS, AccountingPaper, Disclosure
from clinic_desktop.disclosures.rules.words import named_words, way_words, what_words, why_words
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName, letterhead
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, beside, gap, paragraph
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.values.dates import printed, printed_within
from clinic_desktop.wording import say, say_many

_DAY, _WHOM, _WHAT, _BETWEEN = 58.0, 158.0, 138.0, 10.0
_LABEL = 74.0


def accounting_pdf(paper: AccountingPaper) -> bytes:
    """What was told to whom, when, what of it and why; which kinds it leaves out stands on it in words."""
    span = say("{first} to {last}", first=printed(paper.since), last=printed(paper.until))
    title = say("Record of disclosures") if paper.is_whole else say("Accounting of disclosures")
    subject = say("What the clinic disclosed of one client, and to whom")
    sheet = letterhead(paper.clinic, PaperName(title, span, subject, paper.client_name, False, paper.made_on))
    _place_whose(sheet, paper)
    _place_entries(sheet, paper)
    gap(sheet, RECORD_SCALE.lead)
    for words in _statements(paper):
        paragraph(sheet, words, RECORD_SCALE.fine, RECORD_SCALE.lead)
        gap(sheet, RECORD_SCALE.lead * 0.4)
    return sheet.pdf()


def _place_whose(sheet: Sheet, paper: AccountingPaper) -> None:
    block = Block(RECORD_SCALE, WIDTH, _LABEL)
    block.fact(say("About"), paper.client_name, strong=True)
    block.fact(say("Born"), printed(paper.birth_date) if paper.birth_date else "")
    block.fact(say("Printed on"), printed(paper.made_on))
    beside(sheet, [(0.0, block)])
    gap(sheet, RECORD_SCALE.lead * 0.7)


def _place_entries(sheet: Sheet, paper: AccountingPaper) -> None:
    if not paper.entries:
        words = say("In this time the clinic told nobody anything that an accounting of disclosures has to name.")
        if paper.is_whole:
            words = say("In this time the clinic told nobody anything about this client.")
        paragraph(sheet, words, RECORD_SCALE.text, RECORD_SCALE.lead)
        return
    columns = (
        PaperColumn(say("Date"), _DAY),
        PaperColumn(say("To whom"), _WHOM),
        PaperColumn("", _BETWEEN),
        PaperColumn(say("What"), _WHAT),
        PaperColumn("", _BETWEEN),
        PaperColumn(say("What for"), WIDTH - _DAY - _WHOM - _WHAT - 2 * _BETWEEN),
    )
    rows = [
        PaperRow(
            [
                printed(one.told_on),
                _whom(one, paper.addresses.get(one.id, ())),
                *("", what_words(one)),
                *("", why_words(one)),
            ],
            printed_within(one.parts),
            3,
            opens=at > 0,
        )
        for at, one in enumerate(paper.entries)
    ]
    PaperTable(RECORD_SCALE, columns).place(sheet, rows)


def _whom(one: Disclosure, address: tuple[str, ...]) -> str:
    """Who got it, what they are, their address, and how it went: the law wants the address where it is known."""
    role = "" if one.party in ("client", "other") else say(RECIPIENTS[one.party])
    # Where it went by mail, its way says the address.
    lines = () if one.how in ("mail", "in_person") and one.reach else address
    # A number that is torn is read wrong.
    whole = replace(one, confirmation=one.confirmation.replace(" ", "\u00a0"))
    way = printed_within(way_words(whole))
    return "\n".join(part for part in (named_words(one), role, *lines, way) if part)


def _statements(paper: AccountingPaper) -> tuple[str, ...]:
    """What is excluded, and how much of it; what was struck out was never told."""
    if paper.is_whole:
        return (
            say(
                "This is everything in the clinic’s log for this time. It has more than an accounting of disclosures"
                " (45 CFR 164.528) must name: also what was told for treatment, for payment and for running the clinic,"
                " to the client, and what the client authorized."
            ),
        )
    excluded = say(
        "Left out, as the law allows (45 CFR 164.528): what was told for treatment, for payment and for running the"
        " clinic; what was given to the client, or to who acts for them by law; and what the client authorized in"
        " writing."
    )
    count = say_many(
        "The clinic’s log has {count} entry of that kind in this time.",
        "The clinic’s log has {count} entries of that kind in this time.",
        paper.left_out,
    )
    return (excluded, count) if paper.left_out else (excluded,)
