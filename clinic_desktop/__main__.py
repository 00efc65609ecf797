"""Start: read the arguments, then answer without a window or open one. The only module that names ui."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desktop.paths import state_folder

if TYPE_CHECKING:
    from clinic_desktop.headless.entering import Holding


def main(arguments: Sequence[str] | None = None) -> int:
    """The program's entry; returns the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["--scanner-child"]:
        # The built program is no interpreter: to read a stranger's file, it starts itself.
        from clinic_desktop.scanner.child import main as be_child

        be_child(*given[1:3])
    if given and not given[0].startswith("-"):
        # Imported here: the window starts without the command line's own modules.
        from clinic_desktop import headless

        return headless.run(given, _holding) if given[0] in headless.OF_A_CLINIC else headless.run(given)
    folder, demo, checks = _read(given) if given else (None, False, False)
    if checks:
        # Imported here: nobody else needs it, and it imports what it checks as it goes.
        from ui.self_check import course

        return course.run()
    # Imported here: --help and --version need no window.
    from ui.launch import run
    from ui.options import Options

    # Of one's own clinic alone: a folder that was only looked into leaves nothing in it.
    return run(Options(folder=folder, demo=demo, state=None if folder or demo else state_folder()))


def _holding() -> "Holding":
    """What keeps a clinic for this program, as the window does: it may be open there."""
    try:
        from ui.hold import Hold
    except ImportError:
        # Where there is no window system at all there is no window either, and a record must come out all the same.
        from clinic_desktop.headless.entering import NoHolding

        return NoHolding()
    return Hold()


def _read(given: Sequence[str]) -> tuple[Path | None, bool, bool]:
    """The clinic's folder, whether the demo is meant, and whether the program is to check itself."""
    import argparse

    from clinic_desktop import VERSION

    parser = argparse.ArgumentParser(prog="clinic-desktop", description="An offline record for massage clinics.")
    parser.add_argument("--demo", action="store_true", help="open the demo clinic; everybody in it is invented")
    parser.add_argument("--database", type=Path, metavar="FOLDER", help="the clinic's folder, if not the usual one")
    parser.add_argument(
        "--self-check",
        action="store_true",
        help="try the program in a folder that is thrown away, and end: a line a step, the last one ok",
    )
    parser.epilog = (
        "Without a window: clinic-desktop codes WORDS… [--on DATE] [--json], "
        "clinic-desktop units --rule cms|midpoint CODE=MINUTES… [--json], "
        "clinic-desktop superbill CASE.toml [-o OUT.pdf] [--json], "
        "clinic-desktop coverage CASE.toml [--json], "
        "clinic-desktop check [--database FOLDER] [--quick] [--json], "
        "or clinic-desktop export --to FOLDER [--database FOLDER] [--json]"
    )
    parser.add_argument("--version", action="version", version=f"Clinic Desktop {VERSION}")
    read = parser.parse_args(given)
    if read.self_check and (read.demo or read.database):
        parser.error("--self-check opens no clinic but its own")
    return read.database, read.demo, read.self_check


if __name__ == "__main__":
    sys.exit(main())
