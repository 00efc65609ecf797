"""Reads the clinic’s phrases."""

from collections.abc import Mapping

from clinic_desktop.phrases.model import Phrase, PhraseId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

BY_SHORTCUT = Order(("shortcut", "id"))


def phrase_page(read: Reader, after: Cursor | None = None) -> Page[Phrase]:
    """The phrases on the list by their shortcuts."""
    return page(read, Listing("phrase_rows", _phrase), BY_SHORTCUT, after)


def phrase(read: Reader, row: int) -> Phrase:
    """One phrase on the list; raises Missing."""
    return _phrase(read.one("SELECT * FROM phrase_rows WHERE id = ?", row))


def phrases_by_shortcut(read: Reader) -> Mapping[str, str]:
    """The words of every phrase by its shortcut."""
    return {row["shortcut"]: row["words"] for row in read.all("SELECT shortcut, words FROM phrase_rows")}


def _phrase(row: Row) -> Phrase:
    return Phrase(PhraseId(row["id"]), row["version"], row["shortcut"], row["words"])
