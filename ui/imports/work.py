"""The slow work of an import, each in a job beside the window."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from clinic_desktop.clinic import Clinic
from clinic_desktop.imports.commands.importing import ImportRows
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.imports.model.entries import Entry
from clinic_desktop.imports.model.made import ImportFacts
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups.backup import back_up_before
from clinic_desktop.store.backups.manifest import Risk
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.command import Command
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class Importer:
    """As whom rows are imported: the keys, the slot of the person signed in, and the clock."""

    keys: KeyRing
    slot: str
    clock: Clock


def import_beside(importer: Importer, facts: ImportFacts, entries: tuple[Entry, ...], progress: Progress) -> Changes:
    """Make a backup, then import these rows over connections of its own. Raises StoreTrouble, NotAllowed, Refused,
    ChangedSince and Cancelled, and then nothing was imported."""
    return _done(importer, "import", lambda: ImportRows(facts, entries, progress), progress)


def take_back_beside(importer: Importer, made: int, version: int, rest: bool, progress: Progress) -> Changes:
    """Make a backup, then take an import back over connections of its own. Raises as `import_beside`."""
    return _done(importer, "undo import", lambda: TakeBackImport(made, version, rest, progress), progress)


def _done(importer: Importer, risk: Risk, command: Callable[[], Command], progress: Progress) -> Changes:
    keys, changed = importer.keys, Changes()

    def hear(changes: Changes) -> None:
        nonlocal changed
        changed = changed.joined(changes)

    progress.report(0, 0, say("Making a backup first"))
    back_up_before(keys, risk, importer.clock.now(), progress)
    with closing(Clinic.open(keys.folder, keys.key, importer.slot, importer.clock, keys.cost)) as beside:
        beside.hear(hear)
        beside.do(command())
    return changed
