"""The end of a month: looked through and issued, against a bare canvas that draws the same words at the same places on
as many pages; of a small clinic, and of one that is ten times as large."""

import json
import shutil
import statistics
import time
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.lists import fresh
from bench.paper import Stroke, bare, drawn
from bench.table import line
from billable import billable_client, ready_clinic
from factories import VISIT, make_clinic, new_visit, signing

from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.model.bill import Stamp
from clinic_desktop.superbills.queries.issued import issued_bill
from clinic_desktop.visits.model import ServiceLine, VisitNoteDraft

# So many clients with so many visits in all.
SMALL, LARGE = (40, 300), (400, 3_000)
ROUNDS = 5
RUN = """
import json, os, resource, time, sys
from pathlib import Path
from billable import look
from month_ends import issue_month, opened_copy, swept
clinic = opened_copy(Path({place!r}), Path({place!r}))
from clinic_desktop.superbills.document.bills import bill_pdf
from bills import a_bill, STAMP
# Imports and fonts are read before: they are paid once, not a month.
bill_pdf(a_bill(), STAMP)
began = time.perf_counter()
rows = swept(clinic, today=clinic.clock.today()).of("ready")
looked = time.perf_counter()
issued = issue_month(clinic, rows)
ended = time.perf_counter()
assert len(issued.issued) == len(rows) == {bills}, (len(issued.issued), len(rows), issued.not_made[:1])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([looked - began, ended - looked, peak]))
clinic.close()
"""


class Month(NamedTuple):
    """What a run of one size took: seconds to look through and to issue, bytes at the peak, seconds of the floor."""

    bills: int
    looked: float
    issued: float
    peak: float
    floor: float


def month(home: Path) -> None:
    """All lines about the end of a month."""
    small, large = (measured(home / f"month-{clients}", clients, visits) for clients, visits in (SMALL, LARGE))
    for found, (clients, visits) in ((small, SMALL), (large, LARGE)):
        what = f"month end of {visits:,} visits, {clients} clients"
        per = [1000 * seconds / found.bills for seconds in (found.issued, found.looked + found.issued, found.floor)]
        line(f"{what}: issue, ms a superbill", per[0], per[2], "1.5x")
        line(f"{what}: and look through before", per[1], per[2], "")
        line(f"{what}: issued a second", found.bills / found.issued, found.bills / found.floor, "")
    per_large, per_small = (1000 * one.issued / one.bills for one in (large, small))
    line("same, ms a superbill, 400 clients against 40", per_large, per_small, "1.1x")
    line("same, peak memory, 400 clients against 40, MB", large.peak / 1e6, small.peak / 1e6, "1.2x")


def measured(place: Path, clients: int, visits: int) -> Month:
    """Make a clinic, run its month end in processes of their own, each on a copy, and between them draw the same pages
    by hand; the medians."""
    made(place, clients, visits)
    found = []
    for number in range(ROUNDS):
        copied = place.with_name(f"{place.name}-{number}")
        shutil.copytree(place, copied)
        looked, issued, peak = json.loads(fresh(RUN.format(place=str(copied), bills=clients)))
        found.append((looked, issued, peak, floor(copied)))
        shutil.rmtree(copied)
    return Month(clients, *(statistics.median(one) for one in zip(*found, strict=True)))


def made(place: Path, clients: int, visits: int) -> None:
    """A clinic whose month is all ready, each client with as many visits as any other, within one."""
    clinic, _ = make_clinic(place)
    ready_clinic(clinic)
    for number in range(clients):
        case = billable_client(clinic, f"Client{number:04d}").case
        many = visits * (number + 1) // clients - visits * number // clients
        for at in range(many):
            day = f"{date(2026, 11, 3) + timedelta(at * 2):%m/%d/%Y}"
            row = new_visit(clinic, case, replace(VISIT, date_of_service=day, services=(ServiceLine("1", "60"),)))
            clinic.do(signing(clinic, row, VisitNoteDraft("Neck is stiff", "Tone 3 of 4", "Eased", "Again in a week")))
            clinic.do(TakePayment((row,), PaymentDraft(paid_on=day, reference="4242", service="140.00")))
    clinic.close()


def floor(place: Path) -> float:
    """Seconds that a bare canvas takes for the very pages that were issued."""
    from month_ends import opened_copy

    clinic = opened_copy(place, place)
    pages: list[list[list[Stroke]]] = []
    for row in clinic.read.all("SELECT id FROM bills ORDER BY number"):
        found = issued_bill(clinic.read, row["id"])
        pages.append(drawn(partial(bill_pdf, found.bill, Stamp(found.number, found.issued_on, found.replaces))))
    clinic.close()
    began = time.perf_counter()
    for one in pages:
        bare(one)
    return time.perf_counter() - began
