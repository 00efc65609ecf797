"""The editor of a payment."""

from clinic_desktop.cases.queries import case
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.model import PARTS, Payment, PaymentDraft, VisitAccount
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.payments.forms import Paying, payment_form, show_what_follows
from ui.session import Session


def payment_editor(session: Session, accounts: tuple[VisitAccount, ...], found: Payment | None, back: Back) -> Editor:
    """A payment for these visits of one client, at least one, or a new one: then what is open stands there already.

    For a payment that was taken before, `accounts` are `queries.accounts_of` it.
    """
    form, held, paying = payment_form(len(accounts)), Held(found), [Paying(accounts, found)]

    def follow() -> None:
        show_what_follows(form, paying[0], session.clinic.clock.today())

    def show() -> None:
        row = held.row
        if row:
            paying[0] = Paying(queries.accounts_of(session.clinic.read, row.id), row)
        form.fill(_kept(row) if row else _usual(session, paying[0]))
        follow()

    def command() -> Command:
        draft, row = read_draft(PaymentDraft, form), held.row
        if row:
            return ChangePayment(row.id, row.version, draft)
        return TakePayment(tuple(one.id for one in paying[0].accounts), draft)

    form.edited.connect(follow)
    show()
    name = f"payment:{found.id}" if found else f"payment:new:{paying[0].accounts[0].id}"
    editor = row_editor(session, form, command, back, name)
    held.reread(editor, lambda row: queries.payment(session.clinic.read, row.id), show)
    gone = say("Remove payment")
    add_gone_button(session, editor, held, gone, lambda row: RetirePayment(row.id, row.version), back)
    return editor


def _kept(row: Payment) -> dict[str, str]:
    cents = {part: getattr(row, f"{part}_cents") for part in PARTS}
    return draft_text(PaymentDraft, row) | {
        part: money.typed(amount) if amount else "" for part, amount in cents.items()
    }


def _usual(session: Session, paying: Paying) -> dict[str, str]:
    """All that is open, paid today, the way this client paid last."""
    client = case(session.clinic.read, paying.accounts[0].visit.case).client
    left = sum(paying.open_cents)
    draft = PaymentDraft(
        paid_on=dates.printed(session.clinic.clock.today()),
        method=queries.usual_method(session.clinic.read, client),
        service=money.typed(left) if left > 0 else "",
    )
    return draft_text(PaymentDraft, draft)
