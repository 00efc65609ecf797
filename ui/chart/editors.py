"""The editors that open inside a chart: of its case, its alerts, and of all that belongs to the chosen case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from clinic_desktop.authorizations.queries import authorization
from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case
from clinic_desktop.chart.model import Glance
from clinic_desktop.clients.model import ClientId
from clinic_desktop.contacts.queries import contact
from clinic_desktop.contacts.rules.words import line_words
from clinic_desktop.coverage.commands.contacts import CorrectContact
from clinic_desktop.coverage.queries.follow_ups import step_follow_up
from clinic_desktop.coverage.queries.kept import benefit_call, call_of_contact, open_questions_of_contact
from clinic_desktop.errors import Missing
from clinic_desktop.payments.queries import account, accounts_of, open_accounts, open_count, payment
from clinic_desktop.policies.queries import policy
from clinic_desktop.referrals.queries import diagnosis, prescription
from clinic_desktop.values import dates
from clinic_desktop.visits.model import STATUSES
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.visits.rules.visits import client_left
from clinic_desktop.wording import say
from ui.authorizations.editor import authorization_editor
from ui.cases.editor import case_editor
from ui.chart.parties import parties_of
from ui.clients.editor import alert_editor
from ui.codes.shelf import Shelf
from ui.contacts.editor import contact_editor, strike_editor, struck_view
from ui.coverage.call.view import call_view
from ui.coverage.days import follow_up_editor
from ui.editing import Back
from ui.kit.editor import Editor
from ui.kit.facts import facts
from ui.kit.layout import holder
from ui.payments.choice import Among
from ui.payments.editor import payment_editor
from ui.policies.editor import policy_editor
from ui.referrals.diagnoses import diagnosis_editor
from ui.referrals.prescriptions import prescription_editor
from ui.session import Session
from ui.visits.columns import new_title, when
from ui.visits.editor import visit_editor
from ui.visits.note import note_editor

# What each page and editor of a chart is about, as the manual calls it.
TOPICS = {
    "summary": "20-clients#chart",
    "visits": "50-visits",
    "plan": "40-prescriptions",
    "coverage": "30-coverage#policies",
    "wizard": "35-wizard#steps",
    "documents": "60-superbills",
    "edit": "20-clients#add",
    "alert": "20-clients#alerts",
    "case": "30-coverage#cases",
    "policy": "30-coverage#policies",
    "authorization": "30-coverage#authorizations",
    "contact": "30-coverage#contacts",
    "strike": "30-coverage#contacts",
    "follow-up": "35-wizard#follow-ups",
    "call": "35-wizard#call",
    "prescription": "40-prescriptions#prescriptions",
    "diagnosis": "40-prescriptions#diagnoses",
    "visit": "50-visits#record",
    "note": "50-visits#notes",
    "payment": "50-visits#payments",
    "superbill": "60-superbills#make",
    "receipt": "60-superbills#make",
    "bill": "60-superbills#paper",
    "determination": "35-wizard#summary",
    "call-sheet": "35-wizard#call-sheet",
}
# What belongs to a case: without one, a case is asked for first.
OF_A_CASE = (
    *("policy", "authorization", "contact", "strike", "call", "prescription", "diagnosis"),
    *("visit", "note", "payment", "superbill", "receipt"),
)
# What takes the whole room below the head.
PAPERS = ("superbill", "receipt", "bill", "determination", "call-sheet")
# More check boxes than these are no choice any more.
_MOST_TO_CHOOSE = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of a chart: what it is, its row (0 for a new one), and a field in it or ""."""

    what: str
    row: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An editor with its title, the page of the chart that it comes back to ("" is the one that was open), and the
    field to begin in. `goes_on`: what is saved here is paid for next."""

    editor: Editor
    title: str
    tab: str = ""
    field: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class OpenChart:
    """What editors of a chart need: the chart as it stands, where to go when they are left, the codes, and what opens
    another part of the chart."""

    session: Session
    codes: Shelf
    glance: Glance
    back: Back
    go: Callable[[str], object]

    @property
    def case(self) -> int:
        """The chosen case, 0 without one."""
        return self.glance.case.id if self.glance.case else 0


class OfACase(Protocol):
    """Whatever belongs to a case."""

    @property
    def case(self) -> CaseId: ...


R = TypeVar("R", bound=OfACase)


def opened(chart: OpenChart, wanted: Wanted) -> Opened:
    """The editor of a part; raises Missing, also for what is another client’s."""
    return _EDITORS[wanted.what](chart, wanted)


def _own(chart: OpenChart, found: R) -> R:
    """The same, where it is this client’s: no link may show another one’s in this chart. Raises Missing."""
    _see_whose(chart, case(chart.session.clinic.read, found.case).client)
    return found


def _see_whose(chart: OpenChart, client: ClientId) -> None:
    if client != chart.glance.client.id:
        raise Missing(say("This is another client’s. Open that client’s chart."))


def _alert(chart: OpenChart, wanted: Wanted) -> Opened:
    found = next((one for one in chart.glance.alerts if one.id == wanted.row), None)
    return Opened(alert_editor(chart.session, chart.glance.client, found, chart.back), say("Alert"), "summary")


def _case(chart: OpenChart, wanted: Wanted) -> Opened:
    found = case(chart.session.clinic.read, wanted.row) if wanted.row else None
    if found:
        _see_whose(chart, found.client)
    editor = case_editor(chart.session, chart.glance.client.id, found, chart.back)
    return Opened(editor, say("Case") if found else say("New case"), field=wanted.field)


def _policy(chart: OpenChart, wanted: Wanted) -> Opened:
    found = _own(chart, policy(chart.session.clinic.read, wanted.row)) if wanted.row else None
    editor = policy_editor(chart.session, chart.case, found, chart.back)
    return Opened(editor, say("Policy") if found else say("New policy"), "coverage", wanted.field)


def _authorization(chart: OpenChart, wanted: Wanted) -> Opened:
    found = _own(chart, authorization(chart.session.clinic.read, wanted.row)) if wanted.row else None
    editor = authorization_editor(chart.session, chart.case, chart.glance.policies, found, chart.back)
    return Opened(editor, say("Authorization") if found else say("New authorization"), "coverage", wanted.field)


def _contact(chart: OpenChart, wanted: Wanted) -> Opened:
    """An entry of the contact log; of a benefit call all that was said in it, and with "contact/7/entry" its entry."""
    read = chart.session.clinic.read
    call = call_of_contact(read, wanted.row) if wanted.row and wanted.field != "entry" else None
    if call:
        return _call(chart, Wanted("call", call))
    found = _own(chart, contact(read, wanted.row)) if wanted.row else None
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
    found = _own(chart, benefit_call(chart.session.clinic.read, wanted.row))
    view = call_view(chart.session, wanted.row, chart.back, lambda row: chart.go(f"contact/{row}/entry"))
    return Opened(view, say("Benefit call of {day}", day=dates.shown(found.called_on)), "wizard")


def _strike(chart: OpenChart, wanted: Wanted) -> Opened:
    found = _own(chart, contact(chart.session.clinic.read, wanted.row))
    if found.struck_on:
        return _contact(chart, wanted)
    return Opened(strike_editor(chart.session, found, chart.back), say("Strike out this contact"), "coverage")


def _follow_up(chart: OpenChart, wanted: Wanted) -> Opened:
    """The day of a follow-up; raises Missing also for one that was done since."""
    found = _own(chart, step_follow_up(chart.session.clinic.read, wanted.row))
    if not found.waits:
        raise Missing(say("This was done already."))
    return Opened(follow_up_editor(chart.session, found, chart.back), say("Follow-up"), "wizard", wanted.field)


def _prescription(chart: OpenChart, wanted: Wanted) -> Opened:
    found = _own(chart, prescription(chart.session.clinic.read, wanted.row)) if wanted.row else None
    editor = prescription_editor(chart.session, chart.codes, chart.case, found, chart.back)
    return Opened(editor, say("Prescription") if found else say("New prescription"), "plan", wanted.field)


def _diagnosis(chart: OpenChart, wanted: Wanted) -> Opened:
    found = _own(chart, diagnosis(chart.session.clinic.read, wanted.row)) if wanted.row else None
    papers = chart.glance.prescriptions
    editor = diagnosis_editor(chart.session, chart.codes, chart.case, papers, found, chart.back)
    return Opened(editor, say("Diagnosis") if found else say("New diagnosis"), "plan", wanted.field)


def _visit(chart: OpenChart, wanted: Wanted) -> Opened:
    """A visit; "visit/new/planned" plans one, "visit/7/given" records one that was planned. Raises Missing for a new
    one of a retired client."""
    if not wanted.row and chart.glance.client.is_retired:
        raise Missing(client_left())
    found = _own(chart, visit(chart.session.clinic.read, wanted.row)) if wanted.row else None
    status = wanted.field if wanted.field in STATUSES else ""
    editor = visit_editor(chart.session, found.case if found else chart.case, found, chart.back, status=status)
    # As the form says, which may have brought a draft back.
    title = say("Visit of {when}", when=when(found)) if found else new_title(editor.form.values()["status"])
    goes_on = chart.glance.client_pays and (found is None or found.status == "planned")
    return Opened(editor, title, "visits", "" if status else wanted.field, goes_on)


def _note(chart: OpenChart, wanted: Wanted) -> Opened:
    found = _own(chart, visit(chart.session.clinic.read, wanted.row))
    editor = note_editor(chart.session, found, chart.back)
    return Opened(editor, say("Note of {when}", when=when(found)), "visits", wanted.field)


def _payment(chart: OpenChart, wanted: Wanted) -> Opened:
    """A payment; "payment/new/7" is one for that visit, "payment/new/all" one for all that are open in the case,
    "payment/new/all/12" for those from the thirteenth on."""
    read = chart.session.clinic.read
    found = payment(read, wanted.row) if wanted.row else None
    which, _, start = wanted.field.partition("/")
    if not found and which == "all":
        return _payment_for_all(chart, int(start or 0))
    accounts = accounts_of(read, found.id) if found else (account(read, int(wanted.field)),)
    for paid in accounts:
        _own(chart, paid.visit)
    editor = payment_editor(chart.session, accounts, found, chart.back)
    one = say("Payment for {when}", when=when(accounts[0].visit))
    title = one if len(accounts) == 1 else say("Payment for {count} visits", count=len(accounts))
    return Opened(editor, title, "visits", wanted.field if found else "")


def _payment_for_all(chart: OpenChart, start: int) -> Opened:
    read, most = chart.session.clinic.read, _MOST_TO_CHOOSE
    count = open_count(read, chart.case)
    if not count:
        raise Missing(say("Nothing is unpaid any more."))
    # Some may have been paid since: then it is the last of them that are shown.
    start = min(start, (count - 1) // most * most)
    accounts = open_accounts(read, chart.case, start)[:most]
    among = Among(start, count, most, lambda at: chart.go(f"payment/new/all/{at}" if at else "payment/new/all"))
    editor = payment_editor(chart.session, accounts, None, chart.back, among)
    one = say("Payment for {when}", when=when(accounts[0].visit))
    return Opened(editor, one if len(accounts) == 1 else say("Payment for unpaid visits"), "visits")


_EDITORS: dict[str, Callable[[OpenChart, Wanted], Opened]] = {
    "alert": _alert,
    "case": _case,
    "policy": _policy,
    "authorization": _authorization,
    "contact": _contact,
    "call": _call,
    "strike": _strike,
    "follow-up": _follow_up,
    "prescription": _prescription,
    "diagnosis": _diagnosis,
    "visit": _visit,
    "note": _note,
    "payment": _payment,
}
