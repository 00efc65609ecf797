"""The command line without a window, for scripts and for whoever wants to check us.

Exit codes: 0 done, 1 stopped, 2 bad input. With --json the answer is JSON on the standard output; sentences about it
go to the standard error.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.headless.check import check
from clinic_desktop.headless.coverage import coverage
from clinic_desktop.headless.entering import Holding, NoHolding
from clinic_desktop.headless.export import export
from clinic_desktop.headless.lookups import codes, units
from clinic_desktop.headless.out import STOPPED, tell
from clinic_desktop.headless.superbill import superbill

COMMANDS = ("codes", "units", "superbill", "coverage", "check", "export")
# Those that open a clinic.
OF_A_CLINIC = ("check", "export")


def run(arguments: Sequence[str], holding: Callable[[], Holding] = NoHolding) -> int:
    """Do what the first argument names; returns the exit code. `holding` makes what keeps a clinic for one program."""
    parser = argparse.ArgumentParser(prog="clinic-desktop")
    commands = parser.add_subparsers(required=True)
    _add_lookups(commands)
    _add_superbill(commands)
    _add_coverage(commands)
    _add_check(commands)
    _add_export(commands)
    given = parser.parse_args(arguments)
    given.holding = holding()
    try:
        return int(given.act(given))
    except StoreTrouble as trouble:
        tell(trouble.words)
        return STOPPED


def _add_lookups(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    found = commands.add_parser("codes", help="search the diagnosis codes (ICD-10-CM)")
    found.add_argument("words", nargs="+", help="a code, or words in any order")
    found.add_argument("--on", metavar="DATE", default="today", help="the date of service, today without it")
    _finish(found, codes)
    counted = commands.add_parser("units", help="count the units that minutes give")
    counted.add_argument(
        "lines", nargs="+", metavar="CODE=MINUTES", help="a procedure code and its minutes, like MT001=24"
    )
    counted.add_argument("--rule", required=True, choices=("cms", "midpoint"), help="the payer's rule")
    _finish(counted, units)


def _add_superbill(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    checked = commands.add_parser("superbill", help="check a superbill that is written down as a file, and print it")
    what = checked.add_mutually_exclusive_group(required=True)
    what.add_argument("case", type=Path, nargs="?", metavar="CASE.toml", help="the file, as the README says")
    what.add_argument("--rules", action="store_true", help="list all rules with their grades, and what is well by them")
    checked.add_argument("-o", "--output", type=Path, metavar="OUT.pdf", help="write the PDF, unless a STOP is found")
    _finish(checked, superbill)


def _add_coverage(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    asked = commands.add_parser("coverage", help="what a plan may pay for a case that is written down as a file")
    what = asked.add_mutually_exclusive_group(required=True)
    what.add_argument("case", type=Path, nargs="?", metavar="CASE.toml", help="the file, as the README says")
    what.add_argument("--rules", action="store_true", help="list all rules with their sources")
    asked.add_argument(
        "--pack", type=Path, action="append", default=[], metavar="PACK.toml", help="a rule pack of your own besides"
    )
    _finish(asked, coverage)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = "look a clinic over: pages, keys, trail, files, totals, numbers; nothing is changed"
    checked = commands.add_parser("check", help=words)
    checked.add_argument("--database", type=Path, metavar="FOLDER", help="the clinic's folder, if not the usual one")
    checked.add_argument("--quick", action="store_true", help="only what a disk or a power cut spoils")
    checked.add_argument(
        "--person", default="", metavar="NAME", help="whose password is asked for, where there are several"
    )
    checked.add_argument("--recovery-key", action="store_true", help="ask for the recovery key instead of a password")
    _finish(checked, check)


def _add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    asked = commands.add_parser(
        "export",
        help="write everything in open formats into a new folder; asks for a password or the recovery key",
    )
    asked.add_argument("--database", type=Path, metavar="FOLDER", help="the clinic's folder, if not the usual one")
    asked.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="the folder to write: new, or empty")
    asked.add_argument("--person", default="", metavar="NAME", help="whose password it is, where several sign in")
    _finish(asked, export)


def _finish(command: argparse.ArgumentParser, act: Callable[[argparse.Namespace], int]) -> None:
    command.add_argument("--json", action="store_true", help="answer in JSON")
    command.set_defaults(act=act)
