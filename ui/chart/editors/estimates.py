"""The editor of a request for an estimate."""

from clinic_desktop.estimates.queries.issued import estimate_request
from clinic_desktop.wording import say
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own
from ui.estimates.editor import request_editor


def _request(chart: OpenChart, wanted: Wanted) -> Opened:
    found = own(chart, estimate_request(chart.session.clinic.read, wanted.row)) if wanted.row else None
    editor = request_editor(chart.session, chart.case, found, chart.back)
    return Opened(editor, say("The client asked for an estimate"), "coverage", wanted.field)


KINDS: Kinds = {"estimate-request": Kind(_request, "61-estimates#due")}
