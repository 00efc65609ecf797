"""The editor of body maps."""

from clinic_desktop.body_maps.queries import body_map
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.body_maps.editor import body_map_editor
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own


def _body_map(chart: OpenChart, wanted: Wanted) -> Opened:
    """A map; "body-map/new/last" starts from the marks of the last one."""
    found = own(chart, body_map(chart.session.clinic.read, wanted.row)) if wanted.row else None
    starts = wanted.field if wanted.field == "last" else ""
    editor = body_map_editor(chart.session, chart.case, found, chart.back, starts=starts)
    title = say("Body map of {day}", day=dates.shown(found.drawn_on)) if found else say("New body map")
    return Opened(editor, title, "assessment", "" if starts else wanted.field)


KINDS: Kinds = {"body-map": Kind(_body_map, "45-assessment#body-map")}
