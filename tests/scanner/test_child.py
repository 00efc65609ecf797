"""The process that reads strangers’ files: what it has, what it may, and what becomes of one that hangs or dies."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import plain
from hostile_pictures import HEIC, picture

from clinic_desktop.errors import Refused
from clinic_desktop.scanner import asking
from clinic_desktop.scanner.asking import CHILD_ARGUMENT, ChildAnswer, asked
from clinic_desktop.scanner.limits import CPU_SECONDS, MEMORY
from clinic_desktop.scanner.scanning import _believed, scan
from clinic_desktop.scanner.troubles import NotTaken, refused

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A key as the program holds one: in memory and, which it never would, in the environment."""
    held = secrets.token_hex(32).encode("ascii")
    monkeypatch.setenv("CLINIC_KEY", held.decode("ascii"))
    return held


def limits_of(process: int) -> dict[str, str]:
    """What a process may have at most, by the names that Linux has for it."""
    lines = Path(f"/proc/{process}/limits").read_text().splitlines()[1:]
    return {line[4:26].strip(): line[26:].split()[0] for line in lines}


def limits_once_confined(process: int) -> dict[str, str]:
    for _ in range(1000):
        if limits_of(process)["open files"] == "3":
            break
        time.sleep(0.01)
    # Those that come after it are set in the same breath.
    time.sleep(0.05)
    return limits_of(process)


@pytest.fixture
def child(key: bytes) -> Iterator["subprocess.Popen[bytes]"]:
    """One that is confined, and waits for its file."""
    started = asking._started("scan", "pdf")
    limits_once_confined(started.pid)
    yield started
    started.kill()
    asking._closed(started)


def memory(process: int) -> Iterator[bytes]:
    """All that a process can read of its own memory, a piece at a time."""
    with Path(f"/proc/{process}/mem").open("rb", 0) as held:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            place, rights = line.split()[:2]
            first, last = (int(end, 16) for end in place.split("-"))
            if rights.startswith("r") and not line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                held.seek(first)
                yield held.read(last - first)


@linux
@pytest.mark.parametrize(("how", "most"), [("pdf", "0"), ("heic", "")])
def test_the_child_starts_no_process_but_for_a_kind_that_needs_threads(how: str, most: str) -> None:
    started = asking._started("scan", how)
    try:
        found = limits_once_confined(started.pid)
        mine = limits_of(os.getpid())["processes"]
        assert found["processes"] == (most or mine)
    finally:
        started.kill()
        asking._closed(started)


def test_an_answer_that_counts_its_bytes_wrong_is_none() -> None:
    assert asking._cut(b'{"sizes": [1, 2]}\nabc').parts == (b"a", b"bc")
    for head in (b'{"sizes": [1, 1]}', b'{"sizes": [1, 3]}', b'{"sizes": [-1, 4]}', b'{"sizes": "3"}', b"[]", b"{}"):
        with pytest.raises(Refused):
            asking._cut(head + b"\nabc")


def test_a_child_that_names_something_else_a_picture_is_not_believed() -> None:
    facts: dict[str, object] = {"pages": 1, "has_text": False, "removed": []}
    good = (b"%PDF-1.7", b"\xff\xd8\xff\xe0")
    assert _believed(ChildAnswer(facts, good), "pdf").thumbnail == good[1]
    for parts in ((good[0], b"GIF89a"), (good[0], b""), (b"MZ", good[1]), good[:1]):
        with pytest.raises(Refused):
            _believed(ChildAnswer(facts, parts), "pdf")


def test_a_child_that_made_too_much_answers_with_a_sentence() -> None:
    code = (
        "import sys; sys.path[:] = sys.argv[1:]\n"
        "from clinic_desktop.scanner import child\n"
        "child.MOST_CLEAN_BYTES = 100\n"
        "child.main('scan', 'pdf')"
    )
    command = [sys.executable, "-I", "-S", "-c", code, *sys.path]
    done = subprocess.run(command, input=plain(), capture_output=True, check=False)
    assert done.stdout == b'{"why": "clean", "number": 0}\n'


@linux
def test_the_child_has_no_key_in_its_memory_its_environment_or_its_arguments(
    child: "subprocess.Popen[bytes]", key: bytes
) -> None:
    place = Path(f"/proc/{child.pid}")
    assert (place / "environ").read_bytes() == b""
    assert key not in (place / "cmdline").read_bytes()
    # A known word is found, so the key would be.
    assert any(b"clinic_desktop.scanner.child" in piece for piece in memory(child.pid))
    assert not any(key in piece for piece in memory(child.pid))


