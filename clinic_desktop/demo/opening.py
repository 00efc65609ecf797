"""Opens the demo clinic, makes it, resets it.

It is encrypted like any other; its random password lies beside it, so that it opens without sign-in, as its owner or as
anybody else of its staff.
"""

import secrets
import shutil

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import read_facts
from clinic_desktop.demo.filling import fill, therapist_draft
from clinic_desktop.demo.visiting import EveningClock
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.making import NewClinic
from clinic_desktop.practice.model import PracticeDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.store import files, founding
from clinic_desktop.store.backups.backup import back_up
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.vault import KeyCost
from clinic_desktop.wording import say

# A light derivation: the password lies beside the file anyway, and the demo should open at once.
DEMO_COST = KeyCost(memory_kib=8 * 1024, passes=1, lanes=1)
_PASSWORD_FILE = "demo-password.txt"  # noqa: S105 - a file's name


def open_demo(folder: ClinicFolder, clock: Clock) -> Clinic:
    """Open the demo clinic, and make it first where it is missing; raises as `enter_demo`."""
    if not folder.exists():
        return make_demo(folder, clock)
    key, slot = demo_key(folder)
    return enter_demo(folder, key, slot, clock)


def demo_key(folder: ClinicFolder, who: str = "") -> tuple[bytes, str]:
    """What opens the demo clinic that is there, by the password beside it: its key, and the slot of who opens it, as
    its owner without `who`. Raises StoreTrouble, and WrongPassword for who was given another password."""
    beside = folder.path / _PASSWORD_FILE
    try:
        password, *slots = beside.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError) as trouble:
        raise StoreTrouble(say("The demo clinic’s password file is gone. Reset the demo clinic.")) from trouble
    known = vault.read(folder.vault)
    # Others are on the staff too; one that an earlier version made has its owner alone.
    slot = who or (slots[0] if slots else known.people()[0].id)
    return vault.unwrap(known, slot, password), slot


def enter_demo(folder: ClinicFolder, key: bytes, slot: str, clock: Clock) -> Clinic:
    """Open the demo clinic that is there; raises StoreTrouble, also for one that is none.

    Only a clinic that says of itself that it is a demo opens by a password lying about.
    """
    clinic = Clinic.open(folder, key, slot, clock, DEMO_COST)
    if not practice(clinic.read).is_demo:
        clinic.close()
        raise StoreTrouble(say("This is not a demo clinic, so it does not open without sign-in."))
    return clinic


def make_demo(folder: ClinicFolder, clock: Clock) -> Clinic:
    """Make the demo clinic where there is none, and open it."""
    build_demo(folder, clock)
    return open_demo(folder, clock)


def rebuild_demo(folder: ClinicFolder, clock: Clock, progress: Progress | None = None) -> None:
    """Throw the demo clinic away, whatever state it is in, and make it new; raises as `build_demo`."""
    shutil.rmtree(folder.path, ignore_errors=True)
    build_demo(folder, clock, progress)


def build_demo(folder: ClinicFolder, clock: Clock, progress: Progress | None = None) -> None:
    """Make the demo clinic with the commands a person would use. Slow, so a window runs it in a job.

    It is built aside and gets its name when it is whole. Raises StoreTrouble, or Cancelled.
    """
    with founding.built_aside(folder, ".new") as aside:
        _build(aside, clock, progress or Progress())


def _build(folder: ClinicFolder, clock: Clock, progress: Progress) -> None:
    facts = read_facts()
    password = secrets.token_urlsafe(24)
    first = therapist_draft(facts["therapists"][0])
    new = NewClinic(PracticeDraft(**facts["practice"]), first, password, is_demo=True)
    turned = EveningClock(clock)
    clinic, _ = Clinic.create(folder, new, DEMO_COST, turned)
    try:
        beside = f"{password}\n{clinic.person.slot}\n"
        files.write_beside(folder.path / _PASSWORD_FILE, beside.encode("ascii"))
        fill(clinic, turned, facts, progress, password)
        back_up(folder, clinic.keys.key, clock.now(), Progress())
    finally:
        clinic.close()
