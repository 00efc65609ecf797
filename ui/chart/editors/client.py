"""The editors of the client’s alerts and cases."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.cases.queries import case
from clinic_desktop.wording import mark, say
from ui.cases.editor import case_editor
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, see_whose
from ui.clients.editor import alert_editor
from ui.kit.text import Text

# Why a case is asked for where something else was wanted, by the word of its link.
_WHY_FIRST: Mapping[str, str] = MappingProxyType(
    {
        "packet": mark("A case comes first: a packet is about what the client is treated for."),
        "letter": mark("A case comes first: a letter tells of what the client is treated for."),
        "denial": mark("A case comes first: a denial is about what the client is treated for."),
    }
)


def _alert(chart: OpenChart, wanted: Wanted) -> Opened:
    found = next((one for one in chart.glance.alerts if one.id == wanted.row), None)
    return Opened(alert_editor(chart.session, chart.glance.client, found, chart.back), say("Alert"), "summary")


def _case(chart: OpenChart, wanted: Wanted) -> Opened:
    found = case(chart.session.clinic.read, wanted.row) if wanted.row else None
    if found:
        see_whose(chart, found.client)
    editor, field = case_editor(chart.session, chart.glance.client.id, found, chart.back), wanted.field
    if field and field not in editor.form.fields:
        # What was wanted is no field of a case: it is what has to wait for one.
        why = _WHY_FIRST.get(field, mark("A case comes first: it says what the client is treated for."))
        editor.put_above(Text(say(why), "muted"))
        field = ""
    return Opened(editor, say("Case") if found else say("New case"), field=field)


KINDS: Kinds = {
    "alert": Kind(_alert, "20-clients#alerts", of_a_case=False),
    "case": Kind(_case, "30-coverage#cases", of_a_case=False),
}
