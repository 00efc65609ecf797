"""Start: read the arguments, then answer without a window or open one. The only module that names ui."""

import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """The program's entry; returns the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given and not given[0].startswith("-"):
        # Imported here: the window starts without the command line's own modules.
        from clinic_desktop import headless

        return headless.run(given)
    folder, demo = _read(given) if given else (None, False)
    # Imported here: --help and --version need no window.
    from ui.app import run
    from ui.options import Options

    return run(Options(folder=folder, demo=demo))


def _read(given: Sequence[str]) -> tuple[Path | None, bool]:
    import argparse

    from clinic_desktop import VERSION

    parser = argparse.ArgumentParser(prog="clinic-desktop", description="An offline record for massage clinics.")
    parser.add_argument("--demo", action="store_true", help="open the demo clinic; everybody in it is invented")
    parser.add_argument("--database", type=Path, metavar="FOLDER", help="the clinic's folder, if not the usual one")
    parser.epilog = (
        "Without a window: clinic-desktop codes WORDS… [--on DATE] [--json], "
        "clinic-desktop units --rule cms|midpoint CODE=MINUTES… [--json], "
        "or clinic-desktop superbill CASE.toml [-o OUT.pdf] [--json]"
    )
    parser.add_argument("--version", action="version", version=f"Clinic Desktop {VERSION}")
    read = parser.parse_args(given)
    return read.database, read.demo


if __name__ == "__main__":
    sys.exit(main())
