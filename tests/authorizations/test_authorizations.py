"""Authorizations on a real database: what is typed, kept, counted, taken back; the report over all clients."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from factories import (
    CASE,
    HOSTILE_NAMES,
    SERVICE,
    VISIT,
    new_case,
    new_policy,
    new_service,
    new_visit,
    refused,
)

from clinic_desktop.authorizations import queries
from clinic_desktop.authorizations.commands import AddAuthorization, ChangeAuthorization, RetireAuthorization
from clinic_desktop.authorizations.model import REPORTS, AuthorizationDraft, AuthorizationId, BurnDown
from clinic_desktop.authorizations.rules.typed import authorization_values, parse_codes, warning_about
from clinic_desktop.cases.commands import ChangeCase, RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.policies.commands import RetirePolicy
from clinic_desktop.store.paging import PAGE_ROWS
from clinic_desktop.visits.commands.visits import RetireVisit
from clinic_desktop.visits.model import ServiceLine

TODAY = date(2026, 11, 24)
GRANTED = AuthorizationDraft(number="PA-1042", granted="12", starts_on="11/1/2026", ends_on="12/31/2026")
WHOLE = AuthorizationDraft(
    *("1", "granted", " PA-1042 ", "mt001; MT002", "units", "48", "6"),
    *("11/5/2026", "90 days", "11/1/2026", "11/4/2026", " Kim, ref. 7714 ", " By fax "),
)


def problems(**typed: str) -> list[str]:
    return refused(lambda: authorization_values(replace(GRANTED, **typed), TODAY))


def added(clinic: Clinic, case: CaseId, draft: AuthorizationDraft = GRANTED) -> AuthorizationId:
    return AuthorizationId(clinic.do(AddAuthorization(case, draft)).row)


def burns(clinic: Clinic, case: CaseId) -> tuple[BurnDown, ...]:
    return queries.burn_down(clinic.read, case, TODAY)


def reported(clinic: Clinic, which: str = "all") -> list[int]:
    return [one.id for one in queries.authorization_report(clinic.read, TODAY, which=which).rows]


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    found = new_case(clinic)
    new_policy(clinic, found)
    return found


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        *(({}, []), ({"number": "\x00 "}, ["number"]), ({"number": "9" * 29}, []), ({"number": "9" * 30}, ["number"])),
        *(({"granted": ""}, []), ({"ends_on": ""}, []), ({"granted": "", "ends_on": ""}, ["granted"])),
        *(({"granted": "0"}, ["granted"]), ({"granted": "1000"}, ["granted"]), ({"granted": "twelve"}, ["granted"])),
        *(({"granted": "٣"}, ["granted"]), ({"used_before": "0"}, []), ({"used_before": "-1"}, ["used_before"])),
        *(({"used_before": "40"}, []), ({"ends_on": "10/31/2026"}, ["ends_on"]), ({"ends_on": "11/1/2026"}, [])),
        *(({"ends_on": "soon"}, ["ends_on"]), ({"starts_on": "2/30/2026"}, ["starts_on"])),
        *(({"asked_on": "11/25/2026"}, ["asked_on"]), ({"decided_on": "11/25/2026"}, ["decided_on"])),
        *(({"asked_on": "11/3/2026", "decided_on": "11/2/2026"}, ["decided_on"]),),
        *(({"asked_on": "11/3/2026", "decided_on": "11/3/2026"}, []), ({"codes": "MT1"}, ["codes"])),
        *(
            ({"codes": "MT001 mt001"}, ["codes"]),
            ({"starts_on": "", "decided_on": "11/20/2026", "ends_on": "11/19/2026"}, ["starts_on"]),
            ({"starts_on": "", "decided_on": "11/20/2026", "ends_on": "11/20/2026"}, []),
            ({"status": "denied", "starts_on": "", "decided_on": "11/20/2026", "ends_on": "11/19/2026"}, []),
            ({"contact": "x" * 201}, ["contact"]),
        ),
        *(
            ({"note": "x" * 10_001}, ["note"]),
            ({"status": "requested", "number": "", "granted": "", "ends_on": ""}, []),
        ),
        ({"status": "denied", "number": "", "granted": "", "ends_on": ""}, []),
    ],
)
def test_what_is_wrong_is_said_at_its_field(typed: dict[str, str], fields: list[str]) -> None:
    assert problems(**typed) == fields


def test_codes_stand_with_anything_between() -> None:
    assert parse_codes(" mt001,MT002 ;  mt003\n") == ("MT001", "MT002", "MT003")
    assert parse_codes(" , ") == ()
    assert len(parse_codes(" ".join(f"MT{number:03}" for number in range(20)))) == 20
    assert problems(codes=" ".join(f"MT{number:03}" for number in range(21))) == ["codes"]


def test_more_used_than_granted_is_named_and_kept() -> None:
    assert warning_about(GRANTED) == warning_about(replace(GRANTED, used_before="12")) == ""
    assert warning_about(replace(GRANTED, used_before="many")) == warning_about(replace(GRANTED, granted="")) == ""
    assert warning_about(replace(GRANTED, used_before="13")).startswith("This is more than was granted.")


def test_an_authorization_is_kept_and_read(clinic: Clinic, case: CaseId) -> None:
    found = queries.authorization(clinic.read, added(clinic, case, WHOLE))
    assert (found.case, found.policy, found.payer_name, found.status) == (case, 1, "Cascade Mutual", "granted")
    assert (found.number, found.codes, found.counts, found.granted) == ("PA-1042", ("MT001", "MT002"), "units", 48)
    assert (found.used_before, found.contact, found.note) == (6, "Kim, ref. 7714", "By fax")
    assert (found.asked_on, found.decided_on) == (date(2026, 11, 1), date(2026, 11, 4))
    assert (found.starts_on, found.ends_on) == (date(2026, 11, 5), date(2027, 2, 3))
    (listed,) = queries.authorization_page(clinic.read, case).rows
    assert (listed.id, listed.number, listed.payer_name) == (found.id, "PA-1042", "Cascade Mutual")


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_kept_to_the_letter(clinic: Clinic, case: CaseId, name: str) -> None:
    draft = replace(GRANTED, number=name[:29], contact=name, note=name)
    found = queries.authorization(clinic.read, added(clinic, case, draft))
    assert (found.contact, found.note) == (name.replace("\x00", ""),) * 2


def test_an_answer_comes_later_and_is_taken_back(clinic: Clinic, case: CaseId) -> None:
    row = added(clinic, case, AuthorizationDraft(status="requested", asked_on="11/3/2026", decided_on="11/9/2026"))
    before = queries.authorization(clinic.read, row)
    # Nobody answered yet, whatever stands in the field that is not shown.
    assert before.decided_on is None
    clinic.do(ChangeAuthorization(row, 1, replace(GRANTED, asked_on="11/3/2026")))
    assert [one.state for one in burns(clinic, case)] == ["running"]
    clinic.undo()
    assert queries.authorization(clinic.read, row) == replace(before, version=3)
    clinic.redo()
    assert queries.authorization(clinic.read, row).number == "PA-1042"
    with pytest.raises(ChangedSince):
        clinic.do(ChangeAuthorization(row, 1, GRANTED))


def test_one_is_taken_away_and_comes_back(clinic: Clinic, case: CaseId) -> None:
    row = added(clinic, case)
    clinic.do(RetireAuthorization(row, 1))
    assert not queries.authorization_page(clinic.read, case).rows
    for gone in (RetireAuthorization(row, 2), ChangeAuthorization(row, 2, GRANTED)):
        with pytest.raises(Missing):
            clinic.do(gone)
    with pytest.raises(Missing):
        queries.authorization(clinic.read, row)
    clinic.undo()
    assert [one.id for one in burns(clinic, case)] == [row]
    clinic.undo()
    assert not burns(clinic, case)


def test_it_goes_with_its_case_and_comes_back_with_it(clinic: Clinic, case: CaseId) -> None:
    row = added(clinic, case)
    clinic.do(RetireCase(case, 1))
    with pytest.raises(Missing):
        queries.authorization(clinic.read, row)
    with pytest.raises(Missing):
        added(clinic, case)
    clinic.undo()
    assert queries.authorization(clinic.read, row).number == "PA-1042"


def test_the_policy_is_one_of_the_case(clinic: Clinic, case: CaseId) -> None:
    other = new_policy(clinic, new_case(clinic, ClientId(1)))
    assert refused(lambda: added(clinic, case, replace(GRANTED, policy=str(other)))) == ["policy"]
    row = added(clinic, case, replace(GRANTED, policy="1"))
    clinic.do(RetirePolicy(1, 1))
    # What stands there stays: the letter came from that payer.
    clinic.do(ChangeAuthorization(row, 1, replace(GRANTED, policy="1", note="Late")))
    assert queries.authorization(clinic.read, row).payer_name == "Cascade Mutual"
    assert refused(lambda: added(clinic, case, replace(GRANTED, policy="1"))) == ["policy"]
    clinic.do(ChangeAuthorization(row, 2, GRANTED))
    assert queries.authorization(clinic.read, row).policy is None


def test_given_visits_count_by_their_codes(clinic: Clinic, case: CaseId) -> None:
    first, second = new_service(clinic), new_service(clinic, replace(SERVICE, name="Manual", procedure_code="MT002"))
    any_code = added(clinic, case, replace(GRANTED, ends_on="1/31/2027"))
    of_one = added(clinic, case, replace(GRANTED, codes="MT002", counts="units", granted="9", used_before="1"))
    both = (ServiceLine(str(first), "30"), ServiceLine(str(second), "30"))
    row = new_visit(clinic, case, replace(VISIT, services=both))
    new_visit(clinic, case, replace(VISIT, date_of_service="11/19/2026", services=both[:1]))
    new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="12/1/2026"))
    # Of another case.
    new_visit(clinic, new_case(clinic, ClientId(1)), replace(VISIT, date_of_service="11/18/2026"))

    def counted() -> dict[int, int]:
        return {one.id: one.used for one in burns(clinic, case)}

    assert counted() == {any_code: 2, of_one: 3}
    clinic.do(RetireVisit(row, 1))
    assert counted() == {any_code: 1, of_one: 1}
    clinic.undo()
    assert counted() == {any_code: 2, of_one: 3}


def test_the_last_to_end_stands_on_top(clinic: Clinic, case: CaseId) -> None:
    first = added(clinic, case, replace(GRANTED, ends_on="12/1/2026"))
    asked = added(clinic, case, AuthorizationDraft(status="requested"))
    last = added(clinic, case)
    denied = added(clinic, case, AuthorizationDraft(status="denied", decided_on="11/20/2026"))
    unknown = added(clinic, case, AuthorizationDraft(status="denied"))
    assert [one.id for one in burns(clinic, case)] == [asked, last, first, denied, unknown]


def test_the_report_has_each_at_its_place(clinic: Clinic, case: CaseId) -> None:
    def another(**typed: str) -> AuthorizationId:
        return added(clinic, new_case(clinic, ClientId(1)), replace(GRANTED, **typed))

    out, running = another(ends_on="12/8/2026"), another(ends_on="12/9/2026")
    used_up, later = another(used_before="12"), another(starts_on="11/25/2026", ends_on="1/31/2027")
    ended, before = another(ends_on="11/23/2026"), another(ends_on="11/20/2026")
    asked, denied = another(status="requested", ends_on=""), another(status="denied", ends_on="12/2/2026")
    assert reported(clinic, "running_out") == [out, used_up]
    assert reported(clinic, "running") == [running, later]
    assert reported(clinic, "ended") == [ended, before]
    assert reported(clinic) == [before, ended, denied, out, running, used_up, later, asked]
    line = queries.authorization_report(clinic.read, TODAY, which="running_out").rows[0]
    assert (line.client_name, line.reason, line.burn.left) == ("Nguyễn, Rosalind (Zuzu)", CASE.reason, 12)


@pytest.mark.parametrize(
    "gone",
    [ChangeCase(1, 1, replace(CASE, closed_on="11/20/2026")), RetireClient(1, 1), RetireCase(1, 1)],
    ids=lambda gone: type(gone).__name__,
)
def test_what_is_over_is_in_no_report(clinic: Clinic, case: CaseId, gone: Any) -> None:
    added(clinic, case)
    clinic.do(gone)
    assert reported(clinic) == []
    clinic.undo()
    assert len(reported(clinic)) == 1


@pytest.mark.parametrize("which", REPORTS)
def test_a_long_report_is_read_page_by_page(clinic: Clinic, case: CaseId, which: str) -> None:
    with clinic.together():
        for number in range(PAGE_ROWS + 30):
            # Every second one runs out, so that more than a page is read for one of these.
            ends = "12/1/2026" if number % 2 else "3/1/2027"
            added(clinic, case, replace(GRANTED, number=f"PA-{number}", ends_on=ends))
    seen: list[int] = []
    after = None
    while True:
        some = queries.authorization_report(clinic.read, TODAY, after, which=which)
        seen += [one.id for one in some.rows]
        after = some.after
        if after is None:
            break
    counts = {"all": PAGE_ROWS + 30, "ended": 0}
    assert len(seen) == len(set(seen)) == counts.get(which, (PAGE_ROWS + 30) // 2)
