"""Writes what a month end hands out into a folder: each file whole or not at all, and what is there already stays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.month_end.model import FilesRun, Mailing, MonthEnd
from clinic_desktop.month_end.queries.handed import HandedBill, whole_bills
from clinic_desktop.month_end.rules.spans import folder_name, paper_name
from clinic_desktop.store.files import write_beside
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.queries.issued import issued_bill, paper
from clinic_desktop.wording import say

PRINT_RUN, LIST, LABELS = "print-run.pdf", "list.csv", "labels.pdf"


@dataclass(frozen=True, slots=True)
class Together:
    """Makes what is handed out together, from the record, the month end and its bills: the print run, the list, and the
    labels, None where nobody has an address."""

    print_run: Callable[[Reader, MonthEnd, tuple[HandedBill, ...], Mailing], bytes]
    listed: Callable[[MonthEnd], bytes]
    labels: Callable[[Reader, MonthEnd, tuple[HandedBill, ...], int], bytes | None]


class Mailed(NamedTuple):
    """How it is mailed, and on which label of the first sheet the first address stands."""

    how: Mailing = ""
    first_label: int = 1


class _File(NamedTuple):
    """`void` is the number of a paper that was voided since it was written."""

    name: str
    content: Callable[[], bytes | None]
    void: int = 0


def write_folder(
    read: Reader, parent: Path, found: MonthEnd, together: Together, mailed: Mailed, progress: Progress
) -> FilesRun:
    """Write the dated folder inside the one that was chosen: a PDF a document, the print run, the list, and labels
    where they are wanted. A file that says the same already is left; a damaged paper is told and the rest goes on.
    Of an earlier run no file is taken away: a paper that was voided since gets VOID across it, and is told, as are
    labels or a print run that were not made anew.
    Raises nothing of the disk: where it is full or the folder is gone, that is said, and what is there is whole."""
    place = parent / folder_name(found.batch, found.span)
    run = FilesRun(str(place))
    try:
        place.mkdir(mode=0o700, exist_ok=True)
    except OSError as trouble:
        words = say(
            "The folder {name} could not be made: {why}. Nothing was written. What was issued is kept by the program.",
            name=place.name,
            why=trouble.strerror or str(trouble),
        )
        return replace(run, is_whole=False, trouble=words)
    bills, damaged = whole_bills(read, found)
    void, damaged_void = _void_since(read, place)
    run = replace(run, damaged=(*damaged, *damaged_void))
    files = (*void, *_files(read, found, bills, together, mailed))
    for done, one in enumerate(files):
        try:
            progress.report(done, len(files), say("Writing {number} of {count}", number=done + 1, count=len(files)))
            run = _with_file(run, place, one)
        except Cancelled:
            return replace(run, is_whole=False)
        except StoreTrouble as trouble:
            return replace(run, is_whole=False, trouble=trouble.words)
    new = {one.name for one in files}
    for name in (PRINT_RUN, LABELS):
        run = run if name in new else _kept_old(run, place, name)
    return run


def write_whole(path: Path, content: bytes) -> bool:
    """Write a file unless the same bytes are there; whether it was written. Raises StoreTrouble, and then what was
    there is as it was."""
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except OSError:
        # Not there, or not to be read: writing says what is wrong with it.
        pass
    write_beside(path, content)
    return True


def _with_file(run: FilesRun, place: Path, one: _File) -> FilesRun:
    content = one.content()
    if content is None:
        return _kept_old(run, place, one.name)
    is_new = write_whole(place / one.name, content)
    if one.void:
        return replace(run, voided=(*run.voided, one.void)) if is_new else run
    if is_new:
        return replace(run, written=run.written + 1)
    return replace(run, there=run.there + 1)


def _kept_old(run: FilesRun, place: Path, name: str) -> FilesRun:
    """Nothing takes its place this time: where it is there from an earlier run, that is told."""
    return replace(run, old=(*run.old, name)) if (place / name).exists() else run


def _files(
    read: Reader, found: MonthEnd, bills: tuple[HandedBill, ...], together: Together, mailed: Mailed
) -> Iterator[_File]:
    for one in bills:
        yield _File(paper_name(one.kind, one.number), _paper_of(read, one))
    if bills:
        yield _File(PRINT_RUN, lambda: together.print_run(read, found, bills, mailed.how))
    yield _File(LIST, lambda: together.listed(found))
    if bills and mailed.how == "labels":
        yield _File(LABELS, lambda: together.labels(read, found, bills, mailed.first_label))


def _void_since(read: Reader, place: Path) -> tuple[list[_File], list[int]]:
    """The files of an earlier run whose bills were voided since, and the numbers of those whose papers are damaged."""
    files, damaged = [], []
    for row in read.all("SELECT id, kind, number FROM bills WHERE voided_on <> '' ORDER BY number"):
        name = paper_name(row["kind"], row["number"])
        if not (place / name).exists():
            continue
        try:
            content = paper(read, issued_bill(read, row["id"]))
        except StoreTrouble:
            damaged.append(int(row["number"]))
        else:
            files.append(_File(name, partial(bytes, content), row["number"]))
    return files, damaged


def _paper_of(read: Reader, one: HandedBill) -> Callable[[], bytes]:
    return lambda: paper(read, issued_bill(read, one.id))
