"""A modest run of random work on everything at once, with locks, crashes and restores; `./start safety` does more."""

from bench.safety.s22_machine import Record, of_runs
from hypothesis import settings

TestRecord = Record.TestCase
TestRecord.settings = settings(of_runs(4, 40), derandomize=True)
