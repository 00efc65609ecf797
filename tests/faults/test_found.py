"""What finds faults finds them: each is planted here as it would be natural to write it, and has to be seen. The same
done rightly is found to be right."""

import hashlib
import hmac
from collections.abc import Sequence
from functools import partial

import pytest
from bench.safety import kernel
from bench.safety.desk import Desk
from bench.safety.holding import State
from bench.safety.s03_power import disks, record
from bench.safety.trials import Fault, Trial, calls_of, states_of, trial
from bench.safety.work.course import Workload
from factories import new_client
from filing import leaves

from clinic_desktop.attachments.commands import AddAttachments
from clinic_desktop.attachments.model import ReadFile
from clinic_desktop.clients.commands import AddAlert
from clinic_desktop.clients.model import AlertDraft, ClientDraft
from clinic_desktop.store.blobs import Blobs

_CANNOT = kernel.why_not()
pytestmark = pytest.mark.skipif(bool(_CANNOT), reason=_CANNOT or "writes can be watched here")
SEED = 7


def somebody(desk: Desk, name: str) -> None:
    new_client(desk.clinic, ClientDraft(name, "", "Larkin"))


def tried(work: Workload, fault: Fault, states: Sequence[State] = (), every: int = 1) -> list[Trial]:
    """The trials of one fault, at every call or at each so many."""
    known = tuple(states) or states_of(work)
    found = [trial(work, known, at, fault) for at in range(0, calls_of(work), every)]
    assert all(one.is_hit for one in found)
    return found


def filed(desk: Desk, name: str = "scan.pdf") -> None:
    """The file of a scan, and then its row."""
    file = ReadFile(name, leaves(desk.clinic, name), hashlib.sha256(name.encode()).hexdigest())
    desk.clinic.do(AddAttachments(1, None, (file,)))


def row_first(desk: Desk) -> None:
    """The row of a scan, and then its file."""
    held: list[bytes] = []

    def later(blobs: Blobs, content: bytes) -> str:
        held.append(content)
        return hmac.new(blobs._name_key, content, hashlib.sha256).hexdigest()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Blobs, "put", later)
        filed(desk)
    for content in held:
        desk.clinic.blobs.put(content)


def test_a_row_before_its_file_is_seen_to_dangle() -> None:
    states = states_of(Workload("file first", (filed,)))
    assert sum(one.dangling for one in tried(Workload("row first", (row_first,)), "killed", states, 4)) > 1
    assert sum(one.dangling for one in tried(Workload("file first", (filed,)), "killed", states, 7)) == 0


def test_a_disk_that_refuses_the_file_of_a_row_is_seen() -> None:
    found = tried(Workload("row first", (row_first,)), "no_room", every=8)
    assert sum(one.dangling for one in found) > 0


def both(desk: Desk) -> None:
    """One thing, in two transactions."""
    somebody(desk, "Ida")
    row = desk.clinic.read.all("SELECT max(id) AS id FROM clients")[0]["id"]
    desk.clinic.do(AddAlert(row, AlertDraft("health", "Blood thinner")))


def at_once(desk: Desk) -> None:
    """The same in one."""
    with desk.clinic.together():
        both(desk)


def test_what_is_done_by_halves_is_seen() -> None:
    assert sum(one.half for one in tried(Workload("by halves", (both,)), "killed", every=5)) > 1
    assert sum(one.half for one in tried(Workload("at once", (at_once,)), "killed", every=7)) == 0


def test_what_is_told_before_it_is_done_is_seen_to_be_lost() -> None:
    told = Workload("told", (lambda desk: None, partial(somebody, name="Ida")))
    done = Workload("done", (partial(somebody, name="Ida"), lambda desk: None))
    assert sum(one.lost for one in tried(told, "killed", states_of(done), 4)) > 1
    assert sum(one.lost for one in tried(done, "killed", every=7)) == 0


def careless(desk: Desk) -> None:
    """A file written by itself, by whoever does not say what the disk refuses."""
    (desk.folder.path / "list.txt").write_text("Ida Larkin", encoding="utf-8")


def test_an_error_of_the_disk_that_nobody_says_is_seen_as_a_death() -> None:
    work = Workload("careless", (lambda desk: None, careless))
    assert sum(one.deaths for one in tried(work, "full", every=1)) > 0
    assert sum(one.deaths for one in tried(Workload("careful", (filed,)), "full", every=8)) == 0


def hasty(desk: Desk) -> None:
    """A log that is flushed now and then, which is what many programs choose."""
    desk.clinic._writer._database.execute("PRAGMA synchronous = NORMAL")
    somebody(desk, "Ida")


def test_a_log_that_is_not_flushed_is_seen_to_lose_what_was_told() -> None:
    """By reliability.md, 388 of 600 disks lose something then, and none where each commit is flushed."""
    steps = tuple(partial(somebody, name=name) for name in ("Ida", "Bo", "Dewi"))
    safe, risky = Workload("flushed", steps), Workload("hasty", (hasty, *steps[1:]))
    states = states_of(safe)
    lost = sum(one.lost for one in disks(risky, states, record(risky), 20, SEED))
    assert lost > 2
    found = disks(safe, states, record(safe), 14, SEED)
    assert all(one.is_well for one in found), [one.words for one in found if not one.is_well]


def renamed(desk: Desk) -> None:
    """A file under a new name whose bytes were never flushed."""
    path = desk.folder.vault
    beside = path.with_suffix(".new")
    beside.write_bytes(path.read_bytes())
    for target in (path, path.with_suffix(".copy.json")):
        target.unlink()
    beside.rename(path)


def test_a_name_that_lasts_while_its_bytes_do_not_is_seen() -> None:
    work = Workload("renamed", (renamed, partial(somebody, name="Ida")))
    found = disks(work, states_of(work), record(work), 14, SEED)
    assert sum(one.unopened for one in found) > 1
