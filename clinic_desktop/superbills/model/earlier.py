"""What was given before the visits of a bill."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BilledEarlier:
    """A visit of the case that was given and is not on the bill: it may use up what its visits stand on. Without codes
    it treats the first four of the case; without regions nobody said where. `row` tells which of two that were given at
    the same time is counted first."""

    date_of_service: date | None = None
    starts_at: str = ""
    codes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    row: int = 0
