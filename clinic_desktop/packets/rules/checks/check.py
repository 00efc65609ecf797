"""What a check of a packet is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.superbills.model.findings import Finding

Sights: TypeAlias = Iterator[Finding]


def every_packet(_: PacketView) -> bool:
    """For a check that every packet is given."""
    return True


def to_payer(view: PacketView) -> bool:
    """For a check of what goes to a payer."""
    return view.packet.to_kind == "payer"


@dataclass(frozen=True, slots=True)
class PacketCheck:
    """One check: `title` says in a few words, marked for translation, what is well where it finds nothing; `find`
    looks.

    A check that does not apply to a packet neither speaks nor counts as passed.
    """

    title: str
    find: Callable[[PacketView], Sights]
    applies: Callable[[PacketView], bool] = every_packet
