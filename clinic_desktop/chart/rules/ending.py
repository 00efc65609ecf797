"""What is next once treatment has ended."""

from collections.abc import Sequence

from clinic_desktop.cases.model import CaseRow
from clinic_desktop.chart.model import NextStep
from clinic_desktop.progress.model import ProgressReport
from clinic_desktop.values import dates
from clinic_desktop.wording import say


def discharge(reports: Sequence[ProgressReport]) -> ProgressReport | None:
    """The discharge report that is signed, where it is the newest of those that are; None while treatment goes on."""
    last = max((one for one in reports if one.signed_on), key=lambda one: (one.day, one.id), default=None)
    return last if last and last.kind == "discharge" else None


def ending_steps(case: CaseRow, reports: Sequence[ProgressReport]) -> list[NextStep]:
    """To close the case: nothing more is ordered, planned or reported."""
    last = discharge(reports)
    if last is None:
        return []
    why = say("The discharge report of {day} is signed. Paid or not, treatment has ended.", day=dates.shown(last.day))
    return [NextStep(say("Close the case"), why, say("Type the day"), f"case/{case.id}/closed_on")]
