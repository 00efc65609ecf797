"""Writes rhythms into the diary of the clinic: nobody on Sundays, no therapist in two rooms, no client twice a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from clinic_desktop.demo.rhythms import Rhythm, Treatment

_SUNDAY = 6
_OPENS, _CLOSES, _NOON = 8 * 60, 19 * 60, 12 * 60
_STEP = 15
# Between two clients: fresh sheets.
_BREAK = 10
_UNTIMED_MINUTES = 10
_MOST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Booking:
    """One visit of a rhythm; times are minutes since midnight."""

    rhythm: Rhythm
    position: int
    day: date
    starts: int
    lasts: int
    status: str


@dataclass(slots=True)
class _Diary:
    """Who is busy when."""

    today: date
    therapists: dict[tuple[str, date], list[tuple[int, int]]] = field(default_factory=dict)
    clients: set[tuple[str, date]] = field(default_factory=set)

    def book(self, rhythm: Rhythm, wanted: date, lasts: int) -> tuple[date, int]:
        """The nearest time that is free."""
        hours, minutes = rhythm.at.split(":")
        at = int(hours) * 60 + int(minutes)
        for day in self._days(wanted):
            if (rhythm.client, day) in self.clients:
                continue
            busy = self.therapists.setdefault((rhythm.therapist, day), [])
            for starts in _starts(at, lasts):
                if all(starts + lasts + _BREAK <= other or ends + _BREAK <= starts for other, ends in busy):
                    busy.append((starts, starts + lasts))
                    self.clients.add((rhythm.client, day))
                    return day, starts
        raise ValueError(f"no time is free for {rhythm.client} around {wanted}")

    def _days(self, wanted: date) -> Iterator[date]:
        """The day, else the next that is free; what is past stays past, what lies ahead stays ahead."""
        if wanted == self.today:
            # Also on a Sunday: the demo's own day is never empty.
            yield wanted
        nearest = [wanted + timedelta(step) for step in range(_MOST_DAYS)]
        if wanted < self.today:
            nearest = [day for day in nearest if day < self.today]
            nearest += [wanted - timedelta(step) for step in range(1, _MOST_DAYS)]
        yield from (day for day in nearest if day.weekday() != _SUNDAY and day != self.today)


def bookings(rhythms: Sequence[Rhythm], treatments: Mapping[str, Treatment], today: date) -> tuple[Booking, ...]:
    """All visits in the order of their days and times, those of the morning of today as given."""
    diary, found = _Diary(today), []
    for rhythm in rhythms:
        days = range(rhythm.first_days_ago, rhythm.last_days_ago - 1, -rhythm.every_days)
        for position, days_ago in enumerate(days):
            if position in rhythm.without:
                continue
            lasts = _minutes(treatments[rhythm.treatment], position)
            day, starts = diary.book(rhythm, today - timedelta(days_ago), lasts)
            is_given = not rhythm.not_recorded and (day < today or (day == today and starts + lasts <= _NOON))
            found.append(Booking(rhythm, position, day, starts, lasts, "given" if is_given else "planned"))
    return tuple(sorted(found, key=lambda one: (one.day, one.starts, one.rhythm.therapist)))


def shown(minutes: int) -> str:
    """A time as typed: "14:30"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _starts(at: int, lasts: int) -> Iterator[int]:
    yield from range(at, _CLOSES - lasts + 1, _STEP)
    yield from range(at - _STEP, _OPENS - 1, -_STEP)


def _minutes(treatment: Treatment, position: int) -> int:
    return sum(int(line.get("minutes", _UNTIMED_MINUTES)) for line in treatment.lines(position))
