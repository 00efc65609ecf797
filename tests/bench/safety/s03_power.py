"""S3: the power goes at any moment of any course. What was told is on the disk, and the disk is a clinic."""

import os
import random
import shutil
from functools import cache, partial

from bench.safety import kernel, s01_kills
from bench.safety.desk import copied, home
from bench.safety.disks import Disk, Recording, lay_out
from bench.safety.holding import State, found_in
from bench.safety.score import NotHere, Score, spread
from bench.safety.trials import Trial, course, judged, warmed
from bench.safety.watching import Ended, run_watched
from bench.safety.work.course import Workload
from bench.safety.work.every import WORKLOADS

from clinic_desktop.store.keys.keyring import ClinicFolder

# Of one course, one after another: to make the calls up to each of their moments takes longer than a few disks.
_TOGETHER = 25
Task = tuple[int, int, int]


def power_cuts(count: int, seed: int) -> Score:
    """So many disks, as many of each course."""
    why = kernel.why_not()
    if why:
        raise NotHere(why)
    s01_kills.known()
    recordings()
    share = -(-count // len(WORKLOADS))
    tasks = [
        (number, min(_TOGETHER, share - at), seed + at)
        for number in range(len(WORKLOADS))
        for at in range(0, share, _TOGETHER)
    ]
    warmed()
    found = [one for some in spread(_disks, tasks) for one in some]
    lost = sum(one.lost for one in found)
    bad = [one.words for one in found if not one.is_well]
    words = (
        f"disks after a power cut {len(found):,} of {len(WORKLOADS)} courses: acknowledged lost {lost}, "
        f"corrupt, half done or not opened {len(bad) - lost}"
    )
    return Score(len(found) - len(bad), len(found), words + (f"; first: {bad[0]}" if bad else ""))


@cache
def recordings() -> tuple[Recording, ...]:
    """What each course writes."""
    return tuple(spread(_recorded, range(len(WORKLOADS))))


def _recorded(number: int) -> Recording:
    return record(WORKLOADS[number])


def record(work: Workload) -> Recording:
    """Let a course run, and note its calls with what they write."""
    place = copied("recorded", backups=work.backups).path.parent
    made = Recording(place)
    folder = ClinicFolder(place / "clinic")
    run_watched(partial(course, work, folder), (place,), lambda *_: "made", made.note)
    return made


def _disks(task: Task) -> list[Trial]:
    number, count, seed = task
    work = WORKLOADS[number]
    return disks(work, s01_kills.known()[number].states, recordings()[number], count, seed)


def disks(work: Workload, states: tuple[State, ...], made: Recording, count: int, seed: int) -> list[Trial]:
    """So many disks of one course, the power cut at a moment each."""
    chance = random.Random(f"{work.name} {seed}")
    moments = sorted(chance.randint(0, len(made.events)) for _ in range(count))
    disk, at, found = Disk(made.root, copied("before", backups=work.backups).path.parent), 0, list[Trial]()
    for moment in moments:
        for event in made.events[at:moment]:
            disk.make(event.touch)
        at = moment
        told = made.events[moment - 1].told if moment else 0
        place = home() / f"{os.getpid()}-disk"
        shutil.rmtree(place, ignore_errors=True)
        lay_out(disk.after(chance), place)
        ended = Ended(("done",) * told, moment, True, None)
        found.append(judged(ended, found_in(ClinicFolder(place / "clinic")), states, f"{work.name}, cut at {moment}"))
    return found
