"""The editors of what is sold before it is used, given back, written off, and paid from the credit."""

from clinic_desktop.errors import Missing
from clinic_desktop.payments.model import Payment
from clinic_desktop.payments.queries import account, credit, open_accounts, payment, write_off
from clinic_desktop.prepaid.model import KINDS as SOLD
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.prepaid.rules import prepaid_title
from clinic_desktop.superbills.queries.issued import paid_on_bills
from clinic_desktop.wording import say
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own, see_whose
from ui.ledger.refund import credit_editor, refund_editor, write_off_editor
from ui.payments.sales import sale_editor as sale_payment_editor
from ui.prepaid.editor import ending_editor, prepaid_editor, renewal_editor, sale_editor
from ui.visits.columns import when

_TITLES = {
    "package": lambda: say("Sell package"),
    "membership": lambda: say("Sell membership"),
    "gift_card": lambda: say("Sell gift card"),
}


def _sale(chart: OpenChart, wanted: Wanted) -> Opened:
    """ "sale/new/package" and the like."""
    if chart.glance.client.is_retired:
        raise Missing(say("This client was retired. Bring the client back first."))
    kind = wanted.field if wanted.field in SOLD else "package"
    editor = sale_editor(chart.session, chart.glance.client.id, kind, chart.back)
    return Opened(editor, _TITLES[kind](), "money")


def _held(chart: OpenChart, row: int) -> Prepaid:
    found = prepaid(chart.session.clinic.read, row)
    if found.client is None:
        raise Missing(say("This gift card was sold to nobody on record."))
    see_whose(chart, found.client)
    return found


def _prepaid(chart: OpenChart, wanted: Wanted) -> Opened:
    found = _held(chart, wanted.row)
    return Opened(
        prepaid_editor(chart.session, found, chart.back, chart.go), prepaid_title(found), "money", wanted.field
    )


def _ending(chart: OpenChart, wanted: Wanted) -> Opened:
    found = _held(chart, wanted.row)
    if found.ended_kind:
        raise Missing(say("It ended already."))
    title = say("End {name}", name=prepaid_title(found))
    return Opened(ending_editor(chart.session, found, chart.back), title, "money")


def _renewal(chart: OpenChart, wanted: Wanted) -> Opened:
    found = _held(chart, wanted.row)
    if found.kind != "membership" or found.expires_on is None:
        raise Missing(say("Only a membership with a last day is renewed."))
    title = say("Renew {name}", name=prepaid_title(found))
    return Opened(renewal_editor(chart.session, found, chart.back), title, "money")


def _sale_payment(chart: OpenChart, wanted: Wanted) -> Opened:
    found = _held(chart, wanted.row)
    title = say("Payment for {name}", name=prepaid_title(found))
    return Opened(sale_payment_editor(chart.session, found, None, chart.back), title, "money")


def _refund(chart: OpenChart, wanted: Wanted) -> Opened:
    """ "refund/12" gives that payment back."""
    found = paid(chart, wanted.row)
    if found.drawn or found.refunds:
        raise Missing(say("No money came in with this, so none goes back. Remove it instead."))
    # The bills that say what was paid: they are put right after it.
    notes = paid_on_bills(chart.session.clinic.read, [one.visit for one in found.shares])
    return Opened(refund_editor(chart.session, found, chart.back, notes), say("Refund"), "money")


def _write_off(chart: OpenChart, wanted: Wanted) -> Opened:
    """ "write-off/new/7" is one of that visit, "write-off/3" one that was written."""
    read = chart.session.clinic.read
    found = write_off(read, wanted.row) if wanted.row else None
    of = account(read, found.visit if found else int(wanted.field))
    own(chart, of.visit)
    editor = write_off_editor(chart.session, of, found, chart.back)
    return Opened(editor, say("Write-off of {when}", when=when(of.visit)), "money")


def _credit(chart: OpenChart, _: Wanted) -> Opened:
    read = chart.session.clinic.read
    # Who is never billed for a visit pays nothing for it, from no credit either.
    accounts = tuple(one for one in open_accounts(read, chart.case) if not one.is_never_billed)
    kept = credit(read, chart.glance.client.id)
    if not accounts:
        raise Missing(say("Nothing is unpaid in this case: the credit stays on account."))
    return Opened(credit_editor(chart.session, accounts, kept, chart.back), say("Apply the credit"), "money")


def paid(chart: OpenChart, row: int) -> Payment:
    """A payment of this client; raises Missing."""
    found = payment(chart.session.clinic.read, row)
    if found.client is None:
        raise Missing(say("This is another client’s. Open that client’s chart."))
    see_whose(chart, found.client)
    return found


KINDS: Kinds = {
    "sale": Kind(_sale, "55-payments#sell", of_a_case=False),
    "prepaid": Kind(_prepaid, "55-payments#use", of_a_case=False),
    "ending": Kind(_ending, "55-payments#ends", of_a_case=False),
    "renewal": Kind(_renewal, "55-payments#ends", of_a_case=False),
    "sale-payment": Kind(_sale_payment, "55-payments#sell", of_a_case=False),
    "refund": Kind(_refund, "55-payments#refunds", of_a_case=False),
    "write-off": Kind(_write_off, "55-payments#write-offs", of_a_case=False),
    "credit": Kind(_credit, "55-payments#credit"),
}
