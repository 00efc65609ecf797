"""What a command is: one thing a person does, that performs itself inside one transaction."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.transaction import Transaction

# What a command may ask for; which role has which stands in `staff.rules.roles`, as one table.
Permission = Literal[
    "anyone",  # one's own password, one's own lock
    "owner",  # staff, practice settings, fees, rule packs, keys, restore, import, full export, check and repair
    "people",  # clients, payers, policies, cases, referrals, files, benefit calls, the schedule, intake
    "clinical",  # notes, plans, assessments, measures, body maps, progress, flags
    "billing",  # bills, claims, statements, appeals, letters, packets, disclosures, month end, estimates, coverage
    "payments",  # money taken at the desk, packages, receipts
    "read_clinical",  # a look at what "clinical" writes
    "read",  # any other look
]


class Command(ABC):
    """The shape of a frozen dataclass that reads, checks, then writes through the transaction.

    `label` is what the undo menu and the audit show (marked for translation); `undoable` says whether
    undo may take it back; `permission` names who may do it, asked of `staff` by the Clinic. It has no
    default: whoever writes a command decides.
    """

    label: ClassVar[str]
    undoable: ClassVar[bool] = True
    # Whether undo reaches behind one that itself cannot be undone.
    is_wall: ClassVar[bool] = True
    # Of one that may take seconds: a sentence for whoever wants to save meanwhile (marked for translation).
    goes_on: ClassVar[str] = ""
    permission: ClassVar[Permission]
    # Whether its rows are put back where `settle` cannot be done: then the trail tells of nothing that did not happen.
    is_put_back: ClassVar[bool] = True

    def asks_for(self) -> Permission:
        """What must be allowed to do it: `permission`, unless it hangs on what this one is about."""
        return self.permission

    @abstractmethod
    def perform(self, tx: Transaction) -> int:
        """Do it; returns the id of the row it is about. Raises Refused, Missing or ChangedSince."""

    def settle(self, keys: KeyRing) -> None:  # noqa: B027 - most commands have nothing outside the database
        """What lies outside the database, done once the rows are safe (row first, key slot second)."""
