"""The editor that takes what a plan paid to the clinic, by its statement, as a payment."""

from clinic_desktop.benefit_statements.commands.taking import PLAN_METHODS, TakePlanPayment
from clinic_desktop.benefit_statements.model import BenefitStatement
from clinic_desktop.benefit_statements.queries.taking import of_check, plan_money
from clinic_desktop.benefit_statements.rules.taking import PlanMoney, PlanPaymentDraft, check_words
from clinic_desktop.payments.model import METHODS
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.editing import Back, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import CheckField, ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.words_field import WordsField
from ui.payments.columns import reference_label
from ui.session import Session


def plan_payment_editor(session: Session, found: BenefitStatement, back: Back) -> Editor:
    """What each visit gets stands there as the statement says it; asked is when it came, and how."""
    read = session.clinic.read
    held = plan_money(read, found.id)
    form = _form(held)

    def follow() -> None:
        values = form.values()
        form.fields["reference"].relabel(reference_label(values["method"]))
        number = " ".join(values["reference"].split())
        so_far = of_check(read, found.payer, values["method"], number) if number else None
        _words(form, "check").show_words(check_words(number, so_far) if so_far else "")

    def command() -> Command:
        return TakePlanPayment(found.id, read_draft(PlanPaymentDraft, form))

    begun = PlanPaymentDraft(paid_on=dates.printed(found.received_on), reference=found.reference)
    form.fill(draft_text(PlanPaymentDraft, begun))
    form.edited.connect(follow)
    _words(form, "visits").show_words(visits_words(held))
    follow()
    editor = row_editor(session, form, command, back, f"plan-payment:{found.id}")
    editor.setFocusProxy(form.fields["paid_on"])
    return editor


def visits_words(held: PlanMoney) -> str:
    """What each visit gets, and the sum: "3 Nov 2026: $36.00 of $66.00 open"."""
    words = []
    for one in held.visits:
        if one.due_cents:
            cents = {"due": money.shown(one.due_cents), "open": money.shown(max(one.open_cents, 0))}
            words.append(say("{day}: {due} of {open} open", day=dates.shown(one.day), **cents))
        elif one.said_cents:
            facts = {"day": dates.shown(one.day), "said": money.shown(one.said_cents)}
            words.append(say("{day}: {said} are on record already", **facts))
    words.append(say("Together {total}", total=money.shown(held.due_cents)))
    return "\n".join(words)


def _form(held: PlanMoney) -> Form:
    methods = [(key, say(METHODS[key])) for key in PLAN_METHODS]
    cents = held.write_off_cents
    form = Form(
        WordsField("visits", say("What each visit gets")),
        [
            (TextField("paid_on", say("Paid on")), 2),
            (ChoiceField("method", say("Paid by"), methods), 2),
            (TextField("reference", reference_label("check")), 2),
        ],
        WordsField("check", say("On record so far")),
        CheckField(
            "write_off",
            say("Write off {cents} as well", cents=money.shown(cents)),
            say("The reasons of the statement are of group CO: by contract the clinic bears it, not the client."),
        ),
        NoteField("note", say("Note"), lines=2),
    )
    form.fields["write_off"].fold(not cents)
    return form


def _words(form: Form, key: str) -> WordsField:
    found = form.fields[key]
    assert isinstance(found, WordsField)
    return found
