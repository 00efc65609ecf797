"""Makes a report: the one that is asked for, over a connection of its own beside the window."""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from types import MappingProxyType

from clinic_desktop.jobs import Progress
from clinic_desktop.reports.model import INCOME_OF, ReportAsked, ReportTable
from clinic_desktop.reports.queries.brought_back import brought_back, superbills_behind
from clinic_desktop.reports.queries.claims import open_claims
from clinic_desktop.reports.queries.denials import denials_behind, denials_by
from clinic_desktop.reports.queries.income import income, payments_behind
from clinic_desktop.reports.queries.open_denials import open_denials
from clinic_desktop.reports.queries.outstanding import outstanding, outstanding_visits
from clinic_desktop.reports.queries.paid_ahead import paid_ahead
from clinic_desktop.reports.queries.running_out import policies, prescriptions
from clinic_desktop.reports.queries.worked import worked, worked_behind
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.writer import open_reader

# Those that are of today, without a choice and without lines behind their lines.
_OF_TODAY: Mapping[str, Callable[[Reader, date], ReportTable]] = MappingProxyType(
    {
        "open_denials": open_denials,
        "prepaids": paid_ahead,
        "prescriptions": prescriptions,
        "policies": policies,
        "claims": open_claims,
    }
)


def report_beside(keys: KeyRing, asked: ReportAsked, today: date, progress: Progress) -> ReportTable:
    """As `report_of`, for a job. Raises StoreTrouble and Cancelled."""
    progress.report(0, 1, "")
    with closing(open_reader(keys.folder, keys.key)) as read:
        return report_of(read, asked, today)


def report_of(read: Reader, asked: ReportAsked, today: date) -> ReportTable:
    """The report that is asked for, or the lines behind one of its own."""
    if asked.report == "income":
        assert asked.period
        if asked.by in INCOME_OF:
            return worked_behind(read, asked) if asked.behind else worked(read, asked)
        return payments_behind(read, asked.period) if asked.behind == "payments" else income(read, asked)
    if asked.report == "outstanding":
        return outstanding_visits(read, today, int(asked.behind)) if asked.behind else outstanding(read, today)
    if asked.report == "superbills":
        assert asked.period
        behind = asked.behind
        return (
            superbills_behind(read, today, asked.period, behind) if behind else brought_back(read, today, asked.period)
        )
    if asked.report in ("denials", "denial_reasons"):
        return denials_behind(read, today, asked) if asked.behind else denials_by(read, today, asked)
    return _OF_TODAY[asked.report](read, today)
