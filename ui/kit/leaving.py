"""The one door that tells of what leaves the program: each way out says here what went, and whoever keeps the audit
trail hears it. A test of the house finds a way out that says nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from clinic_desktop.audit.model import Way

# The row that a thing of the record is of, by its table: ("clients", 12); the clinic's where it is of no client, or of
# many.
About = tuple[str, int]
OF_CLINIC: About = ("practice", 1)


class Gone(NamedTuple):
    """What went out, and how. `what` is its title and names no client; `file_name` is the one it was given, or ""."""

    way: "Way"
    what: str
    about: About = OF_CLINIC
    file_name: str = ""


_heard: list[Callable[[Gone], object]] = []


def tell_gone(gone: Gone) -> None:
    """Something left the program just now. Nobody hears it where no clinic is open, and then nothing of one left."""
    for listener in tuple(_heard):
        listener(gone)


def hear_gone(listener: Callable[[Gone], object]) -> Callable[[], None]:
    """Hear of all that leaves; returns what ends that."""
    _heard.append(listener)

    def stop() -> None:
        if listener in _heard:
            _heard.remove(listener)

    return stop
