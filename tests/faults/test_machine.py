"""A modest run of random work on everything at once, with locks, crashes and restores; `./start safety` does more."""

from bench.safety.s22_runs import worked

RUNS, STEPS, CHANCE = 3, 40, 7


def test_the_record_is_as_the_model_says() -> None:
    """In each of so many runs that are work: what Hypothesis calls one may be a rule over and over, or none at all."""
    assert len(worked(RUNS, STEPS, CHANCE)) == RUNS
