"""Makes and writes what a month end hands out beside the window: over a connection of its own."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.document.listing import month_csv
from clinic_desktop.month_end.document.print_run import labels_pdf, print_run_pdf
from clinic_desktop.month_end.loader.folder import Mailed, Together, write_folder
from clinic_desktop.month_end.model import FilesRun, MonthEnd
from clinic_desktop.month_end.queries.handed import envelopes, whole_bills
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.writer import open_reader
from clinic_desktop.wording import say

TOGETHER = Together(print_run_pdf, month_csv, labels_pdf)


@dataclass(frozen=True, slots=True)
class MonthPapers:
    """What a month end prints: the run and the labels, None without a bill or an address; how many documents and
    clients, how many of those they go to have no address, and the numbers of the papers that are damaged."""

    print_run: bytes | None
    labels: bytes | None
    documents: int = 0
    clients: int = 0
    without_address: int = 0
    damaged: tuple[int, ...] = ()


def papers_beside(keys: KeyRing, found: MonthEnd, mailed: Mailed, progress: Progress) -> MonthPapers:
    """The papers of a month end, by client; raises StoreTrouble or Cancelled."""
    with closing(open_reader(keys.folder, keys.key)) as read:
        bills, damaged = whole_bills(read, found)
        progress.report(0, len(bills), say("Putting the papers together"))
        if not bills:
            return MonthPapers(None, None, damaged=damaged)
        clients = len({one.client for one in bills})
        return MonthPapers(
            print_run_pdf(read, found, bills, mailed.how),
            labels_pdf(read, found, bills, mailed.first_label) if mailed.how == "labels" else None,
            len(bills),
            clients,
            sum(not one.to.can_be_mailed for one in envelopes(read, bills, found.span.last)),
            damaged,
        )


def write_beside_window(keys: KeyRing, parent: Path, found: MonthEnd, mailed: Mailed, progress: Progress) -> FilesRun:
    """As `write_folder`, for a job beside the window."""
    with closing(open_reader(keys.folder, keys.key)) as read:
        return write_folder(read, parent, found, TOGETHER, mailed, progress)
