"""Visits on a real database: recorded, planned, changed, taken away; the same visit is never on record twice."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from factories import (
    CASE,
    CLIENT,
    PAYER,
    POLICY,
    SERVICE,
    VISIT,
    new_case,
    new_client,
    new_payer,
    new_payment,
    new_policy,
    new_service,
    new_visit,
    refused,
)

from clinic_desktop.cases.commands import OpenCase, RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import BringClientBack, RetireClient
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.payments.commands.payments import RetirePayment
from clinic_desktop.practice.commands import AddTherapist, ChangeService, RetireService, RetireTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.values import money
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import ServiceLine, VisitDraft, VisitId
from clinic_desktop.visits.queries.facts import payer_habits
from clinic_desktop.visits.queries.visits import visit

PLANNED = replace(VISIT, status="planned", date_of_service="12/1/2026")
PACKS = replace(SERVICE, name="Hot packs", procedure_code="MT003", is_timed=False, priced_by="visit", price="15.00")
MORNING = replace(VISIT, starts_at="9", ends_at="10")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    new_service(clinic)
    new_service(clinic, PACKS)
    return new_case(clinic)


def other_therapist(clinic: Clinic) -> str:
    return str(clinic.do(AddTherapist(TherapistDraft("Bo", "Lund"))).row)


def change(clinic: Clinic, row: VisitId, draft: VisitDraft) -> None:
    clinic.do(ChangeVisit(row, visit(clinic.read, row).version, draft))


def words(clinic: Clinic, command: Any) -> dict[str, str]:
    with pytest.raises(Refused) as answer:
        clinic.do(command)
    return {problem.field: problem.words for problem in answer.value.problems}


def as_typed(clinic: Clinic, row: VisitId) -> VisitDraft:
    """A visit on record as a form would hand it back."""
    kept = visit(clinic.read, row)
    lines = tuple(
        ServiceLine(
            *(str(one.service), "" if one.minutes is None else str(one.minutes), str(one.units)),
            *(money.typed(one.price_cents), one.starts_at, one.ends_at, one.region, one.modifiers),
        )
        for one in kept.services
    )
    day = kept.date_of_service.isoformat()
    return VisitDraft(
        *(kept.status, day, str(kept.therapist), kept.starts_at, kept.ends_at, kept.place_of_service, lines),
        *(money.typed(kept.discount_cents), kept.discount_why),
    )


def everything(clinic: Clinic) -> list[list[dict[str, Any]]]:
    """Every row in use, without what moves on."""
    return [
        [
            {name: value for name, value in row.items() if name != "version"}
            for row in clinic.read.all(f"SELECT * FROM {table} WHERE retired_at IS NULL ORDER BY id")
        ]
        for table in ("visits", "visit_services", "visit_notes")
    ]


def test_a_visit_is_kept_and_read(clinic: Clinic, case: CaseId) -> None:
    line = ServiceLine("1", "45", "2", "30", "9", "10", "Neck", "59 gp")
    typed = replace(MORNING, services=(line, ServiceLine("2")), discount="5", discount_why="Student")
    found = visit(clinic.read, new_visit(clinic, case, replace(typed, place_of_service="12")))
    assert (found.case, found.therapist, found.therapist_name) == (case, 1, "Maya Ortiz, LMT")
    assert (found.status, found.date_of_service) == ("given", date(2026, 11, 20))
    assert (found.starts_at, found.ends_at, found.place_of_service) == ("09:00", "10:00", "12")
    assert (found.unit_rule, found.note, found.version) == ("midpoint", "none", 1)
    assert (found.discount_cents, found.discount_why, found.charged_cents) == (500, "Student", 7000)
    massage, packs = found.services
    assert (massage.service, massage.name, massage.procedure_code, massage.is_timed) == (1, "Massage", "MT001", True)
    assert (massage.priced_by, massage.price_cents, massage.minutes) == ("unit", 3000, 45)
    assert (massage.starts_at, massage.ends_at, massage.region) == ("09:00", "10:00", "Neck")
    assert (massage.modifiers, massage.units, massage.fee_cents) == ("59 GP", 2, 6000)
    assert (packs.name, packs.minutes, packs.units, packs.fee_cents, packs.is_timed) == (
        "Hot packs",
        None,
        1,
        1500,
        False,
    )


def test_saving_what_is_on_record_changes_nothing(clinic: Clinic, case: CaseId) -> None:
    line = ServiceLine("1", "45", "2", "30", "9", "10", "Neck", "59 gp")
    row = new_visit(clinic, case, replace(MORNING, services=(line, ServiceLine("2")), discount="5"))
    change(clinic, row, as_typed(clinic, row))
    assert visit(clinic.read, row).version == 1


def test_what_cannot_be_is_refused_and_nothing_is_written(clinic: Clinic, case: CaseId) -> None:
    before = everything(clinic)
    draft = replace(VISIT, date_of_service="soon", services=(ServiceLine("1"), ServiceLine("9")))
    assert refused(lambda: clinic.do(RecordVisit(case, draft))) == [
        *("date_of_service", "services/1/service", "services/0/minutes")
    ]
    knee = clinic.do(OpenCase(1, replace(CASE, reason="Knee"))).row
    clinic.do(RetireCase(knee, 1))
    for gone in (knee, 99):
        with pytest.raises(Missing):
            clinic.do(RecordVisit(gone, VISIT))
    assert everything(clinic) == before


def test_a_planned_visit_is_recorded_as_given(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, replace(PLANNED, date_of_service="today", services=(ServiceLine("1"),)))
    found = visit(clinic.read, row)
    assert (found.status, found.charged_cents, found.services[0].units) == ("planned", 0, 0)
    assert set(words(clinic, ChangeVisit(row, 1, replace(as_typed(clinic, row), status="given")))) == {
        "services/0/minutes"
    }
    change(clinic, row, replace(VISIT, date_of_service="today"))
    found = visit(clinic.read, row)
    assert (found.status, found.charged_cents, found.services[0].units) == ("given", 14000, 4)


def test_services_are_added_removed_and_put_in_another_order(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    two = (ServiceLine("2", region="Back"), *VISIT.services)
    change(clinic, row, replace(VISIT, services=two))
    found = visit(clinic.read, row)
    assert [(one.name, one.region, one.minutes) for one in found.services] == [
        *(("Hot packs", "Back", None), ("Massage", "", 60))
    ]
    assert (found.version, found.charged_cents) == (2, 15500)
    change(clinic, row, replace(VISIT, services=two[::-1]))
    assert [one.name for one in visit(clinic.read, row).services] == ["Massage", "Hot packs"]
    assert visit(clinic.read, row).version == 3
    change(clinic, row, VISIT)
    assert [one.name for one in visit(clinic.read, row).services] == ["Massage"]
    places = clinic.read.rows("SELECT place FROM visit_services WHERE retired_at IS NULL")
    assert list(places) == [(1,)]
    change(clinic, row, replace(VISIT, services=two))
    assert [one.name for one in visit(clinic.read, row).services] == ["Hot packs", "Massage"]


def test_a_visit_keeps_the_service_as_it_was_that_day(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    clinic.do(
        ChangeService(1, 1, replace(SERVICE, name="Swedish", procedure_code="MT009", price="50", priced_by="visit"))
    )
    change(clinic, row, replace(VISIT, discount="10"))
    (one,) = visit(clinic.read, row).services
    assert (one.name, one.procedure_code, one.price_cents, one.priced_by) == ("Massage", "MT001", 3500, "unit")
    assert visit(clinic.read, row).charged_cents == 13000
    later = visit(clinic.read, new_visit(clinic, case, replace(VISIT, date_of_service="11/21/2026")))
    assert (later.services[0].name, later.services[0].procedure_code, later.charged_cents) == ("Swedish", "MT009", 5000)


def test_a_code_that_was_missing_is_filled_in(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, replace(VISIT, services=(ServiceLine(str(new_service(clinic, _NO_CODE)), "60"),)))
    assert visit(clinic.read, row).services[0].procedure_code == ""
    clinic.do(ChangeService(3, 1, replace(_NO_CODE, name="Swedish", procedure_code="MT007")))
    change(clinic, row, as_typed(clinic, row))
    (one,) = visit(clinic.read, row).services
    assert (one.name, one.procedure_code, visit(clinic.read, row).version) == ("Plain", "MT007", 2)


_NO_CODE = replace(SERVICE, name="Plain", procedure_code="")


def test_a_retired_service_stays_where_it_was_given_and_is_chosen_no_more(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    clinic.do(RetireService(1, 1))
    change(clinic, row, replace(VISIT, services=(ServiceLine("1", "45"),)))
    assert visit(clinic.read, row).charged_cents == 10500
    other = RecordVisit(case, replace(VISIT, date_of_service="11/21/2026"))
    assert words(clinic, other) == {"services/0/service": "Choose a service."}


def test_a_stale_change_is_refused_also_of_services_alone(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    longer = replace(VISIT, services=(replace(VISIT.services[0], region="Neck"),))
    clinic.do(ChangeVisit(row, 1, longer))
    assert visit(clinic.read, row).charged_cents == 14000
    for command in (ChangeVisit(row, 1, VISIT), RetireVisit(row, 1)):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    assert visit(clinic.read, row).services[0].region == "Neck"
    reordered = replace(longer, services=(*longer.services, ServiceLine("2")))
    clinic.do(ChangeVisit(row, 2, reordered))
    clinic.do(ChangeVisit(row, 3, replace(reordered, services=reordered.services[::-1])))
    with pytest.raises(ChangedSince):
        clinic.do(ChangeVisit(row, 3, VISIT))


SAME = "A visit with Maya Ortiz on 20 Nov 2026 is on record. Two on one day need their times."


def test_the_same_visit_twice_is_refused(clinic: Clinic, case: CaseId) -> None:
    new_visit(clinic, case)
    assert words(clinic, RecordVisit(case, VISIT)) == {"date_of_service": SAME}
    assert words(clinic, RecordVisit(case, MORNING)) == {"date_of_service": SAME}
    new_visit(clinic, case, replace(VISIT, date_of_service="11/19/2026"))
    new_visit(clinic, case, replace(VISIT, therapist=other_therapist(clinic)))


def test_the_same_visit_under_another_case_is_refused_and_of_another_client_not(clinic: Clinic, case: CaseId) -> None:
    new_visit(clinic, case)
    client = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    knee = new_case(clinic, client, replace(CASE, reason="Knee"))
    assert words(clinic, RecordVisit(knee, VISIT)) == {"date_of_service": SAME}
    new_visit(clinic, new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ann"))))


def test_times_tell_two_visits_of_a_day_apart(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, MORNING)
    new_visit(clinic, case, replace(VISIT, starts_at="10", ends_at="11"))
    assert words(clinic, RecordVisit(case, replace(VISIT, starts_at="10:59", ends_at="11:59"))) == {
        "date_of_service": SAME
    }
    change(clinic, row, replace(MORNING, discount="1"))
    assert words(clinic, ChangeVisit(row, 2, replace(MORNING, ends_at="10:01"))) == {"date_of_service": SAME}


def test_a_planned_twin_is_opened_and_recorded(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, replace(PLANNED, date_of_service="today"))
    today = replace(VISIT, date_of_service="today")
    assert words(clinic, RecordVisit(case, today)) == {
        "date_of_service": "A visit with Maya Ortiz is planned for 24 Nov 2026. Open that one and record it as given."
    }
    clinic.do(RetireVisit(row, 1))
    new_visit(clinic, case, today)


def test_a_therapist_who_left_keeps_old_visits_and_gets_no_new_ones(clinic: Clinic, case: CaseId) -> None:
    bo = other_therapist(clinic)
    row = new_visit(clinic, case, replace(VISIT, therapist=bo))
    mine = new_visit(clinic, case, MORNING)
    clinic.do(RetireTherapist(int(bo), 1))
    gone = {"therapist": "This therapist was taken off the list. Choose another one."}
    assert words(clinic, RecordVisit(case, replace(VISIT, date_of_service="11/19/2026", therapist=bo))) == gone
    assert words(clinic, ChangeVisit(mine, 1, replace(MORNING, date_of_service="11/18/2026", therapist=bo))) == gone
    change(clinic, row, replace(VISIT, therapist=bo, discount="10"))
    assert visit(clinic.read, row).charged_cents == 13000


@pytest.mark.parametrize("draft", [replace(VISIT, starts_at="2p", ends_at="3p"), PLANNED])
def test_a_retired_client_gets_no_new_visit(clinic: Clinic, case: CaseId, draft: VisitDraft) -> None:
    mine = new_visit(clinic, case, MORNING)
    clinic.do(RetireClient(1, 1))
    before = everything(clinic)
    assert words(clinic, RecordVisit(case, draft)) == {
        "": "This client was retired, so no visit is recorded or planned. Bring the client back first."
    }
    assert everything(clinic) == before
    # What is on record can still be put right.
    change(clinic, mine, replace(MORNING, discount="1"))
    clinic.do(BringClientBack(1, 2))
    new_visit(clinic, case, draft)


def test_a_planned_visit_of_a_retired_client_is_recorded_once_the_client_is_back(clinic: Clinic, case: CaseId) -> None:
    planned, given = new_visit(clinic, case, PLANNED), new_visit(clinic, case, MORNING)
    clinic.do(RetireClient(1, 1))
    before = everything(clinic)
    left = {"": "This client was retired, so no visit is recorded or planned. Bring the client back first."}
    assert words(clinic, ChangeVisit(planned, 1, VISIT)) == left
    assert words(clinic, ChangeVisit(planned, 1, replace(PLANNED, date_of_service="12/2/2026"))) == left
    assert words(clinic, ChangeVisit(given, 1, PLANNED)) == left
    assert everything(clinic) == before
    # One that nobody came to goes without that.
    clinic.do(RetireVisit(planned, 1))
    clinic.undo()
    clinic.do(BringClientBack(1, 2))
    change(clinic, planned, replace(VISIT, starts_at="2p", ends_at="3p"))
    assert visit(clinic.read, planned).status == "given"


def test_a_visit_is_taken_away_with_all_of_it_and_brought_back(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, replace(VISIT, services=(*VISIT.services, ServiceLine("2"))))
    before = everything(clinic)
    clinic.do(RetireVisit(row, 1))
    assert everything(clinic) == [[], [], []]
    with pytest.raises(Missing):
        visit(clinic.read, row)
    for command in (RetireVisit(row, 2), ChangeVisit(row, 2, VISIT)):
        with pytest.raises(Missing):
            clinic.do(command)
    clinic.undo()
    assert everything(clinic) == before
    clinic.redo()
    assert everything(clinic) == [[], [], []]


def test_each_command_is_undone_and_done_again(clinic: Clinic, case: CaseId) -> None:
    states = [everything(clinic)]
    row = new_visit(clinic, case)
    states.append(everything(clinic))
    two = replace(VISIT, services=(ServiceLine("2"), *VISIT.services), discount="5")
    for draft in (two, replace(VISIT, starts_at="9", services=(ServiceLine("1", "30"),))):
        change(clinic, row, draft)
        states.append(everything(clinic))
    for state in states[-2::-1]:
        clinic.undo()
        assert everything(clinic) == state
    for state in states[1:]:
        clinic.redo()
        assert everything(clinic) == state


def test_a_visit_that_was_paid_for_stays_and_costs_no_less(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    new_payment(clinic, row)
    assert words(clinic, RetireVisit(row, 1)) == {"": "A payment stands on this visit. Remove the payment first."}
    cheaper = replace(VISIT, services=(ServiceLine("1", "52"),))
    assert words(clinic, ChangeVisit(row, 1, cheaper)) == {
        "services": "$140.00 was paid for this visit, which is more. Change the payment first."
    }
    change(clinic, row, replace(VISIT, services=(ServiceLine("1", "68"),)))
    change(clinic, row, VISIT)
    assert visit(clinic.read, row).charged_cents == 14000


def test_a_payment_that_was_removed_holds_nothing(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case)
    clinic.do(RetirePayment(new_payment(clinic, row), 1))
    change(clinic, row, replace(VISIT, services=(ServiceLine("1", "15"),)))
    clinic.do(RetireVisit(row, 2))


def test_a_planned_visit_with_a_deposit_is_moved_and_given(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, PLANNED)
    new_payment(clinic, row)
    change(clinic, row, replace(PLANNED, date_of_service="12/8/2026"))
    assert set(words(clinic, ChangeVisit(row, 2, replace(PLANNED, discount="0.01")))) == {"services"}
    change(clinic, row, replace(VISIT, date_of_service="today"))
    assert visit(clinic.read, row).status == "given"


def test_the_units_follow_the_rule_of_who_pays_first_that_day(clinic: Clinic, case: CaseId) -> None:
    second = str(new_service(clinic, replace(SERVICE, name="Manual therapy", procedure_code="MT002")))
    pair = replace(VISIT, services=(ServiceLine("1", "24"), ServiceLine(second, "23")))
    cms = new_payer(clinic, replace(PAYER, name="Old Federal", unit_rule="cms", units_a_day="4", asks_times=True))
    new_payer(clinic, replace(PAYER, name="New Mutual", unit_rule="midpoint"))
    first = replace(POLICY, payer="", payer_name="New Mutual", effective_on="11/21/2026", ends_on="11/22/2026")
    new_policy(clinic, case, first)
    new_policy(clinic, case, replace(POLICY, payer=str(cms), payer_name="", effective_on="11/20/2026"))

    def rule_on(day: str) -> tuple[str, int]:
        found = visit(clinic.read, new_visit(clinic, case, replace(pair, date_of_service=day)))
        return found.unit_rule, sum(one.units for one in found.services)

    assert [rule_on(f"11/{day}/2026") for day in (19, 20, 21, 22, 23)] == [
        *(("midpoint", 4), ("cms", 3), ("midpoint", 4)),
        *(("midpoint", 4), ("cms", 3)),
    ]
    found = payer_habits(clinic.read, case, date(2026, 11, 23))
    assert found is not None
    assert (found.payer_name, found.unit_rule, found.units_a_day, found.asks_times) == ("Old Federal", "cms", 4, True)
    assert payer_habits(clinic.read, case, date(2026, 11, 19)) is None
    knee = clinic.do(OpenCase(1, replace(CASE, reason="Knee"))).row
    assert payer_habits(clinic.read, knee, date(2026, 11, 23)) is None


def test_a_visit_that_moves_to_another_day_is_counted_by_the_rule_of_that_day(clinic: Clinic, case: CaseId) -> None:
    cms = new_payer(clinic, replace(PAYER, name="Old Federal", unit_rule="cms"))
    new_policy(clinic, case, replace(POLICY, payer=str(cms), effective_on="11/20/2026"))
    row = new_visit(clinic, case)
    assert visit(clinic.read, row).unit_rule == "cms"
    change(clinic, row, replace(VISIT, date_of_service="11/19/2026"))
    assert visit(clinic.read, row).unit_rule == "midpoint"
