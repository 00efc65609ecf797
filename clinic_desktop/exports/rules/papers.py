"""Where a paper or a file of the record is put, under a name that says what it is and names nobody."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from clinic_desktop.exports.model import KeptFile, RecordShape, TableShape
from clinic_desktop.exports.rules.left_out import DERIVED_FILES, DIGESTS_ALONE

DOCUMENTS = "documents"
_UNSAFE = re.compile(r"[^a-z0-9-]+")
_NUMBERS = 6


class PaperOf(NamedTuple):
    """How the papers of a table are called: their word, or the column that has it; their number; what a list says of
    them, and their day: columns, "" for none. `through` is the table whose number it is, named by the column of the
    number."""

    word: str = ""
    word_column: str = ""
    number: str = "id"
    title: str = ""
    day: str = ""
    through: str = ""


# Of a table that stands not here the papers have its name and the number of their row.
PAPERS: Mapping[str, PaperOf] = MappingProxyType(
    {
        "bills": PaperOf(word_column="kind", number="number", day="issued_on"),
        "estimates": PaperOf("estimate", number="number", day="issued_on"),
        "money_papers": PaperOf(word_column="kind", day="handed_on"),
        "letters": PaperOf("letter", title="title", day="issued_on"),
        "packet_volumes": PaperOf("packet", number="packet_id", through="packets"),
        "attachments": PaperOf("file", title="title", day="day"),
        "plan_copies": PaperOf("plan-copy", day="kept_on"),
        "code_releases": PaperOf("diagnosis-codes", title="source", day="effective_on"),
        "rule_packs": PaperOf("rule-pack", title="title", day="added_on"),
        "treatment_plans": PaperOf("treatment-plan", day="signed_on"),
        "progress_reports": PaperOf("progress-report", day="signed_on"),
        "determinations": PaperOf("coverage-summary", day="made_on"),
    }
)
# What a column's paper has behind its name, where it is another one than the paper itself.
_SUFFIXES = {"digest": "", "blob": "", "void_digest": "-void"}


class FileColumn(NamedTuple):
    """A column that names a file: by the digest of what lies in the database, or as a file beside it."""

    table: TableShape
    name: str
    is_beside: bool


def paper_columns(shape: RecordShape) -> tuple[FileColumn, ...]:
    """All columns of a record that name files, but for those of what is made of another file."""
    found = []
    for _, table in sorted(shape.tables.items()):
        for column in table.columns:
            at = (table.name, column.name)
            is_beside = column.name == "blob"
            names = is_beside or column.refers == "contents" or column.name.endswith("digest")
            if names and table.name != "contents" and at not in DERIVED_FILES and at not in DIGESTS_ALONE:
                found.append(FileColumn(table, column.name, is_beside))
    return tuple(found)


def stem_of(table: str, column: str, word: str, number: int) -> str:
    """The name of a file without its ending: "superbill-001032"."""
    return f"{_safe(word) or _safe(table)}-{number:0{_NUMBERS}d}{_SUFFIXES.get(column, f'-{_safe(column)}')}"


def folder_of(client: int | None) -> str:
    """The folder of a client’s papers, or of the clinic’s own: "client-000012"."""
    return "clinic" if client is None else f"client-{client:0{_NUMBERS}d}"


def path_of(paper: KeptFile, ending: str) -> str:
    """Where a paper lies within the export."""
    return f"{DOCUMENTS}/{folder_of(paper.client)}/{paper.stem}.{ending}"


def ending_of(content: bytes) -> str:
    """The ending of a file’s name, by what it begins with."""
    for begin, ending in ((b"%PDF-", "pdf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"{", "json")):
        if content.startswith(begin):
            return ending
    return "bin" if b"\x00" in content[:1024] else "txt"


def _safe(word: str) -> str:
    return _UNSAFE.sub("-", word.casefold()).strip("-")
