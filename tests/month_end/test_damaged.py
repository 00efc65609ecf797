"""One record that cannot be read, of each kind that a month end reads, never stops the others."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from billable import Billable, billable_client, damage, ready_clinic, ready_visit
from month_ends import files_in, issue_month, opened_copy, swept, write_month
from pdfs import viewed_pages

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.month_end.document.listing import month_csv
from clinic_desktop.month_end.loader.folder import Mailed
from clinic_desktop.month_end.model import MonthEnd
from clinic_desktop.month_end.queries.handed import envelopes, whole_bills
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.queries.issued import bill_of_number, issued_bill

Opener = Callable[[ClinicFolder], Clinic]
_NO_DAY = "2026-11-1X"
_TRIGGER = "DROP TRIGGER a_bill_is_only_voided"


@pytest.fixture(scope="module")
def prepared(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Billable]:
    """Ada, Ben and Cleo have a superbill ready each; what is damaged is Ben's."""
    place = tmp_path_factory.mktemp("damaged") / "clinic"
    clinic = opened_copy(template[0], place)
    ready_clinic(clinic)
    found = {name: billable_client(clinic, name) for name in ("Ada", "Ben", "Cleo")}
    for one in found.values():
        ready_visit(clinic, one.case, "11/10/2026")
    clinic.close()
    return place, found["Ben"]


@pytest.fixture
def three(prepared: tuple[Path, Billable], tmp_path: Path, open_clinic: Opener) -> Clinic:
    """A copy of it, open."""
    copytree(prepared[0], tmp_path / "three")
    return open_clinic(ClinicFolder(tmp_path / "three"))


def logged(caplog: pytest.LogCaptureFixture) -> set[str]:
    """What was logged by now, which names nobody."""
    found = {one.getMessage() for one in caplog.records}
    assert not any("Ben" in one for one in found)
    caplog.clear()
    return found


def fates(found: MonthEnd) -> dict[str, str]:
    return {one.client_name.split()[1]: one.fate for one in found.rows}


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE visits SET date_of_service = '{_NO_DAY}' WHERE case_id = {{case}}",
        f"UPDATE policies SET effective_on = '{_NO_DAY}' WHERE case_id = {{case}}",
        "UPDATE policies SET payer_id = 999 WHERE case_id = {case}",
        f"UPDATE clients SET birth_date = '{_NO_DAY}' WHERE id = {{client}}",
        f"UPDATE prescriptions SET ordered_on = '{_NO_DAY}' WHERE case_id = {{case}}",
        f"UPDATE diagnoses SET source_on = '{_NO_DAY}' WHERE case_id = {{case}}",
        f"UPDATE payments SET paid_on = '{_NO_DAY}' WHERE client_id = {{client}}",
    ],
    ids=lambda one: " ".join(one.split()[1:4:2]),
)
def test_a_record_that_is_none_is_one_row(
    three: Clinic, prepared: tuple[Path, Billable], caplog: pytest.LogCaptureFixture, statement: str, tmp_path: Path
) -> None:
    ben = prepared[1]
    damage(three, statement.format(case=ben.case, client=ben.client))
    found = swept(three)
    assert fates(found) | {"Ben": ""} == {"Ada": "ready", "Ben": "", "Cleo": "ready"}
    # A payer that is gone names nobody who could be billed; whatever else is damaged cannot be read.
    assert fates(found)["Ben"] in ("unread", "fix", "skipped"), found.rows
    for one in found.of("unread"):
        assert one.why == "This case could not be read. The others are not touched by it."
    run = issue_month(three)
    assert (len(run.issued), run.is_whole, run.trouble) == (2, True, "")
    (tmp_path / "out").mkdir()
    assert write_month(three, tmp_path / "out").written == 4
    assert month_csv(swept(three)).decode("utf-8-sig").count("\r\n") == 1 + len(found.rows)
    told = f"case {ben.case} of a month end could not be read: "
    assert all(one.startswith(told) for one in logged(caplog))


@pytest.mark.parametrize("facts", ["{", "[]", "null", '{"client":[]}'])
def test_what_was_kept_of_a_bill_may_be_damaged(three: Clinic, tmp_path: Path, facts: str) -> None:
    issue_month(three)
    damage(three, _TRIGGER, f"UPDATE bills SET facts = '{facts}' WHERE number = 1002")
    with pytest.raises(StoreTrouble, match=r"What no\. 1002 says is damaged\. Restore a backup\."):
        issued_bill(three.read, bill_of_number(three.read, 1002))
    assert fates(swept(three)) == {"Ada": "issued", "Ben": "issued", "Cleo": "issued"}
    (tmp_path / "out").mkdir()
    run = write_month(three, tmp_path / "out", Mailed("labels", 1))
    assert (run.damaged, run.is_whole, run.written) == ((1002,), True, 5)
    pages = viewed_pages(files_in(tmp_path / "out")["2026-11 month end/print-run.pdf"])
    assert len(pages) == 2 and "Ada" in pages[0] and "Cleo" in pages[1]


def test_an_address_that_cannot_be_read_is_none(
    three: Clinic, prepared: tuple[Path, Billable], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    issue_month(three)
    damage(three, f"UPDATE clients SET birth_date = '{_NO_DAY}' WHERE id = {prepared[1].client}")
    bills, damaged = whole_bills(three.read, swept(three))
    assert (len(bills), damaged) == (3, ())
    assert [one.to.can_be_mailed for one in envelopes(three.read, bills, date(2026, 11, 30))] == [True, False, True]
    (tmp_path / "out").mkdir()
    assert write_month(three, tmp_path / "out", Mailed("labels", 1)).written == 6
    assert logged(caplog) == {"the address for bill 2 could not be read: ValueError"}


def test_facts_of_the_last_superbill_are_trouble_of_its_case_alone(
    three: Clinic, prepared: tuple[Path, Billable], caplog: pytest.LogCaptureFixture
) -> None:
    """Who supervised is read from them, where there are supervisors at all."""
    issue_month(three)
    for row in three.read.all("SELECT DISTINCT case_id FROM bills"):
        ready_visit(three, row["case_id"], "11/17/2026")
    columns = "id, version, given_name, family_name, designation, profession, from_on"
    damage(
        three,
        _TRIGGER,
        "UPDATE bills SET facts = '{' WHERE number = 1002",
        f"INSERT INTO supervisors ({columns}) VALUES (1, 1, 'Lee', 'Park', 'DC', 'dc', '2026-01-01')",
    )
    told = [(one.client_name.split()[1], one.fate) for one in swept(three).rows if one.fate != "issued"]
    assert told == [("Ada", "ready"), ("Ben", "unread"), ("Cleo", "ready")]
    assert logged(caplog) == {f"case {prepared[1].case} of a month end could not be read: JSONDecodeError"}
