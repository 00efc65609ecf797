"""What a command is: one thing a person does, that performs itself inside one transaction."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

from clinic_desktop.store.keyring import KeyRing
from clinic_desktop.store.transaction import Transaction

Permission = Literal["anyone", "owner"]


class Command(ABC):
    """The shape of a frozen dataclass that reads, checks, then writes through the transaction.

    `label` is what the undo menu and the audit show (marked for translation); `undoable` says whether
    undo may take it back; `permission` names who may do it, asked of `staff` by the Clinic.
    """

    label: ClassVar[str]
    undoable: ClassVar[bool] = True
    permission: ClassVar[Permission] = "anyone"

    @abstractmethod
    def perform(self, tx: Transaction) -> int:
        """Do it; returns the id of the row it is about. Raises Refused, Missing or ChangedSince."""

    def settle(self, keys: KeyRing) -> None:  # noqa: B027 - most commands have nothing outside the database
        """What lies outside the database, done once the rows are safe (row first, key slot second)."""
