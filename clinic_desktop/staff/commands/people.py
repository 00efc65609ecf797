"""Add people, change them, take their key away and give them one again. Only an owner does."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.staff.rules.roles import read_role
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.keys.given import mark_of
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.keys.vault import Slot
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class AddPerson(Command):
    """Add a person with the slot that was made for their password."""

    draft: PersonDraft
    slot: Slot = field(repr=False)
    label: ClassVar[str] = mark("Add person")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"
    # Somebody without a key is on the staff all the same, and gets one on their page.
    is_put_back: ClassVar[bool] = False

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused when the name is taken."""
        return tx.insert("staff", _values(tx, self.draft, 0) | _key_of(self.slot))

    def settle(self, keys: KeyRing) -> None:
        """Give the key, now that the row is there."""
        keys.put(self.slot)


@dataclass(frozen=True)
class ChangePerson(Command):
    """Change a person's name, which therapist they are, and what they may do."""

    id: int
    version: int
    slot_id: str
    draft: PersonDraft
    label: ClassVar[str] = mark("Change person")
    # The name at sign-in lies in the vault, which undo does not reach.
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, also where no owner would be left, Missing or ChangedSince."""
        values, problems = _values(tx, self.draft, self.id), Problems()
        if values["role"] != "owner" and _is_last_owner(tx, self.id):
            problems.add("role", say("At least one owner stays. Make another person an owner first."))
        problems.refuse()
        return tx.update("staff", self.id, values, self.version)

    def settle(self, keys: KeyRing) -> None:
        """Show the new name at sign-in."""
        if keys.has(self.slot_id):
            keys.rename(self.slot_id, plain(self.draft.name))


@dataclass(frozen=True)
class DisablePerson(Command):
    """Take a person's key away. Nobody is deleted: they stay on the list, and what they did under their name."""

    id: int
    version: int
    slot_id: str
    label: ClassVar[str] = mark("Disable person")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"
    # Whoever has to go is gone: the row alone keeps them out.
    is_put_back: ClassVar[bool] = False

    def perform(self, tx: Transaction) -> int:
        """Retire the row; at least one owner stays. Raises Refused, Missing or ChangedSince."""
        problems = Problems()
        if _is_last_owner(tx, self.id):
            problems.add("", say("At least one owner stays: without one, nobody could add people."))
        elif self.id == tx.origin.actor:
            problems.add("", say("You are signed in as this person. Another owner can do this."))
        problems.refuse()
        return tx.retire("staff", self.id, self.version)

    def settle(self, keys: KeyRing) -> None:
        """Remove the key from both copies of the key file; a slot without a row would be refused anyway."""
        keys.remove(self.slot_id)


@dataclass(frozen=True)
class EnablePerson(Command):
    """Let a disabled person sign in again, with a new password in a slot of a new name: an old copy of the key file
    that comes back then opens nothing with the old one."""

    id: int
    version: int
    slot: Slot = field(repr=False)
    label: ClassVar[str] = mark("Enable person")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Put the row back in use; raises Refused where somebody else has the name by now, Missing or ChangedSince."""
        now, problems = tx.current("staff", self.id), Problems()
        if not now["retired_at"]:
            problems.add("", say("This person is not disabled."))
        _refuse_taken(tx, problems, now["name"], self.id)
        problems.refuse()
        return tx.update("staff", self.id, {"retired_at": None} | _key_of(self.slot), self.version)

    def settle(self, keys: KeyRing) -> None:
        """Give the key, now that the row is there."""
        keys.put(self.slot)


@dataclass(frozen=True)
class ChangeKey(Command):
    """Put a new slot in the place of a person's old one (a new password)."""

    slot: Slot = field(repr=False)
    label: ClassVar[str] = mark("Change password")
    undoable: ClassVar[bool] = False
    # One's own is everybody's; somebody else's is looked at below.
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Note it in the trail, with the mark of the key; only one's own password, or anyone's by an owner. Raises
        Refused."""
        row = tx.one("SELECT id FROM staff WHERE slot = ? AND retired_at IS NULL", self.slot.id)
        asks = tx.one("SELECT id, role FROM staff WHERE id = ?", tx.origin.actor)
        problems = Problems()
        if row is None or asks is None or (asks["id"] != row["id"] and asks["role"] != "owner"):
            problems.add("", say("Only an owner can set somebody else’s password."))
        problems.refuse()
        assert row is not None
        return tx.update("staff", row["id"], _key_of(self.slot), None)

    def settle(self, keys: KeyRing) -> None:
        """Replace the slot in the vault; the file itself stays as it is."""
        keys.put(self.slot)


def _key_of(slot: Slot) -> dict[str, str]:
    return {"slot": slot.id, "key_mark": mark_of(slot)}


def _values(tx: Transaction, draft: PersonDraft, own: int) -> dict[str, Any]:
    problems = Problems()
    name = problems.need("name", draft.name, say("Type the person’s name."))
    _refuse_taken(tx, problems, name, own)
    role = problems.read("role", read_role, draft.role)
    problems.refuse()
    return {"name": name, "therapist_id": int(draft.therapist) if draft.therapist else None, "role": role}


def _refuse_taken(tx: Transaction, problems: Problems, name: str, own: int) -> None:
    """The audit trail names who did something: nobody has the name of another, not even of one who left."""
    twins = [
        one
        for one in tx.all("SELECT name, retired_at FROM staff WHERE id <> ?", own)
        # Of all letters, where SQLite knows those of English alone.
        if one["name"].casefold() == name.casefold()
    ]
    if any(one["retired_at"] is None for one in twins):
        problems.add("name", say("Somebody on the staff has this name. Add an initial to tell them apart."))
    elif twins:
        words = say("A disabled person has this name. Enable them again, or add an initial to tell the two apart.")
        problems.add("name", words)


def _is_last_owner(tx: Transaction, row: int) -> bool:
    owners = tx.all("SELECT id FROM staff WHERE role = 'owner' AND retired_at IS NULL")
    return [one["id"] for one in owners] == [row]
