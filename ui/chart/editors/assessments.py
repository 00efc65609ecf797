"""The editor of assessments."""

from clinic_desktop.assessments.queries import assessment
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.assessments.editor import assessment_editor
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own


def _assessment(chart: OpenChart, wanted: Wanted) -> Opened:
    found = own(chart, assessment(chart.session.clinic.read, wanted.row)) if wanted.row else None
    case = found.case if found else chart.case
    editor = assessment_editor(chart.session, case, found, chart.back, chart.go)
    title = say("Assessment of {day}", day=dates.shown(found.day)) if found else say("New assessment")
    return Opened(editor, title, "assessment", "" if found and found.signed_at else wanted.field)


KINDS: Kinds = {"assessment": Kind(_assessment, "45-assessment#assessments")}
