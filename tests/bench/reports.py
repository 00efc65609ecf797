"""The reports of a clinic with 100,000 visits, each against the bare sum of the amounts that it tells."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.people import crowd
from bench.table import line

from clinic_desktop.clinic import Clinic
from clinic_desktop.reports.loader import report_of
from clinic_desktop.reports.model import Period, ReportAsked

ROUNDS = 5
CLIENTS, VISITS = 10_000, 10
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
# What no report of the kind can do without: to read every share of every visit, or of every payment, once.
_OPEN = """
SELECT sum(charged_cents - coalesce((
    SELECT sum(cents) FROM payment_shares WHERE visit_id = visits.id AND retired_at IS NULL), 0)) AS cents
FROM visits WHERE retired_at IS NULL AND status = 'given'
"""
_RECEIVED = """
SELECT sum(payment_shares.cents) AS cents FROM payments
JOIN payment_shares ON payment_shares.payment_id = payments.id AND payment_shares.retired_at IS NULL
JOIN visit_services ON visit_services.visit_id = payment_shares.visit_id AND visit_services.retired_at IS NULL
WHERE payments.retired_at IS NULL
"""
ASKED = (
    ("outstanding", ReportAsked("outstanding"), _OPEN, "4.0x"),
    ("income by therapist", ReportAsked("income", "therapist", YEAR), _RECEIVED, "2.0x"),
    ("income by service", ReportAsked("income", "service", YEAR), _RECEIVED, "6.0x"),
)


def reports() -> None:
    """A line a report."""
    with tempfile.TemporaryDirectory() as home:
        clinic = crowd(Path(home) / "reported", CLIENTS, VISITS)
        _add_services(clinic)
        for words, asked, bare, goal in ASKED:
            ours, floor = _both(clinic, asked, bare)
            line(f"report of {CLIENTS * VISITS:,} visits: {words}, ms", ours, floor, goal)
        clinic.close()


def _add_services(clinic: Clinic) -> None:
    """A second service to every fourth visit, at one of several prices, so that there is something to split; and
    payments on every day of the year."""
    database = clinic._writer._database
    with database.conn:
        database.execute(
            "INSERT INTO visit_services (version, visit_id, place, service_id, name, procedure_code, is_timed,"
            " priced_by, price_cents, minutes, units, fee_cents)"
            " SELECT 1, id, 2, 1, 'Stones', 'MT001', 1, 'unit', 1250, 15, 1, 1250 + id % 5 * 100 FROM visits"
            " WHERE id % 4 = 0"
        )
        database.execute("UPDATE payments SET paid_on = date('2026-01-01', (id % 360) || ' days')")


def _both(clinic: Clinic, asked: ReportAsked, bare: str) -> tuple[float, float]:
    """Milliseconds of a report and of its floor, in turns that are shuffled."""
    today = clinic.clock.today()
    works: list[Callable[[], object]] = [lambda: report_of(clinic.read, asked, today), lambda: clinic.read.one(bare)]
    took: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for which in random.sample((0, 1), 2):
            began = time.perf_counter()
            works[which]()
            took[which].append((time.perf_counter() - began) * 1000)
    ours, floor = (statistics.median(one) for one in took)
    return ours, floor
