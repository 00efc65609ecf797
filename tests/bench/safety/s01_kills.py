"""S1 and S4: a fault at each call that writes, of every kind of command and of what runs long."""

from functools import cache

from bench.safety import kernel
from bench.safety.desk import prepared
from bench.safety.holding import State
from bench.safety.jobs import JOBS
from bench.safety.score import NotHere, Score, sample, spread
from bench.safety.trials import KILLS, REFUSALS, Fault, Trial, calls_of, states_of, trial, warmed
from bench.safety.workloads import COMMANDS

WORKLOADS = (*COMMANDS, *JOBS)
Task = tuple[int, int, Fault]


def kills(count: int, seed: int) -> Score:
    """S1: the process dies before a call, or in the middle of what it writes."""
    found = _tried(KILLS, count, seed)
    hit = [one for one in found if one.is_hit]
    lost, half, unopened = (sum(getattr(one, name) for one in hit) for name in ("lost", "half", "unopened"))
    other = sum(one.dangling + one.broken for one in hit)
    words = (
        f"kill points {len(hit):,} of {_all(KILLS):,} in {len(WORKLOADS)} courses: acknowledged lost {lost}, half done "
        f"{half}, not opened {unopened}, dangling rows and damage {other}"
    )
    return Score(sum(one.is_well for one in hit), len(hit), words + _first(found))


def refusals(count: int, seed: int) -> Score:
    """S4: the disk is full at a call, or from it on, or reports an error."""
    found = _tried(REFUSALS, count, seed)
    hit = [one for one in found if one.is_hit]
    lost, dangling, deaths = (sum(getattr(one, name) for one in hit) for name in ("lost", "dangling", "deaths"))
    other = sum(one.half + one.broken + one.unopened for one in hit)
    words = (
        f"full disks and I/O errors at {len(hit):,} of {_all(REFUSALS):,} points: acknowledged lost {lost}, dangling "
        f"rows {dangling}, deaths without a sentence {deaths}, half done or damaged {other}"
    )
    return Score(sum(one.is_well for one in hit), len(hit), words + _first(found))


def _tried(faults: tuple[Fault, ...], count: int, seed: int) -> list[Trial]:
    why = kernel.why_not()
    if why:
        raise NotHere(why)
    # As many of each course, however long it is.
    share = -(-count // len(WORKLOADS))
    points = _points(faults)
    courses = ([one for one in points if one[0] == number] for number in range(len(WORKLOADS)))
    tasks = [one for course in courses for one in sample(course, share, seed)]
    warmed()
    return spread(_trial, tasks)


def _trial(task: Task) -> Trial:
    number, at, fault = task
    return trial(WORKLOADS[number], known()[number][0], at, fault)


@cache
def known() -> tuple[tuple[tuple[State, ...], int], ...]:
    """For each course its states, and how many calls of it write."""
    prepared()
    warmed()
    return tuple(spread(_learned, range(len(WORKLOADS))))


def _learned(number: int) -> tuple[tuple[State, ...], int]:
    return states_of(WORKLOADS[number]), calls_of(WORKLOADS[number])


def _points(faults: tuple[Fault, ...]) -> list[Task]:
    return [(number, at, fault) for number, (_, calls) in enumerate(known()) for at in range(calls) for fault in faults]


def _all(faults: tuple[Fault, ...]) -> int:
    return len(_points(faults))


def _first(found: list[Trial]) -> str:
    bad = [one.words for one in found if one.is_hit and not one.is_well]
    return f"; first: {bad[0]}" if bad else ""
