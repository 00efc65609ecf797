"""Prescriptions and diagnoses of the demo clinic: of every kind, and ending on every day as they should."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from demos import Demos
from fixed import NOW

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import read_facts
from clinic_desktop.referrals.model import SOURCES, PrescriptionRow
from clinic_desktop.referrals.queries import (
    code_use,
    diagnosis_page,
    prescriber_page,
    prescription_page,
)
from clinic_desktop.referrals.rules.windows import window
from clinic_desktop.today.queries.prescriptions import prescriptions_ending

# Numbers that pass the check digit and belong to nobody; two of the list are the therapists'.
NPIS = {
    *("2999999925", "2999999933", "2999999941", "2999999958"),
    *("2999999966", "2999999974", "2999999982"),
}
DAYS = (datetime(2028, 2, 29, 17, 30, tzinfo=UTC), datetime(2027, 1, 1, 17, 30, tzinfo=UTC))


@pytest.fixture(scope="module")
def demo(demos: Demos, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """One demo clinic for the tests that only look."""
    clinic = demos.open(tmp_path_factory.mktemp("demo") / "demo", NOW)
    yield clinic
    clinic.close()


def cases(clinic: Clinic, where: str = "1") -> list[CaseId]:
    return [CaseId(row["id"]) for row in clinic.read.all(f"SELECT id FROM case_rows WHERE {where} ORDER BY id")]


def papers(clinic: Clinic) -> list[PrescriptionRow]:
    return [row for case in cases(clinic) for row in prescription_page(clinic.read, case).rows]


def test_prescribers_are_invented_and_each_number_is_used_once(demo: Clinic) -> None:
    rows = prescriber_page(demo.read).rows
    assert 8 <= len(rows) <= 10
    npis = [row.npi for row in rows if row.npi]
    assert (set(npis), len(npis)) == (NPIS, len(NPIS))
    everybody = [
        row["npi"] for row in demo.read.all("SELECT npi FROM therapists UNION ALL SELECT npi FROM prescribers")
    ]
    assert max(Counter(npi for npi in everybody if npi).values()) == 1
    assert all(row.phone and row.credential for row in rows)
    assert all(row.prescriptions for row in rows)


def test_most_cases_that_a_payer_pays_for_have_both(demo: Clinic) -> None:
    paid = cases(demo, "kind <> 'cash'")
    diagnosed = [case for case in paid if diagnosis_page(demo.read, case).rows]
    ordered = [case for case in paid if prescription_page(demo.read, case).rows]
    assert len(paid) > len(diagnosed) > len(ordered) > 0.7 * len(paid)
    cash = cases(demo, "kind = 'cash'")
    assert len([case for case in cash if diagnosis_page(demo.read, case).rows]) == 1
    assert len(code_use(demo.read)) >= 25


def test_every_source_occurs_and_one_is_missing(demo: Clinic) -> None:
    rows = [row for case in cases(demo) for row in diagnosis_page(demo.read, case).rows]
    counted = Counter(row.source for row in rows)
    assert set(counted) == set(SOURCES)
    assert (counted[""], counted["phone"]) == (1, 1)
    assert {row.source_name for row in rows if row.source == "clinician"} == {"Hana Ito, DC"}
    assert all(row.source_name and row.source_on for row in rows if row.source)


def test_a_case_of_the_va_has_its_authorization_and_its_referral(demo: Clinic) -> None:
    (case,) = cases(demo, "closed_on = '' AND id IN (SELECT case_id FROM policies WHERE plan_type = 'va')")
    assert [row.source for row in diagnosis_page(demo.read, case).rows] == ["authorization", "referral"]
    assert [row.kind for row in prescription_page(demo.read, case).rows] == ["referral"]


def test_papers_are_of_many_kinds(demo: Clinic) -> None:
    found = papers(demo)
    assert max(len(row.diagnoses) for row in found) == 5
    assert any(row.visits_ordered is None for row in found)
    assert any(row.expires_on is None for row in found)
    assert any(not row.npi for row in found)
    assert max(len(prescription_page(demo.read, case).rows) for case in cases(demo)) == 2


def test_a_minor_has_one(demo: Clinic) -> None:
    minor = demo.read.one("SELECT id FROM clients WHERE given_name = 'Zofia'")["id"]
    assert glance(demo.read, minor, 0, NOW.date()).prescription


@pytest.mark.parametrize("now", DAYS, ids=lambda now: str(now.date()))
def test_windows_are_the_same_on_every_day(demos: Demos, demo: Clinic, tmp_path: Path, now: datetime) -> None:
    def states(clinic: Clinic, today: date) -> Counter[str]:
        return Counter(window(row, today) for row in papers(clinic))

    other = demos.open(tmp_path / "demo", now)
    try:
        found = states(other, now.date())
        assert found == states(demo, NOW.date())
        assert set(found) == {"open", "ends_soon", "ended"}
        assert min(found.values()) >= 5
        due = prescriptions_ending(other.read, now.date())
        left = [(one.expires_on - now.date()).days for one in due]
        assert sum(days >= 0 for days in left) == found["ends_soon"]
        assert 1 <= sum(days < 0 for days in left) <= found["ended"]
    finally:
        other.close()


def test_no_chart_asks_for_much(demo: Clinic) -> None:
    for row in demo.read.all("SELECT id, client_id FROM case_rows"):
        steps = glance(demo.read, row["client_id"], row["id"], NOW.date()).steps
        assert len(steps) == len({step.words for step in steps}) <= 4
        assert [step.part for step in steps].count("prescription/new") <= 1


def test_dates_are_written_so_that_they_move_with_the_day() -> None:
    typed = [case for one in read_facts()["clients"] for case in one.get("cases", ())]
    for case in typed:
        assert all("ordered_days_ago" in paper for paper in case.get("prescriptions", ()))
        assert not any("source_on" in diagnosis for diagnosis in case.get("diagnoses", ()))
