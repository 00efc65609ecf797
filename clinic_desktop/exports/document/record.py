"""One client’s record as one PDF: a cover, an index with the pages, then all its parts."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import accumulate
from typing import NamedTuple

from clinic_desktop.clients.model import Client
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.exports.document.bound import bound_behind
from clinic_desktop.exports.document.gathering import sections
from clinic_desktop.exports.document.identity import new_block, on_paper
from clinic_desktop.exports.model import RECORD_FOR, RECORD_PARTS, RecordAsked, RecordPdf, RecordSection
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.model.named import span_on_paper
from clinic_desktop.packets.rules.names import initials_of
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName, letterhead
from clinic_desktop.practice.model import Practice
from clinic_desktop.practice.queries import practice
from clinic_desktop.press.blocks import PaperColumn, PaperRow, PaperTable, beside, gap, paragraph
from clinic_desktop.press.finishing import Properties
from clinic_desktop.press.packet import Binding, Bookmark, InnerLink, NotReadable, Parts, Run, opened
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.writer import open_reader
from clinic_desktop.values.moments import printed_moment
from clinic_desktop.wording import say

_NUMBER, _DAYS, _PAGES = 30.0, 138.0, 66.0


def record_beside(around: tuple[KeyRing, Blobs], asked: RecordAsked, progress: Progress) -> RecordPdf:
    """As `record_pdf`, over a connection of its own: for a job beside the window."""
    keys, blobs = around
    with closing(open_reader(keys.folder, keys.key)) as read:
        return record_pdf(read, blobs, asked, progress)


def record_pdf(read: Reader, blobs: Blobs, asked: RecordAsked, progress: Progress) -> RecordPdf:
    """Make every part and bind them. Slow. Raises ClinicError, and Cancelled."""
    missing: list[str] = []
    with read.at_one_moment():
        parts = list(sections(read, asked, progress, missing))
        if "files" in asked.parts:
            parts += bound_behind(read, blobs, asked, missing)
        about = _About(asked, client_of(read, asked.client), practice(read), tuple(missing))
    progress.report(1, 2, say("Binding the pages"))
    try:
        with opened([one.pdf for one in parts]) as pdfs:
            pdf, pages = _bound(about, parts, pdfs)
    except NotReadable as error:
        raise StoreTrouble(say("“{title}” cannot be bound.", title=parts[error.place].title)) from error
    return RecordPdf(pdf, pages, tuple(one.title for one in parts), about.missing)


class _About(NamedTuple):
    """What the cover says."""

    asked: RecordAsked
    client: Client
    clinic: Practice
    missing: tuple[str, ...]


class _Begun(NamedTuple):
    """A part and where it begins and ends, by printed numbers."""

    part: RecordSection
    first: int
    last: int


def _bound(about: _About, parts: Sequence[RecordSection], pdfs: Parts) -> tuple[bytes, int]:
    front_pages = 1
    while True:
        begins = accumulate(pdfs.counts, initial=front_pages + 1)
        begun = [_Begun(part, first, first + count - 1)
                 for part, first, count in zip(parts, begins, pdfs.counts, strict=False)]  # fmt: skip
        total = front_pages + sum(pdfs.counts)
        front = _front(about, begun, total)
        if front.pages == front_pages:
            break
        # Numbers change no height of a row, so it grows once.
        front_pages = front.pages
    stamps = [_stamp(about, number, total) for number in range(1, total + 1)]
    runs = [Run(at, 0, count) for at, count in enumerate(pdfs.counts)]
    links = [InnerLink(area.page - 1, area.box, begun[int(area.key)].first - 1) for area in front.areas]
    properties = Properties(say("Client record"), about.clinic.name, say("One client’s record"), about.asked.today)
    marks = [Bookmark(say("Cover and index"), 0), *_bookmarks(begun)]
    pdf = pdfs.bind(Binding(front.pdf(is_numbered=False), runs, stamps, links, marks, 1, properties))
    return pdf, total


def _bookmarks(begun: Sequence[_Begun]) -> Iterator[Bookmark]:
    for one in begun:
        within = tuple(Bookmark(words, one.first - 2 + page) for words, page in one.part.marks)
        yield Bookmark(one.part.title, one.first - 1, within)


def _stamp(about: _About, number: int, count: int) -> str:
    initials = initials_of(about.client.given_name, about.client.family_name)
    facts = {"initials": initials, "number": number, "count": count}
    if not initials:
        return say("Client record – page {number} of {count}", **facts)
    return say("{initials} – client record – page {number} of {count}", **facts)


def _front(about: _About, begun: Sequence[_Begun], total: int) -> Sheet:
    asked, clinic = about.asked, about.clinic
    named = PaperName(say("Client record"), "", say("One client’s record"), about.client.name, False, asked.today)
    sheet = letterhead(clinic, named)
    block = new_block()
    block.fact(say("Client"), about.client.name, strong=True)
    block.fact(say("Born"), on_paper(about.client.birth_date))
    block.fact(say("For"), say(RECORD_FOR[asked.purpose]))
    block.fact(say("Days"), _span(asked))
    block.fact(say("Printed"), say("{when}, by {who}", when=printed_moment(asked.at), who=asked.printed_by))
    block.fact(say("Pages"), str(total))
    for at, key in enumerate(asked.left_out):
        block.fact(say("Left out") if not at else " ", say(RECORD_PARTS[key]))
    for at, title in enumerate(about.missing):
        block.fact(say("Cannot be read") if not at else " ", title)
    beside(sheet, [(0.0, block)])
    gap(sheet, RECORD_SCALE.lead)
    _place_index(sheet, begun)
    gap(sheet, RECORD_SCALE.lead)
    for words in _said(asked):
        paragraph(sheet, words, RECORD_SCALE.fine, RECORD_SCALE.lead)
        gap(sheet, RECORD_SCALE.lead * 0.4)
    return sheet


def _place_index(sheet: Sheet, begun: Sequence[_Begun]) -> None:
    columns = (
        PaperColumn(say("No."), _NUMBER),
        PaperColumn(say("Part"), WIDTH - _NUMBER - _DAYS - _PAGES),
        PaperColumn(say("Dates"), _DAYS),
        PaperColumn(say("Pages"), _PAGES, "right"),
    )
    rows = [
        PaperRow(
            (str(at + 1), one.part.title, span_on_paper(one.part.days), _pages(one)),
            opens=at > 0,
            leads_to=str(at),
        )
        for at, one in enumerate(begun)
    ]
    PaperTable(RECORD_SCALE, columns).place(sheet, rows)


def _pages(one: _Begun) -> str:
    return f"{one.first}" if one.first == one.last else f"{one.first}–{one.last}"


def _span(asked: RecordAsked) -> str:
    if asked.since and asked.until:
        return say("{first} to {last}", first=on_paper(asked.since), last=on_paper(asked.until))
    if asked.since:
        return say("From {first}", first=on_paper(asked.since))
    return say("Until {last}", last=on_paper(asked.until)) if asked.until else say("All")


def _said(asked: RecordAsked) -> Iterator[str]:
    yield say("A note that is not signed is marked as a draft. What was added to a note later stands below it.")
    if asked.purpose == "client":
        yield say(
            "This copy is for the client (45 CFR 164.524). What the client asked to be kept from a payer is in it; it "
            "is kept from the payer, not from the client."
        )
    yield say("Confidential health information. The numbers of pages are those in the lowest line.")
