"""A file of the program's own is whole under its name, whoever else writes it, and whatever lies there."""

import json
import os
import threading
import time
from pathlib import Path

import pytest

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.files import write_beside


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vault.json"
    write_beside(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreTrouble, match="The old one is unchanged"):
        write_beside(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["vault.json"]


def test_where_there_is_no_old_file_none_is_spoken_of(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble) as found:
        write_beside(tmp_path / "gone" / "bill.pdf", b"new")
    assert found.value.words == (
        "The file bill.pdf could not be written: No such file or directory. Nothing was left there."
    )
    with pytest.raises(StoreTrouble, match="Nothing was left there"):
        write_beside(tmp_path / ("x" * 300), b"new")
    assert list(tmp_path.iterdir()) == []


def test_two_threads_write_one_file_and_nobody_reads_half_of_it(tmp_path: Path) -> None:
    """As the head of the trail, by a job and by the window."""
    path, failed, torn = tmp_path / "trail.json", [], []
    texts = [json.dumps({"entries": [letter] * 2_000}).encode() for letter in "ab"]
    write_beside(path, texts[0])

    def write(text: bytes) -> None:
        try:
            for _ in range(25):
                write_beside(path, text)
        except StoreTrouble as trouble:
            failed.append(trouble)

    threads = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        if path.read_bytes() not in texts:
            torn.append(True)
    assert (failed, torn) == ([], [])
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_in_the_place_of_a_file_is_not_written_through(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"of somebody")
    for name in ("vault.json", "vault.json.part"):
        (tmp_path / name).symlink_to(other)
    write_beside(tmp_path / "vault.json", b"new")
    assert other.read_bytes() == b"of somebody"
    assert (tmp_path / "vault.json").read_bytes() == b"new"
    assert not (tmp_path / "vault.json").is_symlink()


def test_what_a_kill_left_of_a_file_goes_with_a_later_one(tmp_path: Path) -> None:
    path, names = (
        tmp_path / "a[1].json",
        ("a[1].json.0badcafe.part", "a1.json.0badcafe.part", "a[1].json.12345678.part"),
    )
    for name in names:
        (tmp_path / name).write_bytes(b"half")
    for name in names[:2]:
        os.utime(tmp_path / name, (time.time() - 7_200,) * 2)
    write_beside(path, b"new")
    # Another file's stays, and so does one that somebody may be at.
    assert {found.name for found in tmp_path.iterdir()} == {path.name, *names[1:]}
