"""What was made of a case on a day stays, whatever is changed in the chart, the answers and the rules since."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from charting import TODAY, answer, full_case, packs, plain_case

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.determinations import KeepDetermination
from clinic_desktop.coverage.document import plain
from clinic_desktop.coverage.loader.gathering import coverage_of
from clinic_desktop.coverage.loader.packs import read_packs, shipped_packs
from clinic_desktop.coverage.queries.kept import determination, determination_page
from clinic_desktop.coverage.rules.appraising import better
from clinic_desktop.errors import Missing
from clinic_desktop.store.connection import driver


def kept(clinic: Clinic, case: int, tmp_path: Path) -> int:
    return clinic.do(KeepDetermination(case, None, packs(tmp_path))).row


def test_it_keeps_all_that_it_stood_on(clinic: Clinic, tmp_path: Path) -> None:
    case = full_case(clinic)
    answer(clinic, case, benefit__massage_covered="no", cost_share__copay="$30", goals="Lift the child")
    row = kept(clinic, case, tmp_path)
    found = determination(clinic.read, row)
    assert (found.case, found.therapist, found.made_on) == (case, None, TODAY)
    assert (found.verdict, found.headline) == ("UNLIKELY", "Unlikely")
    assert found.inputs["today"] == "2026-11-24"
    assert found.inputs["cost_share"]["copay"] == "30.00"
    # Here the words stay: this is the clinic's own record.
    assert found.inputs["goals"] == "Lift the child"
    assert found.origins["benefit.massage_covered"] == "Answered on 24 Nov 2026"
    assert found.packs == ({"id": "tests", "title": "Rules of tests", "version": 3, "dated": "2026-11-20"},)
    now = coverage_of(clinic.read, case, TODAY, packs(tmp_path)).appraisal
    assert found.outcome == json.loads(json.dumps(plain.answer(now, better(now, packs(tmp_path)))))
    assert found.outcome["missing"] == ["A massage benefit"]
    # What is said of the case changes; what was said does not.
    answer(clinic, case, benefit__massage_covered="yes")
    assert determination(clinic.read, row) == found
    second = kept(clinic, case, tmp_path)
    assert [one.id for one in determination_page(clinic.read, case).rows] == [second, row]
    assert determination(clinic.read, second).verdict != "UNLIKELY"
    assert not determination_page(clinic.read, CaseId(99)).rows


def test_a_pack_that_was_set_aside_is_named(clinic: Clinic, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("id = 1", encoding="utf-8")
    row = clinic.do(KeepDetermination(plain_case(clinic), None, read_packs([path]))).row
    assert determination(clinic.read, row).packs == ({"file": "broken.toml", "read": False},)


def test_without_packs_it_is_judged_by_those_of_the_program(clinic: Clinic) -> None:
    row = clinic.do(KeepDetermination(plain_case(clinic), 1)).row
    found = determination(clinic.read, row)
    assert found.therapist == 1
    assert [one["id"] for one in found.packs] == [one.id for one in shipped_packs().read]


def test_the_same_again_on_one_day_is_kept_once(clinic: Clinic, tmp_path: Path) -> None:
    case = full_case(clinic)
    row = kept(clinic, case, tmp_path)
    answer(clinic, case, hsa="yes")
    clinic.undo()
    assert kept(clinic, case, tmp_path) == row
    # Another case, another answer, another policy, other rules, and who is to treat: each is another one.
    assert kept(clinic, plain_case(clinic), tmp_path) != row
    answer(clinic, case, hsa="yes")
    second = kept(clinic, case, tmp_path)
    assert second != row and kept(clinic, case, tmp_path) == second
    clinic._writer._database.execute("UPDATE policies SET member_id = 'XYZ 77' WHERE case_id = ?", [case])
    third = kept(clinic, case, tmp_path)
    assert third not in (row, second)
    fourth = clinic.do(KeepDetermination(case)).row
    fifth = clinic.do(KeepDetermination(case, 1)).row
    assert [one.id for one in determination_page(clinic.read, case).rows] == [fifth, fourth, third, second, row]
    # The first one again, but it is not the last that was said.
    clinic._writer._database.execute("UPDATE policies SET member_id = 'ABC 123 456 789' WHERE case_id = ?", [case])
    assert kept(clinic, case, tmp_path) > fifth


def test_the_same_on_another_day_is_another_one(clinic: Clinic, tmp_path: Path) -> None:
    case = plain_case(clinic)
    row = kept(clinic, case, tmp_path)
    clinic.clock._fixed = clinic.clock.now() + timedelta(days=1)
    assert kept(clinic, case, tmp_path) != row


@pytest.mark.parametrize(
    "sql", ["UPDATE determinations SET verdict = 'LIKELY'", "UPDATE determinations SET retired_at = 'x'",
            "UPDATE determinations SET version = 2", "DELETE FROM determinations"],
)  # fmt: skip
def test_the_file_itself_never_changes_one(clinic: Clinic, tmp_path: Path, sql: str) -> None:
    kept(clinic, plain_case(clinic), tmp_path)
    with pytest.raises(driver().IntegrityError):
        clinic._writer._database.execute(sql)


def test_undo_goes_neither_over_nor_behind_it(clinic: Clinic, tmp_path: Path) -> None:
    case = plain_case(clinic)
    answer(clinic, case, hsa="yes")
    kept(clinic, case, tmp_path)
    assert not clinic.history.undoable


def test_a_case_that_is_gone_is_not_judged(clinic: Clinic, tmp_path: Path) -> None:
    with pytest.raises(Missing):
        kept(clinic, 99, tmp_path)
