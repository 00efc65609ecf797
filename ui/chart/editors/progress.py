"""The editor of a progress report."""

from clinic_desktop.cases.model import CaseId
from clinic_desktop.errors import Missing
from clinic_desktop.progress.model import ProgressReport
from clinic_desktop.progress.queries import progress_report, reports_of
from clinic_desktop.wording import say
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own
from ui.progress.columns import report_title
from ui.progress.editor import report_editor


def _report(chart: OpenChart, wanted: Wanted) -> Opened:
    """A draft; a new one where the case has none. Raises Missing for a report that is signed."""
    read = chart.session.clinic.read
    found: ProgressReport | None
    if wanted.row:
        found = own(chart, progress_report(read, wanted.row))
    else:
        drafts = (one for one in reports_of(read, CaseId(chart.case)) if one.signed_on is None)
        found = next(drafts, None)
    if found and found.signed_on:
        raise Missing(say("This report is signed, so it stays as it is. Write another one on the page Plan."))
    case = found.case if found else CaseId(chart.case)
    paper = f"progress-report/{found.id if found else 0}"
    ways = chart.back, lambda: chart.go(paper), lambda: chart.go("report/new")
    editor = report_editor(chart.session, chart.codes, case, found, ways)
    return Opened(editor, report_title(found) if found else say("New report"), "plan", wanted.field)


KINDS: Kinds = {"report": Kind(_report, "48-progress#write")}
