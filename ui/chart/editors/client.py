"""The editors of the client’s alerts and cases."""

from clinic_desktop.cases.queries import case
from clinic_desktop.wording import say
from ui.cases.editor import case_editor
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, see_whose
from ui.clients.editor import alert_editor


def _alert(chart: OpenChart, wanted: Wanted) -> Opened:
    found = next((one for one in chart.glance.alerts if one.id == wanted.row), None)
    return Opened(alert_editor(chart.session, chart.glance.client, found, chart.back), say("Alert"), "summary")


def _case(chart: OpenChart, wanted: Wanted) -> Opened:
    found = case(chart.session.clinic.read, wanted.row) if wanted.row else None
    if found:
        see_whose(chart, found.client)
    editor = case_editor(chart.session, chart.glance.client.id, found, chart.back)
    return Opened(editor, say("Case") if found else say("New case"), field=wanted.field)


KINDS: Kinds = {
    "alert": Kind(_alert, "20-clients#alerts", of_a_case=False),
    "case": Kind(_case, "30-coverage#cases", of_a_case=False),
}
