"""The editors of the log of disclosures."""

from clinic_desktop.disclosures.queries import disclosure
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, see_whose
from ui.chart.recipients import recipients_of
from ui.disclosures.editor import disclosure_editor, disclosure_view, strike_disclosure_editor


def _disclosure(chart: OpenChart, wanted: Wanted) -> Opened:
    """A new entry, or one on record to be read."""
    if not wanted.row:
        whose = chart.glance.client.id, chart.case
        editor = disclosure_editor(
            chart.session, whose, recipients_of(chart.session.clinic.read, chart.glance), chart.back
        )
        return Opened(editor, say("Log a disclosure"), "documents", wanted.field)
    found = disclosure(chart.session.clinic.read, wanted.row)
    see_whose(chart, found.client)
    view = disclosure_view(found, chart.back, lambda: chart.go(f"strike-disclosure/{found.id}"))
    title = say("Disclosure of {day}", day=dates.shown(found.told_on))
    return Opened(view, title, "documents", home=say("Disclosures"))


def _strike(chart: OpenChart, wanted: Wanted) -> Opened:
    found = disclosure(chart.session.clinic.read, wanted.row)
    see_whose(chart, found.client)
    if found.struck_on:
        return _disclosure(chart, wanted)
    editor = strike_disclosure_editor(chart.session, found, chart.back)
    return Opened(editor, say("Strike out this disclosure"), "documents")


KINDS: Kinds = {
    "disclosure": Kind(_disclosure, "67-disclosures#log", of_a_case=False),
    "strike-disclosure": Kind(_strike, "67-disclosures#mistake", of_a_case=False),
}
