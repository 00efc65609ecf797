"""Reads letters, and the clinic's own words for them."""

import json
from collections.abc import Mapping

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.disclosures.queries import told_of
from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.letters.model import (
    Letter,
    LetterDraft,
    LetterEdit,
    LetterId,
    LetterPaper,
    LetterRow,
    OwnText,
    OwnWording,
)
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.values.frozen import from_json
from clinic_desktop.wording import say

_LETTER = """
SELECT letters.*, letter_rows.names_criteria FROM letters JOIN letter_rows ON letter_rows.id = letters.id
WHERE letters.id = ?
"""
DRAFTS_FIRST = Order(("listed_at",), descending=True)


def letters_of(read: Reads, case: CaseId) -> tuple[LetterRow, ...]:
    """The letters of a case, drafts on top, then the newest."""
    return tuple(map(_listed, read.all("SELECT * FROM letter_rows WHERE case_id = ? ORDER BY listed_at DESC", case)))


def letter_page(read: Reader, case: CaseId, after: Cursor | None = None) -> Page[LetterRow]:
    """The same, a page of the list."""
    return page(read, Listing("letter_rows", _listed, "case_id = ?", (case,)), DRAFTS_FIRST, after)


def letter(read: Reader, row: int) -> Letter:
    """One letter; raises Missing."""
    found = read.one(_LETTER, row)
    is_out = bool(found["issued_on"])
    edits = {key: LetterEdit(text, over) for key, (text, over) in json.loads(found["edits"]).items()}
    return Letter(
        row=_listed(found),
        draft=LetterDraft(
            found["kind"],
            found["voice"],
            str(found["therapist_id"] or ""),
            str(found["prescriber_id"] or ""),
            found["denial_id"] or 0,
            edits,
        ),
        titles=json.loads(found["titles"]),
        replaces=LetterId(found["replaces_id"]) if found["replaces_id"] else None,
        void_why=found["void_why"],
        void_digest=found["void_digest"],
        paper=from_json(LetterPaper, found["facts"]) if is_out else None,
        sendings=told_of(read, "letter", row),
    )


def packets_waiting(read: Reads, row: int) -> tuple[int, ...]:
    """The numbers of the issued packets that hold a letter and are neither sent nor void. Packets have a room above
    this one, so they are known here by their table."""
    sql = (
        "SELECT number FROM packet_rows WHERE state = 'issued' AND id IN"
        " (SELECT packet_id FROM packet_parts WHERE source = 'letter' AND source_id = ?) ORDER BY number"
    )
    return tuple(one["number"] for one in read.all(sql, row))


def kept_letter(read: Reader, found: Letter) -> bytes:
    """The PDF that was issued, byte for byte, of a void one that with VOID over it; raises StoreTrouble where it is
    damaged."""
    try:
        return read.content(found.void_digest or found.row.digest)
    except Missing as gone:
        words = say("The paper of this letter is damaged. Restore a backup.")
        raise StoreTrouble(words) from gone


def own_wordings(read: Reads) -> Mapping[str, OwnWording]:
    """The clinic's own words, by the kind of letter."""
    rows = read.all("SELECT * FROM letter_wordings WHERE retired_at IS NULL ORDER BY kind")
    return {row["kind"]: _wording(row) for row in rows}


def own_wording(read: Reads, kind: str) -> OwnWording | None:
    """The clinic's own words for one kind; None where it has none."""
    return own_wordings(read).get(kind)


def _wording(row: Row) -> OwnWording:
    texts = {key: OwnText(text, over) for key, (text, over) in json.loads(row["texts"]).items()}
    return OwnWording(row["id"], row["version"], row["kind"], texts)


def _listed(row: Row) -> LetterRow:
    return LetterRow(
        id=LetterId(row["id"]),
        version=row["version"],
        client=ClientId(row["client_id"]),
        case=CaseId(row["case_id"]),
        kind=row["kind"],
        voice=row["voice"],
        title=row["title"],
        to_whom=row["to_whom"],
        denial=row["denial_id"],
        issued_on=dates.kept(row["issued_on"]),
        voided_on=dates.kept(row["voided_on"]),
        digest=row["digest"],
        names_criteria=bool(row["names_criteria"]),
    )
