"""The editors of policies, authorizations, the contact log and its calls."""

from clinic_desktop.authorizations.queries import authorization
from clinic_desktop.contacts.queries import contact
from clinic_desktop.contacts.rules.words import line_words
from clinic_desktop.coverage.commands.contacts import CorrectContact
from clinic_desktop.coverage.queries.follow_ups import step_follow_up
from clinic_desktop.coverage.queries.kept import benefit_call, call_of_contact, open_questions_of_contact
from clinic_desktop.errors import Missing
from clinic_desktop.policies.queries import policy
from clinic_desktop.restrictions.queries import restriction
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.authorizations.editor import authorization_editor
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own, see_whose, show_scan
from ui.chart.parties import parties_of
from ui.contacts.editor import contact_editor, strike_editor, struck_view
from ui.coverage.call.view import call_view
from ui.coverage.days import follow_up_editor
from ui.kit.facts import facts
from ui.kit.layout import holder
from ui.policies.editor import policy_editor
from ui.restrictions.editor import restriction_editor


def _policy(chart: OpenChart, wanted: Wanted) -> Opened:
    found = own(chart, policy(chart.session.clinic.read, wanted.row)) if wanted.row else None
    editor = policy_editor(chart.session, chart.case, found, chart.back)
    return Opened(editor, say("Policy") if found else say("New policy"), "coverage", wanted.field)


def _authorization(chart: OpenChart, wanted: Wanted) -> Opened:
    found = own(chart, authorization(chart.session.clinic.read, wanted.row)) if wanted.row else None
    editor = authorization_editor(chart.session, chart.case, chart.glance.policies, found, chart.back)
    if found:
        show_scan(chart, editor, "authorization", found.id)
    return Opened(editor, say("Authorization") if found else say("New authorization"), "coverage", wanted.field)


def _contact(chart: OpenChart, wanted: Wanted) -> Opened:
    """An entry of the contact log; of a benefit call all that was said in it, and with "contact/7/entry" its entry."""
    read = chart.session.clinic.read
    call = call_of_contact(read, wanted.row) if wanted.row and wanted.field != "entry" else None
    if call:
        return _call(chart, Wanted("call", call))
    found = own(chart, contact(read, wanted.row)) if wanted.row else None
    if found and found.struck_on:
        return Opened(struck_view(found, chart.back), line_words(found), "coverage")
    ways = chart.back, lambda: chart.go(f"strike/{wanted.row}")
    editor = contact_editor(chart.session, chart.case, parties_of(read, chart.glance), found, ways, CorrectContact)
    asked = open_questions_of_contact(read, found.id) if found else ()
    if asked:
        # What its follow-up asks again; they are settled with it.
        editor.put_above(holder(facts(((say("Open questions"), "\n".join(one.words for one in asked)),))))
    field = "" if wanted.field == "entry" else wanted.field
    return Opened(editor, say("Contact") if found else say("New contact"), "coverage", field)


def _call(chart: OpenChart, wanted: Wanted) -> Opened:
    found = own(chart, benefit_call(chart.session.clinic.read, wanted.row))
    view = call_view(chart.session, wanted.row, chart.back, lambda row: chart.go(f"contact/{row}/entry"))
    return Opened(view, say("Benefit call of {day}", day=dates.shown(found.called_on)), "wizard")


def _strike(chart: OpenChart, wanted: Wanted) -> Opened:
    found = own(chart, contact(chart.session.clinic.read, wanted.row))
    if found.struck_on:
        return _contact(chart, wanted)
    return Opened(strike_editor(chart.session, found, chart.back), say("Strike out this contact"), "coverage")


def _follow_up(chart: OpenChart, wanted: Wanted) -> Opened:
    """The day of a follow-up; raises Missing also for one that was done since."""
    found = own(chart, step_follow_up(chart.session.clinic.read, wanted.row))
    if not found.waits:
        raise Missing(say("This was done already."))
    return Opened(follow_up_editor(chart.session, found, chart.back), say("Follow-up"), "wizard", wanted.field)


def _restriction(chart: OpenChart, wanted: Wanted) -> Opened:
    """What the client asked to be kept from a payer: of the client, and of no case."""
    found = restriction(chart.session.clinic.read, wanted.row) if wanted.row else None
    if found:
        see_whose(chart, found.client)
    editor = restriction_editor(chart.session, chart.glance.client.id, found, chart.back)
    return Opened(editor, say("Kept from the plan"), "coverage", wanted.field)


KINDS: Kinds = {
    "policy": Kind(_policy, "30-coverage#policies"),
    "authorization": Kind(_authorization, "30-coverage#authorizations"),
    "contact": Kind(_contact, "30-coverage#contacts"),
    "restriction": Kind(_restriction, "30-coverage#kept-from-plan", of_a_case=False),
    "call": Kind(_call, "35-wizard#call"),
    "strike": Kind(_strike, "30-coverage#contacts"),
    "follow-up": Kind(_follow_up, "35-wizard#follow-ups", of_a_case=False),
}
