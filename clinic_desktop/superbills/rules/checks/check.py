"""What a check is, and what it sees."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances, Grade


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check saw: a Finding without its rule and its grade, which are the check's."""

    field: str
    message: str
    why: str
    fact: str = ""


Sight: TypeAlias = Iterator[Seen]


def always(_bill: Bill, _circumstances: Circumstances) -> bool:
    """For a check that every bill of its kind is given."""
    return True


@dataclass(frozen=True, slots=True)
class BillCheck:
    """One check: the name of its rule, kebab-case and never changed, for acceptances are kept by it; its grade; what is
    well where it sees nothing, in a few words marked for translation; and the function that looks.

    A check that does not apply to a bill neither speaks nor counts as passed.
    """

    rule: str
    grade: Grade
    title: str
    find: Callable[[Bill, Circumstances], Sight]
    applies: Callable[[Bill, Circumstances], bool] = always
