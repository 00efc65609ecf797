"""The lines of the scorecard: what each is called, what prints it, and how much of it a short and a full run do.

A line is one function of one small file here, `score(count, seed) -> Score`. One that cannot be run on a machine raises
`NotHere` and says why.
"""

import importlib
from collections.abc import Callable
from typing import NamedTuple

from bench.safety.score import Score


class Line(NamedTuple):
    """`at` names module and function; `short` and `full` are what it is asked for, 0 where it is left out; `why` says
    why nothing prints it here."""

    id: str
    about: str
    at: str = ""
    short: int = 0
    full: int = 0
    why: str = ""

    def function(self) -> Callable[[int, int], Score]:
        """What prints it."""
        module, name = self.at.split(":")
        found: Callable[[int, int], Score] = getattr(importlib.import_module(f"bench.safety.{module}"), name)
        return found


_ELSEWHERE = "not on this machine: "

LINES = (
    Line("S1", "Killed at each call that writes", "s01_kills:kills", 21, 6_400),
    Line("S2", "The real window killed at random", "s02_windows:killed", 2, 200),
    Line("S3", "Power cuts", "s03_power:power_cuts", 42, 7_680),
    Line("S4", "Full disks and I/O errors", "s01_kills:refusals", 21, 4_480),
    Line("S5", "Marks in what the program wrote", "s05_marks:planted", 0, 1),
    Line("S6", "Hostile words on every page and paper", "s06_pages:literal", 0, 1),
    Line("S7", "Names on paper, read back", "s07_papers:told", 20, 300),
    Line("S8", "Files by chance for imports", "s08_imports:imported", 60, 5_000),
    Line("S9", "Files of strangers", "s09_strangers:filed", 0, 150),
    Line("S10", "Backups of a stranger", "s10_archives:attacked", 0, 60),
    Line("S11", "The audit trail tampered with", "s11_audit:tampered", 20, 1_000),
    Line("Rollback", "An older folder put back", "rolled_back:noticed", 4, 100),
    Line("S12", "Single bits changed", "s12_flips:flipped", 20, 300),
    Line("S13", "What a restore brings back", "s13_restores:restored", 40, 500),
    Line("S14", "Another computer, the recovery key", "s14_other_computer:restored", 0, 1_000),
    Line("S15", "Old files brought up to date", "s15_old:migrated", 0, 2_400),
    Line("S16", "A file of a newer program", "s15_old:newer", 1, 1),
    Line("S17", "Numbers given to many at once", "s17_numbers:numbers", 20, 250),
    Line("S18", "The lock that comes by itself", "s18_lock:locked", 0, 1),
    Line("S19", "Every command by every role", "s19_roles:matrix", 1, 1),
    Line("S20", "Searches that are SQL", "s20_searches:searched", 200, 1_000),
    Line("S21", "Cells that are formulas", "s21_cells:neutral", 2_000, 2_000),
    Line("S22", "Random work against a plain model", "s22_runs:machine", 4, 200),
    Line("S23", "Mutants killed", "s23_mutants:mutants", 0, 150),
    Line("S24", "The suite 50 times over", why="not run: it takes hours; each landing runs the suite once"),
    Line("S25", "Twelve instants of the clock", "s25_clock:instants", 0, 12),
    Line("S26", "Connections that were tried", "s02_windows:connected", 0, 1),
    Line("Opening", "Files that something happened to", "damages:opened", 24, 1_000),
    Line("Salvage", "Damaged files saved anew", "damages:salvaged", 0, 200),
    Line("S27", "A build that comes out the same", "s27_builds:built", 0, 1),
    Line("S28", "Known weaknesses of packages", "s28_packages:packages", 1, 1),
    Line("S29", "Nothing is deleted", "s29_kept:kept", 3, 100),
    Line("S30", "Forms on a full disk", "s30_full_disk:typed", 0, 1),
    Line("S31", "Start, unlock, quick check", "s31_times:times", 0, 3),
    Line("Typing", "Typing beside a backup", "typing_beside:typed", 0, 1_000),
    Line("Windows", "The same on Windows", why=_ELSEWHERE + "it runs Linux"),
    Line("macOS", "The same on macOS", why=_ELSEWHERE + "it runs Linux"),
    Line("Signing", "Signed installers", why=_ELSEWHERE + "it needs the certificates of a publisher"),
)
