"""What a line of the scorecard comes to, and how its many trials are spread over the cores of a machine."""

import multiprocessing
import os
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Score(NamedTuple):
    """So many of so many hold; `words` tells of what, and of the first that does not. Of a hundred `need` have to."""

    done: int
    of: int
    words: str
    need: int = 100

    @property
    def is_met(self) -> bool:
        """All of them, or the share that is needed, and not of nothing."""
        return self.of > 0 and self.need * self.of <= 100 * self.done <= 100 * self.of


class NotHere(Exception):
    """Why a line cannot be run on this machine."""


def sample(found: Sequence[T], count: int, seed: int) -> list[T]:
    """So many of them by chance, in their order; all of them where there are no more."""
    if count >= len(found):
        return list(found)
    return [found[at] for at in sorted(random.Random(seed).sample(range(len(found)), count))]


def spread(do: Callable[[T], R], tasks: Sequence[T]) -> list[R]:
    """Do all of them, in processes that are born of this one, and return what came of each in their order."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1 or len(tasks) == 1:
        return [do(one) for one in tasks]
    with ProcessPoolExecutor(min(cores, len(tasks)), multiprocessing.get_context("fork")) as workers:
        return list(workers.map(do, tasks, chunksize=max(1, min(20, len(tasks) // (4 * cores)))))
