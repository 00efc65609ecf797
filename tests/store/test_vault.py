"""The key slots: right secret, wrong secret, moved slot, damaged file."""

import base64
from pathlib import Path

import pytest
from fixed import CHEAP
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.errors import Damaged, StoreTrouble, WrongPassword
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import new_recovery_key, recovery_letters
from clinic_desktop.store.keys.vault import RECOVERY_SLOT, KeyCost, Vault


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
    with pytest.raises(Damaged):
        vault.unwrap(Vault("two", known.slots), "ann", "right")
    # Nor where somebody made its sum fit.
    with pytest.raises(WrongPassword):
        vault.unwrap(Vault("two", (vault.checked("two", known.slots[0]),)), "ann", "right")


def test_a_slot_that_was_taken_away_does_not_open() -> None:
    _, known = wrapped("right")
    with pytest.raises(WrongPassword, match="no longer sign in"):
        vault.unwrap(known.without_slot("ann"), "ann", "right")


def test_the_recovery_key_as_printed_opens() -> None:
    key, printed = vault.new_key(), new_recovery_key()
    slot = vault.wrap(key, "one", RECOVERY_SLOT, "", recovery_letters(printed), CHEAP)
    typed = printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert vault.unwrap(Vault("one", (slot,)), RECOVERY_SLOT, recovery_letters(typed)) == key


