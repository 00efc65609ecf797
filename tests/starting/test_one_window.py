"""The program started once more: the window that is there comes forward, and there is never a second one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from locked_files import held_by
from pytestqt.qtbot import QtBot

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.hold import HeldElsewhere, Hold
from ui.one_window import OneWindow

ROOT = Path(__file__).parents[2]
# Waits for the start of all, then tries; the first one stays until it is told to go.
_STARTS = """
import sys, time
from pathlib import Path
from ui.one_window import OneWindow
clinic, running, gun = map(Path, sys.argv[1:4])
one = OneWindow(clinic, running)
print("ready", flush=True)
while not gun.exists():
    time.sleep(0.01)
first = one.is_first()
print(first, flush=True)
sys.stdin.readline()
"""


def started(code: str, *arguments: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def ended(process: "subprocess.Popen[str]") -> None:
    process.communicate("\n", timeout=60)


def test_of_twenty_starts_at_once_exactly_one_is_the_first(tmp_path: Path) -> None:
    gun = tmp_path / "gun"
    all_of_them = [started(_STARTS, tmp_path / "clinic", tmp_path / "running", gun) for _ in range(20)]
    assert {line(one) for one in all_of_them} == {"ready"}
    gun.touch()
    said = [line(one) for one in all_of_them]
    for one in all_of_them:
        ended(one)
    assert sorted(said) == ["False"] * 19 + ["True"]


def test_the_second_start_shows_the_first_window_and_ends(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = (OneWindow(tmp_path / "clinic", tmp_path / "running") for _ in range(2))
    heard = list[str]()
    first.rung.connect(heard.append)
    assert first.is_first() and not second.is_first()
    first.listen()
    rings = (
        "import sys\nfrom pathlib import Path\nfrom ui.one_window import OneWindow\n"
        "print(OneWindow(*map(Path, sys.argv[1:])).ring())"
    )
    ringing = started(rings, tmp_path / "clinic", tmp_path / "running")
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=30_000)
    assert ringing.communicate(timeout=60)[0].strip() == "True"
    # What says it is read by nobody else, and holds no name of a clinic.
    folder = first._folder
    assert folder.stat().st_mode & 0o777 == 0o700 or os.name != "posix"
    assert [one.name for one in folder.iterdir()] == ["lock"] and "clinic" not in folder.name
    first.close()
    assert second.is_first()
    second.close()


def test_one_that_came_before_anybody_listened_is_heard(qtbot: QtBot, tmp_path: Path) -> None:
    first = OneWindow(tmp_path / "clinic", tmp_path / "running")
    assert first.is_first()
    heard = list[str]()
    first.rung.connect(heard.append)
    first._put("token-1")
    first.listen()
    assert heard == ["token-1"] and not first._bell.exists()
    first.close()


def test_one_that_hangs_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.one_window._ANSWER_SECONDS", 0.05)
    first, second = (OneWindow(tmp_path / "clinic", tmp_path / "running") for _ in range(2))
    assert first.is_first() and not second.is_first() and not second.ring()
    assert not second._bell.exists()
    first.close()


def test_a_link_in_place_of_the_bell_is_not_followed(tmp_path: Path) -> None:
    first = OneWindow(tmp_path / "clinic", tmp_path / "running")
    assert first.is_first()
    victim = tmp_path / "victim"
    victim.write_text("mine")
    for name in (first._bell, first._bell.with_name(f"bell.{os.getpid()}")):
        name.symlink_to(victim)
    first._put("token")
    assert victim.read_text() == "mine" and not first._bell.is_symlink()
    first.close()


def test_two_clinics_have_two_windows(tmp_path: Path) -> None:
    one, other = (OneWindow(tmp_path / name, tmp_path / "running") for name in ("clinic", "demo"))
    assert one.is_first() and other.is_first()
    one.close()
    other.close()


_HOLDS = """
import sys
from pathlib import Path
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.hold import Hold
hold = Hold()
hold.take(ClinicFolder(Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.readline()
"""


def test_another_window_of_this_computer_is_told_and_a_dead_one_is_nobody(tmp_path: Path) -> None:
    folder = ClinicFolder(tmp_path / "clinic")
    other = started(_HOLDS, folder.path)
    assert line(other) == "held"
    with pytest.raises(StoreTrouble, match="already open in another window") as found:
        Hold().take(folder)
    assert not isinstance(found.value, HeldElsewhere)
    os.kill(other.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    other.communicate()
    hold = Hold()
    hold.take(folder)
    assert hold.is_held
    hold.let_go()


def test_another_computer_is_named_with_the_time_and_is_never_passed_over(tmp_path: Path) -> None:
    folder = ClinicFolder(tmp_path / "clinic")
    path = held_by(folder.path, "FRONTDESK-PC")
    os.utime(path, (1_790_000_000, 1_790_000_000))
    hold = Hold()
    with pytest.raises(HeldElsewhere, match="open on the computer FRONTDESK-PC, since 21 Sep 2026,"):
        hold.take(folder)
    assert not hold.is_held and path.exists()
    # Somebody went there and looked.
    hold.take_over(folder)
    hold.take(folder)
    hold.let_go()
