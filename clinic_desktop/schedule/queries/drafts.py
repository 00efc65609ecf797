"""Makes the draft of a planned visit from what is wanted and from the last visit of its case, and checks it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientRow
from clinic_desktop.errors import Refused
from clinic_desktop.practice.model import Service, Therapist
from clinic_desktop.practice.queries import service_page, therapist_page
from clinic_desktop.schedule.model import CaseInUse, Wish
from clinic_desktop.schedule.queries.known import OnRecord, OtherVisit
from clinic_desktop.schedule.queries.people import clients_meant, open_case, row_of
from clinic_desktop.schedule.rules.typed import WEEKDAYS
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates, money
from clinic_desktop.values.times import minutes_between
from clinic_desktop.visits.model import OFFICE, GivenService, ServiceLine, Visit, VisitDraft
from clinic_desktop.visits.queries.visits import last_given
from clinic_desktop.visits.rules.charges import typed_units
from clinic_desktop.visits.rules.visits import clash, same_visit, visit_values
from clinic_desktop.wording import say

_MINUTES = 60
_LAST_MINUTE = 24 * 60 - 1


class Desk:
    """What is read once for many lines: the services, the therapists, who is signed in and the day."""

    def __init__(self, read: Reader, today: date, own: int | None) -> None:
        """`own` is the therapist who is signed in, None where who is signed in is none."""
        self.read, self.today = read, today
        self.services: Sequence[Service] = service_page(read).rows
        self.therapists: Sequence[Therapist] = therapist_page(read).rows
        # Who was taken off the list gives no visits, though they are signed in.
        self.own = own if any(one.id == own for one in self.therapists) else None
        self.known = OnRecord(read, today)
        # Visits that give their places up: they are in nobody's way.
        self.leaving: frozenset[int] = frozenset()
        self._meant: dict[tuple[str, ...], tuple[tuple[ClientRow, ...], bool]] = {}
        self._cases: dict[int, CaseInUse | None] = {}
        self._last: dict[int, Visit | None] = {}
        self._rows: dict[int, ClientRow] = {}

    def forget(self) -> None:
        """Read everything about clients and visits again from now on: the record may have changed."""
        self.known = OnRecord(self.read, self.today)
        for kept in (self._meant, self._cases, self._last, self._rows):
            kept.clear()

    def meant(self, names: tuple[str, ...]) -> tuple[tuple[ClientRow, ...], bool]:
        """Who may be meant by the names of an appointment, and whether that is sure; looked for once."""
        if names not in self._meant:
            self._meant[names] = clients_meant(self.read, names, self.today)
        return self._meant[names]

    def client(self, client: int) -> ClientRow:
        """A client as listed; raises Missing."""
        if client not in self._rows:
            self._rows[client] = row_of(self.read, client)
        return self._rows[client]

    def open_case(self, client: int) -> CaseInUse | None:
        """The open case of a client that was used last; None without one."""
        if client not in self._cases:
            self._cases[client] = open_case(self.read, client)
        return self._cases[client]

    def planned(self, case: int, wish: Wish) -> VisitDraft:
        """A visit of this case as it is wanted; `case` is 0 for one that is opened for it. Without a service it has
        those of the last visit, without a length theirs; without a therapist it is whoever is signed in."""
        last = self._last_given(case)
        services = self._services(wish, last)
        minutes = wish.minutes or _hands_on(services) or (self._lasted(last) if last else None)
        ends = wish.ends_at or (later(wish.starts_at, minutes) if wish.starts_at and minutes else "")
        return VisitDraft(
            status="planned",
            date_of_service=wish.day.isoformat(),
            therapist=str(wish.therapist or self._usual_therapist(last) or ""),
            starts_at=wish.starts_at,
            ends_at=ends,
            place_of_service=last.place_of_service if last and last.place_of_service else OFFICE,
            services=services,
        )

    def moved(self, found: Visit, wish: Wish) -> VisitDraft:
        """A planned visit at another time, or with another therapist; everything else stays as it is."""
        minutes = wish.minutes or (minutes_between(found.starts_at, found.ends_at) if found.ends_at else None)
        services = _as_planned(found)
        if wish.minutes and _hands_on(services) not in (None, wish.minutes) and len(services) == 1:
            services = (replace(services[0], minutes=str(wish.minutes), units=""),)
        return VisitDraft(
            status="planned",
            date_of_service=wish.day.isoformat(),
            therapist=str(wish.therapist or found.therapist),
            starts_at=wish.starts_at,
            ends_at=later(wish.starts_at, minutes) if wish.starts_at and minutes else "",
            place_of_service=found.place_of_service,
            services=services,
            discount=money.typed(found.discount_cents) if found.discount_cents else "",
            discount_why=found.discount_why,
        )

    def why_not(self, case: int, draft: VisitDraft, visit: int = 0) -> str:
        """The first sentence with which the command would refuse this visit of a case; "" where it would take it."""
        day = date.fromisoformat(draft.date_of_service)
        try:
            visit_values(draft, self.known.facts(case, day, visit))
        except Refused as refused:
            return refused.problems[0].words
        if stop := self.known.stop(self.known.owner(case), day):
            return stop
        times = (draft.starts_at, draft.ends_at)
        for one in self._of_client(case, draft, visit):
            if str(one.therapist) == draft.therapist and clash(times, (one.starts_at, one.ends_at)):
                return same_visit(self.therapist_name(draft.therapist), day, is_planned=one.status == "planned")
        return ""

    def warning(self, case: int, draft: VisitDraft, visit: int = 0) -> str:
        """What to look at before, though it can be: somebody else at the same time, or a second visit that day."""
        if self.known.is_busy(draft, visit):
            return busy_words(self, draft)
        if case and self._of_client(case, draft, visit):
            return say("The client has another visit that day.")
        return ""

    def therapist_name(self, typed: str) -> str:
        """A therapist by the id of a draft, "" for one who is not on the list."""
        return next((one.name for one in self.therapists if str(one.id) == typed), "")

    def services_words(self, draft: VisitDraft) -> str:
        """The services of a draft in words: "Massage 60, Cupping"."""
        names = {str(one.id): one.name for one in self.services}
        return ", ".join(" ".join(filter(None, (names.get(line.service, ""), line.minutes))) for line in draft.services)

    def _of_client(self, case: int, draft: VisitDraft, visit: int) -> Sequence[OtherVisit]:
        others = self.known.of_client(self.known.owner(case), draft.date_of_service, visit)
        return [one for one in others if one.id not in self.leaving]

    def _last_given(self, case: int) -> Visit | None:
        if case and case not in self._last:
            self._last[case] = last_given(self.read, CaseId(case))
        return self._last.get(case)

    def _services(self, wish: Wish, last: Visit | None) -> tuple[ServiceLine, ...]:
        """The service that is wanted; else those of the last visit; else the only one, or the one that usually takes
        so long."""
        wanted = next((one for one in self.services if one.id == wish.service), None)
        if wanted is None and last:
            lines = self._as_last(last, wish.minutes)
            if lines:
                return lines
        if wanted is None and len(self.services) == 1:
            wanted = self.services[0]
        if wanted is None:
            wanted = next((one for one in self.services if wish.minutes and one.usual_minutes == wish.minutes), None)
        if wanted is None:
            return ()
        minutes = (wish.minutes or wanted.usual_minutes) if wanted.is_timed else None
        return (ServiceLine(str(wanted.id), str(minutes or "")),)

    def _as_last(self, last: Visit, minutes: int | None) -> tuple[ServiceLine, ...]:
        """Services of the last visit that are on the list still: its units, prices and times were of that day. Where
        the length is another one, the first of them takes it."""
        known = {one.id for one in self.services}
        lines = [
            ServiceLine(
                str(one.service),
                str(one.minutes or ""),
                region=one.region,
                modifiers=one.modifiers,
                pointers=" ".join(one.diagnoses),
            )
            for one in last.services
            if one.service in known
        ]
        timed = [line for line, one in zip(lines, (s for s in last.services if s.service in known), strict=True)
                 if one.is_timed]  # fmt: skip
        if minutes and timed and _hands_on(tuple(timed)) != minutes:
            return (replace(timed[0], minutes=str(minutes)),)
        return tuple(lines)

    def _usual_therapist(self, last: Visit | None) -> int | None:
        listed = [int(one.id) for one in self.therapists]
        usual = last.therapist if last and last.therapist in listed else None
        return self.own or usual or (listed[0] if len(listed) == 1 else None)

    def _lasted(self, last: Visit) -> int | None:
        lasted = minutes_between(last.starts_at, last.ends_at) if last.starts_at and last.ends_at else 0
        return lasted if lasted > 0 else None


def busy_words(desk: Desk, draft: VisitDraft) -> str:
    """The sentence about a therapist who is wanted twice at one time."""
    return say("{who} has another visit at this time.", who=desk.therapist_name(draft.therapist))


def later(time: str, minutes: int) -> str:
    """A time as kept so many minutes later; "" where that is after midnight."""
    at = int(time[:2]) * _MINUTES + int(time[3:]) + minutes
    return f"{at // _MINUTES:02d}:{at % _MINUTES:02d}" if at <= _LAST_MINUTE else ""


def _hands_on(lines: Sequence[ServiceLine]) -> int | None:
    return sum(int(line.minutes or 0) for line in lines) or None


def _as_planned(found: Visit) -> tuple[ServiceLine, ...]:
    """The services of a planned visit as they were typed, without times of their own: those belong to the old one."""
    units = typed_units(found.services, found.unit_rule)
    return tuple(_typed(one, typed) for one, typed in zip(found.services, units, strict=True))


def _typed(one: GivenService, units: int | None) -> ServiceLine:
    return ServiceLine(
        service=str(one.service),
        minutes=str(one.minutes or ""),
        units="" if units is None else str(units),
        price=money.typed(one.price_cents),
        region=one.region,
        modifiers=one.modifiers,
        pointers=" ".join(one.diagnoses),
    )


def day_words(day: date, today: date) -> str:
    """A day as one says it while planning: today, tomorrow, else its weekday and date."""
    ahead = (day - today).days
    told = say("{weekday}, {day}", weekday=say(WEEKDAYS[day.weekday()]), day=dates.shown(day))
    return {0: say("today"), 1: say("tomorrow")}.get(ahead, told)
