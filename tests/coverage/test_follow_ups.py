"""Next steps that were taken on: kept once, done once, given another day, taken off the list, never lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from charting import TODAY, answer, full_case, packs, plain_case
from factories import CASE, refused
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.determinations import KeepDetermination
from clinic_desktop.coverage.commands.follow_ups import (
    ChangeFollowUpDay,
    FinishStep,
    FollowUp,
    FollowUpAll,
    RetireFollowUp,
)
from clinic_desktop.coverage.loader.gathering import coverage_of
from clinic_desktop.coverage.loader.packs import shipped_packs
from clinic_desktop.coverage.model.follow_ups import CaseFollowUps, FollowUpId, StepFollowUp
from clinic_desktop.coverage.model.outcome import Step
from clinic_desktop.coverage.queries import follow_ups as queries
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.store.command import Command

BY = Step("Print a prescription request.", date(2026, 12, 1), "rx")
LATER = Step("Appeal within 180 days.", date(2027, 3, 1), "appeal")
DAYLESS = Step("Refer to such a clinic.", None, "supervision")
STEPS = (BY, LATER, DAYLESS)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return plain_case(clinic)


def kept(clinic: Clinic, case: CaseId) -> list[tuple[str, date]]:
    return [(one.words, one.due_on) for one in queries.follow_ups_of_case(clinic.read, case).kept]


def due(clinic: Clinic) -> list[int]:
    return [one.follow_up.id for one in queries.steps_due(clinic.read, TODAY)]


def test_a_step_is_taken_on_with_its_day_and_taken_back(clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(FollowUp(case, BY)).row
    (found,) = queries.follow_ups_of_case(clinic.read, case).kept
    assert found == StepFollowUp(FollowUpId(row), 1, case, BY.words, "rx", BY.on, date(2026, 12, 1), TODAY, None)
    assert queries.step_follow_up(clinic.read, row) == found and found.waits
    assert clinic.undo() == "Follow up on next step"
    assert kept(clinic, case) == []
    clinic.redo()
    assert kept(clinic, case) == [(BY.words, BY.on)]


def test_without_a_day_it_is_due_in_a_week(clinic: Clinic, case: CaseId) -> None:
    clinic.do(FollowUp(case, DAYLESS))
    assert kept(clinic, case) == [(DAYLESS.words, TODAY + timedelta(7))]


def test_the_same_step_waits_once_by_whichever_rule_it_is_named(clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(FollowUp(case, BY)).row
    again = replace(BY, rule="another", on=date(2026, 12, 5))
    assert clinic.do(FollowUp(case, again)).row == row
    clinic.do(FollowUpAll(case, (again, BY)))
    assert kept(clinic, case) == [(BY.words, BY.on)]


def test_all_that_have_a_day_are_taken_on_at_once(clinic: Clinic, case: CaseId) -> None:
    clinic.do(FollowUpAll(case, (LATER, *STEPS)))
    assert kept(clinic, case) == [(BY.words, BY.on), (LATER.words, LATER.on)]
    assert clinic.undo() == "Follow up on all next steps"
    assert kept(clinic, case) == []


def test_it_is_done_once_and_taken_back(clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(FollowUp(case, BY)).row
    with pytest.raises(ChangedSince):
        clinic.do(FinishStep(row, 7))
    clinic.do(FinishStep(row, 1))
    assert queries.step_follow_up(clinic.read, row).done_on == TODAY and due(clinic) == []
    gone: tuple[Command, ...] = (FinishStep(row, 2), ChangeFollowUpDay(row, 2, "+1w"), RetireFollowUp(row, 2))
    for command in gone:
        assert refused(lambda command=command: clinic.do(command)) == [""]  # type: ignore[misc]
    assert clinic.undo() == "Mark follow-up done"
    assert due(clinic) == [row]


def test_what_was_done_is_taken_on_anew_only_where_somebody_asks_for_it(clinic: Clinic, case: CaseId) -> None:
    clinic.do(FinishStep(clinic.do(FollowUp(case, BY)).row, 1))
    clinic.do(FollowUpAll(case, STEPS))
    assert kept(clinic, case) == [(BY.words, BY.on), (LATER.words, LATER.on)]
    row = clinic.do(FollowUp(case, BY)).row
    waits = [one.id for one in queries.follow_ups_of_case(clinic.read, case).kept if one.waits]
    assert row in waits and len(waits) == 2


@pytest.mark.parametrize(
    ("typed", "fields"),
    [("", ["due_on"]), (" ", ["due_on"]), ("soon", ["due_on"]), ("+2w", []), ("11/1/2026", []), ("today", [])],
)
def test_its_day_is_changed_as_people_type_it(clinic: Clinic, case: CaseId, typed: str, fields: list[str]) -> None:
    row = clinic.do(FollowUp(case, BY)).row
    command = ChangeFollowUpDay(row, 1, typed)
    if fields:
        assert refused(lambda: clinic.do(command)) == fields
        return
    clinic.do(command)
    days = {"+2w": date(2026, 12, 8), "11/1/2026": date(2026, 11, 1), "today": TODAY}
    found = queries.step_follow_up(clinic.read, row)
    assert (found.due_on, found.step_on) == (days[typed], BY.on)
    assert clinic.undo() == "Change day of follow-up"
    assert kept(clinic, case) == [(BY.words, BY.on)]


def test_it_is_taken_off_the_list_and_comes_back(clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(FollowUp(case, BY)).row
    with pytest.raises(ChangedSince):
        clinic.do(RetireFollowUp(row, 2))
    clinic.do(RetireFollowUp(row, 1))
    assert kept(clinic, case) == [] and due(clinic) == []
    with pytest.raises(Missing):
        queries.step_follow_up(clinic.read, row)
    with pytest.raises(Missing):
        clinic.do(FinishStep(row, 2))
    assert clinic.undo() == "Remove follow-up"
    assert due(clinic) == [row]


def test_a_case_that_is_gone_takes_nothing_on(clinic: Clinic) -> None:
    for command in (FollowUp(99, BY), FollowUpAll(99, STEPS)):
        with pytest.raises(Missing):
            clinic.do(command)


# What happens to the steps of a case: by which command, to which of them.
DONE = some.lists(
    some.tuples(some.sampled_from(["one", "all", "finish", "remove"]), some.integers(0, 2)), min_size=1, max_size=8
)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    from factories import make_clinic

    clinic, _ = make_clinic(Path(tmp_path_factory.mktemp("steps")) / "clinic")
    plain_case(clinic)
    yield clinic
    clinic.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DONE)
def test_whatever_is_taken_on_again_changes_nothing(stocked: Clinic, done: list[tuple[str, int]]) -> None:
    case = CaseId(1)
    for what, place in done:
        known = queries.follow_ups_of_case(stocked.read, case)
        waiting = [one for one in known.kept if one.waits]
        commands: dict[str, Command] = {"one": FollowUp(case, STEPS[place]), "all": FollowUpAll(case, STEPS)}
        if what in commands:
            stocked.do(commands[what])
            once = queries.follow_ups_of_case(stocked.read, case)
            stocked.do(commands[what])
            assert queries.follow_ups_of_case(stocked.read, case) == once
            # What waited before waits as it was.
            assert set(waiting) <= set(once.kept)
        elif waiting:
            one = waiting[place % len(waiting)]
            stocked.do(FinishStep(one.id, 1) if what == "finish" else RetireFollowUp(one.id, 1))
        now = [one.words for one in queries.follow_ups_of_case(stocked.read, case).kept if one.waits]
        assert len(now) == len(set(now))
    for one in queries.follow_ups_of_case(stocked.read, case).kept:
        if one.waits:
            stocked.do(RetireFollowUp(one.id, 1))


def made(words: str, step_on: date | None, done_on: date | None, row: int = 1) -> StepFollowUp:
    return StepFollowUp(FollowUpId(row), 1, CaseId(1), words, "rx", step_on, TODAY, TODAY, done_on)


@pytest.mark.parametrize(
    ("step_on", "done_on", "counts"),
    [
        (BY.on, TODAY - timedelta(90), True),
        (date(2026, 11, 28), TODAY, True),
        (date(2026, 11, 28), TODAY - timedelta(6), True),
        # A day that goes on with the calendar: after a week it is asked again.
        (date(2026, 11, 28), TODAY - timedelta(7), False),
        (None, TODAY - timedelta(7), False),
        (date(2026, 11, 28), None, True),
    ],
)
def test_how_long_what_was_done_counts(step_on: date | None, done_on: date | None, counts: bool) -> None:
    known = CaseFollowUps(CaseId(1), (made(BY.words, step_on, done_on),))
    assert (known.of(BY, TODAY) is not None) is counts
    assert known.open_among(STEPS, TODAY) == ((LATER,) if counts else (BY, LATER))


def test_one_that_waits_goes_before_one_that_was_done_and_no_step_loses_one() -> None:
    waits, done = made(BY.words, BY.on, None), made(BY.words, BY.on, TODAY, 2)
    gone, over = made("Call Kim.", None, None, 3), made("Fax it.", None, TODAY, 4)
    known = CaseFollowUps(CaseId(1), (done, waits, gone, over))
    assert known.of(BY, TODAY) == waits
    assert known.without_step(STEPS) == (gone,)
    assert known.without_step(()) == (waits, gone)


@pytest.mark.parametrize(("days", "is_due"), [(-300, True), (0, True), (7, True), (8, False)])
def test_it_is_told_from_a_week_before_its_day_on(clinic: Clinic, case: CaseId, days: int, is_due: bool) -> None:
    row = clinic.do(FollowUp(case, replace(BY, on=TODAY + timedelta(days)))).row
    assert due(clinic) == [row] * is_due
    found = glance(clinic.read, 1, case, TODAY)
    assert [one.id for one in found.followed_steps] == [row] * (days <= 0)
    assert [one.part for one in found.steps if one.words == BY.words] == ["wizard"] * (days <= 0)


def test_closed_cases_and_retired_clients_are_left_out(clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(FollowUp(case, replace(BY, on=TODAY))).row
    (found,) = queries.steps_due(clinic.read, TODAY)
    assert found.part == f"1/of/{case}/wizard"
    clinic.do(ChangeCase(case, 1, replace(CASE, closed_on="11/24/2026")))
    assert due(clinic) == [] and not glance(clinic.read, 1, case, TODAY).followed_steps
    clinic.undo()
    assert due(clinic) == [row]
    clinic.do(RetireClient(1, 1))
    assert due(clinic) == [] and not glance(clinic.read, 1, case, TODAY).followed_steps


@pytest.mark.parametrize(
    ("sql", "values", "index"),
    [
        (queries._DUE, ("2026-12-01", 50), "follow_ups_due"),
        (queries._OF_CASE, (1,), "follow_ups_of_case"),
        (queries._WAITING, (1, "2026-12-01"), "follow_ups"),
    ],
)
def test_an_index_answers(clinic: Clinic, sql: str, values: tuple[object, ...], index: str) -> None:
    plan = [str(row["detail"]) for row in clinic.read.all(f"EXPLAIN QUERY PLAN {sql}", *values)]
    assert any(f"follow_ups USING INDEX {index}" in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_a_determination_takes_on_every_step_that_has_a_day(clinic: Clinic, tmp_path: Path) -> None:
    case = full_case(clinic)
    answer(clinic, case, denial="authorization", denied_on="11/20/2026")
    steps = coverage_of(clinic.read, case, TODAY, shipped_packs()).appraisal.outcome.steps
    dated = sorted((one.on, one.words) for one in steps if one.on)
    assert len(dated) >= 2 and len(dated) < len(steps)
    clinic.do(KeepDetermination(case))
    assert sorted((day, words) for words, day in kept(clinic, case)) == dated
    clinic.do(KeepDetermination(case))
    assert len(kept(clinic, case)) == len(dated)
    # A pack that names no step takes nothing on, and nothing off.
    clinic.do(KeepDetermination(case, None, packs(tmp_path)))
    assert len(kept(clinic, case)) == len(dated)
    with pytest.raises(Missing):
        clinic.do(KeepDetermination(99))
