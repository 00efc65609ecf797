"""How long and how heavy a packet is: of each part once it was made, and of the whole, guessed or bound."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartWeight:
    """A part as it went into a packet. `made_as` is what it was made from: the part as it was chosen, with its mark and
    the way it goes. `size` is bytes, of a scan those that are left after shrinking."""

    key: str
    made_as: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class PacketSize:
    """A packet as a whole: pages with cover and index, bytes, and in how many volumes. `weights` are its parts, none
    where it was only guessed."""

    pages: int
    size: int
    volumes: int
    weights: tuple[PartWeight, ...] = ()

    @property
    def heaviest(self) -> PartWeight | None:
        """What weighs most of its parts; None without one."""
        return max(self.weights, key=lambda one: one.size, default=None)
