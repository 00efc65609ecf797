"""S17: numbers of bills given to eight computers at once: none twice, none left out, nobody turned away."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bench.safety.desk import home, opened
from bench.safety.score import Score
from billable import drafted, ready_clinic
from factories import CLIENT, VISIT, make_clinic, new_client, new_payment, new_visit
from fixed import NOW

from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.commands.bills import IssueBill
from clinic_desktop.visits.model import ServiceLine

DESKS = 8
_DAY = date(2026, 11, 20)
_FIRST_NUMBER = 1001
Task = tuple[Path, tuple[int, ...]]


def numbers(count: int, seed: int) -> Score:
    """Each of eight processes issues so many receipts, all at once."""
    del seed
    clinic, _ = make_clinic(home() / f"numbers-{os.getpid()}")
    folder = clinic.keys.folder
    with clinic.together():
        ready_clinic(clinic)
    visits = [_paid(clinic, desk, count) for desk in range(DESKS)]
    clinic.close()
    with ProcessPoolExecutor(DESKS, multiprocessing.get_context("fork")) as desks:
        busy = sum(desks.map(_issue, [(folder.path, some) for some in visits]))
    clinic = opened(folder, Clock(NOW))
    given = [int(row["number"]) for row in clinic.read.all("SELECT number FROM bills ORDER BY number")]
    clinic.close()
    wanted = list(range(_FIRST_NUMBER, _FIRST_NUMBER + DESKS * count))
    gaps = len(set(wanted) - set(given))
    words = f"{DESKS} x {count} numbers: unique {len(set(given)):,}, gaps {gaps}, turned away as busy {busy}"
    return Score(len(set(given) & set(wanted)) if given == wanted and not busy else 0, len(wanted), words)


def _paid(clinic: Clinic, desk: int, count: int) -> tuple[int, ...]:
    """So many visits of a client of their own, each paid."""
    with clinic.together():
        client = new_client(clinic, replace(CLIENT, given_name=f"Ada {desk}"))
        case = CaseId(clinic.do(OpenCase(client, CaseDraft("cash", "Neck pain"))).row)
    made = []
    for number in range(count):
        day = f"{_DAY - timedelta(number):%m/%d/%Y}"
        at = {"starts_at": f"{8 + desk}:00", "ends_at": f"{9 + desk}:00"}
        draft = replace(VISIT, date_of_service=day, services=(ServiceLine("1", "60"),), **at)
        made.append(new_visit(clinic, case, draft))
        new_payment(clinic, made[-1], draft=PaymentDraft(paid_on=day, reference="4242", service="140.00"))
    return tuple(made)


def _issue(task: Task) -> int:
    """How often somebody was turned away."""
    path, visits = task
    clinic, busy = opened(ClinicFolder(path), Clock(NOW)), 0
    for one in visits:
        found = drafted(clinic, (one,), "receipt")
        try:
            clinic.do(IssueBill("receipt", found.visits, found.codes, found.bill))
        except StoreTrouble:
            busy += 1
    clinic.close()
    return busy
