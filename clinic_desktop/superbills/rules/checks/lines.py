"""The lines of a bill with their places, each with its visit; and the lines of one day, which count together."""

from collections.abc import Iterator
from dataclasses import dataclass

from clinic_desktop.superbills.model.bill import Bill, BilledService, BilledVisit
from clinic_desktop.superbills.rules.checks.words import of_visit, service_words
from clinic_desktop.values import dates
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One service, where it stands."""

    visit: BilledVisit
    visit_at: int
    service: BilledService
    at: int

    @property
    def field(self) -> str:
        """Where it is, as fields begin."""
        return f"visits/{self.visit_at}/services/{self.at}"

    @property
    def name(self) -> str:
        """How it is called at the beginning of a sentence."""
        return service_words(self.service, self.at)

    @property
    def dated(self) -> str:
        """The same with its day: "Massage on 3 Nov 2026"."""
        day = self.visit.date_of_service
        if day:
            return say("{service} on {day}", service=self.name, day=dates.shown(day))
        return say("{service} of visit {number}", service=self.name, number=self.visit_at + 1)

    @property
    def of_visit(self) -> str:
        """Its visit inside a sentence."""
        return of_visit(self.visit, self.visit_at)

    @property
    def pooled(self) -> str:
        """What units are counted by: the code, or the name where there is none."""
        return self.service.procedure_code or self.service.name


def placed(bill: Bill) -> Iterator[PlacedLine]:
    """All lines in their order."""
    for visit_at, visit in enumerate(bill.visits):
        for at, service in enumerate(visit.services):
            yield PlacedLine(visit, visit_at, service, at)


def by_day(bill: Bill) -> list[list[PlacedLine]]:
    """The lines of each day; a visit without a date stands alone, and one that is there twice counts once."""
    days: dict[object, list[PlacedLine]] = {}
    first: dict[int, int] = {}
    for line in placed(bill):
        if line.visit.row and first.setdefault(line.visit.row, line.visit_at) != line.visit_at:
            continue
        days.setdefault(line.visit.date_of_service or line.visit_at, []).append(line)
    return list(days.values())
