"""The editors of denials and of the steps against them."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.appeals.loader.advice import advice
from clinic_desktop.appeals.model import Denial, DenialDraft
from clinic_desktop.appeals.queries.choices import BillToDeny, deniable_bills, deniable_visits, draft_from
from clinic_desktop.appeals.queries.denials import appeal, denial
from clinic_desktop.attachments.queries import attachments_of
from clinic_desktop.attachments.rules import called
from clinic_desktop.errors import Missing
from clinic_desktop.superbills.rules.names import bill_name
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.appeals.editor import DenialWays, closing_editor, denial_editor
from ui.appeals.form import DeniableBill, DenialChoices
from ui.appeals.step_editors import answer_editor, denial_contact_editor, opening_editor, sent_editor
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own
from ui.chart.parties import parties_of
from ui.policies.columns import policy_line

_LIST = "documents/denials"


def _denial(chart: OpenChart, wanted: Wanted) -> Opened:
    """One on record, or with "denial/new/statement:7" a new one out of the benefit statement 7; an authorization and an
    attachment are named alike. "denial/3/contact" logs a contact about it, "denial/3/closed_how" closes it."""
    read, ways = chart.session.clinic.read, DenialWays(lambda _: chart.go(_LIST), chart.go)
    if not wanted.row:
        begun = draft_from(read, chart.case, wanted.field, chart.session.clinic.clock.today())
        editor = denial_editor(chart.session, chart.case, _choices(chart, chart.case, None), None, begun, ways)
        return Opened(editor, say("New denial"), "documents")
    found = own(chart, denial(read, wanted.row))
    title = say("Denial no. {number} · {payer}", number=found.id, payer=found.payer_name)
    back = DenialWays(lambda _: chart.go(f"denial/{found.id}"), chart.go)
    if wanted.field == "contact":
        editor = denial_contact_editor(chart.session, found, parties_of(read, chart.glance), ways)
        return Opened(editor, say("Contact about denial no. {number}", number=found.id), "documents")
    if wanted.field == "closed_how":
        return Opened(closing_editor(chart.session, found, back), title, "documents", wanted.field)
    editor = denial_editor(chart.session, found.case, _choices(chart, found.case, found), found, DenialDraft(), ways)
    return Opened(editor, title, "documents", wanted.field)


def _appeal(chart: OpenChart, wanted: Wanted) -> Opened:
    """A step: "appeal/new/3" begins one against denial 3, "appeal/5" notes how it went out, "appeal/5/outcome" what
    came of it; one that is answered opens its denial."""
    read, ways = chart.session.clinic.read, DenialWays(chart.back, chart.go)
    if not wanted.row:
        if not wanted.field.isdecimal():
            raise Missing(say("This is no longer there."))
        found = own(chart, denial(read, int(wanted.field)))
        editor = opening_editor(chart.session, found, ways)
        return Opened(editor, say("Begin an appeal, denial no. {number}", number=found.id), "documents")
    step = appeal(read, wanted.row)
    found = own(chart, denial(read, step.denial))
    if step.outcome:
        # As a link that is older than the answer: what came of the step stands on the page of its denial.
        return _denial(chart, Wanted("denial", found.id))
    if wanted.field == "outcome":
        editor = answer_editor(chart.session, step, found.amount_cents, ways)
        return Opened(editor, say("Answer to the appeal, denial no. {number}", number=found.id), "documents")
    title = say("How the appeal went out, denial no. {number}", number=found.id)
    return Opened(sent_editor(chart.session, step, ways), title, "documents", wanted.field)


def _choices(chart: OpenChart, case: int, found: Denial | None) -> DenialChoices:
    """What may be chosen of the case, and what stands there though it was taken off since."""
    read = chart.session.clinic.read
    policies = [(str(one.id), policy_line(one)) for one in chart.glance.policies]
    if found and str(found.policy) not in dict(policies):
        policies.append((str(found.policy), say("{payer}, removed", payer=found.payer_name)))
    given = deniable_visits(read, case)
    visits = {
        str(one.id): say("{day} · {amount}", day=dates.shown(one.day), amount=money.shown(one.charged_cents))
        for one in given
    }
    days = {one.id: one.day for one in given}
    bills = [
        DeniableBill(
            id=one.id,
            words=_bill_words(one, [days[visit] for visit in one.visits if visit in days]),
            visits=one.visits,
            charged_cents=one.charged_cents,
            policy=str(one.policy or ""),
            superbill=one.number if one.kind == "superbill" else 0,
        )
        for one in deniable_bills(read, case)
    ]
    return DenialChoices(policies, visits, bills, advice().reasons, _notices(chart, case, found))


def _bill_words(one: BillToDeny, days: Sequence[date]) -> str:
    """ "Superbill 1017, 5 Nov 2026 to 12 Nov 2026, $280.00": a notice names days of service, and seldom our number."""
    name, rest = bill_name(one.kind, one.number), say("void") if one.is_void else money.shown(one.charged_cents)
    if not days:
        return say("{bill}, {rest}", bill=name, rest=rest)
    first, last = dates.shown(min(days)), dates.shown(max(days))
    span = first if first == last else say("{first} to {last}", first=first, last=last)
    return say("{bill}, {days}, {rest}", bill=name, days=span, rest=rest)


def _notices(chart: OpenChart, case: int, found: Denial | None) -> list[tuple[str, str]]:
    """The denial letters on file, the newest first, and what this denial has as its notice, whatever that is."""
    files = attachments_of(chart.session.clinic.read, chart.glance.client.id, case)
    own = found.attachment if found else None
    return [
        (str(one.id), say("{day}, {name}", day=dates.shown(one.day or one.added_on), name=called(one)))
        for one in files
        if one.kind == "denial" or one.id == own
    ]


KINDS: Kinds = {
    "denial": Kind(_denial, "68-appeals#enter"),
    "appeal": Kind(_appeal, "68-appeals#steps"),
}
