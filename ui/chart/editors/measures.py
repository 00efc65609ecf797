"""The editors of outcome measures: which one, a score of it, and all its scores."""

from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures.commands import known_measure
from clinic_desktop.measures.queries import score
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own
from ui.measures.choosing import measure_choice
from ui.measures.course import course_view
from ui.measures.editor import score_editor


def _measure(chart: OpenChart, wanted: Wanted) -> Opened:
    """The choice of a measure; "measure/7" opens all scores of the measure of score 7."""
    if not wanted.row:
        return Opened(measure_choice(chart.back, chart.go), say("Record score"), "assessment")
    found = own(chart, score(chart.session.clinic.read, wanted.row))
    view = course_view(chart.session, found, chart.back, chart.go)
    return Opened(view, known_measure(found.measure).title, "assessment")


def _score(chart: OpenChart, wanted: Wanted) -> Opened:
    """A score; "score/new/peg" is a new one with that measure."""
    found = own(chart, score(chart.session.clinic.read, wanted.row)) if wanted.row else None
    measure = known_measure(found.measure if found else wanted.field)
    case = found.case if found else CaseId(chart.case)
    editor = score_editor(chart.session, case, measure.key, found, chart.back)
    day = say("{title}: {day}", title=measure.title, day=dates.shown(found.taken_on)) if found else measure.title
    return Opened(editor, day, "assessment", wanted.field if found else "")


KINDS: Kinds = {
    "measure": Kind(_measure, "45-assessment#measures"),
    "score": Kind(_score, "45-assessment#measures"),
}
