"""What was found on a day: motion, strength, tone and tests, and what the client cannot do."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clinic_desktop.wording import mark

# What an activity is counted in: "sits 20 minutes, needs 60".
LIMIT_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "minutes": mark("minutes"),
        "hours": mark("hours"),
        "pounds": mark("pounds"),
        "times": mark("times a day"),
        "nights": mark("nights a week"),
        "steps": mark("steps"),
        "miles": mark("miles"),
    }
)


@dataclass(frozen=True, slots=True)
class FunctionalLimit:
    """What the client cannot do as much as they need, in their own words: "Sit at the desk", in `unit` (a key of
    LIMIT_UNITS), `now` and `needed`. More is better for all but those that `falls` says: "Wakes up at night"."""

    activity: str
    unit: str
    now: int
    needed: int

    @property
    def falls(self) -> bool:
        """Whether less is better: less is needed than there is now."""
        return self.needed < self.now
