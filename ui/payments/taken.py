"""What is looked at and taken away, never changed: a use of what was paid before, a refund, what a plan paid by its
statement."""

from clinic_desktop.payers.queries import payer
from clinic_desktop.payments.commands.payments import RetirePayment
from clinic_desktop.payments.model import Payment
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.prepaid.rules import left_words
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.text import Text
from ui.session import Session


def taken_editor(session: Session, found: Payment, back: Back) -> Editor:
    """One of these with the button that takes it away. There is nothing to save."""
    editor = Editor("", Form(), lambda: None)
    editor.only_to_read()
    editor.left.connect(lambda: back(0))
    if found.drawn:
        held = prepaid(session.clinic.read, found.drawn)
        facts = {"amount": money.shown(found.total_cents), "name": held.name, "left": left_words(held)}
        editor.put_above(Text(say("{amount} from {name}: {left}.", **facts)))
        editor.put_above(Text(say("Removed, the visit is charged again what it was before."), "muted"))
        words = say("Remove this use")
    elif found.statement and found.payer:
        name = payer(session.clinic.read, found.payer).name
        facts = {"amount": money.shown(found.total_cents), "day": dates.shown(found.paid_on), "name": name}
        editor.put_above(Text(say("{amount} from {name}, paid on {day}, taken from its benefit statement.", **facts)))
        editor.put_above(Text(say("Removed, it can be taken from the statement again."), "muted"))
        words = say("Remove payment")
    else:
        facts = {"amount": money.shown(-found.total_cents), "day": dates.shown(found.paid_on)}
        editor.put_above(Text(say("{amount} was given back on {day}.", **facts)))
        words = say("Remove refund")
    if found.note:
        editor.put_above(Text(found.note, "muted"))
    add_gone_button(session, editor, Held(found), words, lambda row: RetirePayment(row.id, row.version), back)
    return editor
