"""Reads a month end beside the window: over a connection of its own, with the search files of the diagnosis codes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from clinic_desktop.codes.model import Release
from clinic_desktop.codes.queries.releases import packed, releases, search_file
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.model import Batch, MonthCounts, MonthEnd, MonthSpan
from clinic_desktop.month_end.queries.rows import MonthDesk
from clinic_desktop.month_end.queries.sweep import month_end
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.writer import open_reader
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.superbills.queries.codes import known_codes
from clinic_desktop.superbills.queries.draft import Look

if TYPE_CHECKING:
    from clinic_desktop.codes.queries.book import CodeBook

T = TypeVar("T")


class MonthEndAsked(NamedTuple):
    """What is to be looked through, the folder of the search files of the diagnosis codes, and whether receipts are
    made for clients who pay by themselves."""

    batch: Batch
    span: MonthSpan
    today: date
    codes: Path
    with_receipts: bool = False


def month_end_beside(keys: KeyRing, asked: MonthEndAsked, progress: Progress) -> MonthEnd:
    """As `month_end`, for a job beside the window."""
    with closing(open_reader(keys.folder, keys.key)) as read, looking(read, asked.codes) as look:
        desk = MonthDesk(read, look, asked.today, asked.with_receipts)
        return month_end(desk, asked.batch, asked.span, progress)


def month_counts_beside(keys: KeyRing, asked: MonthEndAsked, progress: Progress) -> MonthCounts:
    """How many documents `month_end_beside` finds in each group that somebody has to act on: all that Today keeps."""
    found = month_end_beside(keys, asked, progress)
    return MonthCounts(len(found.of("ready")), len(found.of("fix")), len(found.of("unread")))


@contextmanager
def looking(read: Reader, folder: Path) -> Iterator[Look]:
    """What the releases say about codes; a search file that is not there yet is built, and a release that cannot be
    searched leaves its codes unchecked, which pre-flight says."""
    with ExitStack() as opened:
        at_hand = releases(read)

        @cache
        def book(release: Release) -> "CodeBook | None":
            found = _book(read, folder, release)
            if found:
                opened.callback(found.close)
            return found

        def ask(release: Release, question: "Callable[[CodeBook], T]") -> T | None:
            found = book(release)
            return question(found) if found else None

        @cache
        def known(codes: tuple[str, ...], days: tuple[date, ...]) -> KnownCodes:
            return known_codes(ask, at_hand, codes, days)

        def look(codes: Sequence[str], days: Sequence[date]) -> KnownCodes:
            return known(tuple(codes), tuple(days))

        yield look


def _book(read: Reader, folder: Path, release: Release) -> "CodeBook | None":
    # A month end without a diagnosis needs neither.
    from clinic_desktop.codes.loader import build, open_book

    path = search_file(folder, release)
    try:
        if not path.exists():
            build(path, packed(release, read), has_notes=release.has_notes)
        return open_book(path, release)
    except StoreTrouble:
        return None
