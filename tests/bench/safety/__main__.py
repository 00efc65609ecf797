"""Prints the scorecard of what the record withstands: `./start safety [S1 S5 ...] [--full] [--seed N]`.

Each line says how many of how many held, and of what. The command ends with 1 where one did not.
"""

import argparse
import platform
import sys
import time
from datetime import UTC, datetime

from bench.safety.register import LINES, Line
from bench.safety.score import NotHere

SEED = 20_261_130


class Outcome:
    """One line as it came out."""

    def __init__(self, line: Line, *, is_full: bool, seed: int) -> None:
        """Run it."""
        self.line, self.is_missed, self.held = line, False, "not run"
        began = time.monotonic()
        try:
            self.words = line.why or self._run(line.full if is_full else line.short, seed)
        except NotHere as why:
            self.words = f"not run: {why}"
        # A line that breaks is a target that was missed; the others are still printed.
        except Exception as broken:  # noqa: BLE001
            self.is_missed, self.held, self.words = True, "broken", f"{type(broken).__name__}: {broken}"
        self.seconds = time.monotonic() - began

    def _run(self, count: int, seed: int) -> str:
        if not count:
            return "left to the full run"
        score = self.line.function()(count, seed)
        self.is_missed = not score.is_met
        self.held = f"{score.done:,}/{score.of:,}"
        return score.words

    @property
    def verdict(self) -> str:
        """Whether the target was met."""
        return "MISSED" if self.is_missed else "-" if self.held == "not run" else "met"


def main() -> int:
    """Run what was asked for; 1 where a target was missed."""
    asked = _arguments()
    known = {line.id for line in LINES}
    unknown = [one for one in asked.lines if one not in known]
    if unknown:
        print(f"No line is called {', '.join(unknown)}. There are: {', '.join(line.id for line in LINES)}.")
        return 2
    chosen = [line for line in LINES if not asked.lines or line.id in asked.lines]
    print(f"safety, {'full' if asked.full else 'short'} run, seed {asked.seed}, Python {platform.python_version()}")
    done = []
    for line in chosen:
        one = Outcome(line, is_full=asked.full, seed=asked.seed)
        print(
            f"{line.id:<8}{one.held:>14} {one.verdict:<7}{one.seconds:>6.1f} s  {line.about}: {one.words}", flush=True
        )
        done.append(one)
    if asked.markdown:
        print(_table(done, asked.seed))
    missed = [one.line.id for one in done if one.is_missed]
    ran = sum(one.held != "not run" for one in done)
    print(
        f"safety: {ran - len(missed)} of {ran} targets met, {len(done) - ran} lines not run"
        + (f"; MISSED: {', '.join(missed)}" if missed else "")
    )
    return int(bool(missed))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./start safety", description=__doc__)
    parser.add_argument(
        "lines", nargs="*", metavar="LINE", help="the lines to print, like S1 S5; all where none is named"
    )
    parser.add_argument("--full", action="store_true", help="all of each line, not a sample of it")
    parser.add_argument("--seed", type=int, default=SEED, help="what chance begins with")
    parser.add_argument("--markdown", action="store_true", help="print a table for the README too")
    return parser.parse_args()


def _table(done: list[Outcome], seed: int) -> str:
    """The same as a table, dated."""
    day = datetime.now(tz=UTC).date()
    rows = [
        f"| {one.line.id} | {one.line.about} | {one.words} | {one.held} | {one.verdict} |".replace("\n", " ")
        for one in done
    ]
    head = ["| | What | Result | Held | Target |", "|---|---|---|---|---|"]
    return "\n".join(["", f"Measured on {day} on Linux, {platform.machine()}, seed {seed}:", "", *head, *rows, ""])


if __name__ == "__main__":
    sys.exit(main())
