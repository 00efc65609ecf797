"""S1 and S4: a fault at each call that writes, of courses of commands and of what runs long.

Each kind of command is in one of the courses: one that is in none is a miss.
"""

from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from typing import NamedTuple
from unittest.mock import patch

from bench.safety import kernel
from bench.safety.desk import prepared
from bench.safety.holding import State
from bench.safety.score import NotHere, Score, sample, spread
from bench.safety.trials import KILLS, REFUSALS, Fault, Trial, calls_of, states_of, trial, warmed
from bench.safety.work.every import WORKLOADS
from every_command import every_command

from clinic_desktop.store.command import Command
from clinic_desktop.store.transaction import Transaction

Task = tuple[int, int, Fault]


class Learned(NamedTuple):
    """Of a course, where nothing is in the way: its states, how many calls of it write, the kinds of its commands."""

    states: tuple[State, ...]
    calls: int
    kinds: frozenset[str]


def kills(count: int, seed: int) -> Score:
    """S1: the process dies before a call, or in the middle of what it writes."""
    found = _tried(KILLS, count, seed)
    hit = [one for one in found if one.is_hit]
    lost, half, unopened = (sum(getattr(one, name) for one in hit) for name in ("lost", "half", "unopened"))
    other = sum(one.dangling + one.broken for one in hit)
    words = (
        f"kill points {len(hit):,} of {_all(KILLS):,} in {_courses()}: acknowledged lost {lost}, half done "
        f"{half}, not opened {unopened}, dangling rows and damage {other}"
    )
    return _score(found, words)


def refusals(count: int, seed: int) -> Score:
    """S4: the disk is full at a call, or from it on, or reports an error."""
    found = _tried(REFUSALS, count, seed)
    hit = [one for one in found if one.is_hit]
    lost, dangling, deaths = (sum(getattr(one, name) for one in hit) for name in ("lost", "dangling", "deaths"))
    other = sum(one.half + one.broken + one.unopened for one in hit)
    words = (
        f"full disks and I/O errors at {len(hit):,} of {_all(REFUSALS):,} points in {_courses()}: acknowledged "
        f"lost {lost}, dangling rows {dangling}, deaths without a sentence {deaths}, half done or damaged {other}"
    )
    return _score(found, words)


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
    return trial(WORKLOADS[number], known()[number].states, at, fault)


@cache
def known() -> tuple[Learned, ...]:
    """What is to be known of each course."""
    prepared()
    warmed()
    return tuple(spread(_learned, range(len(WORKLOADS))))


def _learned(number: int) -> Learned:
    kinds = set[str]()
    with ExitStack() as watched:
        for kind in every_command():
            if "perform" in vars(kind):
                watched.enter_context(patch.object(kind, "perform", _seen(kind, kinds)))
        states = states_of(WORKLOADS[number])
    return Learned(states, calls_of(WORKLOADS[number]), frozenset(kinds))


def _seen(kind: type[Command], kinds: set[str]) -> Callable[[Command, Transaction], int]:
    """What the command does, seen doing it: also inside of another one."""
    plain = kind.perform

    def perform(command: Command, tx: Transaction) -> int:
        kinds.add(type(command).__name__)
        return plain(command, tx)

    return perform


def _courses() -> str:
    """How many there are, and of how many kinds of commands."""
    kinds = len(every_command())
    return f"{len(WORKLOADS)} courses with {kinds - len(_left_out()):,} of {kinds:,} kinds of commands"


def _left_out() -> list[str]:
    """The kinds that no course does."""
    done = frozenset().union(*(one.kinds for one in known()))
    return [one.__name__ for one in every_command() if one.__name__ not in done]


def _points(faults: tuple[Fault, ...]) -> list[Task]:
    return [(number, at, fault) for number, one in enumerate(known()) for at in range(one.calls) for fault in faults]


def _all(faults: tuple[Fault, ...]) -> int:
    return len(_points(faults))


def _score(found: list[Trial], words: str) -> Score:
    """Every trial that met its fault, and every kind that none can meet."""
    hit, left_out = [one for one in found if one.is_hit], _left_out()
    first = [one.words for one in hit if not one.is_well] + [f"no course has {name}" for name in left_out]
    held = sum(one.is_well for one in hit)
    return Score(held, len(hit) + len(left_out), words + (f"; first: {first[0]}" if first else ""))
