"""The clinic's key slots: one random database key, wrapped for each person and for the recovery key.

A password is never the database's own key: changing one re-wraps 32 bytes and leaves the file alone,
and a wrong password is told apart from a damaged file.
"""

import base64
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from clinic_desktop.errors import Damaged, StoreTrouble, WrongPassword
from clinic_desktop.store.files import read_file, write_beside
from clinic_desktop.wording import say

KEY_BYTES = 32
VERSION = 2
# What a wrapped key is bound to; it stays, whatever else of the file changes.
_WRAPPING = 1
RECOVERY_SLOT = "recovery"
# What reading a damaged file raises, whatever stands in it.
UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
_SALT_BYTES, _NONCE_BYTES, _TAG_BYTES = 16, 12, 16
_SUM_LETTERS = 16
# A clinic of a thousand people has half of it.
_MOST_BYTES = 1 << 20
_MOST_KIB, _MOST_PASSES, _MOST_LANES = 1024 * 1024, 16, 16


class KeyCost(NamedTuple):
    """What one guess costs (Argon2id): memory in KiB, passes, lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


class Slot(NamedTuple):
    """The database key wrapped by one secret. `name` is shown at sign-in and is not secret. `check` is a sum over all
    of it, that tells a damaged slot from a wrong password; "" for one that was made before there were such."""

    id: str
    name: str
    memory_kib: int
    passes: int
    lanes: int
    salt: str
    nonce: str
    wrapped: str
    check: str = ""


class Vault(NamedTuple):
    """All slots of one clinic, as read from its vault file."""

    clinic: str
    slots: tuple[Slot, ...]

    def people(self) -> tuple[Slot, ...]:
        """The slots a person signs in with: all but the recovery key's."""
        return tuple(slot for slot in self.slots if slot.id != RECOVERY_SLOT)

    def slot(self, slot_id: str) -> Slot:
        """The slot of that id; raises WrongPassword where there is none."""
        for slot in self.slots:
            if slot.id == slot_id:
                return slot
        raise WrongPassword(say("This person can no longer sign in to this clinic."))

    def with_slot(self, slot: Slot) -> "Vault":
        """The same vault with this slot added, or in the place of the one with its id."""
        kept = [slot if old.id == slot.id else old for old in self.slots]
        return self._replace(slots=tuple(kept if slot in kept else [*kept, slot]))

    def without_slot(self, slot_id: str) -> "Vault":
        """The same vault without that slot."""
        return self._replace(slots=tuple(slot for slot in self.slots if slot.id != slot_id))


def new_key() -> bytes:
    """A random 256-bit database key."""
    import secrets

    return secrets.token_bytes(KEY_BYTES)


def new_slot_id() -> str:
    """A random name for a person's slot."""
    import secrets

    return secrets.token_hex(8)


def wrap(key: bytes, clinic: str, slot_id: str, name: str, secret: str, cost: KeyCost) -> Slot:
    """Wrap the database key for one secret (a password, or the letters of a recovery key)."""
    import secrets

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    slot = Slot(slot_id, name, cost.memory_kib, cost.passes, cost.lanes, _text(salt), _text(nonce), "")
    wrapped = AESGCM(_derived(slot, secret)).encrypt(nonce, key, _bound(clinic, slot))
    return checked(clinic, slot._replace(wrapped=_text(wrapped)))


def checked(clinic: str, slot: Slot) -> Slot:
    """The slot with its sum, for one that is known to be well."""
    return slot._replace(check=_sum(clinic, slot))


def renamed(clinic: str, slot: Slot, name: str) -> Slot:
    """The slot under another name; a damaged one stays damaged."""
    new = slot._replace(name=name)
    return checked(clinic, new) if slot.check and is_whole(clinic, slot) else new


def is_whole(clinic: str, slot: Slot) -> bool:
    """Whether a slot has all its parts as they were written; of one without a sum only their lengths are known."""
    try:
        lengths = [len(_bytes(text)) for text in (slot.salt, slot.nonce, slot.wrapped)]
    except ValueError:
        return False
    return lengths == [_SALT_BYTES, _NONCE_BYTES, KEY_BYTES + _TAG_BYTES] and slot.check in ("", _sum(clinic, slot))


