"""Lays out search files from tables of diagnosis codes and our own words; opens them."""

import lzma
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from clinic_desktop.codes.model import CodeLine, CodeTable, Release, Words
from clinic_desktop.codes.queries.book import CodeBook
from clinic_desktop.codes.queries.releases import PATTERN, SCHEMA, packed, search_file, shipped_release
from clinic_desktop.codes.rules.families import families_of, searched_words
from clinic_desktop.codes.rules.orderfile import order_lines
from clinic_desktop.errors import Refused, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.paths import REFERENCE
from clinic_desktop.store.reference import build_reference, forget_references, is_whole, open_reference
from clinic_desktop.values.problems import Problem, Unreadable
from clinic_desktop.wording import say

T = TypeVar("T")
# The file of April 2026 has 14 MB.
_MOST_BYTES = 100_000_000
_ZIP = b"PK"
_REPORTED = 2_000
# What a damaged zip file may say; one under a password says RuntimeError.
_UNREADABLE = (
    *(OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(NotImplementedError, RuntimeError, ValueError, struct.error),
)


def build(path: Path, table: bytes, *, has_notes: bool = True, progress: Progress | None = None) -> None:
    """Build the search file of a packed table. Slow (a second or two), so a window runs it in a job.

    A table without notes gets those of the release that comes with the program. Raises StoreTrouble.
    """
    heard = progress or Progress()
    heard.report(0, 0, say("Reading the codes"))
    lines = unpacked(table).lines
    if not has_notes:
        lines = with_notes(lines, unpacked(packed(shipped_release())).lines)
    heard.report(0, 0, say("Arranging the codes"))
    families = families_of(_counted(lines, heard, say("Arranging the codes")), own_words())
    words = say("Writing the search file")
    build_reference(
        path,
        SCHEMA,
        {
            "codes": (
                (one.code, int(one.billable), one.title, one.excludes1, one.excludes2)
                for one in _counted(lines, heard, words)
            ),
            "families": _counted(families, heard, words),
            "family_words (rowid, words)": ((one.id, searched_words(one)) for one in _counted(families, heard, words)),
        },
        ["INSERT INTO words SELECT term FROM vocabulary"],
    )


def open_book(path: Path, release: Release) -> CodeBook:
    """Open a release's search file; raises StoreTrouble when it is missing or damaged."""
    return CodeBook(open_reference(path), release, own_words())


def shipped_book(folder: Path) -> CodeBook:
    """The release that comes with the program, its search file built first where it is missing or damaged.

    Where the folder cannot be written, it is built beside, in a folder that goes with the book. Raises StoreTrouble.
    """
    release = shipped_release()
    path = search_file(folder, release)
    # Here it costs 25 ms in a command of its own, and nobody else would notice a damage.
    if is_whole(path):
        with suppress(StoreTrouble):
            return open_book(path, release)
    try:
        build(path, packed(release))
    except StoreTrouble:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as away:
            path = search_file(Path(away), release)
            build(path, packed(release))
            return open_book(path, release)
    return open_book(path, release)


def release_from(path: Path, effective_on: date, progress: Progress | None = None) -> tuple[bytes, int]:
    """The packed table of an official order file, plain or in its zip, and how many codes of it can be billed.

    Slow (seconds). Raises Refused at `file` when it is something else.
    """
    try:
        heard = progress or Progress()
        heard.report(0, 0, say("Reading the codes"))
        lines = order_lines(_order_text(path), lambda found: _counted(found, heard, say("Reading the codes")))
    except Unreadable as unreadable:
        raise Refused([Problem("file", unreadable.words)]) from unreadable
    return packed_table(CodeTable(effective_on, lines), heard), sum(one.billable for one in lines)


def forget_others(folder: Path, releases: tuple[Release, ...]) -> None:
    """Remove the search files of releases that are not at hand any more."""
    forget_references(folder, PATTERN, (search_file(folder, one).name for one in releases))


def unpacked(table: bytes) -> CodeTable:
    """A packed table as `packed_table` makes it."""
    head, _, *lines = lzma.decompress(table).decode().splitlines()
    return CodeTable(date.fromisoformat(head.rpartition(" ")[2]), tuple(map(_line, lines)))


def packed_table(table: CodeTable, progress: Progress | None = None) -> bytes:
    """A table as it is kept: tab separated, compressed."""
    head = f"# ICD-10-CM, in force since {table.effective_on.isoformat()}"
    lines = (head, "\t".join(CodeLine._fields), *map(_written, table.lines))
    packer, heard = lzma.LZMACompressor(preset=6), progress or Progress()
    packed = [packer.compress(f"{line}\n".encode()) for line in _counted(lines, heard, say("Packing the codes"))]
    return b"".join((*packed, packer.flush()))


def with_notes(lines: tuple[CodeLine, ...], noted: tuple[CodeLine, ...]) -> tuple[CodeLine, ...]:
    """Lines with the notes that another release has for the same codes, and its chapters and blocks in front."""
    notes = {one.code: one[3:] for one in noted}
    above = tuple(one for one in noted if "-" in one.code)
    return (*above, *(CodeLine(*one[:3], *notes.get(one.code, ("", "", ""))) for one in lines))


def _counted(rows: Sequence[T], progress: Progress, words: str) -> Iterator[T]:
    """The rows, and every so many a word about how far it is: there Cancel takes hold."""
    for number, one in enumerate(rows):
        if number % _REPORTED == 0:
            progress.report(number, len(rows), words)
        yield one


def _order_text(path: Path) -> str:
    """The text of the file, or of the order file in a zip. Raises Unreadable."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as file:
                if file.read(2) == _ZIP:
                    raise Unreadable(say("This zip file is not whole. Copy it again. Nothing was loaded."))
            return _decoded(_within(path.stat().st_size, path.read_bytes))
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                name = PurePosixPath(member.filename).name.lower()
                if "order" in name and "addenda" not in name and name.endswith(".txt"):
                    return _decoded(_within(member.file_size, partial(archive.read, member)))
    except Unreadable:
        raise
    except _UNREADABLE as trouble:
        raise Unreadable(say("This file cannot be read: it is damaged or protected. Nothing was loaded.")) from trouble
    raise Unreadable(say("There is no order file (icd10cm_order_….txt) in this zip file. Nothing was loaded."))


def _within(size: int, read: Callable[[], bytes]) -> bytes:
    if size > _MOST_BYTES:
        raise Unreadable(say("This file is too big for a release of ICD-10-CM. Nothing was loaded."))
    return read()


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


@cache
def own_words(folder: Path = REFERENCE) -> Words:
    """Our own words, from their three files."""
    meanings = {typed: tuple(meant.split("|")) for typed, meant in _pairs(folder / "words.tsv")}
    likely = {code: int(weight) for code, weight in _pairs(folder / "likely.tsv")}
    return Words(dict(_pairs(folder / "lay_terms.tsv")), meanings, likely)


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, _, right = line.partition("\t")
            yield left, right


def _line(text: str) -> CodeLine:
    code, billable, title, terms, excludes1, excludes2 = text.split("\t")
    return CodeLine(code, billable == "1", title, terms, excludes1, excludes2)


def _written(line: CodeLine) -> str:
    return "\t".join((line.code, "1" if line.billable else "0", *line[2:]))
