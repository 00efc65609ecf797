"""The one source of now. Tests, the demo and pictures set it."""

from datetime import UTC, date, datetime


class Clock:
    """Tells the moment and the day."""

    def __init__(self, fixed: datetime | None = None) -> None:
        """A fixed moment must carry its time zone; without one the computer's clock is read."""
        self._fixed = fixed

    def now(self) -> datetime:
        """This moment, in UTC."""
        return self._fixed.astimezone(UTC) if self._fixed else datetime.now(UTC)

    def today(self) -> date:
        """The date on the clinic's wall: a date of service is this, never UTC's."""
        return self._fixed.date() if self._fixed else datetime.now(UTC).astimezone().date()
