"""The editor of a payment for a package, membership or gift card that was sold."""

from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment
from clinic_desktop.payments.commands.sales import SellPayment
from clinic_desktop.payments.model import Payment, PaymentDraft
from clinic_desktop.payments.queries import payment, usual_method
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.payments.choice import VisitChoice, amount_text
from ui.payments.editor import kept_payment
from ui.payments.forms import Paying, payment_form, show_what_follows
from ui.payments.ways import WaysToPay
from ui.session import Session


def sale_editor(session: Session, sold: Prepaid, found: Payment | None, back: Back) -> Editor:
    """A payment for what was sold, or a new one: then what of its price is open stands there already."""
    held, ways = Held(found), WaysToPay({}, 0, (), is_sale=True)
    form = payment_form(0, VisitChoice(()), ways, sold.name)
    for key in ("received", "payer", "paid_ahead"):
        form.fields[key].fold(True)
    read, today = session.clinic.read, session.clinic.clock.today()

    def follow() -> None:
        show_what_follows(form, Paying((), None), read, today, names_visits=False)

    def show() -> None:
        form.fill(kept_payment(held.row) if held.row else _usual(session, sold))
        follow()

    def command() -> Command:
        draft, row = read_draft(PaymentDraft, form), held.row
        return ChangePayment(row.id, row.version, draft) if row else SellPayment(sold.id, draft)

    form.edited.connect(follow)
    show()
    editor = row_editor(session, form, command, back, f"payment:{found.id}" if found else f"payment:sale:{sold.id}")
    held.reread(editor, lambda row: payment(read, row.id), show)
    gone = say("Remove payment")
    add_gone_button(session, editor, held, gone, lambda row: RetirePayment(row.id, row.version), back)
    return editor


def _usual(session: Session, sold: Prepaid) -> dict[str, str]:
    """The rest of its price, paid today, the way this client usually pays."""
    draft = PaymentDraft(
        paid_on=dates.printed(session.clinic.clock.today()),
        method=usual_method(session.clinic.read, sold.client) if sold.client else PaymentDraft().method,
        sold=amount_text(sold.open_cents),
    )
    return draft_text(PaymentDraft, draft)
