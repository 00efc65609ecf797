"""The editors of visits, their notes and their payments."""

from collections.abc import Sequence
from functools import partial

from clinic_desktop.errors import Missing
from clinic_desktop.intake.rules.flags import stop_words
from clinic_desktop.intake.rules.words import stands_words, urgent
from clinic_desktop.payments.model import Payment, VisitAccount
from clinic_desktop.payments.queries import account, accounts_of, open_accounts, open_count, payment
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.prepaid.rules import prepaid_title
from clinic_desktop.superbills.queries.issued import paid_on_bills
from clinic_desktop.visits.model import STATUSES, Visit
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.visits.rules.visits import client_left
from clinic_desktop.wording import say
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own, see_whose
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.payments.choice import Among
from ui.payments.editor import PaymentBeside, payment_editor
from ui.payments.sales import sale_editor
from ui.session import Errand
from ui.visits.columns import new_title, when
from ui.visits.editor import visit_editor
from ui.visits.form import services_of
from ui.visits.note import note_editor

# More check boxes than these are no choice any more.
_MOST_TO_CHOOSE = 12


def _visit(chart: OpenChart, wanted: Wanted) -> Opened:
    """A visit; "visit/new/planned" plans one, "visit/7/given" records one that was planned. Raises Missing for a new
    one of a retired client."""
    if not wanted.row and chart.glance.client.is_retired:
        raise Missing(client_left())
    found = own(chart, visit(chart.session.clinic.read, wanted.row)) if wanted.row else None
    status = wanted.field if wanted.field in STATUSES else ""
    editor = visit_editor(chart.session, found.case if found else chart.case, found, chart.back, status=status)
    stop = _stop_words(chart)
    if stop and (found is None or found.status == "planned"):
        # Before a whole visit is typed that its day refuses.
        editor.keep_saying(stop, (say("Show flags"), lambda: chart.go("health")))
    elif not services_of(chart.session, found):
        # A new clinic: its list is empty, and the form would have nothing to choose.
        words = say("No service is on the list yet. Add what you give, with its price; what you type here is kept.")
        editor.keep_saying(words, (say("Add service"), lambda: _to_services(chart, wanted)))
    # As the form says, which may have brought a draft back.
    title = _title(found, status) if found else new_title(editor.form.values()["status"])
    goes_on = chart.glance.client_pays and (found is None or found.status == "planned")
    return Opened(editor, title, "visits", "" if status else wanted.field, goes_on)


def _title(found: Visit, status: str) -> str:
    """What is done with a visit on record: one that was planned may be recorded now."""
    if found.status == "planned" and status == "given":
        return say("Record the visit of {when}", when=when(found))
    return say("Visit of {when}", when=when(found))


def _stop_words(chart: OpenChart) -> str:
    """Why no visit is recorded today, "" where nothing stands in the way. Another day may be typed, on which a
    clearance that has ended counted."""
    today = chart.session.clinic.clock.today()
    flags = urgent(chart.glance.health.flags, today)
    has_ended = len(flags) == 1 and flags[0].clearance is not None
    return stands_words(flags[0], today) if has_ended else stop_words(flags)


def _to_services(chart: OpenChart, wanted: Wanted) -> None:
    home = f"{chart.glance.client.id}/of/{chart.case}/visit/{wanted.row or 'new'}"
    home = f"{home}/{wanted.field}" if wanted.field else home
    why = say("A visit needs a service: what you give, and its price.")
    chart.session.send(Errand("settings", "services/new", "clients", home, why, say("Back to the visit")))


def _note(chart: OpenChart, wanted: Wanted) -> Opened:
    found = own(chart, visit(chart.session.clinic.read, wanted.row))
    editor = note_editor(chart.session, found, chart.back)
    return Opened(editor, say("Note of {when}", when=when(found)), "visits", wanted.field)


def _payment(chart: OpenChart, wanted: Wanted) -> Opened:
    """A payment; "payment/new/7" is one for that visit, "payment/new/all" one for all that are open in the case,
    "payment/new/all/12" for those from the thirteenth on; where nothing is open it is one for the client’s account."""
    read = chart.session.clinic.read
    found = payment(read, wanted.row) if wanted.row else None
    which, _, start = wanted.field.partition("/")
    if not found and which == "all":
        return _payment_for_all(chart, int(start or 0))
    if found and found.sold and not found.refunds:
        return _of_sale(chart, found)
    accounts = accounts_of(read, found.id) if found else (account(read, int(wanted.field)),)
    if found and found.client:
        see_whose(chart, found.client)
    for paid in accounts:
        own(chart, paid.visit)
    # What was paid stands on these: they are put right after it.
    notes = paid_on_bills(read, [one.visit for one in found.shares]) if found else ()
    editor = payment_editor(chart.session, accounts, found, chart.back, None, PaymentBeside(notes=notes, go=chart.go))
    if found and not found.drawn:
        _add_receipt_button(chart, editor, found)
    title = say("Refund") if found and found.refunds else _paid_title(accounts)
    return Opened(editor, title, "visits", wanted.field if found else "")


def _add_receipt_button(chart: OpenChart, editor: Editor, found: Payment) -> None:
    """The paper of what came in with it; of a refund that of the payment."""
    editor.add_button_before_last(button(say("Receipt"), partial(chart.go, f"payment-receipt/{found.id}")))


def _paid_title(accounts: Sequence[VisitAccount]) -> str:
    if not accounts:
        return say("Payment for the account")
    one = say("Payment for {when}", when=when(accounts[0].visit))
    return one if len(accounts) == 1 else say("Payment for {count} visits", count=len(accounts))


def _of_sale(chart: OpenChart, found: Payment) -> Opened:
    """What was paid for a package, membership or gift card."""
    assert found.sold
    sold = prepaid(chart.session.clinic.read, found.sold)
    editor = sale_editor(chart.session, sold, found, chart.back)
    _add_receipt_button(chart, editor, found)
    return Opened(editor, say("Payment for {name}", name=prepaid_title(sold)), "money")


def _payment_for_all(chart: OpenChart, start: int) -> Opened:
    read, most = chart.session.clinic.read, _MOST_TO_CHOOSE
    count = open_count(read, chart.case) if chart.case else 0
    if not count:
        # A deposit, a product, a fee for a missed visit: of no visit, and of no case.
        around = PaymentBeside(chart.glance.client.id)
        return Opened(payment_editor(chart.session, (), None, chart.back, None, around), _paid_title(()), "money")
    # Some may have been paid since: then it is the last of them that are shown.
    start = min(start, (count - 1) // most * most)
    accounts = open_accounts(read, chart.case, start)[:most]
    among = Among(start, count, most, lambda at: chart.go(f"payment/new/all/{at}" if at else "payment/new/all"))
    editor = payment_editor(chart.session, accounts, None, chart.back, among, PaymentBeside(go=chart.go))
    one = say("Payment for {when}", when=when(accounts[0].visit))
    return Opened(editor, one if len(accounts) == 1 else say("Payment for unpaid visits"), "visits")


KINDS: Kinds = {
    "visit": Kind(_visit, "50-visits#record"),
    "note": Kind(_note, "50-visits#notes"),
    "payment": Kind(_payment, "50-visits#payments", of_a_case=False),
}
