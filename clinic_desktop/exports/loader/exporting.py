"""The whole record into a folder: tables, a file a client, papers, and what is what."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.exports.loader.dictionary import write_columns
from clinic_desktop.exports.loader.nested import by_row, clients_in, write_client, write_clinic, write_payers
from clinic_desktop.exports.loader.papers import write_index, write_paper
from clinic_desktop.exports.loader.readme import write_manifest, write_readme
from clinic_desktop.exports.loader.tables import write_table
from clinic_desktop.exports.loader.trail import write_trail
from clinic_desktop.exports.loader.writing import ExportFolder
from clinic_desktop.exports.model import ExportRun, KeptFile
from clinic_desktop.exports.queries.papers import kept_papers
from clinic_desktop.exports.queries.rows import RecordRows
from clinic_desktop.exports.queries.shapes import record_shape
from clinic_desktop.exports.rules.belonging import CLIENTS, record_trees
from clinic_desktop.exports.rules.left_out import exported_tables
from clinic_desktop.jobs import Progress
from clinic_desktop.store.beside.outside import written_outside
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.sturdy import SturdyReader, open_sturdy_reader
from clinic_desktop.wording import say


def export_beside(clinic: ClinicFolder, key: bytes, target: Path, today: date, progress: Progress) -> ExportRun:
    """As `export_record`, over connections of its own, for a job beside the window: it only reads the clinic. Raises
    StoreTrouble or Cancelled, and then nothing is left at `target`."""
    with closing(open_sturdy_reader(clinic, key)) as read, written_outside(clinic, key, target) as place:
        run = export_record(read, Blobs(clinic.blobs, key, clinic.backups), ExportFolder(place), today, progress)
    return replace(run, folder=target)


def export_record(read: SturdyReader, blobs: Blobs, folder: ExportFolder, today: date, progress: Progress) -> ExportRun:
    """Write all of it as it is at this moment into a folder that is being filled; raises StoreTrouble or Cancelled."""
    with read.at_one_moment():
        return _Export(read, blobs, folder, progress).run(today)


class _Export:
    """One export on its way."""

    def __init__(self, read: SturdyReader, blobs: Blobs, folder: ExportFolder, progress: Progress) -> None:
        self._read, self._blobs, self._folder, self._progress = read, blobs, folder, progress
        self._rows = RecordRows(read, record_shape(read))
        self._lost = self._rows.lost
        self._done = self._total = 0

    def run(self, today: date) -> ExportRun:
        rows, folder = self._rows, self._folder
        tables, trees = exported_tables(rows.shape), record_trees(rows.shape)
        papers = list(kept_papers(self._read, rows.shape, trees[0], self._lost))
        self._total = len(tables) + len(papers) + self._count_clients()
        counts = {}
        for table in tables:
            self._step(say("Writing the tables"))
            counts[table.name] = write_table(folder, rows, table)
        write_trail(
            folder, self._read, RecordRows(self._read, rows.shape), lambda: self._tell(say("Writing the trail"))
        )
        written = [(paper, self._paper(paper)) for paper in papers]
        write_index(folder, written)
        paths = by_row((paper.table, paper.row, path) for paper, found in written for path in found)
        # What cannot be read was counted by then: the same rows are read once more.
        again = RecordRows(self._read, rows.shape)
        clients = 0
        for number, content in clients_in(again, trees[0], paths):
            self._step(say("Writing the clients"))
            write_client(folder, number, content)
            clients += 1
        write_payers(folder, again, trees[1], paths)
        write_clinic(folder, again, trees, paths)
        write_columns(folder, rows.shape)
        write_readme(folder, rows.shape, today, self._lost)
        write_manifest(folder)
        files = sum(len(found) for _, found in written)
        return ExportRun(folder.place, counts, clients, files, len(folder.files), folder.size, tuple(self._lost))

    def _paper(self, paper: KeptFile) -> Sequence[str]:
        self._step(say("Writing the papers and files"))
        return write_paper(self._folder, self._read, self._blobs, paper, self._lost)

    def _step(self, words: str) -> None:
        self._tell(words)
        self._done += 1

    def _tell(self, words: str) -> None:
        self._progress.report(min(self._done, self._total), self._total, words)

    def _count_clients(self) -> int:
        try:
            return int(self._read.one(f"SELECT count(*) AS n FROM {CLIENTS}")["n"])  # noqa: S608 - a constant
        except StoreTrouble:
            return 1
