"""The key slots: right secret, wrong secret, moved slot, damaged file."""

from pathlib import Path

import pytest
from fixed import CHEAP
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.errors import StoreTrouble, WrongPassword
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.vault import RECOVERY_SLOT, Vault


def wrapped(secret: str, clinic: str = "one") -> tuple[bytes, Vault]:
    key = vault.new_key()
    return key, Vault(clinic, (vault.wrap(key, clinic, "ann", "Ann", secret, CHEAP),))


@given(some.text(min_size=1, max_size=30))
def test_the_same_secret_opens(secret: str) -> None:
    key, known = wrapped(secret)
    assert vault.unwrap(known, "ann", secret) == key


def test_another_form_of_the_same_letters_opens() -> None:
    key, known = wrapped("Caf\u00e9 Nguy\u1ec5n")
    assert vault.unwrap(known, "ann", "Cafe\u0301 Nguye\u0302\u0303n") == key


def test_a_wrong_password_says_so() -> None:
    _, known = wrapped("right")
    with pytest.raises(WrongPassword, match="Nothing was changed"):
        vault.unwrap(known, "ann", "wrong")


def test_a_slot_of_another_clinic_does_not_open() -> None:
    _, known = wrapped("right")
    with pytest.raises(WrongPassword):
        vault.unwrap(Vault("two", known.slots), "ann", "right")


def test_a_slot_that_was_taken_away_does_not_open() -> None:
    _, known = wrapped("right")
    with pytest.raises(WrongPassword, match="no longer sign in"):
        vault.unwrap(known.without_slot("ann"), "ann", "right")


def test_the_recovery_key_as_printed_opens() -> None:
    key, printed = vault.new_key(), vault.new_recovery_key()
    slot = vault.wrap(key, "one", RECOVERY_SLOT, "", vault.recovery_letters(printed), CHEAP)
    typed = printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert vault.unwrap(Vault("one", (slot,)), RECOVERY_SLOT, vault.recovery_letters(typed)) == key


@given(some.integers(0, 35), some.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_misread_letter_of_a_recovery_key_is_found(place: int, letter: str) -> None:
    right = vault.recovery_letters(vault.new_recovery_key())
    wrong = right[:place] + letter + right[place + 1 :]
    if wrong != right:
        with pytest.raises(WrongPassword, match="does not fit"):
            vault.recovery_letters(wrong)


@pytest.mark.parametrize("damage", [b"", b"{", b'{"version": 1}', b"\xff\xfe"])
def test_a_damaged_file_is_read_from_its_second_copy(tmp_path: Path, damage: bytes) -> None:
    _, known = wrapped("right")
    path = tmp_path / "vault.json"
    vault.write(path, known)
    path.write_bytes(damage)
    assert vault.read(path) == known


def test_both_copies_damaged_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    vault.write(path, wrapped("right")[1])
    for copy in (path, vault.second_copy(path)):
        copy.write_text("{")
    with pytest.raises(StoreTrouble, match="second copy"):
        vault.read(path)
    assert path.read_text() == "{"


def test_a_doctored_cost_is_refused_before_it_takes_memory(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    vault.write(path, wrapped("right")[1])
    for copy in (path, vault.second_copy(path)):
        copy.write_text(copy.read_text().replace('"memory_kib": 1024', '"memory_kib": 99999999'))
    with pytest.raises(StoreTrouble):
        vault.read(path)


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vault.json"
    vault.write_beside(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreTrouble, match="The old one is unchanged"):
        vault.write_beside(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["vault.json"]


def test_where_there_is_no_old_file_none_is_spoken_of(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble) as found:
        vault.write_beside(tmp_path / "gone" / "bill.pdf", b"new")
    assert found.value.words == (
        "The file bill.pdf could not be written: No such file or directory. Nothing was left there."
    )
    with pytest.raises(StoreTrouble, match="Nothing was left there"):
        vault.write_beside(tmp_path / ("x" * 300), b"new")
    assert list(tmp_path.iterdir()) == []


def test_the_files_are_private(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    vault.write(path, wrapped("right")[1])
    assert path.stat().st_mode & 0o077 == 0
