"""The shelf of an open clinic: a damaged, missing or unwritable search file stops nobody, and is said."""

import errno
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest
from held_jobs import HeldJobs
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from clinic_desktop.codes import loader
from clinic_desktop.codes.commands import LoadRelease, RemoveRelease
from clinic_desktop.codes.model import CodeLine, CodeTable
from clinic_desktop.codes.queries.book import CodeBook
from clinic_desktop.codes.queries.releases import SCHEMA, releases, search_file, shipped_release
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store.reference import build_reference, is_whole
from ui.codes.shelf import Shelf
from ui.session import Session

PREPARING = "The diagnosis codes are being prepared: codes can be typed, not yet searched."
TYPED = "Codes can be typed, but not searched or checked."
NEXT = CodeTable(date(2026, 10, 1), (CodeLine("M54.52", True, "Low back pain of marmots"),))


@pytest.fixture
def jobs(qapp: QApplication) -> HeldJobs:
    return HeldJobs()


@pytest.fixture
def builds(codes_file: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where something was built: the shipped release comes from the file that was built for all tests."""
    built: list[Path] = []
    real = loader.build

    def build(path: Path, table: bytes, *, has_notes: bool, progress: Progress) -> None:
        built.append(path)
        if has_notes and not path.parent.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(codes_file, path)
        else:
            real(path, table, progress=progress)

    monkeypatch.setattr(loader, "build", build)
    return built


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def shelf(clinic: Clinic, jobs: HeldJobs, builds: list[Path], cache: Path) -> Iterator[Shelf]:
    session = Session(clinic)
    made = Shelf(session, jobs, cache)
    yield made
    made.close()
    jobs.waiting.clear()
    session.deleteLater()


@pytest.fixture
def there(codes_file: Path, cache: Path) -> Path:
    """The search file, in the cache from an earlier start."""
    cache.mkdir()
    return Path(shutil.copy(codes_file, search_file(cache, shipped_release())))


def zeroed(whole: bytes, start: float, end: float) -> bytes:
    first, last = int(len(whole) * start), int(len(whole) * end)
    return whole[:first] + bytes(last - first) + whole[last:]


def flipped(whole: bytes, start: float, end: float) -> bytes:
    first, last = int(len(whole) * start), int(len(whole) * end)
    return whole[:first] + bytes(one ^ 0xFF for one in whole[first:last]) + whole[last:]


def use(shelf: Shelf) -> bool:
    """Everything a page asks; whether it got its answers."""
    found = shelf.search("cervicalgia").hits
    title, checked = shelf.title("M54.2"), shelf.check("M54.2").standing
    assert checked in ("billable", "unchecked")
    return bool(found) and title == "Cervicalgia" and checked == "billable"


DAMAGES: list[Callable[[bytes], bytes]] = [
    *(lambda whole: zeroed(whole, 0.5, 1), lambda whole: zeroed(whole, 0, 0.5), lambda whole: whole[: len(whole) // 2]),
    *(lambda whole: flipped(whole, 0.3, 0.7), lambda whole: zeroed(whole, 0.01, 0.5), lambda _: b""),
    lambda whole: whole.replace(b"Cervicalgia", b"Cerv\xff\xfelgia"),
    lambda whole: whole.replace(b"Cervicalgia", b"Cervixalgia"),
]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("is_prepared", [True, False])
def test_a_damaged_file_heals_by_itself(
    shelf: Shelf, jobs: HeldJobs, there: Path, damage: Callable[[bytes], bytes], is_prepared: bool
) -> None:
    there.write_bytes(damage(there.read_bytes()))
    if is_prepared:
        shelf.prepare()
    use(shelf)
    QApplication.processEvents()
    use(shelf)
    jobs.go()
    assert shelf.trouble == ""
    assert use(shelf)
    assert is_whole(there)


def test_asking_what_is_wrong_opens_nothing(shelf: Shelf, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "open_book", None)
    shelf.prepare()
    assert (shelf.trouble, shelf.has_failed) == ("", False)


def test_a_whole_file_is_neither_opened_nor_built_to_prepare(
    shelf: Shelf, jobs: HeldJobs, there: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> NoReturn:
        raise AssertionError("opened")

    with monkeypatch.context() as patch:
        patch.setattr(loader, "open_book", never)
        shelf.prepare()
        assert jobs.go() == []
    assert use(shelf)
    assert jobs.go() == ["Checking the diagnosis codes"]
    assert use(shelf)
    assert jobs.go() == []
    assert builds == []


def test_a_file_that_breaks_twice_is_said_and_not_built_for_ever(
    shelf: Shelf, jobs: HeldJobs, there: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> NoReturn:
        raise StoreTrouble("The search file is missing or damaged.")

    with monkeypatch.context() as patch:
        patch.setattr(CodeBook, "search", broken)
        for _ in range(4):
            assert shelf.search("neck").hits == ()
            jobs.go()
    assert builds == [there]
    assert shelf.trouble == f"The search file is missing or damaged. {TYPED}"
    assert shelf.check("M54.5").words == f"Not checked: The search file is missing or damaged. {TYPED}"
    assert shelf.has_failed
    shelf.try_again()
    jobs.go()
    assert (shelf.trouble, use(shelf), len(builds)) == ("", True, 2)


def test_an_error_over_a_whole_file_is_a_bug_and_stays_one(
    shelf: Shelf, there: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(*_: object) -> NoReturn:
        raise KeyError("x")

    monkeypatch.setattr(CodeBook, "search", bug)
    with pytest.raises(KeyError):
        shelf.search("neck")
    assert there.exists()
    assert builds == []


def test_while_it_is_prepared_nothing_is_found_or_checked_and_that_is_said(
    qtbot: QtBot, shelf: Shelf, jobs: HeldJobs
) -> None:
    assert shelf.trouble == ""
    with qtbot.waitSignal(shelf.ready):
        shelf.prepare()
    assert shelf.trouble == PREPARING
    assert (shelf.search("neck").hits, shelf.title("M54.2"), shelf.has_failed) == ((), "", False)
    for code in ("M54.5", "M54.50", "M54.99"):
        checked = shelf.check(code)
        assert (checked.standing, checked.words) == ("unchecked", f"Not checked: {PREPARING}")
    with qtbot.waitSignal(shelf.ready):
        assert jobs.go() == ["Preparing the diagnosis codes"]
    assert (shelf.trouble, shelf.check("M54.5").standing) == ("", "heading")


def test_a_search_or_a_list_never_builds_while_it_asks(qtbot: QtBot, shelf: Shelf, jobs: HeldJobs) -> None:
    with qtbot.assertNotEmitted(shelf.ready):
        assert shelf.title("M54.2") == ""
    assert jobs.waiting == []
    with qtbot.waitSignal(shelf.ready):
        jobs.go()
    assert shelf.title("M54.2") == "Cervicalgia"


def load(clinic: Clinic) -> int:
    return clinic.do(LoadRelease(NEXT.effective_on, "order.txt", 1, loader.packed_table(NEXT))).row


def test_the_old_release_is_searched_until_the_new_one_is_prepared(
    qtbot: QtBot, clinic: Clinic, shelf: Shelf, jobs: HeldJobs, there: Path
) -> None:
    with qtbot.waitSignal(shelf.ready):
        row = load(clinic)
    words = "The October 2026 release is being prepared; until then the April 2026 release is searched."
    assert shelf.trouble == words
    assert shelf.search("cervicalgia").hits[0].code == "M54.2"
    assert shelf.title("M54.2") == "Cervicalgia"
    assert shelf.check("M54.2").standing == "billable"
    # The new release may have it, the old one does not know.
    checked = shelf.check("M54.52")
    assert (checked.standing, checked.words) == ("unchecked", f"Not checked: {words}")
    with qtbot.waitSignal(shelf.ready):
        jobs.go()
    assert shelf.trouble == ""
    assert [hit.code for hit in shelf.search("marmots").hits] == ["M54.52"]
    with qtbot.waitSignal(shelf.ready):
        clinic.do(RemoveRelease(row, 1))
    assert "M54.52" not in [hit.code for hit in shelf.search("marmots").hits]
    assert (shelf.title("M54.52"), shelf.check("M54.52").standing) == ("", "as_written")
    assert [one.row for one in releases(clinic.read)] == [0]


def test_a_cache_that_cannot_be_written_costs_a_private_folder(
    shelf: Shelf, jobs: HeldJobs, cache: Path, builds: list[Path]
) -> None:
    cache.write_bytes(b"in the way")
    shelf.prepare()
    jobs.go()
    assert use(shelf)
    assert shelf.trouble == ""
    away = builds[-1].parent
    assert away not in (cache, cache.parent)
    shelf.close()
    assert not away.exists()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "The folder for search files cannot be written."),
        (errno.ENOSPC, "The disk is full, so the search file cannot be made. Make room, then try again."),
    ],
)
def test_where_nothing_can_be_written_plain_words_say_so_until_it_works(
    shelf: Shelf, jobs: HeldJobs, cache: Path, number: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise OSError(number, "jargon", str(cache))

    real = loader.build
    with monkeypatch.context() as patch:
        patch.setattr("tempfile.mkstemp", refused)
        patch.setattr(loader, "build", lambda path, *_, **__: build_reference(path, SCHEMA, {}))
        shelf.prepare()
        jobs.go()
        assert (shelf.trouble, shelf.has_failed) == (f"{words} {TYPED}", True)
        assert not use(shelf)
        assert jobs.go() == []
    assert loader.build is real
    shelf.try_again()
    assert shelf.trouble == PREPARING
    jobs.go()
    assert (shelf.trouble, use(shelf)) == ("", True)
    assert [path.suffix for path in cache.iterdir()] == [".db"]


def test_a_build_that_is_cancelled_leaves_nothing_and_says_so(
    clinic: Clinic, shelf: Shelf, jobs: HeldJobs, cache: Path
) -> None:
    load(clinic)
    ((job, _),) = jobs.waiting
    job.stop()
    jobs.go()
    assert shelf.trouble == f"The search file was not made: that was cancelled. {TYPED}"
    assert list(cache.glob("*")) == []


def test_another_window_that_was_quicker_is_believed(
    shelf: Shelf, jobs: HeldJobs, cache: Path, codes_file: Path, builds: list[Path]
) -> None:
    shelf.prepare()
    cache.mkdir()
    shutil.copy(codes_file, search_file(cache, shipped_release()))
    jobs.go()
    assert builds == []
    assert use(shelf)
