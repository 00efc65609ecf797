"""The editors of packages, memberships and gift cards: sell one, change it, renew it, end it."""

from collections.abc import Callable
from contextlib import suppress

from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import Missing
from clinic_desktop.payments.commands.sales import RenewMembership, SellPrepaid
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.payments.queries import usual_method
from clinic_desktop.practice.queries import service_page
from clinic_desktop.prepaid.commands import ChangePrepaid, EndPrepaid, ReopenPrepaid, RetirePrepaid
from clinic_desktop.prepaid.model import EndingDraft, Prepaid, PrepaidDraft
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.prepaid.rules import MembershipPeriod, is_live, least_and_most
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates, money
from clinic_desktop.values.money import cents_typed
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import CheckField, ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.text import Text
from ui.kit.words_field import WordsField
from ui.payments.columns import reference_label
from ui.prepaid.columns import standing_words
from ui.prepaid.forms import payment_rows, prepaid_form
from ui.session import Session


def sale_editor(session: Session, client: ClientId | None, kind: str, back: Back) -> Editor:
    """Sells one to a client, or a gift card to somebody who is none, with what was paid for it."""
    clinic = session.clinic
    form = prepaid_form(kind, service_page(clinic.read).rows, is_new=True, has_client=client is not None)
    today = dates.printed(clinic.clock.today())

    def follow() -> None:
        values = form.values()
        form.fields["reference"].relabel(reference_label(values["method"]))
        _say(form, sale_words(values.get("visits", ""), values["price"], values["sold"]))

    def command() -> Command:
        draft = PrepaidDraft(**{"kind": kind, **_texts(form, PrepaidDraft)})
        return SellPrepaid(client or 0, draft, PaymentDraft(**{**_texts(form, PaymentDraft), "note": ""}))

    method = usual_method(clinic.read, client) if client else PaymentDraft().method
    form.fill({"sold_on": today, "paid_on": today, "method": method})
    form.edited.connect(follow)
    follow()
    return row_editor(session, form, command, back, f"sale:new:{kind}:{client or 0}")


def sale_words(visits: str, price: str, paid: str) -> str:
    """What a sale comes to while it is typed: "5 visits at $80.00 each · $200.00 stays unpaid"."""
    cents, now = cents_typed(price), cents_typed(paid)
    if not cents:
        return ""
    parts = []
    count = int(visits) if visits.strip().isdecimal() and len(visits.strip()) < _MOST_DIGITS else 0
    if count:
        least, most = least_and_most(cents, count)
        facts = {"count": count, "each": money.shown(least)}
        same = say("{count} visits at {each} each", **facts)
        parts.append(same if least == most else say("{count} visits, each {each} or a cent more", **facts))
    if now is not None:
        parts.append(say("{amount} stays unpaid", amount=money.shown(max(cents - now, 0))))
    return " · ".join(parts)


def prepaid_editor(session: Session, found: Prepaid, back: Back, go: Callable[[str], object]) -> Editor:
    """One that was sold: its name, last day and note can change; `go` leads to what else is done with it."""
    held = Held(found)
    form = Form(
        [(TextField("name", say("Name")), 2), (TextField("expires_on", say("Last day")), 1)],
        TextField("note", say("Note")),
    )

    def show() -> None:
        assert held.row
        form.fill(draft_text(PrepaidDraft, held.row))

    def command() -> Command:
        row = held.row
        assert row
        return ChangePrepaid(row.id, row.version, read_draft(PrepaidDraft, form))

    show()
    editor = row_editor(session, form, command, back, f"prepaid:{found.id}")
    editor.put_above(_Standing(session, found))
    held.reread(editor, lambda row: prepaid(session.clinic.read, row.id), show)
    if found.ended_kind in ("expired", "closed"):
        editor.add_button(button(say("Reopen"), lambda: _reopen(session, editor, held, back)))
    elif is_live(found):
        # Of one that is used up nothing is left to end.
        editor.add_button(button(say("End it"), lambda: go(f"ending/{found.id}")))
    if not found.paid_cents and not found.uses:
        gone = say("Remove")
        add_gone_button(session, editor, held, gone, lambda row: RetirePrepaid(row.id, row.version), back)
    return editor


def ending_editor(session: Session, found: Prepaid, back: Back) -> Editor:
    """Ends one: says what is forfeited before it happens."""
    kinds = [("expired", say("Expired")), ("closed", say("Closed"))]
    form = Form(
        [(ChoiceField("kind", say("How it ends"), kinds), 1), (TextField("ended_on", say("Ended on")), 1)],
        TextField("why", say("Why"), say("Needed where it is closed before its last day.")),
        WordsField("follows", say("What follows"), say("To give the rest back instead, refund its payment.")),
    )
    today = session.clinic.clock.today()
    last = found.expires_on
    form.fill({"kind": "expired" if last and last < today else "closed", "ended_on": dates.printed(today)})
    left = money.shown(found.left_cents)
    _say(form, say("{amount} is forfeited", amount=left) if found.left_cents else say("Nothing is forfeited"))

    def command() -> Command:
        return EndPrepaid(found.id, found.version, read_draft(EndingDraft, form))

    return row_editor(session, form, command, back, f"ending:{found.id}")


def renewal_editor(session: Session, found: Prepaid, back: Back) -> Editor:
    """Sells the next period of a membership on the same terms; raises ValueError for one without a last day."""
    if found.expires_on is None:
        raise ValueError("a membership without a last day has no next period")
    period = MembershipPeriod(found.starts_on, found.expires_on).next()
    today = session.clinic.clock.today()
    carries = CheckField("carries", say("Visits that were not used go on to the end of the new period"))
    form = Form(WordsField("follows", say("Next period")), *payment_rows(say("Paid now")), carries)
    method = usual_method(session.clinic.read, found.client) if found.client else PaymentDraft().method
    form.fill({"sold": money.typed(found.price_cents), "paid_on": dates.printed(today), "method": method})
    days = {"first": dates.shown(period.first), "last": dates.shown(period.last)}
    _say(form, say("{first} – {last}, {price}", price=money.shown(found.price_cents), **days))

    def follow() -> None:
        form.fields["reference"].relabel(reference_label(form.values()["method"]))

    def command() -> Command:
        payment = PaymentDraft(**_texts(form, PaymentDraft))
        return RenewMembership(found.id, found.version, payment, form.flag("carries"))

    form.edited.connect(follow)
    follow()
    return row_editor(session, form, command, back, f"renewal:{found.id}")


class _Standing(Text):
    """How far one is used, as it is now: it is used elsewhere while its editor is open."""

    def __init__(self, session: Session, found: Prepaid) -> None:
        super().__init__("", "strong")
        self._session, self._row = session, found.id
        session.keep_fresh(self, "prepaids", "payments")

    def reload(self) -> None:
        """Say it anew; of one that is gone what was said last."""
        clinic = self._session.clinic
        with suppress(Missing):
            self.setText(standing_words(prepaid(clinic.read, self._row), clinic.clock.today()))


_MOST_DIGITS = 4


def _texts(form: Form, kind: type[PrepaidDraft] | type[PaymentDraft]) -> dict[str, str]:
    return {key: value for key, value in form.values().items() if key in kind.__dataclass_fields__}


def _say(form: Form, words: str) -> None:
    field = form.fields["follows"]
    assert isinstance(field, WordsField)
    field.show_words(words)


def _reopen(session: Session, editor: Editor, held: Held[Prepaid], back: Back) -> None:
    row = held.row
    if row and editor.attempt(lambda: session.run(ReopenPrepaid(row.id, row.version))):
        back(0)
