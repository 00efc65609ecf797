"""S13: after a long random history, what a restore on another computer brings back is what was there."""

import contextlib
import hashlib
import random
import shutil
from dataclasses import replace
from datetime import timedelta

from bench.safety.desk import OTHER_PASSWORD, Desk, copied, home, prepared, stick_of
from bench.safety.holding import rows_of
from bench.safety.score import Score
from bench.safety.work.daily import COMMANDS
from factories import VISIT, new_case, new_client, new_payment, new_visit
from filing import filed
from fixed import CHEAP, NOW

from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.backups.named import named_in
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder


class _Seen:
    """What a clinic has: one hash of its rows, the bytes of its files and of its issued papers."""

    def __init__(self, folder: ClinicFolder, key: bytes) -> None:
        blobs = Blobs(folder.blobs, key)
        with opened(folder.database, key, "read") as database:
            # A restore is told to every owner: that is of after it.
            self.rows = rows_of(database, "notices")
            self.files = {name: hashlib.sha256(blobs.get(name)).hexdigest() for name in named_in(database).by_rows}
            self.papers = {
                digest: hashlib.sha256(content).hexdigest()
                for digest, content in database.execute("SELECT digest, bytes FROM contents").fetchall()
            }


def restored(count: int, seed: int) -> Score:
    """A history of so many steps at least: every kind of command, and random ones between them."""
    chance = random.Random(seed)
    desk, steps = Desk(copied("history")), 0
    for work in COMMANDS:
        for step in work.steps:
            step(desk)
            steps += 1
    while steps < count:
        _random(desk.clinic, chance)
        steps += 1
    back_up_to(desk.folder, prepared().key, stick_of(desk.folder), NOW, Progress())
    desk.close()
    before = _Seen(desk.folder, prepared().key)
    other = ClinicFolder(home() / "other-computer")
    shutil.rmtree(other.path, ignore_errors=True)
    after = _on_another(desk.folder, other)
    asked = {
        "rows equal": before.rows == after.rows,
        **{f"file {name[:8]}": after.files.get(name) == digest for name, digest in before.files.items()},
        **{f"paper {name[:8]}": after.papers.get(name) == digest == name for name, digest in before.papers.items()},
    }
    bad = [name for name, is_equal in asked.items() if not is_equal]
    words = (
        f"after {steps} steps and a restore on another computer: rows {'equal' if asked['rows equal'] else 'differ'}, "
        f"{len(before.files)} files and {len(before.papers)} issued papers compared, different {len(bad)}"
    )
    return Score(len(asked) - len(bad), len(asked), words)


def _on_another(folder: ClinicFolder, other: ClinicFolder) -> _Seen:
    """Restore what lies on the stick where nothing is."""
    (one,) = backups_in(stick_of(folder))
    clock = Clock(NOW + timedelta(hours=1))
    asked = Restoring(one, prepared().slot, OTHER_PASSWORD)
    key, slot = restore_backup(other, asked, CHEAP, clock, Progress())
    # As it is used from then on.
    Clinic.open(other, key, slot, clock, CHEAP).close()
    return _Seen(other, key)


def _random(clinic: Clinic, chance: random.Random) -> None:
    """One of the things that a day brings, by chance."""
    name = f"Ada {chance.randrange(10**9)}"
    deeds = (
        lambda: new_client(clinic, ClientDraft(name, "", "Lovelace")),
        lambda: clinic.drafts.keep(f"note:{chance.randrange(9)}", {"subjective": name}),
        lambda: filed(clinic, 1, (name, "and more"), f"{name}.pdf"),
        lambda: _visit(clinic, name, chance),
        lambda: clinic.undo() if clinic.history.undoable else None,
        lambda: clinic.redo() if clinic.history.redoable else None,
        lambda: _retire(clinic, chance),
    )
    with contextlib.suppress(ClinicError):
        chance.choice(deeds)()


def _visit(clinic: Clinic, name: str, chance: random.Random) -> None:
    case = new_case(clinic, new_client(clinic, ClientDraft(name, "", "Byron")))
    visit = new_visit(clinic, case, replace(VISIT, starts_at=f"{chance.randrange(24)}:00", ends_at=""))
    if chance.random() < 0.5:
        new_payment(clinic, visit, draft=PaymentDraft("11/20/2026", "cash", service="35.00"))


def _retire(clinic: Clinic, chance: random.Random) -> None:
    row = chance.choice(clinic.read.all("SELECT id, version FROM clients WHERE retired_at IS NULL AND id > 2"))
    clinic.do(RetireClient(row["id"], row["version"]))
