"""Set the clinic up, change its facts, keep its therapists, credentials and services."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from clinic_desktop.practice import rules
from clinic_desktop.practice.model import (
    BillingDraft,
    CredentialDraft,
    PracticeDraft,
    ServiceDraft,
    TherapistDraft,
)
from clinic_desktop.staff.commands.keys import give_notice
from clinic_desktop.staff.model import NoticeKind
from clinic_desktop.store.chain import Head
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.keys.given import mark_of
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.keys.vault import Slot
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.wording import mark

# Who a restore goes by.
Asked = Literal["today", "the backup", "recovery key"]


@dataclass(frozen=True)
class SetUpPractice(Command):
    """The first command of every clinic: its name and address, its first therapist."""

    practice: PracticeDraft
    therapist: TherapistDraft
    is_demo: bool = False
    recovery: Slot | None = field(default=None, repr=False)
    label: ClassVar[str] = mark("Set up the clinic")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert both, with the mark of the recovery key; returns the therapist's id. Raises Refused."""
        mark_of_key = mark_of(self.recovery) if self.recovery else ""
        own = {"id": 1, "is_demo": int(self.is_demo), "recovery_mark": mark_of_key}
        tx.insert("practice", own | rules.practice_values(self.practice))
        return tx.insert("therapists", rules.therapist_values(self.therapist))


@dataclass(frozen=True)
class ChangePractice(Command):
    """Change the clinic's name, address and phone, and how it keeps its notes."""

    draft: PracticeDraft
    version: int
    label: ClassVar[str] = mark("Change clinic")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused or ChangedSince."""
        return tx.update("practice", 1, rules.practice_values(self.draft), self.version)


@dataclass(frozen=True)
class ChangeBilling(Command):
    """Change who bills: the clinic or a therapist, under which name and tax ID."""

    draft: BillingDraft
    version: int
    label: ClassVar[str] = mark("Change billing")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused or ChangedSince."""
        return tx.update("practice", 1, rules.billing_values(self.draft), self.version)


@dataclass(frozen=True)
class CheckRecoveryKey(Command):
    """Note that two groups of the recovery key were typed back; a new key's slot takes the old one's place."""

    slot: Slot | None = field(default=None, repr=False)
    label: ClassVar[str] = mark("Check recovery key")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Update the row with this moment."""
        current = tx.current("practice", 1)
        new = {"recovery_mark": mark_of(self.slot)} if self.slot else {}
        return tx.update("practice", 1, new | {"recovery_key_checked_at": tx.origin.at}, current["version"])

    def settle(self, keys: KeyRing) -> None:
        """From now on the new key opens the clinic and the old one does not."""
        if self.slot:
            keys.put(self.slot)


@dataclass(frozen=True)
class NoteRestore(Command):
    """Note in the audit trail that what follows goes on from a backup, made at that moment (UTC, ISO 8601). `left` are
    the ends of the trail, known at that time, that it does not go on from: nobody is to take them for a loss. `asked`
    says by whose word it was done: an owner's of today; of the day of the backup, where who is one today could not be
    read; or the recovery key's. Every other owner is told. `agreed` is who agreed to it for another clinic that was
    here: a name, "" for whoever had its recovery key, None where there was none."""

    made_at: str = ""
    left: tuple[Head, ...] = ()
    asked: Asked = "today"
    agreed: str | None = None
    label: ClassVar[str] = mark("Restore a backup")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Write the entry; the clinic's row stays as it is."""
        if self.made_at:
            kind: NoticeKind = "old owner" if self.asked == "the backup" else "restore"
            give_notice(tx, kind, tx.origin.actor, self.made_at)
        if self.asked == "recovery key":
            give_notice(tx, "recovery", tx.origin.actor)
        left = [list(head) for head in self.left]
        agreed = {} if self.agreed is None else {"agreed": self.agreed}
        return tx.look("practice", 1, {"made_at": self.made_at, "left": left, "asked": self.asked} | agreed)


@dataclass(frozen=True)
class AddTherapist(Command):
    """Add a therapist."""

    draft: TherapistDraft
    label: ClassVar[str] = mark("Add therapist")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused."""
        return tx.insert("therapists", rules.therapist_values(self.draft))


@dataclass(frozen=True)
class ChangeTherapist(Command):
    """Change a therapist's name, NPI or taxonomy."""

    id: int
    version: int
    draft: TherapistDraft
    label: ClassVar[str] = mark("Change therapist")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        return tx.update("therapists", self.id, rules.therapist_values(self.draft), self.version)


@dataclass(frozen=True)
class RetireTherapist(Command):
    """Take a therapist off the lists; what they did stays under their name."""

    id: int
    version: int
    label: ClassVar[str] = mark("Retire therapist")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("therapists", self.id, self.version)


@dataclass(frozen=True)
class AddCredential(Command):
    """Add a license, registration or certification to a therapist."""

    therapist: int
    draft: CredentialDraft
    label: ClassVar[str] = mark("Add credential")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        tx.current("therapists", self.therapist)
        values = rules.credential_values(self.draft, tx.clock.today())
        return tx.insert("credentials", {"therapist_id": self.therapist} | values)


@dataclass(frozen=True)
class ChangeCredential(Command):
    """Change a credential, as when a license is renewed."""

    id: int
    version: int
    draft: CredentialDraft
    label: ClassVar[str] = mark("Change credential")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        values = rules.credential_values(self.draft, tx.clock.today())
        return tx.update("credentials", self.id, values, self.version)


@dataclass(frozen=True)
class RetireCredential(Command):
    """Take a credential off a therapist."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove credential")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("credentials", self.id, self.version)


@dataclass(frozen=True)
class AddService(Command):
    """Add a service."""

    draft: ServiceDraft
    label: ClassVar[str] = mark("Add service")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused."""
        return tx.insert("services", rules.service_values(self.draft))


@dataclass(frozen=True)
class ChangeService(Command):
    """Change a service; visits recorded before keep what they were recorded with."""

    id: int
    version: int
    draft: ServiceDraft
    label: ClassVar[str] = mark("Change service")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        return tx.update("services", self.id, rules.service_values(self.draft), self.version)


@dataclass(frozen=True)
class RetireService(Command):
    """Take a service off the list."""

    id: int
    version: int
    label: ClassVar[str] = mark("Retire service")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("services", self.id, self.version)
