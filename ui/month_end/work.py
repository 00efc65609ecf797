"""The slow work of a month end, each in a job beside the window."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.commands.issuing import issue_command, issue_rows
from clinic_desktop.month_end.loader.beside import looking
from clinic_desktop.month_end.model import IssueRun, MonthRow
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import KeyRing


@dataclass(frozen=True, slots=True)
class Issuer:
    """As whom documents are issued: the keys, the slot of the person signed in, the clock, and the folder of the search
    files of the diagnosis codes."""

    keys: KeyRing
    slot: str
    clock: Clock
    codes: Path


def issue_beside(issuer: Issuer, rows: tuple[MonthRow, ...], progress: Progress) -> tuple[IssueRun, Changes]:
    """Issue these rows over connections of its own, and say what that changed; raises StoreTrouble or NotAllowed."""
    keys, changed = issuer.keys, Changes()

    def hear(changes: Changes) -> None:
        nonlocal changed
        changed = changed.joined(changes)

    with (
        closing(Clinic.open(keys.folder, keys.key, issuer.slot, issuer.clock, keys.cost)) as beside,
        looking(beside.read, issuer.codes) as look,
    ):
        beside.hear(hear)
        run = issue_rows(
            lambda command: beside.do(command).row,
            lambda row: issue_command(row, look),
            rows,
            progress,
            beside.together,
        )
    return run, changed
