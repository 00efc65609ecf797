"""The papers that were issued and the files, as they are bound behind a printed record."""

from collections.abc import Iterator

from clinic_desktop.errors import ClinicError
from clinic_desktop.exports.model import KeptFile, RecordAsked, RecordSection
from clinic_desktop.exports.queries.papers import kept_papers
from clinic_desktop.exports.queries.shapes import record_shape
from clinic_desktop.exports.rules.belonging import record_trees
from clinic_desktop.ledger.model import MONEY_PAPERS
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.rules.names import KINDS
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say

# What stands in the index; what was signed is set as a part of its own, and packets hold copies of all this.
_TITLES = {
    "bills": mark("{kind} no. {number}, as issued"),
    "estimates": mark("Good Faith Estimate no. {number}, as issued"),
    "money_papers": mark("{kind}, as handed out"),
    "letters": mark("Letter, as issued"),
    "attachments": mark("File"),
    "plan_copies": mark("Signed copy of a treatment plan"),
}


def bound_behind(read: Reader, blobs: Blobs, asked: RecordAsked, missing: list[str]) -> Iterator[RecordSection]:
    """Each of them, by kind and day; what cannot be read is named in `missing`."""
    shape = record_shape(read)
    found = [one for one in kept_papers(read, shape, record_trees(shape)[0], []) if _is_wanted(one, asked)]
    for one in sorted(found, key=lambda one: (list(_TITLES).index(one.table), one.day, one.row)):
        title = _title(one)
        try:
            content = blobs.get(one.blob) if one.blob else read.content(one.digest)
        except ClinicError:
            missing.append(title)
            continue
        day = dates.kept(one.day)
        yield RecordSection(title, content, (day,) if day else ())


def _is_wanted(one: KeptFile, asked: RecordAsked) -> bool:
    is_paper = one.table in _TITLES and one.column in ("digest", "blob")
    return is_paper and one.client == asked.client and asked.has(dates.kept(one.day))


def _title(one: KeptFile) -> str:
    kind = next((say(words) for key, words in (*KINDS.items(), *MONEY_PAPERS.items()) if key == one.about), "")
    words = say(_TITLES[one.table], kind=kind, number=one.number)
    return say("{what}: {title}", what=words, title=one.title) if one.title else words
