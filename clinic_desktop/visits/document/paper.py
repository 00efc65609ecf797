"""Visit notes as one PDF of Letter pages, with where each visit begins."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.cases.document import case_sheet
from clinic_desktop.practice.document.letterhead import PaperName
from clinic_desktop.values.dates import printed
from clinic_desktop.visits.document.noted import place_visit
from clinic_desktop.visits.model import VisitId
from clinic_desktop.visits.queries.papers import NotesPaper
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class NoteStart:
    """On which page of the PDF, counted from 1, the note of a visit begins."""

    visit: VisitId
    day: date
    page: int


@dataclass(frozen=True, slots=True)
class NotesPdf:
    """The notes of some visits, and where each begins: for the bookmarks of a packet."""

    pdf: bytes
    starts: tuple[NoteStart, ...]


def notes_pdf(paper: NotesPaper) -> NotesPdf:
    """All of the notes, one below the other. DRAFT stands across the pages where none of them is signed; where some
    are, each of the others says in bold that it is not. Nothing is left out, however long."""
    days = [one.visit.date_of_service for one in paper.visits]
    first, last = printed(days[0]), printed(days[-1])
    below = first if first == last else say("{first} to {last}", first=first, last=last)
    is_draft = not any(one.is_signed for one in paper.visits)
    named = PaperName(say("Visit notes"), below, say("Visit notes for payer and prescriber"), "", is_draft, days[-1])
    sheet = case_sheet(paper.head, named)
    starts = []
    for at, one in enumerate(paper.visits):
        page = place_visit(sheet, one, opens=at > 0)
        starts.append(NoteStart(one.visit.id, one.visit.date_of_service, page))
    return NotesPdf(sheet.pdf(), tuple(starts))
