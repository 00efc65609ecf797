"""Reads tables of diagnosis codes, official files and our own words; lays out the search file."""

import hashlib
import lzma
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from clinic_desktop.codes.families import families_of, searched_words
from clinic_desktop.codes.model import CodeLine, CodeTable, Release, Words
from clinic_desktop.paths import REFERENCE
from clinic_desktop.store.reference import build_reference

# Of the search file's layout and of how it is filled: another number, and it is built anew.
LAYOUT = 1
_SCHEMA = REFERENCE / "codes.sql"


def shipped_table() -> bytes:
    """The packed table that comes with the program."""
    return max(REFERENCE.glob("icd10cm_*.tsv.xz")).read_bytes()


def shipped_release() -> Release:
    """The release that comes with the program; told by its file's name, without reading it."""
    path = max(REFERENCE.glob("icd10cm_*.tsv.xz"))
    effective_on = date.fromisoformat(path.name.removeprefix("icd10cm_").removesuffix(".tsv.xz"))
    return Release(effective_on, 0, hashlib.sha256(path.read_bytes()).hexdigest(), has_notes=True)


def unpacked(packed: bytes) -> CodeTable:
    """A packed table as `packed_table` makes it."""
    head, _, *lines = lzma.decompress(packed).decode().splitlines()
    return CodeTable(date.fromisoformat(head.rpartition(" ")[2]), tuple(_line(line) for line in lines))


def packed_table(table: CodeTable) -> bytes:
    """A table as it is kept: tab separated, compressed."""
    head = f"# ICD-10-CM, in force since {table.effective_on.isoformat()}"
    lines = (head, "\t".join(CodeLine._fields), *map(_written, table.lines))
    return lzma.compress(("\n".join(lines) + "\n").encode(), preset=6)


def own_words(folder: Path = REFERENCE) -> Words:
    """Our own words, from their three files."""
    meanings = {typed: tuple(meant.split("|")) for typed, meant in _pairs(folder / "words.tsv")}
    likely = {code: int(weight) for code, weight in _pairs(folder / "likely.tsv")}
    return Words(dict(_pairs(folder / "lay_terms.tsv")), meanings, likely)


def search_file_name(release: Release, folder: Path = REFERENCE) -> str:
    """The name of a release's search file: another one as soon as anything that it is made from is another."""
    made_from = hashlib.sha256(f"{LAYOUT} {release.digest}".encode())
    for path in (_SCHEMA, folder / "lay_terms.tsv", folder / "likely.tsv"):
        made_from.update(path.read_bytes())
    return f"codes-{made_from.hexdigest()[:16]}.db"


def build_search_file(path: Path, table: CodeTable, words: Words) -> None:
    """Build the search file of a release (0.98 million words; about a second). Raises StoreTrouble."""
    families = families_of(table.lines, words)
    build_reference(
        path,
        _SCHEMA,
        {
            "codes": ((one.code, int(one.billable), one.title, one.excludes1, one.excludes2) for one in table.lines),
            "families": families,
            "family_words (rowid, words)": ((one.id, searched_words(one)) for one in families),
        },
        ["INSERT INTO words SELECT term FROM vocabulary"],
    )


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, _, right = line.partition("\t")
            yield left, right


def _line(text: str) -> CodeLine:
    code, billable, *rest = text.split("\t")
    return CodeLine(code, billable == "1", *rest)


def _written(line: CodeLine) -> str:
    return "\t".join((line.code, "1" if line.billable else "0", *line[2:]))
