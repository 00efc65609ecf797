"""A visit on record that changes: by which rule it is counted then, and who may change what was signed."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from factories import CASE, VISIT, new_case, new_policy, new_service, new_visit, refused, signing

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.payers.commands import ChangePayer
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.practice.commands import AddTherapist, RetireTherapist
from clinic_desktop.practice.model import ServiceDraft, TherapistDraft
from clinic_desktop.visits.commands.visits import AmendVisit, ChangeVisit
from clinic_desktop.visits.model import NoteId, ServiceLine, VisitDraft, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.facts import is_busy
from clinic_desktop.visits.queries.notes import addenda_of
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.visits.rules.charges import typed_units

TWO_CODES = replace(VISIT, services=(ServiceLine("1", "24"), ServiceLine("2", "23")))
CMS = PayerDraft("Cascade Mutual", unit_rule="cms")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    case = new_case(clinic)
    new_policy(clinic, case)
    new_service(clinic)
    new_service(clinic, ServiceDraft("Manual therapy", "MT002", True, "unit", "40.00"))
    return case


@pytest.fixture
def row(clinic: Clinic, case: CaseId) -> VisitId:
    """A visit that midpoint counts as 2 + 2 units, and CMS as 2 + 1; the payer counts by CMS now."""
    row = new_visit(clinic, case, TWO_CODES)
    clinic.do(ChangePayer(1, 1, CMS))
    return row


def units(clinic: Clinic, row: VisitId) -> list[int]:
    return [one.units for one in visit(clinic.read, row).services]


def test_a_payers_new_rule_leaves_what_was_counted_alone(clinic: Clinic, row: VisitId) -> None:
    clinic.do(ChangeVisit(row, 1, replace(TWO_CODES, discount="10")))
    assert units(clinic, row) == [2, 2]
    assert visit(clinic.read, row).unit_rule == "midpoint"


@pytest.mark.parametrize(
    "draft",
    [
        replace(TWO_CODES, services=(ServiceLine("1", "24"), ServiceLine("2", "22"))),
        replace(TWO_CODES, date_of_service="11/19/2026"),
    ],
)
def test_what_changes_is_counted_by_the_rule_of_now(clinic: Clinic, row: VisitId, draft: VisitDraft) -> None:
    clinic.do(ChangeVisit(row, 1, draft))
    assert units(clinic, row) == [2, 1]
    assert visit(clinic.read, row).unit_rule == "cms"


def test_a_new_visit_is_counted_by_the_rule_of_now(clinic: Clinic, case: CaseId, row: VisitId) -> None:
    other = new_visit(clinic, case, replace(TWO_CODES, date_of_service="11/18/2026"))
    assert units(clinic, other) == [2, 1]


def test_only_units_that_somebody_typed_stand_in_the_form(clinic: Clinic, case: CaseId) -> None:
    lines = (ServiceLine("1", "60"), ServiceLine("2", "30", "1"))
    found = visit(clinic.read, new_visit(clinic, case, replace(VISIT, services=lines)))
    assert typed_units(found.services, found.unit_rule) == (None, 1)
    planned = replace(VISIT, status="planned", date_of_service="11/30/2026", services=(ServiceLine("1"),))
    found = visit(clinic.read, new_visit(clinic, case, planned))
    assert typed_units(found.services, found.unit_rule) == (None,)


def test_the_therapist_of_a_signed_note_stays(clinic: Clinic, case: CaseId) -> None:
    row, other = new_visit(clinic, case), clinic.do(AddTherapist(TherapistDraft("Bo", "Lund"))).row
    clinic.do(signing(clinic, row, VisitNoteDraft("Better.")))
    changed = replace(VISIT, therapist=str(other), reason="Typed wrong")
    assert refused(lambda: clinic.do(AmendVisit(row, 2, changed))) == ["therapist"]


def test_the_owner_amends_for_a_therapist_who_left(clinic: Clinic, case: CaseId, colleague: Clinic) -> None:
    row = new_visit(clinic, case, replace(VISIT, therapist=str(colleague.person.therapist)))
    colleague.do(signing(colleague, row, VisitNoteDraft("Better.")))
    longer = replace(
        VISIT, therapist=str(colleague.person.therapist), services=(ServiceLine("1", "75"),), reason="Typo"
    )
    assert refused(lambda: clinic.do(AmendVisit(row, 2, longer))) == ["reason"]
    clinic.do(RetireTherapist(colleague.person.therapist or 0, 1))
    clinic.do(AmendVisit(row, 2, longer))
    assert units(clinic, row) == [5]


def test_a_case_ends_after_its_last_visit_and_begins_before_its_first(clinic: Clinic, case: CaseId) -> None:
    new_visit(clinic, case)

    def change(onset: str, closed: str) -> Callable[[], object]:
        return lambda: clinic.do(ChangeCase(case, 1, replace(CASE, onset_on=onset, closed_on=closed)))

    assert refused(change("9/1/2026", "11/19/2026")) == ["closed_on"]
    assert refused(change("11/21/2026", "")) == ["onset_on"]
    assert refused(change("11/20/2026", "11/20/2026")) == []


@pytest.mark.parametrize(
    ("starts", "ends", "fields"),
    [("9:15", "10", []), ("8:59", "9:30", ["services/0/starts_at"]), ("9:30", "10:01", ["services/0/ends_at"])],
)
def test_a_service_lies_within_its_visit(
    clinic: Clinic, case: CaseId, starts: str, ends: str, fields: list[str]
) -> None:
    line = ServiceLine("1", "30", starts_at=starts, ends_at=ends)
    draft = replace(VISIT, starts_at="9", ends_at="10", services=(line,))
    assert refused(lambda: new_visit(clinic, case, draft)) == fields


def test_hot_packs_may_lie_there_during_the_massage(clinic: Clinic, case: CaseId) -> None:
    packs = new_service(clinic, ServiceDraft("Hot packs", "MT003", False, "visit", "12.00"))
    lines = (ServiceLine("1", "30", starts_at="9", ends_at="9:30"),
             ServiceLine(str(packs), starts_at="9", ends_at="9:10"))  # fmt: skip
    assert units(clinic, new_visit(clinic, case, replace(VISIT, services=lines))) == [2, 1]


def test_a_therapist_is_busy_while_another_visit_lasts(clinic: Clinic, case: CaseId) -> None:
    today = clinic.clock.today()
    row = new_visit(clinic, case, replace(VISIT, starts_at="9", ends_at="10"))

    def busy(starts: str, ends: str, day: str = "11/20/2026") -> bool:
        draft = replace(VISIT, date_of_service=day, starts_at=starts, ends_at=ends)
        return is_busy(clinic.read, draft, today)

    assert busy("9:30", "10:30")
    assert not busy("10", "11")
    assert not busy("8", "9")
    assert not busy("9", "")
    assert not busy("9", "later")
    assert not busy("9", "10", "11/19/2026")
    assert not is_busy(clinic.read, replace(VISIT, starts_at="9", ends_at="10"), today, row)


def test_a_signed_visit_moves_only_with_an_addendum_that_names_both_places(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    note = clinic.do(signing(clinic, row, VisitNoteDraft("Better."))).row
    client = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    knee = new_case(clinic, client, replace(CASE, reason="Knee"))
    moved = replace(VISIT, case=str(knee), place_of_service="12")
    for at_all in (replace(VISIT, case=str(knee)), replace(VISIT, place_of_service="12"), moved):
        assert refused(partial(clinic.do, ChangeVisit(row, 2, replace(at_all, reason="Wrong case")))) == ["reason"]
        assert refused(partial(clinic.do, AmendVisit(row, 2, at_all))) == ["reason"]
    assert visit(clinic.read, row).case == case
    clinic.do(AmendVisit(row, 2, replace(moved, reason="Wrong case")))
    assert visit(clinic.read, row).case == knee
    (added,) = addenda_of(clinic.read, NoteId(note))
    assert added.words == (
        f"Wrong case\nWas: 20 Nov 2026, Maya Ortiz, 11 Office, case “{CASE.reason}”: Massage 60 minutes"
        "\nNow: 20 Nov 2026, Maya Ortiz, 12 Client’s home, case “Knee”: Massage 60 minutes"
    )
    kept = clinic.read.one("SELECT signed_facts FROM visit_notes")["signed_facts"]
    assert json.loads(kept)["case_id"] == case
