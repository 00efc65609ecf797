"""Fixtures, and guards that no test can switch off: warnings in the log, windows and threads left over."""

import gc
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["QT_LOGGING_RULES"] = "qt.qpa.*=false"

from factories import built_codes, make_clinic, new_client, opened
from hypothesis import settings
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from clinic_desktop.clinic import Clinic
from clinic_desktop.store.keys.keyring import ClinicFolder

if TYPE_CHECKING:
    from demos import Demos

# Free to search on a desk; fewer, and the same cases every time, where a landing hangs on them and waits for them.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Here and not beside its test: pytest knows this file before it reads its own arguments, wherever it starts."""
    usual = Path(__file__).parent / "cases"
    words = "the folder of case files that tests/cases runs, with all folders in it"
    parser.addoption("--cases", type=Path, default=usual, metavar="DIR", help=words)


# Where a machine lends its memory as a folder; and the room that has to be free there.
_MEMORY = Path("/dev/shm")
_ROOM = 2 << 30


def pytest_configure() -> None:
    """A command is only done when the disk has it, and tests do tens of thousands of them: where no other folder was
    asked for, their clinics lie in memory, and nothing waits for a disk."""
    if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        # For the processes that tests start too; and for this one, which may have looked for its folder before.
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


# Files that take longest, the longest first, by where their names begin: a core that comes to one of them at the end
# keeps all others waiting. The rest stays as it was found.
_LONGEST = (
    *("kit/test_pages", "headless/test_self_check", "journeys/test_marks"),
    *("checkup/test_course", "faults/"),
    *("store/test_salvage", "store/test_restore", "history/", "journeys/", "house/", "store/", "exports/", "headless/"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: `./start test` gives files to processes in the order in which they stand here."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        name = item.path.relative_to(here).as_posix() if item.path.is_relative_to(here) else ""
        return next((at for at, start in enumerate(_LONGEST) if name.startswith(start)), len(_LONGEST))

    places = {path: place(item) for path, item in {item.path: item for item in items}.items()}
    items.sort(key=lambda item: places[item.path])


# All that is imported until the tests are known stays: looking through it for garbage, over and over, finds none.
gc.disable()


def pytest_collection_finish() -> None:
    """All tests are imported by now."""
    gc.enable()
    set_aside()


def set_aside() -> None:
    """What lives now outlives the test that comes: the collection at its end need not look through it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_unexpected_warning(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Anything logged as a warning or worse fails the test."""
    yield
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, loud


# Every test with a window asks for one of these, itself or by another fixture.
_HAS_WINDOWS = {"qtbot", "qapp"}


@pytest.fixture(autouse=True)
def nothing_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    """A window or a thread that outlives its test fails it."""
    threads = set(threading.enumerate())
    has_windows = bool(_HAS_WINDOWS & set(request.fixturenames))
    if has_windows:
        set_aside()
    yield
    application = QApplication.instance()
    # A test without a window leaves none.
    if has_windows and isinstance(application, QApplication):
        for _ in range(2):
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            application.processEvents()
        gc.collect()
        left = [window for window in application.topLevelWidgets() if window.isVisible()]
        assert not left, left
    assert set(threading.enumerate()) <= threads


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A clinic made once a run; tests work on copies of it."""
    path = tmp_path_factory.mktemp("template") / "clinic"
    clinic, key = make_clinic(path)
    clinic.close()
    return path, key


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory) -> "Demos":
    """Demo clinics, each made once a run."""
    from demos import shared

    return shared(tmp_path_factory)


@pytest.fixture
def little_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo clinic that is made has one client and nothing else: for what does not look at its content."""

    def fill(clinic: Clinic, *_: object) -> None:
        new_client(clinic)

    monkeypatch.setattr("clinic_desktop.demo.opening.fill", fill)


@pytest.fixture(scope="session")
def codes_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The search file of the diagnosis codes, built once a run and never written to."""
    from demos import made_once

    made = made_once(tmp_path_factory, "codes", built_codes)
    # A program of a test may clear up beside it.
    own = tmp_path_factory.mktemp("cache") / "codes"
    own.mkdir()
    return Path(shutil.copy(made, own))


@pytest.fixture(scope="session", autouse=True)
def charts_have_codes(request: pytest.FixtureRequest) -> None:
    """Built when the first chart is opened, and not before: most tests open none."""
    import charts

    charts.codes_folder[:] = [lambda: Path(request.getfixturevalue("codes_file")).parent]


@pytest.fixture
def folder(template: tuple[Path, str], tmp_path: Path) -> ClinicFolder:
    """A copy of the template, closed."""
    shutil.copytree(template[0], tmp_path / "clinic")
    return ClinicFolder(tmp_path / "clinic")


Opener = Callable[[ClinicFolder], Clinic]


@pytest.fixture
def open_clinic() -> Iterator[Opener]:
    """Opens as the owner; closes everything at the end."""
    clinics: list[Clinic] = []

    def opener(where: ClinicFolder) -> Clinic:
        clinics.append(opened(where))
        return clinics[-1]

    yield opener
    for clinic in clinics:
        clinic.close()


@pytest.fixture
def clinic(folder: ClinicFolder, open_clinic: Opener) -> Clinic:
    """The template clinic, open, its owner signed in."""
    return open_clinic(folder)