@given(some.integers(0, 35), some.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_misread_letter_of_a_recovery_key_is_found(place: int, letter: str) -> None:
    right = recovery_letters(new_recovery_key())
    wrong = right[:place] + letter + right[place + 1 :]
    if wrong != right:
        with pytest.raises(WrongPassword, match="does not fit"):
            recovery_letters(wrong)


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


def test_the_files_are_private(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    vault.write(path, wrapped("right")[1])
    assert path.stat().st_mode & 0o077 == 0


def saved(tmp_path: Path, *slots: vault.Slot) -> Path:
    path = tmp_path / "vault.json"
    vault.write(path, Vault("one", slots))
    return path


def test_no_bit_that_a_disk_changes_makes_a_right_password_wrong(tmp_path: Path) -> None:
    key = vault.new_key()
    path = saved(tmp_path, vault.wrap(key, "one", "ann", "Ann Møller", "right", CHEAP))
    vault.second_copy(path).unlink()
    whole, opened, told = path.read_bytes(), 0, 0
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << (at * 3 % 8)
        path.write_bytes(damaged)
        try:
            # A letter between the parts may change and say the same.
            assert vault.unwrap(vault.read(path), vault.read(path).slots[0].id, "right") == key
            opened += 1
        except StoreTrouble:
            told += 1
    assert opened + told == len(whole)
    assert told > len(whole) * 3 / 4


def test_each_slot_is_taken_from_the_copy_that_has_it_whole(tmp_path: Path) -> None:
    key = vault.new_key()
    ann, bo = (vault.wrap(key, "one", one, one.title(), "right", CHEAP) for one in ("ann", "bo"))
    path = saved(tmp_path, ann, bo)
    for copy, one in ((path, ann), (vault.second_copy(path), bo)):
        copy.write_text(copy.read_text().replace(one.wrapped[:8], bo.salt[:8]))
    known = vault.read(path)
    assert known == Vault("one", (ann, bo))
    for copy, one in ((path, bo), (vault.second_copy(path), ann)):
        copy.write_text(copy.read_text().replace(one.wrapped[8:16], bo.salt[:8]))
    # In neither: told apart from a wrong password, and still so once somebody else’s key was written.
    vault.write(path, vault.read(path).with_slot(vault.wrap(key, "one", "cy", "Cy", "right", CHEAP)))
    for slot in ("ann", "bo"):
        with pytest.raises(Damaged, match="the password may be right"):
            vault.unwrap(vault.read(path), slot, "right")
    assert vault.unwrap(vault.read(path), "cy", "right") == key


def test_a_damaged_slot_stays_damaged_under_another_name() -> None:
    _, known = wrapped("right")
    (ann,) = known.slots
    assert vault.is_whole("one", vault.renamed("one", ann, "Anna"))
    damaged = vault.renamed("one", ann._replace(salt=ann.nonce), "Anna")
    assert not vault.is_whole("one", damaged)


def test_a_key_file_from_before_there_were_sums_opens(tmp_path: Path) -> None:
    key = vault.new_key()
    old = vault.wrap(key, "one", "ann", "Ann", "right", CHEAP)._replace(check="")
    path = saved(tmp_path, old)
    text = path.read_text().replace('"version": 2', '"version": 1').replace(',\n   "check": ""', "")
    assert "check" not in text
    path.write_text(text)
    known = vault.read(path)
    assert known == Vault("one", (old,))
    assert vault.unwrap(known, "ann", "right") == key
    assert vault.unwrap(Vault("one", (vault.renamed("one", old, "Anna"),)), "ann", "right") == key


def test_one_copy_that_says_newer_is_one_that_the_disk_changed(tmp_path: Path) -> None:
    """A newer program writes both, the second first."""
    path, made = tmp_path / "vault.json", wrapped("right")[1]
    vault.write(path, made)
    newer = path.read_text("utf-8").replace(f'"version": {vault.VERSION}', f'"version": {vault.VERSION + 4}')
    path.write_text(newer, "utf-8")
    assert vault.read(path) == made
    vault.second_copy(path).write_text(newer, "utf-8")
    with pytest.raises(StoreTrouble, match="newer Clinic Desktop"):
        vault.read(path)


def test_a_key_file_that_is_a_link_or_has_no_end_is_none(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "vault.json", tmp_path / "elsewhere.json"
    made = wrapped("right")[1]
    vault.write(path, made)
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    vault.second_copy(path).write_bytes(b" " * (vault._MOST_BYTES + 1))
    with pytest.raises(Damaged):
        vault.read(path)


def test_a_guess_costs_what_was_chosen_and_keys_are_as_long() -> None:
    # RFC 9106, 4: the second recommended option, for a machine that has not 2 GiB for it.
    assert KeyCost() == (64 * 1024, 3, 4)
    key, known = wrapped("right")
    (slot,) = known.slots
    assert [len(base64.b64decode(text)) for text in (slot.salt, slot.nonce, slot.wrapped)] == [16, 12, 48]
    assert (len(key), len(slot.check), len(vault.new_slot_id())) == (32, 16, 16)
    # As long as it says, for a recovery key is 160 bits.
    assert len(recovery_letters(new_recovery_key())) == 36


@pytest.mark.parametrize(("cost", "most"), [("memory_kib", 1 << 20), ("passes", 16), ("lanes", 16)])
def test_no_cost_is_taken_from_a_file_that_no_machine_bears(tmp_path: Path, cost: str, most: int) -> None:
    (slot,) = wrapped("right")[1].slots
    for value, is_taken in ((0, False), (1, True), (most, True), (most + 1, False)):
        changed = slot._replace(**{cost: value})  # type: ignore[arg-type]
        vault.write(tmp_path / "vault.json", Vault("one", (changed,)))
        if is_taken:
            vault.parsed((tmp_path / "vault.json").read_text())
        else:
            with pytest.raises(ValueError, match="out of bounds"):
                vault.parsed((tmp_path / "vault.json").read_text())


def test_a_slot_that_is_taken_away_or_changed_leaves_the_others() -> None:
    _, known = wrapped("right")
    (ann,) = known.slots
    bo, recovery = ann._replace(id="bo", name="Bo"), ann._replace(id=RECOVERY_SLOT, name="")
    all_three = known.with_slot(bo).with_slot(recovery)
    assert all_three.slots == (ann, bo, recovery)
    assert all_three.people() == (ann, bo)
    assert all_three.without_slot("bo").slots == (ann, recovery)
    changed = bo._replace(name="Bob")
    assert all_three.with_slot(changed).slots == (ann, changed, recovery)
    assert all_three.slot("bo") == bo
    assert len({vault.new_slot_id() for _ in range(9)}) == 9


def test_a_clinic_whose_log_says_something_was_left_open(tmp_path: Path) -> None:
    folder = ClinicFolder(tmp_path)
    assert not folder.was_left_open()
    folder.log.write_bytes(b"")
    assert not folder.was_left_open()
    folder.log.write_bytes(b"x")
    assert folder.was_left_open()


def test_both_copies_gone_are_missing_and_one_that_is_there_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    with pytest.raises(Damaged, match="is missing, and so is its second copy"):
        vault.read(path)
    for one in (path, vault.second_copy(path)):
        one.write_text("{")
        with pytest.raises(Damaged, match="is damaged, and its second copy is damaged or missing"):
            vault.read(path)
        one.unlink()


@pytest.mark.parametrize("part", ["id", "name", "check"])
def test_what_is_no_text_in_a_slot_is_no_key_file(tmp_path: Path, part: str) -> None:
    (slot,) = wrapped("right")[1].slots
    vault.write(tmp_path / "vault.json", Vault("one", (slot._replace(**{part: 7}),)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not such a file"):
        vault.parsed((tmp_path / "vault.json").read_text())
