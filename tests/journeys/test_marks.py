"""Forty marks are planted in every free text of a clinic, and looked for in everything that the program wrote."""

import base64
import os
import signal
import zlib
from pathlib import Path

import pytest
from demos import Demos
from fixed import NOW
from marking import look_through, marks, run
from poisoned import AT_SIGN_IN, poison

from clinic_desktop.demo.opening import demo_key


@pytest.mark.skipif(os.name != "posix", reason="its folders are named by the environment there")
def test_no_mark_is_found_in_what_the_program_wrote(demos: Demos, tmp_path: Path) -> None:
    home = tmp_path / "home"
    folder = demos.put(home / "data" / "clinic-desktop" / "demo", NOW)
    assert poison(folder, demo_key(folder)[0], marks(), AT_SIGN_IN) > 5_000
    worked = run(home, "works")
    assert worked.returncode == 0, worked.stderr[-2_000:]
    assert "KeyError" in (home / "bug.txt").read_text(encoding="utf-8")
    died = run(home, "dies")
    assert died.returncode == -signal.SIGKILL, died.stderr[-2_000:]
    looked = look_through(home)
    assert looked.files > 20 and looked.size > 2_000_000
    assert {path.name for path in (home / "stick").iterdir()}
    assert looked.hits == ()


def test_a_mark_is_found_however_it_is_written(tmp_path: Path) -> None:
    told = f"... {marks()[7]} ..."
    ways = {
        "plain": told.encode(), "wide": told.encode("utf-16-le"), "wider": told.encode("utf-16-be"),
        "one": base64.b64encode(told.encode()), "two": base64.b64encode(b"x" + told.encode()),
        "three": base64.b64encode(b"xx" + told.encode()), "packed": b"before" + zlib.compress(told.encode()) + b"after",
    }  # fmt: skip
    for name, content in ways.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / marks()[39]).write_bytes(b"")
    found = {Path(hit.rpartition(": ")[0]).name for hit in look_through(tmp_path).hits}
    assert found == {*ways, marks()[39]}
