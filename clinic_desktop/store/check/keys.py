"""What opens the clinic: both copies of the vault, and a slot for each person and for nobody else."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.check.model import Check, Inspected, PartFound, found
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.vault import RECOVERY_SLOT, Vault

# Gives the slots of all active people of a record.
SlotsInUse = Callable[[Inspected], frozenset[str]]


def copies(looked: Inspected) -> PartFound:
    """Whether both copies of the vault are there and say the same."""
    return found("vault", 2, unlike_copies(looked.folder))


def unlike_copies(folder: ClinicFolder) -> tuple[str, ...]:
    """The names of the copies that are missing, damaged, or not as the one that counts: () where both are well."""
    paths = (folder.vault, vault.second_copy(folder.vault))
    read = {path.name: _alone(path) for path in paths}
    try:
        counts = vault.read(folder.vault)
    except StoreTrouble:
        return tuple(read)
    return tuple(name for name, one in read.items() if one != counts)


def write_both(folder: ClinicFolder) -> int:
    """Write both copies anew from the one that counts, and return how many were wrong. Raises StoreTrouble."""
    wrong = len(unlike_copies(folder))
    if wrong:
        vault.write(folder.vault, vault.read(folder.vault))
    return wrong


def slots(in_use: SlotsInUse) -> Check:
    """Whether every slot is somebody's and whole, and everybody has one."""

    def check(looked: Inspected) -> PartFound:
        try:
            known = vault.read(looked.folder.vault)
        except StoreTrouble:
            return PartFound("slots", 0, is_unread=True)
        people, given = in_use(looked), {slot.id for slot in known.people()}
        has_recovery = any(slot.id == RECOVERY_SLOT for slot in known.slots)
        damaged = sum(not vault.is_whole(known.clinic, slot) for slot in known.slots)
        return PartFound("slots", len(people | given) + 1, len(people ^ given) + (not has_recovery) + damaged)

    return check


def _alone(copy: Path) -> Vault | None:
    """What one copy says by itself; None where it is missing or damaged."""
    with contextlib.suppress(*vault.UNREADABLE, StoreTrouble):
        return vault.parsed(copy.read_text(encoding="utf-8"))
    return None