@linux
def test_the_child_has_three_pipes_and_can_open_nothing_more(child: "subprocess.Popen[bytes]") -> None:
    held = {one.name: str(one.readlink()) for one in Path(f"/proc/{child.pid}/fd").iterdir()}
    # Chance, which qpdf asks for once, and which tells nothing.
    assert {name: where for name, where in held.items() if where != "/dev/urandom"}.keys() == {"0", "1", "2"}
    assert held["0"].startswith("pipe:") and held["1"].startswith("pipe:") and held["2"] == "/dev/null"
    limits = {
        line[:26].strip(): line.split()[-3:-1] for line in Path(f"/proc/{child.pid}/limits").read_text().splitlines()
    }
    assert limits["Max open files"] == ["3", "3"]
    assert limits["Max address space"] == [str(MEMORY)] * 2
    assert limits["Max cpu time"] == [str(CPU_SECONDS)] * 2
    assert limits["Max file size"] == limits["Max core file size"] == ["0", "0"]


def answered(monkeypatch: pytest.MonkeyPatch, code: str, *, seconds: float = 60) -> str:
    """The sentence for a child that does this instead of its task."""
    monkeypatch.setattr(asking, "_START", code)
    with pytest.raises(Refused) as caught:
        scan(plain(), seconds=seconds)
    (problem,) = caught.value.problems
    assert problem.field == ""
    return problem.words


def said(why: str, number: int = 0) -> str:
    return refused(why, number).words


def test_a_child_that_hangs_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answered(monkeypatch, "import time; time.sleep(3600)", seconds=0.3) == said("slow")


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import sys; sys.stdin.buffer.read(); import os; os._exit(7)",
        "print('{}')",
        "print('nonsense')",
        "print('[' * 100_000)",
        "print('{\"sizes\": [5, -5]}')",
        'print(\'{"sizes": [1, 1], "pages": 1, "has_text": true, "removed": []}\', end=\'\\nxy\')',
        "print('{\"sizes\": [9]}')",
        'print(\'{"why": "a sentence of a stranger"}\')',
        "print('x' * 70_000)",
    ],
)
def test_of_a_child_that_dies_or_talks_nonsense_nothing_is_believed(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    assert answered(monkeypatch, code) == said("died")


def test_of_an_endless_answer_only_so_much_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_CLEAN_BYTES", 100_000)
    code = "import sys\nwhile True: sys.stdout.buffer.write(bytes(100_000))"
    assert answered(monkeypatch, code) == said("died")


def test_an_absurd_number_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    code = 'print(\'{"why": "many", "number": \' + "9" * 30 + "}")'
    assert answered(monkeypatch, code) == said("many", 0)


def test_a_reason_that_nobody_knows_is_a_bug_in_the_child() -> None:
    with pytest.raises(ValueError, match="surprise"):
        NotTaken("surprise")


def test_the_same_file_makes_the_same_bytes() -> None:
    assert scan(plain()) == scan(plain())


def test_the_built_program_starts_itself_as_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own executable cannot be started here, so the words that it would get go to the start of the program."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/bin/echo")
    started = asking._started("scan", "pdf")
    words, _ = started.communicate(b"")
    assert words.split() == [CHILD_ARGUMENT.encode(), b"scan", b"pdf"]
    monkeypatch.undo()
    code = "import sys; sys.path[:] = sys.argv[1:]; from clinic_desktop.__main__ import main; main({!r})"
    command = [sys.executable, "-I", "-S", "-c", code.format([CHILD_ARGUMENT, "scan", "pdf"]), *sys.path]
    done = subprocess.run(command, input=plain(), capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.endswith(scan(plain()).thumbnail)


def test_what_is_decoded_is_not_decoded_in_the_program() -> None:
    """Scanning imports none of what decodes: it could not, even by mistake."""
    code = (
        "import sys; sys.path[:] = sys.argv[1:]\n"
        "from clinic_desktop.scanner.scanning import scan\n"
        "from clinic_desktop.scanner.shrinking import shrunk\n"
        "assert scan(sys.stdin.buffer.read()).pages == 2\n"
        "print([name for name in ('PIL', 'pikepdf', 'pypdfium2', 'pi_heif') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code, *sys.path], input=plain(), capture_output=True, check=True)
    assert done.stdout.split() == [b"[]"]


@linux
@pytest.mark.skipif(os.geteuid() != 0, reason="for others, each scan of these tests is one")
def test_who_may_start_no_process_reads_all_kinds() -> None:
    """No limit keeps root from starting threads; clinics are not root."""
    code = (
        "import os, sys; sys.path[:] = sys.argv[2:]\n"
        "from clinic_desktop.scanner import child\n"
        "confine = child.confine\n"
        "def narrowed(**how):\n"
        "    confine(**how)\n"
        "    os.setuid(65534)\n"
        "child.confine = narrowed\n"
        "child.main('scan', sys.argv[1])"
    )
    files = {"heic": HEIC.read_bytes(), "pdf": plain(), "tiff": picture("TIFF", "1"), "jpeg": picture("JPEG")}
    for kind, content in files.items():
        command = [sys.executable, "-I", "-S", "-c", code, kind, *sys.path]
        done = subprocess.run(command, input=content, capture_output=True, check=False)
        assert b'"pages": ' in done.stdout[:100], (kind, done.stdout[:100], done.stderr)


def test_a_task_that_there_is_none_is_answered_too() -> None:
    with pytest.raises(Refused):
        asked("dance", "pdf", plain())
