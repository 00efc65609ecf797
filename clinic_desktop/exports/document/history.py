"""Visits out of another program on paper: as that program told them, signed by nobody here."""

from datetime import date

from clinic_desktop.cases.document import put_block
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.exports.document.identity import new_block, told
from clinic_desktop.exports.model import RecordAsked
from clinic_desktop.exports.queries.chart import whole
from clinic_desktop.imports.model.made import PastVisit
from clinic_desktop.imports.queries.history import past_visit_page
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName, letterhead
from clinic_desktop.practice.queries import practice
from clinic_desktop.press.blocks import Block, gap, paragraph
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, Sheet
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import money
from clinic_desktop.values.dates import printed
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import say, say_many


def past_visits_asked(read: Reader, asked: RecordAsked) -> tuple[PastVisit, ...]:
    """A client's visits of other programs within the days of a record, the oldest first."""
    found = whole(lambda after: past_visit_page(read, ClientId(asked.client), after))
    return tuple(reversed([one for one in found if asked.has(one.date_of_service)]))


def past_visits_pdf(
    read: Reader, asked: RecordAsked, visits: tuple[PastVisit, ...]
) -> tuple[bytes, list[tuple[str, int]]]:
    """All of them with their notes, and on which page each year begins, counted from 1."""
    named = PaperName(say("Visits out of another program"), "", say("Visits as another program told them"),
                      client_of(read, asked.client).name, False, asked.today)  # fmt: skip
    sheet = letterhead(practice(read), named)
    for words in (
        say("These visits were taken over from the program that the clinic used before, as that program told them."),
        say("They were signed by nobody here, and no bill, authorization or prescription counts them."),
    ):
        paragraph(sheet, words, RECORD_SCALE.text, RECORD_SCALE.lead)
    gap(sheet, RECORD_SCALE.lead * 0.6)
    years: dict[int, int] = {}
    for at, one in enumerate(visits):
        page = _place(sheet, one, opens=at > 0)
        years.setdefault(one.date_of_service.year, page)
    return sheet.pdf(), [(str(year), page) for year, page in years.items()]


def days_of(visits: tuple[PastVisit, ...]) -> tuple[date, ...]:
    """The first and the last day of service."""
    return (visits[0].date_of_service, visits[-1].date_of_service) if visits else ()


def _place(sheet: Sheet, one: PastVisit, *, opens: bool) -> int:
    block = _block(one)
    # At the foot of a page its first lines would be looked for in vain.
    sheet.keep(min(block.height, RECORD_SCALE.lead * 6))
    if opens and not sheet.is_fresh:
        sheet.rule(LEFT, RIGHT, sheet.y, LINE)
        gap(sheet, RECORD_SCALE.lead * 0.6)
    page = sheet.pages
    put_block(sheet, block)
    gap(sheet, RECORD_SCALE.lead * 0.4)
    return page


def _block(one: PastVisit) -> Block:
    block = new_block()
    minutes = say_many("{count} minute", "{count} minutes", one.minutes) if one.minutes else ""
    head = joined((printed(one.date_of_service), shown_time(one.starts_at) if one.starts_at else "", minutes))
    block.say(head, RECORD_SCALE.strong)
    # On one line: of many years there are hundreds.
    fee = "" if one.fee_cents is None else say("Fee {amount}", amount=money.shown(one.fee_cents))
    paid = "" if one.paid_cents is None else say("Paid {amount}", amount=money.shown(one.paid_cents))
    block.say(joined((one.service, one.therapist, fee, paid)))
    told(block, say("Note of that program"), one.note)
    return block
