"""What a full disk did not take waits over a lock: sealed, and for the same person of the same clinic alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.keys.sealed import seal, unsealed
from clinic_desktop.store.waiting import sealed_drafts, take_sealed_drafts

BODY = {"note": ["half a sen", ""]}


@contextmanager
def full() -> Iterator[None]:
    raise StoreTrouble("The disk is full.")
    yield


@pytest.fixture
def waiting(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    """A clinic with a draft that is not on the disk."""
    with monkeypatch.context() as patched:
        patched.setattr("clinic_desktop.store.drafts.store_trouble", full)
        with pytest.raises(StoreTrouble):
            clinic.drafts.keep("client:1", BODY)
    return clinic


def test_what_waits_is_read_as_if_it_were_kept(waiting: Clinic) -> None:
    drafts = waiting.drafts
    assert drafts.kept("client:1") == BODY and drafts.names("client") == ("client:1",)
    assert not waiting.read.all("SELECT 1 FROM drafts")
    drafts.forget("client:1")
    assert drafts.kept("client:1") is None and drafts.waiting == {}


def test_what_is_about_something_gone_waits_no_longer(waiting: Clinic) -> None:
    waiting.drafts.forget_of_all("client")
    assert waiting.drafts.waiting == {}


def test_it_comes_back_onto_the_disk_by_the_same_person(waiting: Clinic) -> None:
    sealed = sealed_drafts(waiting.drafts, waiting.keys)
    assert sealed and b"half a sen" not in sealed
    waiting.drafts.forget("client:1")
    take_sealed_drafts(waiting.drafts, waiting.keys, sealed)
    assert waiting.drafts.waiting == {}
    assert [row["form"] for row in waiting.read.all("SELECT form FROM drafts")] == ["client:1"]


def test_nobody_else_opens_it(waiting: Clinic) -> None:
    drafts, keys = waiting.drafts, waiting.keys
    sealed = sealed_drafts(drafts, keys)
    drafts.forget("client:1")
    other = KeyRing(keys.folder, "another clinic", keys.key, keys.cost)
    take_sealed_drafts(drafts, other, sealed)
    drafts.actor += 1
    take_sealed_drafts(drafts, keys, sealed)
    drafts.actor -= 1
    take_sealed_drafts(drafts, keys, b"")
    assert drafts.kept("client:1") is None


@pytest.mark.parametrize("at", [0, 12, -1])
def test_a_changed_byte_opens_nothing(at: int) -> None:
    key, changed = bytes(32), bytearray(seal(bytes(32), "drafts", b"half a sen"))
    assert unsealed(key, "drafts", bytes(changed)) == b"half a sen"
    changed[at] ^= 1
    assert unsealed(key, "drafts", bytes(changed)) is None
    assert unsealed(b"\x01" * 32, "drafts", seal(key, "drafts", b"")) is None


def test_nothing_waits_where_the_disk_took_it(clinic: Clinic) -> None:
    clinic.drafts.keep("client:1", BODY)
    assert clinic.drafts.waiting == {} and sealed_drafts(clinic.drafts, clinic.keys) == b""
