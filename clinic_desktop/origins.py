"""Who does something here and now, for the audit trail."""

import platform

from clinic_desktop.staff.model import Person
from clinic_desktop.store.audit import Origin, Turn, command_id
from clinic_desktop.store.clock import Clock

# Of the name of a computer.
_MOST_LETTERS = 80


def origin_of(label: str, person: Person | None, clock: Clock, turn: Turn = "") -> Origin:
    """Who does something here and now, for the audit trail; or takes it back, or does it again."""
    at = clock.now().isoformat(timespec="milliseconds")
    return Origin(command_id(turn), label, person.id if person else None, workstation(), at)


def workstation() -> str:
    """What this computer is called."""
    return platform.node()[:_MOST_LETTERS]
