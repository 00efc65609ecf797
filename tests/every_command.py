"""All commands of the program, for tests that ask something of each."""

import importlib
import pkgutil
from functools import cache

import clinic_desktop
from clinic_desktop.store.command import Command


@cache
def every_command() -> tuple[type[Command], ...]:
    """Each class of a command, by its name; those that tests make for themselves are none of them."""
    for found in pkgutil.walk_packages(clinic_desktop.__path__, "clinic_desktop."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    known: set[type[Command]] = set()
    coming = [Command]
    while coming:
        below = [one for one in coming.pop().__subclasses__() if one.__module__.startswith("clinic_desktop.")]
        known.update(below)
        coming.extend(below)
    return tuple(sorted(known, key=lambda one: one.__name__))
