"""What takes seconds to make, and most tests only look at: made once a run, for all its processes."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pytest import TempPathFactory

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.opening import build_demo, open_demo
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder

# To the minute, so that every file means the same clinic.
TODAY = Clock().now().replace(second=0, microsecond=0)


class Demos:
    """The demo clinics of a run, by the moment they are of; all its processes share them."""

    def __init__(self, home: Path) -> None:
        self._home = home
        home.mkdir(exist_ok=True)

    def put(self, path: Path, now: datetime) -> ClinicFolder:
        """A copy of the demo clinic that was made at this moment, closed."""
        kept = ClinicFolder(self._home / f"{now:%Y-%m-%d-%H-%M}")
        with alone(kept.path):
            if not kept.exists():
                build_demo(kept, Clock(now))
        shutil.copytree(kept.path, path)
        return ClinicFolder(path)

    def open(self, path: Path, now: datetime) -> Clinic:
        """The same, open at that moment."""
        return open_demo(self.put(path, now), Clock(now))


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One process makes what lies there, the others wait for it."""
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run_folder(factory: TempPathFactory) -> Path:
    """The folder of this run: where several processes run the tests, each has a folder in it."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def made_once(factory: TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """What `make` leaves in a folder of this name, and says where."""
    home = run_folder(factory) / name
    with alone(home):
        done = home.with_suffix(".made")
        if not done.exists():
            done.write_text(str(make(home)), encoding="utf-8")
        return Path(done.read_text(encoding="utf-8"))


def shared(factory: TempPathFactory) -> Demos:
    """Those of this run."""
    return Demos(run_folder(factory) / "demos")
