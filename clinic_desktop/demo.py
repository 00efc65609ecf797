"""The demo clinic: invented people, made through the program's own commands from data/demo, dated back from today.

It is encrypted like any other; its random password lies beside it, so that it opens without sign-in.
"""

import secrets
import shutil
import tomllib
from datetime import timedelta
from typing import Any

from clinic_desktop.clinic import Clinic, NewClinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.paths import DATA
from clinic_desktop.practice.commands import (
    AddCredential,
    AddService,
    AddTherapist,
    ChangeBilling,
    ChangePractice,
    ChangeTherapist,
    CheckRecoveryKey,
)
from clinic_desktop.practice.model import (
    BillingDraft,
    CredentialDraft,
    PracticeDraft,
    ServiceDraft,
    TherapistDraft,
)
from clinic_desktop.practice.queries import practice, therapist_page
from clinic_desktop.store import vault
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keyring import ClinicFolder
from clinic_desktop.store.vault import KeyCost
from clinic_desktop.wording import say

# A light derivation: the password lies beside the file anyway, and the demo should open at once.
DEMO_COST = KeyCost(memory_kib=8 * 1024, passes=1, lanes=1)
_PASSWORD_FILE = "demo-password.txt"  # noqa: S105 - a file's name


def open_demo(folder: ClinicFolder, clock: Clock) -> Clinic:
    """Open the demo clinic, and make it first where it is missing; raises StoreTrouble.

    Only a clinic that says of itself that it is a demo opens by a password lying about.
    """
    beside = folder.path / _PASSWORD_FILE
    if not folder.exists():
        return make_demo(folder, clock)
    try:
        password = beside.read_text(encoding="ascii").strip()
    except OSError as trouble:
        raise StoreTrouble(say("The demo clinic's password file is gone. Reset the demo clinic.")) from trouble
    known = vault.read(folder.vault)
    slot = known.people()[0].id
    clinic = Clinic.open(folder, vault.unwrap(known, slot, password), slot, clock, DEMO_COST)
    if not practice(clinic.read).is_demo:
        clinic.close()
        raise StoreTrouble(say("This is not a demo clinic, so it does not open without sign-in."))
    return clinic


def reset_demo(folder: ClinicFolder, clock: Clock) -> Clinic:
    """Throw the demo clinic away, whatever state it is in, and make it new."""
    shutil.rmtree(folder.path, ignore_errors=True)
    return make_demo(folder, clock)


def make_demo(folder: ClinicFolder, clock: Clock) -> Clinic:
    """Make the demo clinic with the commands a person would use."""
    facts = tomllib.loads((DATA / "demo" / "clinic.toml").read_text(encoding="utf-8"))
    password = secrets.token_urlsafe(24)
    first = facts["therapists"][0]
    new = NewClinic(PracticeDraft(**facts["practice"]), _therapist(first), password, is_demo=True)
    clinic, _ = Clinic.create(folder, new, DEMO_COST, clock)
    vault.write_beside(folder.path / _PASSWORD_FILE, password.encode("ascii"))
    _fill(clinic, facts)
    return clinic


def _fill(clinic: Clinic, facts: dict[str, Any]) -> None:
    saved = therapist_page(clinic.read).rows[0]
    clinic.do(ChangeTherapist(saved.id, saved.version, _therapist(facts["therapists"][0])))
    rows = [saved.id, *(clinic.do(AddTherapist(_therapist(one))).row for one in facts["therapists"][1:])]
    today = clinic.clock.today()
    for row, typed in zip(rows, facts["therapists"], strict=True):
        for credential in typed["credentials"]:
            days = credential["days_left"]
            ends = (today + timedelta(days=days)).isoformat() if days else ""
            draft = CredentialDraft(credential["kind"], credential["state"], credential["number"], ends)
            clinic.do(AddCredential(row, draft))
    for service in facts["services"]:
        clinic.do(AddService(ServiceDraft(**service)))
    version = practice(clinic.read).version
    clinic.do(ChangePractice(PracticeDraft(**facts["practice"]), version))
    clinic.do(ChangeBilling(BillingDraft(**facts["billing"]), practice(clinic.read).version))
    clinic.do(CheckRecoveryKey())
    # What made the demo is not this person's to undo.
    clinic.history.undoable.clear()


def _therapist(typed: dict[str, Any]) -> TherapistDraft:
    return TherapistDraft(**{name: value for name, value in typed.items() if name != "credentials"})
