"""Files are read one after another: each that cannot be is told of in a sentence, and the rest goes on."""

import errno
import hashlib
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from filing import pdf_of, turns_of, widths_of, without_child
from papers import paper

from clinic_desktop.attachments.loader.files import content_of, read_files
from clinic_desktop.attachments.loader.folder import MOST_FILES, files_in, lying, newest, remove_filed
from clinic_desktop.attachments.loader.pages import joined_leaves, split_leaves, turned_leaves
from clinic_desktop.attachments.model import FileSource, Readings
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.press.output import protected


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    without_child(monkeypatch)


def written(folder: Path, name: str, content: bytes) -> FileSource:
    (folder / name).write_bytes(content)
    return FileSource(name, folder / name)


def with_script(pdf: bytes) -> bytes:
    """The same paper, which runs something as soon as it is opened."""
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as whole:
        whole.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        whole.save(made)
    return made.getvalue()


def read(clinic: Clinic, *sources: FileSource, known: frozenset[str] = frozenset()) -> Readings:
    return read_files(clinic.blobs, sources, known, Progress())


@pytest.mark.usefixtures("here")
def test_each_file_that_cannot_be_read_is_told_of_and_the_rest_goes_on(clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    found = read(
        clinic,
        written(tmp_path, "a.pdf", pdf_of(100, 200)),
        FileSource("gone.pdf", tmp_path / "gone.pdf"),
        FileSource("folder", tmp_path / "folder"),
        written(tmp_path, "notes.txt", b"no pages"),
        FileSource("Pasted picture", None, pdf_of(300)),
    )
    assert [(one.name, one.leaves.pages) for one in found.files] == [("a.pdf", 2), ("Pasted picture", 1)]
    assert found.refused == (
        "“gone.pdf”: It is not there any more.",
        "“folder”: This is a folder. Open it, and drag the files in it here.",
        "“notes.txt”: This file is no PDF.",
    )
    assert not found.left and not found.trouble
    assert widths_of(clinic.blobs.get(found.files[0].leaves.blob)) == [100, 200]
    # It is only read.
    assert (tmp_path / "a.pdf").read_bytes() == pdf_of(100, 200)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (PermissionError(13, "Permission denied"), "Another program has it open"),
        (OSError(112, "Host is down"), "It could not be read: Host is down."),
        (FileNotFoundError(2, "No such file"), "It is not there any more."),
    ],
)
def test_the_world_is_told_of_in_a_sentence(
    trouble: OSError, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")

    def opened(*_: object) -> int:
        raise trouble

    monkeypatch.setattr(os, "open", opened)
    with pytest.raises(Refused, match=words):
        content_of(tmp_path / "a.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="has no such files")
def test_a_pipe_and_a_device_are_neither_read_nor_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "scan.pdf"
    os.mkfifo(pipe)
    (tmp_path / "link.pdf").symlink_to(pipe)
    for path in (pipe, tmp_path / "link.pdf", Path("/dev/zero")):
        with pytest.raises(Refused, match="This is no file that has pages"):
            content_of(path)
    assert files_in(tmp_path) == {}
    # Nor one that is put there after the look.
    about = Path(__file__).stat()
    monkeypatch.setattr(Path, "stat", lambda _, **__: about)
    with pytest.raises(Refused, match="This is no file that has pages"):
        content_of(pipe)


@pytest.mark.skipif(sys.platform == "win32", reason="asks for a right to make links")
def test_a_link_in_the_scan_folder_is_no_scan_and_a_link_that_a_person_drags_is_followed(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "scans").mkdir()
    (tmp_path / "own" / "taxes.pdf").write_bytes(b"%PDF-1.7")
    link = tmp_path / "scans" / "scan.pdf"
    link.symlink_to(tmp_path / "own" / "taxes.pdf")
    (tmp_path / "scans" / "circle.pdf").symlink_to(tmp_path / "scans" / "circle.pdf")
    assert files_in(tmp_path / "scans") == {}
    assert content_of(link) == b"%PDF-1.7"
    with pytest.raises(Refused, match=r"It could not be read: |It is not there any more\."):
        content_of(tmp_path / "scans" / "circle.pdf")


@pytest.mark.parametrize("by", [5, -5])
def test_a_file_that_grows_or_shrinks_while_it_is_read_is_not_taken(
    by: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scan.pdf"
    whole = b"%PDF-1.7 half of it"
    path.write_bytes(whole)
    told = os.fstat

    def then_changed(descriptor: int) -> os.stat_result:
        about = told(descriptor)
        os.truncate(path, len(whole) + by)
        return about

    monkeypatch.setattr(os, "fstat", then_changed)
    with pytest.raises(Refused, match="Another program still writes to it"):
        content_of(path)


def test_a_name_that_is_written_backwards_or_over_two_lines_is_told_in_one(clinic: Clinic, tmp_path: Path) -> None:
    told: list[str] = []
    progress = Progress(lambda _, __, words: told.append(words))
    name = "invoice\u202efdp.exe\nof May"
    read_files(clinic.blobs, [FileSource(name, None, b"")], frozenset(), progress)
    refused = read(clinic, FileSource(name, None, b"no pages")).refused
    assert told and all("\u202e" not in one and "\n" not in one for one in (*told, *refused))


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.truncate(3 << 30)
    with pytest.raises(Refused, match=r"It has 3072 MB, and at most 100 MB are read\. Scan it in parts\."):
        content_of(tmp_path / "huge.pdf")


@pytest.mark.usefixtures("here")
def test_a_file_that_is_filed_already_is_not_read_again(clinic: Clinic, tmp_path: Path) -> None:
    content = pdf_of(100)
    came_as = hashlib.sha256(content).hexdigest()
    found = read(clinic, written(tmp_path, "a.pdf", content), known=frozenset({came_as}))
    assert not found.files and [one.came_as for one in found.twice] == [came_as]
    # Nor is one that comes twice at once, whatever it is called.
    found = read(clinic, written(tmp_path, "b.pdf", content), written(tmp_path, "c.pdf", content))
    assert [one.name for one in found.files] == ["b.pdf"]
    assert [one.source.name for one in found.twice] == ["c.pdf"]


@pytest.mark.usefixtures("here")
def test_what_was_read_before_it_was_stopped_is_given_back(clinic: Clinic) -> None:
    sources = [FileSource(f"{width}.pdf", None, pdf_of(width)) for width in range(100, 140)]
    progress = Progress(lambda done, *_: progress.stop() if done == 3 else None)
    found = read_files(clinic.blobs, sources, frozenset(), progress)
    assert [one.name for one in found.files] == ["100.pdf", "101.pdf", "102.pdf", "103.pdf"]
    assert [one.name for one in found.left] == [f"{width}.pdf" for width in range(104, 140)]


@pytest.mark.usefixtures("here")
def test_on_a_full_disk_the_rest_waits_where_it_is(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    put, sources = clinic.blobs.put, [FileSource(f"{width}.pdf", None, pdf_of(width)) for width in (100, 200, 300)]

    def full(_: object, content: bytes) -> str:
        if widths_of(content) == [200]:
            raise StoreTrouble("The disk is full.")
        return put(content)

    monkeypatch.setattr(type(clinic.blobs), "put", full)
    found = read(clinic, *sources)
    assert [one.name for one in found.files] == ["100.pdf"]
    assert found.trouble == "The disk is full."
    assert [one.name for one in found.left] == ["200.pdf", "300.pdf"]


def test_a_file_goes_through_the_process_that_reads_strangers(clinic: Clinic) -> None:
    """The one test of this room that starts it: everything else is about what comes of it."""
    first = paper("one", "two")
    found = read(
        clinic,
        FileSource("two.pdf", None, first),
        FileSource("locked.pdf", None, protected(first, "a long password")),
        FileSource("damaged.pdf", None, first[: len(first) // 2]),
        FileSource("broken.png", None, b"\x89PNG\r\n\x1a\n no picture"),
        FileSource("empty.pdf"),
        FileSource("runs.pdf", None, with_script(first)),
    )
    file, cleaned = found.files
    assert file.leaves.pages == 2 and file.leaves.has_text and file.leaves.thumbnail.startswith(b"\xff\xd8")
    assert file.came_as == hashlib.sha256(first).hexdigest() and not file.removed
    assert cleaned.removed == ("JavaScript",) and b"/JavaScript" not in clinic.blobs.get(cleaned.leaves.blob)
    named = [words.partition("”: ") for words in found.refused]
    assert [name for name, _, _ in named] == ["“locked.pdf", "“damaged.pdf", "“broken.png", "“empty.pdf"]
    assert "password" in named[0][2] and "empty" in named[3][2]
    assert all(why[0].isupper() and why.endswith(".") for _, _, why in named)
    turned = turned_leaves(clinic.blobs, file.leaves.blob, 90, (2,))
    assert turns_of(clinic.blobs.get(turned.blob)) == [0, 90] and turned.has_text


@pytest.mark.usefixtures("here")
def test_pages_are_turned_split_and_joined_into_files_of_their_own(clinic: Clinic) -> None:
    put = clinic.blobs.put
    blob = put(pdf_of(100, 200, 300))
    turned = turned_leaves(clinic.blobs, blob, -90)
    assert turns_of(clinic.blobs.get(turned.blob)) == [270, 270, 270]
    first, second = split_leaves(clinic.blobs, blob, 2)
    assert widths_of(clinic.blobs.get(first.blob)) == [100, 200] and first.pages == 2
    assert widths_of(clinic.blobs.get(second.blob)) == [300] and second.pages == 1
    whole = joined_leaves(clinic.blobs, [second.blob, put(pdf_of(400)), first.blob])
    assert widths_of(clinic.blobs.get(whole.blob)) == [300, 400, 100, 200] and whole.pages == 4
    # The old pages stay: undo leads back to them.
    assert widths_of(clinic.blobs.get(blob)) == [100, 200, 300]


def test_a_scan_waits_once_it_grows_no_more(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.JPG", "notes.txt", ".hidden.pdf", "~a.pdf", "a.pdf.part"):
        (tmp_path / name).write_bytes(b"12345")
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "folder.pdf").mkdir()
    before = files_in(tmp_path)
    assert {path.name for path in before} == {"b.pdf", "a.JPG", "empty.pdf"}
    assert lying(before, {}, ()) == ()
    with (tmp_path / "b.pdf").open("ab") as growing:
        growing.write(b"6")
    now = files_in(tmp_path)
    assert [one.path.name for one in lying(now, before, ())] == ["a.JPG"]
    found = lying(files_in(tmp_path), now, ())
    assert {one.path.name: one.came_as for one in found} == {
        "a.JPG": hashlib.sha256(b"12345").hexdigest(),
        "b.pdf": hashlib.sha256(b"123456").hexdigest(),
    }


def test_of_too_many_only_the_newest_are_looked_at(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 5):
        path = tmp_path / f"{number % 7}-{number}.pdf"
        path.write_bytes(b"1")
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    there = files_in(tmp_path)
    assert len(there) == MOST_FILES + 5
    assert {int(path.stem.split("-")[1]) for path in newest(there)} == set(range(5, MOST_FILES + 5))
    few = dict(list(there.items())[:MOST_FILES])
    assert newest(few) == few


def test_a_folder_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="The scan folder could not be read: "):
        files_in(tmp_path / "network")


def test_only_what_is_filed_leaves_the_scan_folder(tmp_path: Path) -> None:
    for name in ("filed.pdf", "waits.pdf", "anew.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    seen = files_in(tmp_path)
    found = lying(seen, seen, ())
    (tmp_path / "anew.pdf").write_bytes(b"scanned over it since")
    filed = {hashlib.sha256(name.encode()).hexdigest() for name in ("filed.pdf", "anew.pdf")}
    assert remove_filed(found, filed) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"waits.pdf", "anew.pdf"}


def test_a_computer_that_starts_no_reader_keeps_what_was_read_by_then(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(*_: object, **__: object) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    first, second = (written(tmp_path, name, pdf_of(width)) for name, width in (("a.pdf", 300), ("b.pdf", 400)))
    report = Progress.report

    def fails_from_the_second_on(progress: Progress, done: int, total: int, words: str) -> None:
        report(progress, done, total, words)
        if done:
            monkeypatch.setattr(subprocess, "Popen", no_memory)

    monkeypatch.setattr(Progress, "report", fails_from_the_second_on)
    found = read(clinic, first, second)
    assert [one.name for one in found.files] == ["a.pdf"]
    assert found.left == (second,) and not found.refused
    assert found.trouble.startswith("This computer could not begin to read the file: Cannot allocate memory.")
