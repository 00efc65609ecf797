"""clinic-desktop --self-check: passes from source, leaves nothing behind, and says which step fails and why."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clinic_desktop.__main__ import main
from clinic_desktop.errors import ClinicError
from clinic_desktop.paths import DATA, RESOURCES
from clinic_desktop.self_check import CLOCK, Tried, read_lists

if TYPE_CHECKING:
    from demos import Demos

ROOT = Path(__file__).parents[2]
STEPS = [
    "program",
    "migrates",
    "searches",
    "lists",
    "demo",
    "superbill",
    "restores",
    "reads",
    "prints",
    "looks",
    "window",
]
# As main does it, with one byte too many in every paper that is read once the demo clinic is made; which is a copy of
# one that was made before.
DAMAGED = """
import shutil, sys
from clinic_desktop import self_check
from clinic_desktop.__main__ import main
from clinic_desktop.store.reader import Reader

def fill(tried, fill=self_check.fill, kept=Reader.content):
    words = fill(tried)
    Reader.content = lambda self, digest: kept(self, digest) + b" "
    return words

self_check.build_demo = lambda folder, clock: shutil.copytree(sys.argv[1], folder.path)
self_check.fill = fill
sys.exit(main(["--self-check"]))
"""
# With the resources of another folder, or other letters that a font has to have. In a process of its own: the fonts
# that are looked at would stay with Qt, and every window that comes later would be set in them.
LOOKS = """
import sys
from pathlib import Path
import ui.kit.strokes, ui.theme
from clinic_desktop.errors import ClinicError
from ui.self_check import looks

for place in (looks, ui.kit.strokes, ui.theme):
    place.RESOURCES = Path(sys.argv[1])
if sys.argv[2:]:
    looks._SCRIPTS = (tuple(sys.argv[2:]),)
try:
    print(looks.check_looks())
except ClinicError as error:
    print(error)
"""


def run(tmp_path: Path, *arguments: str, source: Path = ROOT) -> tuple[int, list[str]]:
    """Its exit code and its lines; whatever it left in this user's folder or among temporary files fails the test."""
    home, away, elsewhere = (tmp_path / name for name in ("home", "away", "elsewhere"))
    for made in (home, away, elsewhere):
        made.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_"))}
    surroundings = {"HOME": str(home), "TMPDIR": str(away), "PYTHONPATH": str(source), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=elsewhere,
        env=kept | surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert [*home.rglob("*"), *away.rglob("*"), *elsewhere.rglob("*")] == [], done.stderr
    return done.returncode, done.stdout.splitlines()


def test_it_passes_and_leaves_nothing_behind(tmp_path: Path) -> None:
    code, lines = run(tmp_path, "-m", "clinic_desktop", "--self-check")
    assert code == 0, lines
    assert [line.split()[:2] for line in lines[:-1]] == [["ok", name] for name in STEPS]
    assert lines[-1] == "ok"
    assert "from version 1 to" in lines[1] and "M75.02" in lines[2] and "7 places" in lines[10]


def test_a_missing_file_fails_the_step_that_needs_it(tmp_path: Path) -> None:
    source = tmp_path / "source"
    without = shutil.ignore_patterns("__pycache__", "words.tsv")
    shutil.copytree(ROOT / "clinic_desktop", source / "clinic_desktop", ignore=without)
    shutil.copytree(DATA, source / "data", ignore=without)
    for name in ("ui", "resources"):
        (source / name).symlink_to(ROOT / name)
    code, lines = run(tmp_path, "-m", "clinic_desktop", "--self-check", source=source)
    assert code == 1
    assert [line.split()[:2] for line in lines] == [["ok", "program"], ["ok", "migrates"], ["failed", "searches"]]
    assert "words.tsv" in lines[-1]


def test_a_paper_that_is_not_what_was_issued_fails(tmp_path: Path, demos: "Demos") -> None:
    made = demos.put(tmp_path / "made" / "demo", CLOCK.now())
    code, lines = run(tmp_path, "-c", DAMAGED, str(made.path))
    assert code == 1
    assert lines[-1].split()[:2] == ["failed", "superbill"]
    assert "The paper of no. 1033 is damaged." in lines[-1]


ROOMS = ["measures", "assessments", "body_maps", "progress"]


@pytest.mark.parametrize("place", [f"{room}.loader.FILE" for room in ROOMS])
@pytest.mark.parametrize("content", ["", "x = [", "x = 1"])
def test_an_empty_or_broken_list_is_found(
    place: str, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "measures.toml"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(f"clinic_desktop.{place}", path)
    with pytest.raises(ClinicError, match=r"measures\.toml"):
        read_lists(Tried(tmp_path))


def test_without_what_a_clinic_may_take_away_the_lists_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_desktop.assessments.loader.FILE", tmp_path / "motion.toml")
    monkeypatch.setattr("clinic_desktop.progress.loader.FILE", tmp_path / "reports_due.toml")
    assert ", 0 usual ranges of motion, 0 rules for reports, " in read_lists(Tried(tmp_path))


@pytest.mark.parametrize(
    "broken",
    [
        ("icons/today.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'/>", "today.svg"),
        ("fonts/NotoSansHebrew-Bold.ttf", "no font", "NotoSansHebrew-Bold.ttf cannot be read"),
        ("qss/clinic.qss", "QLabel { color: ", "Could not parse"),
    ],
)
def test_what_the_window_is_drawn_with_is_looked_at(tmp_path: Path, broken: tuple[str, str, str]) -> None:
    name, content, words = broken
    resources = tmp_path / "resources"
    shutil.copytree(RESOURCES, resources, ignore=shutil.ignore_patterns("pictures"))
    (resources / name).write_text(content, encoding="utf-8")
    assert words in " ".join(run(tmp_path, "-c", LOOKS, str(resources))[1])


def test_a_font_of_other_letters_is_found(tmp_path: Path) -> None:
    _, lines = run(tmp_path, "-c", LOOKS, str(RESOURCES), "NotoSansHebrew-Bold.ttf", "山")
    assert "NotoSansHebrew-Bold.ttf lacks letters" in " ".join(lines)


def test_it_opens_no_clinic_of_the_user(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--self-check", "--demo"])
    assert end.value.code == 2
    assert "--self-check opens no clinic but its own" in capsys.readouterr().err
