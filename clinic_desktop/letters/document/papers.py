"""Letters of the record as their papers: the very bytes of what was issued, a draft as it stands today."""

from collections.abc import Mapping
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.letters.document.paper import paper_pdf
from clinic_desktop.letters.loader import clinic_template
from clinic_desktop.letters.model import ComposedLetter, LetterDraft
from clinic_desktop.letters.queries.letters import kept_letter, letter
from clinic_desktop.letters.queries.record import record_of
from clinic_desktop.letters.rules.composing import composed, paper_of
from clinic_desktop.letters.rules.record import LetterRecord
from clinic_desktop.letters.rules.values import facts_of
from clinic_desktop.store.reader import Reader


def letter_now(
    read: Reader, case: CaseId, draft: LetterDraft, today: date, titles: Mapping[str, str]
) -> tuple[ComposedLetter, LetterRecord]:
    """A letter as it stands with this draft, by the clinic's own words, and the record it is made from. Raises Missing
    and BadFile."""
    template = clinic_template(read, draft.kind).template
    record = record_of(read, case, today, draft, titles, template.department)
    return composed(template, draft, facts_of(record)), record


def letter_pdf(read: Reader, row: int, today: date) -> bytes:
    """The paper of a letter: what was issued byte for byte, of a void one with VOID over it; a draft as it stands.
    Raises Missing, StoreTrouble where the paper is damaged, BadFile where its template cannot be read."""
    found = letter(read, row)
    if found.row.issued_on:
        return kept_letter(read, found)
    made, _ = letter_now(read, found.row.case, found.draft, today, found.titles)
    return paper_pdf(paper_of(made))
