"""Two days beside a paper that follows them."""

from datetime import date

from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.typed_days import optional_day
from clinic_desktop.wording import say
from ui.kit.fields import TextField
from ui.kit.form import Form


class DaysForm(Form):
    """The fields “first” and “last”; what cannot be read is said at its field while it stands there."""

    def __init__(self) -> None:
        """Both are empty before `put`."""
        super().__init__([(TextField("first", say("From")), 1), (TextField("last", say("To")), 1)])

    def put(self, first: date, last: date) -> None:
        """Write both days."""
        self.fill({"first": dates.printed(first), "last": dates.printed(last)})

    def days(self, today: date) -> tuple[date, date] | None:
        """The days typed, both included; None while one is missing or cannot be read, or the last is before the
        first."""
        found, values = Problems(), self.values()
        first = optional_day(found, "first", values["first"], today)
        last = optional_day(found, "last", values["last"], today)
        if first and last and last < first:
            found.add("last", say("This is before the first day."))
        by_field = {one.field: one.words for one in reversed(found.found)}
        for key, field in self.fields.items():
            field.show_problem(by_field.get(key, ""))
        return (first, last) if first and last and not found.found else None
