"""The editors of the page Health: the checklist, flags, histories, consents."""

from clinic_desktop.errors import Missing
from clinic_desktop.intake.model.flags import HealthFlag
from clinic_desktop.intake.queries.consents import consent
from clinic_desktop.intake.queries.flags import health_flag
from clinic_desktop.intake.queries.history import health_history, newest_history
from clinic_desktop.intake.rules.words import called
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, see_whose
from ui.intake.checklist import checklist_editor
from ui.intake.consents import consent_editor
from ui.intake.flags import flag_editor, resolve_editor, resolved_view
from ui.intake.history import again_editor, history_editor, history_view

_TAB = "health"


def _checklist(chart: OpenChart, _: Wanted) -> Opened:
    return Opened(
        checklist_editor(chart.session, chart.glance.client.id, chart.back), say("Questions about flags"), _TAB
    )


def _flag(chart: OpenChart, wanted: Wanted) -> Opened:
    """A flag; with "flag/new/chest" a new one of that kind."""
    client = chart.glance.client.id
    if not wanted.row:
        editor = flag_editor(chart.session, client, None, (chart.back, chart.go), wanted.field)
        return Opened(editor, say("New flag"), _TAB)
    found = _own_flag(chart, wanted.row)
    if not found.is_open:
        return Opened(resolved_view(chart.session, found, chart.back), called(found), _TAB)
    editor = flag_editor(chart.session, client, found, (chart.back, chart.go))
    return Opened(editor, called(found), _TAB, wanted.field)


def _resolve(chart: OpenChart, wanted: Wanted) -> Opened:
    """The resolution of a flag; of one that is resolved what it was."""
    if not wanted.row:
        raise Missing(say("This is no longer there."))
    found = _own_flag(chart, wanted.row)
    if not found.is_open:
        return _flag(chart, wanted)
    prescribers = list(dict.fromkeys(one.prescriber_name for one in chart.glance.prescriptions))
    editor = resolve_editor(chart.session, found, prescribers, chart.back)
    return Opened(editor, say("Resolve: {what}", what=called(found)), _TAB, wanted.field)


def _history(chart: OpenChart, wanted: Wanted) -> Opened:
    """A new history, begun with the last one; that of today is changed, an older one read."""
    read, client = chart.session.clinic.read, chart.glance.client.id
    newest, allergies = (
        newest_history(read, client),
        [one.words for one in chart.glance.alerts if one.kind == "allergy"],
    )
    is_todays = newest is not None and newest.taken_on == chart.session.clinic.clock.today()
    found = health_history(read, wanted.row) if wanted.row else newest if is_todays else None
    if found is None:
        if newest is None:
            editor = history_editor(chart.session, client, None, allergies, chart.back)
        else:
            editor = again_editor(chart.session, client, newest, allergies, chart.back)
        return Opened(editor, say("Health history"), _TAB, wanted.field)
    see_whose(chart, found.client)
    title = say("Health history of {day}", day=dates.shown(found.taken_on))
    if newest and found.id != newest.id:
        return Opened(history_view(found, chart.back), title, _TAB)
    editor = history_editor(chart.session, client, found, allergies, chart.back)
    return Opened(editor, title, _TAB, wanted.field)


def _consent(chart: OpenChart, wanted: Wanted) -> Opened:
    """A consent; with "consent/new/privacy" a new one of that kind."""
    if not wanted.row:
        editor = consent_editor(chart.session, chart.glance.client, None, chart.back, wanted.field)
        return Opened(editor, say("New consent"), _TAB)
    found = consent(chart.session.clinic.read, wanted.row)
    see_whose(chart, found.client)
    editor = consent_editor(chart.session, chart.glance.client, found, chart.back)
    return Opened(editor, say("Consent"), _TAB, wanted.field)


def _own_flag(chart: OpenChart, wanted: int) -> HealthFlag:
    found = health_flag(chart.session.clinic.read, wanted)
    see_whose(chart, found.client)
    return found


KINDS: Kinds = {
    "checklist": Kind(_checklist, "25-health#questions", of_a_case=False),
    "flag": Kind(_flag, "25-health#flags", of_a_case=False),
    "resolve": Kind(_resolve, "25-health#resolve", of_a_case=False),
    "history": Kind(_history, "25-health#history", of_a_case=False),
    "consent": Kind(_consent, "25-health#consents", of_a_case=False),
}
