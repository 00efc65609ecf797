"""The papers as they were issued, and the files decrypted: by client, under names that name nobody."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from clinic_desktop.coverage.document.papers import reasoning_pdf, summary_pdf
from clinic_desktop.coverage.queries.papers import determination_paper
from clinic_desktop.errors import ClinicError
from clinic_desktop.exports.loader.writing import ExportFolder
from clinic_desktop.exports.model import KeptFile, Lost
from clinic_desktop.exports.rules.papers import DOCUMENTS, ending_of, path_of
from clinic_desktop.plans.document.paper import plan_pdf
from clinic_desktop.plans.queries import plan_paper
from clinic_desktop.progress.document.paper import report_pdf
from clinic_desktop.progress.queries import report_paper
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.reader import Reader
from clinic_desktop.values.spreadsheet import SheetCell, spreadsheet


def _determination(read: Reader, row: int) -> Sequence[tuple[str, bytes]]:
    paper = determination_paper(read, row)
    return [("", summary_pdf(paper)), ("-reasoning", reasoning_pdf(paper))]


# What was signed is set again from what was frozen then.
_MADE: Mapping[str, Callable[[Reader, int], Sequence[tuple[str, bytes]]]] = MappingProxyType(
    {
        "treatment_plans": lambda read, row: [("", plan_pdf(plan_paper(read, row)))],
        "progress_reports": lambda read, row: [("", report_pdf(report_paper(read, row)))],
        "determinations": _determination,
    }
)
_HEADINGS = ("file", "client_id", "client_name", "what", "title", "day", "table", "id")


def write_paper(folder: ExportFolder, read: Reader, blobs: Blobs, paper: KeptFile, lost: list[Lost]) -> list[str]:
    """Write a paper and return the paths of its files: none where it cannot be read, which is noted. Raises
    StoreTrouble where it cannot be written."""
    try:
        found = list(_contents(read, blobs, paper))
    except Exception as error:
        # What was frozen may be damaged in any way, or of a version that the room cannot read any more.
        if not isinstance(error, (ClinicError, LookupError, ValueError, TypeError)) and not _is_of_the_file(error):
            raise
        lost.append(Lost(path_of(paper, "*"), 1))
        return []
    return [
        folder.write(path_of(paper, ending_of(content)).replace(paper.stem, paper.stem + suffix, 1), (content,))
        for suffix, content in found
    ]


def _is_of_the_file(error: Exception) -> bool:
    """Whether the file itself gave the answer, as that it has no such column."""
    return bool(getattr(error, "sqlite_errorname", ""))


def write_index(folder: ExportFolder, papers: Sequence[tuple[KeptFile, Sequence[str]]]) -> None:
    """Write which file is whose, and what it is; raises StoreTrouble."""
    lines: list[Sequence[SheetCell]] = [_HEADINGS]
    for paper, paths in papers:
        who: tuple[SheetCell, ...] = (paper.client, paper.client_name, paper.about)
        lines += [(path, *who, paper.title, paper.day, paper.table, paper.row) for path in paths]
    folder.write(f"{DOCUMENTS}/index.csv", (spreadsheet(lines),), len(lines) - 1)


def _contents(read: Reader, blobs: Blobs, paper: KeptFile) -> Iterator[tuple[str, bytes]]:
    if paper.blob:
        yield "", blobs.get(paper.blob)
    elif paper.digest:
        yield "", read.content(paper.digest)
    else:
        yield from _MADE[paper.table](read, paper.row)
