"""S22: so many runs of random work, counted as what they came to."""

from bench.safety.s22_machine import Record, made
from bench.safety.score import Score, spread
from bench.safety.trials import warmed
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

STEPS = 100
# Hypothesis begins with the simplest run of all, one rule over and over, and with one that ends at once: neither is
# work by chance, and neither is counted.
_SIMPLEST = 2
_TRIES = 20
# The rules that a run has at least which is counted, and its share of the steps.
_RULES, _SHARE = 5, 0.9


def machine(count: int, chance: int) -> Score:
    """So many runs of 100 steps each."""
    made()
    warmed()
    parts = max(1, min(8, count // 2))
    shares = [count // parts + (at < count % parts) for at in range(parts)]
    found = spread(_runs, [(share, chance + at) for at, share in enumerate(shares)])
    runs, bad = [run for some, _ in found for run in some], [words for _, words in found if words]
    words = (
        f"random work against a plain model, {len(runs)} runs, {sum(map(len, runs)):,} steps of "
        f"{len({rule for run in runs for rule in run})} kinds: invariants broken {len(bad)}"
    )
    return Score(min(count, len(runs)) if not bad else 0, count, words + (f"; first: {bad[0]}" if bad else ""))


def worked(count: int, steps: int, chance: int) -> list[list[str]]:
    """So many runs that are long enough, and of enough rules, to be called work by chance: the rules of each. Raises
    what broke."""
    found: list[list[str]] = []
    for at in range(_TRIES):
        Record.runs.clear()
        run_state_machine_as_test(seed(chance + at * 1_000)(Record), settings=_of(count - len(found), steps))
        found += [run for run in Record.runs if len(run) >= _SHARE * steps and len(set(run)) >= _RULES]
        if len(found) >= count:
            break
    return found[:count]


def _runs(task: tuple[int, int]) -> tuple[list[list[str]], str]:
    """The rules of each run, and what broke, "" for nothing."""
    count, chance = task
    try:
        return worked(count, STEPS, chance), ""
    # A broken invariant, or whatever else a rule ends in.
    except Exception as broken:  # noqa: BLE001
        return [], f"{type(broken).__name__}: {broken}"[:300]


def _of(count: int, steps: int) -> settings:
    return settings(
        max_examples=count + _SIMPLEST,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        database=None,
    )
