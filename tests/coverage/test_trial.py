"""Rules are tried on the cases of the record: what is shown before is what the wizard says after."""

from dataclasses import replace

import pytest
from charting import TODAY, answer, full_case, plain_case
from factories import CLIENT, POLICY, new_case, new_client, new_policy
from own_rules import QUIET, STRICT, accepted, own

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.loader.gathering import coverage_of
from clinic_desktop.coverage.loader.own_packs import clinic_packs, move_in, move_out
from clinic_desktop.coverage.loader.trial import try_beside, try_move
from clinic_desktop.coverage.model.own_packs import PackMove, TriedCases
from clinic_desktop.jobs import Cancelled, Progress


def tried(clinic: Clinic, content: bytes) -> TriedCases:
    return try_move(clinic.read, move_in(clinic.read, content, "own.toml"), TODAY, Progress())


def headlines(clinic: Clinic, cases: list[CaseId]) -> dict[CaseId, str]:
    packs = clinic_packs(clinic.read)
    return {one: coverage_of(clinic.read, one, TODAY, packs).appraisal.headline for one in cases}


@pytest.fixture
def cases(clinic: Clinic) -> list[CaseId]:
    """A case of the payer, one of another, one with an answer alone, and one that nobody asks about."""
    first = full_case(clinic)
    other = plain_case(clinic)
    new_policy(clinic, other, replace(POLICY, payer_name="Quillfern Health Plan"))
    answered = plain_case(clinic)
    answer(clinic, answered, hsa="yes")
    return [first, other, answered, plain_case(clinic)]


def test_what_is_said_before_is_what_the_wizard_says_after(clinic: Clinic, cases: list[CaseId]) -> None:
    before = headlines(clinic, cases)
    found = tried(clinic, own())
    assert {one.id: one.before for one in found.changed} == {cases[0]: before[cases[0]]}
    assert (found.looked_at, found.otherwise) == (3, 0)
    kept = accepted(clinic)
    after = headlines(clinic, cases)
    assert {one.id: one.after for one in found.changed} == {
        key: after[key] for key in cases if after[key] != before[key]
    }
    assert after[cases[0]] == "Unlikely"
    back = try_move(clinic.read, move_out(clinic.read, kept), TODAY, Progress())
    assert {(one.id, one.before, one.after) for one in back.changed} == {
        (one.id, one.after, one.before) for one in found.changed
    }


def test_a_case_that_says_something_else_with_the_same_verdict_is_counted(clinic: Clinic, cases: list[CaseId]) -> None:
    found = tried(clinic, own(rule=QUIET))
    assert (found.changed, found.otherwise, found.looked_at) == ((), 1, 3)
    assert tried(clinic, own("", rule=QUIET)).otherwise == 3


def test_a_newer_version_is_compared_with_the_one_before(clinic: Clinic, cases: list[CaseId]) -> None:
    accepted(clinic)
    assert tried(clinic, own(version=2)) == TriedCases((), 0, 3)
    (one,) = tried(clinic, own(rule=STRICT.replace("UNLIKELY", "NOT_COVERED"), version=2)).changed
    assert (one.before, one.after) == ("Unlikely", "The plan or the law excludes it")
    assert (one.case.name, one.case.client) == ("Zathroth, Quillaby (Zuzu)", 1)
    # For another payer: one comes, the other goes.
    assert {one.id for one in tried(clinic, own("quillfern health plan", version=2)).changed} == set(cases[:2])


def test_only_open_cases_of_clients_on_the_list_are_looked_at(clinic: Clinic, cases: list[CaseId]) -> None:
    row = clinic.read.one("SELECT version FROM cases WHERE id = ?", cases[1])
    clinic.do(ChangeCase(cases[1], row["version"], CaseDraft("health", "Neck", "9/1/2026", closed_on="11/20/2026")))
    assert tried(clinic, own()).looked_at == 2
    gone = new_client(clinic, replace(CLIENT, given_name="Orla"))
    new_policy(clinic, new_case(clinic, gone))
    assert tried(clinic, own()).looked_at == 3
    version = clinic.read.one("SELECT version FROM clients WHERE id = ?", gone)["version"]
    clinic.do(RetireClient(gone, version))
    assert tried(clinic, own()).looked_at == 2


def test_it_says_how_far_it_is_and_can_be_stopped(clinic: Clinic, cases: list[CaseId]) -> None:
    said: list[tuple[int, int]] = []
    move = move_in(clinic.read, own(), "own.toml")
    try_move(clinic.read, move, TODAY, Progress(lambda done, total, _: said.append((done, total))))
    assert said == [(0, 3), (1, 3), (2, 3)]
    stopped = Progress()
    stopped.stop()
    with pytest.raises(Cancelled):
        try_move(clinic.read, move, TODAY, stopped)


def test_beside_the_window_it_finds_the_same(clinic: Clinic, cases: list[CaseId]) -> None:
    move: PackMove = move_in(clinic.read, own(), "own.toml")
    assert try_beside(clinic.keys, move, TODAY, Progress()) == try_move(clinic.read, move, TODAY, Progress())
