"""What runs long or replaces much: backups, thinning, restores, a first run; as courses of steps like the others."""

from datetime import timedelta
from functools import partial

from bench.safety.desk import Desk, prepared, stick_of
from bench.safety.workloads import Workload
from factories import new_client
from fixed import CHEAP, NOW, PASSWORD

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.jobs import Progress
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store import backup
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.manifest import backups_in


def _back_up(desk: Desk, days: int) -> None:
    backup.back_up(desk.folder, prepared().key, NOW + timedelta(days=days), Progress())


def _to_a_stick(desk: Desk) -> None:
    backup.back_up_to(desk.folder, prepared().key, stick_of(desk.folder), NOW, Progress())


def _restore(desk: Desk, at: int) -> None:
    """The backup of that number, the newest first, over what is there; the clinic is closed meanwhile."""
    desk.close()
    one = [found for found in backups_in(desk.folder.backups) if found.manifest.kind == "work"][at]
    clock = Clock(NOW + timedelta(hours=1))
    restore_backup(desk.folder, Restoring(one, prepared().slot, PASSWORD), CHEAP, clock, Progress())


def _somebody(desk: Desk, name: str) -> None:
    new_client(desk.clinic, ClientDraft(name, "", "Larkin"))


JOBS = (
    Workload(
        "backups, thinned",
        (
            *(partial(_somebody, name="Ida"), partial(_back_up, days=1)),
            *(partial(_somebody, name="Ada"), partial(_back_up, days=8)),
        ),
        backups=True,
    ),
    Workload("a backup on a stick", (partial(_somebody, name="Ida"), _to_a_stick)),
    Workload("a restore", (partial(_somebody, name="Ida"), partial(_restore, at=1)), backups=True),
)
