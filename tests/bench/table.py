"""The printed table: ours against a floor measured in the same run."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def head() -> None:
    """The line above."""
    print(f"{'measured':<58}{'ours':>10}{'floor':>10}{'ratio':>8}{'goal':>8}")


def line(what: str, ours: float, floor: float, goal: str) -> None:
    """One line of the table."""
    print(f"{what:<58}{ours:>10.2f}{floor:>10.2f}{ours / floor:>7.2f}x{goal:>8}", flush=True)
