"""One trial: a course of steps, a fault at one of its calls that write, and what is found afterwards."""

import gc
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from bench.safety.desk import Desk, copied
from bench.safety.holding import Found, State, found_in, state_of
from bench.safety.telling import Tell
from bench.safety.watching import Ended, Fate, run_watched
from bench.safety.work.course import Workload

from clinic_desktop.errors import ClinicError
from clinic_desktop.store.keys.keyring import ClinicFolder

# A fault at one call, or ("no_room") at each from that one on until the run is over.
Fault = str
KILLS: tuple[Fault, ...] = ("killed", "torn")
REFUSALS: tuple[Fault, ...] = ("full", "broken", "no_room")
_FATES: dict[Fault, Fate] = {"killed": "killed", "torn": "torn", "full": "full", "broken": "broken", "no_room": "full"}
DONE = "done"


class Trial(NamedTuple):
    """What came of one fault: whether it was met at all, what was broken by it, a word each."""

    is_hit: bool
    lost: int = 0
    half: int = 0
    unopened: int = 0
    dangling: int = 0
    broken: int = 0
    deaths: int = 0
    words: str = ""

    @property
    def is_well(self) -> bool:
        """Nothing was lost, half done or dead."""
        return not any((self.lost, self.half, self.unopened, self.dangling, self.broken, self.deaths))


def states_of(work: Workload) -> tuple[State, ...]:
    """The state before the first step, and after each, where nothing is in the way."""
    desk = Desk(copied("known", backups=work.backups))
    found = [state_of(desk.clinic)]
    for step in work.steps:
        step(desk)
        found.append(state_of(desk.clinic))
    desk.close()
    return tuple(found)


def course(work: Workload, folder: ClinicFolder, tell: Tell) -> None:
    """Do the steps, and tell of each. What the disk refuses is told with its words and tried once more, as somebody
    does; refused again, the rest is left undone."""
    desk = Desk(folder)
    for at, step in enumerate(work.steps):
        if not _is_done(desk, step, at, tell):
            break
    try:
        desk.close()
    except ClinicError as trouble:
        tell(f"refused {trouble.words}")


def _is_done(desk: Desk, step: Callable[[Desk], object], at: int, tell: Tell) -> bool:
    for _ in range(2):
        try:
            step(desk)
        except ClinicError as trouble:
            tell(f"refused {trouble.words}")
        else:
            tell(f"{DONE} {at}")
            return True
    return False


def trial(work: Workload, states: tuple[State, ...], at: int, fault: Fault) -> Trial:
    """Let this fault meet the call of that number, counted from 0, and look at what is left."""
    folder = copied(backups=work.backups)
    fate = _FATES[fault]

    def decide(number: int, *_: object) -> Fate:
        return fate if number == at or (number > at and fault == "no_room") else "made"

    ended = run_watched(partial(course, work, folder), (folder.path.parent,), decide)
    if not ended.is_hit:
        return Trial(False)
    return judged(ended, found_in(folder), states, f"{work.name}, {fault} at {at}")


def judged(ended: Ended, found: Found, states: tuple[State, ...], what: str) -> Trial:
    """What was found against what was told."""
    told = sum(one.startswith(DONE) for one in ended.told)
    dead = [one for one in ended.told if one.startswith("died")]
    deaths = int(bool(dead) or ended.status not in (0, None))
    if found.state is None:
        return Trial(True, unopened=1, deaths=deaths, words=f"{what}: {'; '.join((*found.broken, *dead))}")
    may_be = range(told, min(told + 2, len(states)))
    was_refused = any(one.startswith("refused") for one in ended.told)
    is_there = any(
        found.state.rows == states[one].rows or (was_refused and found.state.content == states[one].content)
        for one in may_be
    )
    has_keys = any(found.state.keys == states[one].keys for one in may_be)
    is_older = not is_there and found.state.rows in {one.rows for one in states[:told]}
    kept = set(states[may_be[0]].backups).intersection(*(states[one].backups for one in may_be))
    gone = kept - set(found.state.backups)
    is_older |= bool(gone)
    dangling = sum(one.startswith("dangling") for one in found.broken)
    return Trial(
        True,
        lost=int(is_older),
        half=int(not is_older and not (is_there and has_keys)),
        dangling=dangling,
        broken=len(found.broken) - dangling,
        deaths=deaths,
        words=f"{what}, {told} told: {'; '.join((*found.broken, *dead, *gone))}",
    )


def calls_of(work: Workload) -> int:
    """How many calls of it write, where nothing is in the way."""
    folder = copied(backups=work.backups)
    return run_watched(partial(course, work, folder), (folder.path.parent,), lambda *_: "made").calls


def points(work: Workload, faults: tuple[Fault, ...]) -> Iterator[tuple[int, Fault]]:
    """Every point at which a fault of these can meet it."""
    for at in range(calls_of(work)):
        for fault in faults:
            yield at, fault


def warmed() -> None:
    """What lives now outlives every child: none of it is looked through, or copied, by one."""
    gc.collect()
    gc.freeze()
