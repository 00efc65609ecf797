"""Turns at writing: in the order of asking, and nobody waits for ever."""

import threading
from pathlib import Path

import pytest

from clinic_desktop.errors import Busy
from clinic_desktop.store.turns import turns_at


def test_who_comes_first_writes_first(tmp_path: Path) -> None:
    turns, wrote = turns_at(tmp_path / "clinic.db"), []

    def write(name: int) -> None:
        with turns.taken(30):
            wrote.append(name)

    threads = [threading.Thread(target=write, args=(name,)) for name in range(5)]
    with turns.taken(30):
        for many, one in enumerate(threads, 2):
            one.start()
            while len(turns._waiting) < many:
                pass
        assert wrote == []
    for one in threads:
        one.join()
    assert wrote == list(range(5))


def test_a_file_has_one_queue_and_another_its_own(tmp_path: Path) -> None:
    one = turns_at(tmp_path / "clinic.db")
    assert turns_at(tmp_path / "." / "clinic.db") is one
    other = turns_at(tmp_path / "other.db")
    with one.taken(30), other.taken(30):
        pass


def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    turns = turns_at(tmp_path / "clinic.db")
    with turns.taken(30), turns.taken(0):
        assert len(turns._waiting) == 2
    assert not turns._waiting


def test_beside_something_that_takes_long_nobody_waits_and_is_told_what_it_is(tmp_path: Path) -> None:
    turns = turns_at(tmp_path / "clinic.db")
    with turns.taken(30, "An import is being written."):
        assert turns.goes_on == "An import is being written."
        with pytest.raises(Busy, match=r"^An import is being written\. Nothing of this was saved yet"), turns.taken(30):
            pass
        assert len(turns._waiting) == 1
        # Another long one waits as long as anybody else would.
        with turns.taken(0, "Another one."):
            assert len(turns._waiting) == 2
    assert turns.goes_on == "" and not turns._waiting
    with turns.taken(0):
        assert turns.goes_on == ""