def unwrap(vault: Vault, slot_id: str, secret: str) -> bytes:
    """The database key, from a slot and its secret; raises WrongPassword when they do not fit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slot = vault.slot(slot_id)
    if not is_whole(vault.clinic, slot):
        raise Damaged(_damaged_words(slot_id))
    try:
        cipher = AESGCM(_derived(slot, secret))
        return cipher.decrypt(_bytes(slot.nonce), _bytes(slot.wrapped), _bound(vault.clinic, slot))
    except InvalidTag:
        words = say("This password does not open the clinic. Nothing was changed. Check Caps Lock and try again.")
        if slot_id == RECOVERY_SLOT:
            words = say(
                "This recovery key does not open this clinic. Nothing was changed. Is the paper the newest? A new key "
                "makes the old one useless."
            )
        raise WrongPassword(words) from None


def _damaged_words(slot_id: str) -> str:
    if slot_id == RECOVERY_SLOT:
        return say(
            "What the recovery key opens is damaged in the key file; the paper may be right. The clinic’s data was not "
            "touched. Sign in with a password and make a new recovery key, or restore the newest backup."
        )
    return say(
        "The key of this person is damaged in the key file; the password may be right. The clinic’s data was not "
        "touched. Sign in as somebody else, use the recovery key, or restore the newest backup."
    )


def read(path: Path) -> Vault:
    """Read the vault file, or its second copy where the first is damaged or missing; where both are damaged, each slot
    from the copy that has it whole.

    Raises StoreTrouble when neither can be read.
    """
    known: list[Vault] = []
    newer: StoreTrouble | None = None
    for copy in (path, second_copy(path)):
        try:
            known.append(parsed(read_file(copy, _MOST_BYTES).decode("utf-8")))
        except StoreTrouble as trouble:
            # One copy alone may say so for a digit that the disk changed: a program writes both.
            newer = trouble
        except UNREADABLE:
            continue
        else:
            # Of two copies the one counts whose slots are all there.
            if _is_sound(known[-1]):
                return known[-1]
    if newer:
        raise newer
    if known:
        return _made_whole(*known)
    words = say("The clinic’s key file is damaged, and its second copy is damaged or missing.")
    if not path.exists() and not second_copy(path).exists():
        words = say("The clinic’s key file is missing, and so is its second copy.")
    kept = say("The clinic’s data was not touched. Restore the newest backup: what is there now is kept beside it.")
    raise Damaged(f"{words} {kept}")


def write(path: Path, vault: Vault) -> None:
    """Write both copies, the second first; each is written beside and renamed, so one is always whole."""
    body = {"version": VERSION, "clinic": vault.clinic, "slots": [slot._asdict() for slot in vault.slots]}
    text = json.dumps(body, indent=1, ensure_ascii=False)
    for target in (second_copy(path), path):
        write_beside(target, text.encode("utf-8"))


def second_copy(path: Path) -> Path:
    """Where the vault's second copy lies."""
    return path.with_suffix(".copy.json")


def parsed(text: str) -> Vault:
    """What a vault file says; raises one of UNREADABLE, or StoreTrouble where a newer program wrote it."""
    body = json.loads(text)
    if body["version"] > VERSION:
        raise StoreTrouble(say("This clinic was used with a newer Clinic Desktop. Install the newer program."))
    vault = Vault(body["clinic"], tuple(Slot(**slot) for slot in body["slots"]))
    said = (text for slot in vault.slots for text in (vault.clinic, slot.id, slot.name, slot.check))
    if not all(isinstance(text, str) for text in said):
        raise ValueError("not such a file")
    _check_costs(vault.slots)
    return vault


def _is_sound(vault: Vault) -> bool:
    """Whether every slot has all its parts, as they were written."""
    return all(is_whole(vault.clinic, slot) for slot in vault.slots)


def _made_whole(counts: Vault, *other: Vault) -> Vault:
    """The copy that counts, with each slot that is damaged in it taken from the other, where that has it whole."""
    whole = {slot.id: slot for one in other if one.clinic == counts.clinic for slot in one.slots}
    return counts._replace(
        slots=tuple(
            whole[slot.id]
            if not is_whole(counts.clinic, slot) and slot.id in whole and is_whole(counts.clinic, whole[slot.id])
            else slot
            for slot in counts.slots
        )
    )


def _check_costs(slots: Iterable[Slot]) -> None:
    # A damaged or doctored cost must not ask for all the memory of the machine.
    for slot in slots:
        costs = ((slot.memory_kib, _MOST_KIB), (slot.passes, _MOST_PASSES), (slot.lanes, _MOST_LANES))
        if any(not 1 <= cost <= most for cost, most in costs):
            raise ValueError("key cost out of bounds")


def _derived(slot: Slot, secret: str) -> bytes:
    import unicodedata

    from argon2.low_level import Type, hash_secret_raw

    # The same password typed on another keyboard may come as other code points (NFKC, RFC 8265).
    typed = unicodedata.normalize("NFKC", secret).encode("utf-8")
    return hash_secret_raw(typed, _bytes(slot.salt), slot.passes, slot.memory_kib, slot.lanes, KEY_BYTES, Type.ID)


def _bound(clinic: str, slot: Slot) -> bytes:
    # A wrapped key moved to another clinic or another person's slot does not open.
    return f"clinic-desktop|{_WRAPPING}|{clinic}|{slot.id}".encode()


def _sum(clinic: str, slot: Slot) -> str:
    # Against a disk that forgets a bit, and not against a thief: what he changes still opens nothing.
    import hashlib

    return hashlib.sha256(json.dumps([clinic, *slot._replace(check="")]).encode()).hexdigest()[:_SUM_LETTERS]


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
