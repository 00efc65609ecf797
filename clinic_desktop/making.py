"""Makes a clinic in a folder that has none, with its first therapist as its owner."""

import secrets
from dataclasses import dataclass, field

from clinic_desktop.origins import origin_of
from clinic_desktop.practice.commands import SetUpPractice
from clinic_desktop.practice.model import PracticeDraft, TherapistDraft
from clinic_desktop.practice.rules import practice_values, therapist_values
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store import founding
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.command import Command
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder, KeyRing
from clinic_desktop.store.keys.vault import KeyCost, Vault
from clinic_desktop.store.writer import Outcome, Writer
from clinic_desktop.values.text import plain


@dataclass(frozen=True, slots=True)
class NewClinic:
    """What a first run asks for. The password was checked by `staff.rules.passwords`."""

    practice: PracticeDraft
    therapist: TherapistDraft
    password: str = field(repr=False)
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What opens a clinic that was just made: the database key, the owner's slot, the recovery key as printed."""

    key: bytes = field(repr=False)
    slot: str
    recovery_key: str = field(repr=False)


def make(folder: ClinicFolder, new: NewClinic, cost: KeyCost, clock: Clock) -> NewKeys:
    """Make a clinic in a folder that has none. Slow: two keys are derived, so a window runs it in a job.

    It is built aside and gets its name when it is whole. Raises Refused or StoreTrouble.
    """
    practice_values(new.practice)
    therapist_values(new.therapist)
    with founding.built_aside(folder, ".part") as aside:
        aside.path.mkdir(mode=0o700, parents=True)
        made = _build(KeyRing(aside, secrets.token_hex(16), vault.new_key(), cost), new, clock)
    return made


def _build(keys: KeyRing, new: NewClinic, clock: Clock) -> NewKeys:
    """Fill an empty folder: rows first, slots second."""
    printed, recovery = keys.recovery_slot()
    writer = Writer(keys.folder, keys.key, clock, new=True)
    try:

        def run(command: Command) -> Outcome:
            return writer.perform(command, origin_of(command.label, None, clock))

        therapist = run(SetUpPractice(new.practice, new.therapist, new.is_demo, recovery)).row
        name = f"{plain(new.therapist.given_name)} {plain(new.therapist.family_name)}"
        slot = keys.slot_for(vault.new_slot_id(), name, new.password)
        run(AddPerson(PersonDraft(name, str(therapist), "owner"), slot))
    finally:
        writer.close()
    vault.write(keys.folder.vault, Vault(keys.clinic, (slot, recovery)))
    return NewKeys(keys.key, slot.id, printed)
