"""The editors of what is given back, written off, and paid from the credit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clinic_desktop.payments.commands.credits import ApplyCredit
from clinic_desktop.payments.commands.refunds import Refund, RetireWriteOff, WriteOffVisit, visit_field
from clinic_desktop.payments.model import (
    ALL_PARTS,
    BOUGHT_BEFORE,
    CARDS,
    METHODS,
    WRITE_OFFS,
    Payment,
    RefundDraft,
    VisitAccount,
    WriteOff,
    WriteOffDraft,
)
from clinic_desktop.payments.queries import accounts_of, refunds_of
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates, money
from clinic_desktop.values.money import cents_typed
from clinic_desktop.wording import mark, say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import read_draft
from ui.kit.editor import Editor
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.text import Text
from ui.kit.words_field import WordsField
from ui.payments.columns import reference_label
from ui.session import Session

_PARTS: dict[str, str] = {
    "tip": mark("Tip"),
    "tax": mark("Sales tax"),
    "product": mark("Products"),
    "other": mark("Other"),
    "credit": mark("Kept for later visits"),
    "sold": mark("Of what was sold"),
}


def refund_editor(session: Session, found: Payment, back: Back, notes: Sequence[str] = ()) -> Editor:
    """Gives back what was paid, part by part: each field says what of it can still go back. `notes` are sentences that
    stand above: which bill has to follow."""
    kept = _kept(session, found)
    # Money goes back to the same card; the clinic’s own check has another number than the client’s.
    kept_digits = found.reference if found.method in CARDS else ""
    form = Form(
        *_amount_rows(session, found, kept),
        WordsField("follows", say("What follows")),
        [
            (TextField("paid_on", say("Given back on")), 2),
            (method_field(say("Given back by")), 2),
            (TextField("reference", reference_label(found.method)), 1),
        ],
        NoteField("note", say("Note"), lines=2),
    )

    def follow() -> None:
        values = form.values()
        if values["method"] not in CARDS and values["reference"] and values["reference"] == kept_digits:
            # Another way has no digits of a card.
            form.fields["reference"].set_value("")
        form.fields["reference"].relabel(reference_label(values["method"]))
        _show_what_stays(form, kept)

    def command() -> Command:
        values = form.values()
        visits = tuple(
            (one.visit, values[visit_field(one.visit)]) for one in found.shares if visit_field(one.visit) in values
        )
        return Refund(found.id, replace(read_draft(RefundDraft, form), visits=visits))

    form.fill(
        {
            "paid_on": dates.printed(session.clinic.clock.today()),
            "method": found.method,
            "reference": kept_digits,
        }
    )
    form.edited.connect(follow)
    follow()
    editor = row_editor(session, form, command, back, f"refund:new:{found.id}")
    for words in notes:
        editor.put_above(Text(words))
    return editor


def write_off_editor(session: Session, account: VisitAccount, found: WriteOff | None, back: Back) -> Editor:
    """Asks for no more of what is open on a visit; one that was written is looked at, and taken back."""
    form = Form(
        [
            (TextField("amount", say("Amount")), 1),
            (TextField("written_off_on", say("Written off on")), 1),
            (ChoiceField("kind", say("Kind"), [(key, say(words)) for key, words in WRITE_OFFS.items()]), 2),
        ],
        WordsField("follows", say("What follows")),
        TextField("why", say("Why"), say("For the clinic alone: it is printed on no paper.")),
    )
    if found:
        return _written_off(session, account, found, back)

    def follow() -> None:
        cents = cents_typed(form.values()["amount"])
        words = form.fields["follows"]
        assert isinstance(words, WordsField)
        words.show_words(_left_words(account.open_cents, cents))

    def command() -> Command:
        return WriteOffVisit(account.id, read_draft(WriteOffDraft, form))

    form.fill(
        {
            "amount": money.typed(max(account.open_cents, 0)),
            "written_off_on": dates.printed(session.clinic.clock.today()),
            "kind": WriteOffDraft().kind,
        }
    )
    form.edited.connect(follow)
    follow()
    return row_editor(session, form, command, back, f"write-off:new:{account.id}")


def credit_editor(session: Session, accounts: Sequence[VisitAccount], credit: int, back: Back) -> Editor:
    """Pays open visits from what is on account, the oldest first."""
    open_cents = sum(one.open_cents for one in accounts)
    form = Form(TextField("service", say("From the credit")), WordsField("follows", say("What follows")))

    def follow() -> None:
        cents = cents_typed(form.values()["service"])
        words = form.fields["follows"]
        assert isinstance(words, WordsField)
        facts = {"credit": money.shown(max(credit - (cents or 0), 0)), "rest": _left_words(open_cents, cents)}
        words.show_words(say("{rest} · {credit} stays on account", **facts))

    def command() -> Command:
        return ApplyCredit(tuple(one.id for one in accounts), form.values()["service"])

    form.fill({"service": money.typed(min(credit, open_cents))})
    form.edited.connect(follow)
    follow()
    editor = row_editor(session, form, command, back, f"credit:new:{accounts[0].visit.case}")
    days = ", ".join(dates.shown(one.visit.date_of_service) for one in accounts[:_MOST_DAYS])
    editor.put_above(Text(say("Unpaid, the oldest first: {days}", days=days), "muted"))
    return editor


def method_field(label: str) -> ChoiceField:
    """How money changes hands; nothing is given back by what was bought before."""
    return ChoiceField("method", label, [(k, say(words)) for k, words in METHODS.items() if k not in BOUGHT_BEFORE])


_MOST_DAYS = 6
# Amounts in one line.
_BESIDE = 3


def _kept(session: Session, found: Payment) -> dict[str, int]:
    """What of each part was not given back yet, by the key of its field; parts of nothing are left out."""
    rows = (found, *refunds_of(session.clinic.read, found.id))
    kept: dict[str, int] = {}
    for row in rows:
        for one in row.shares:
            kept[visit_field(one.visit)] = kept.get(visit_field(one.visit), 0) + one.cents
        for part in ALL_PARTS[1:]:
            kept[part] = kept.get(part, 0) + getattr(row, f"{part}_cents")
    if found.sold and kept["sold"]:
        kept["sold"] = min(kept["sold"], prepaid(session.clinic.read, found.sold).left_cents)
    return {key: cents for key, cents in kept.items() if cents > 0}


def _amount_rows(session: Session, found: Payment, kept: dict[str, int]) -> list[list[tuple[Field | None, int]]]:
    days: dict[str, date] = {
        visit_field(one.id): one.visit.date_of_service for one in accounts_of(session.clinic.read, found.id)
    }
    fields: list[Field] = []
    for key, cents in kept.items():
        day = days.get(key)
        label = say("For the visit of {day}", day=dates.shown(day)) if day else say(_PARTS[key])
        fields.append(TextField(key, label, say("At most {amount} can go back.", amount=money.shown(cents))))
    lines = [fields[at : at + _BESIDE] for at in range(0, len(fields), _BESIDE)]
    return [[*((one, 1) for one in line), *[(None, 1)] * (_BESIDE - len(line))] for line in lines]


def _show_what_stays(form: Form, kept: dict[str, int]) -> None:
    values = form.values()
    cents = [cents_typed(values[key]) for key in kept]
    words = form.fields["follows"]
    assert isinstance(words, WordsField)
    back = sum(one or 0 for one in cents)
    stays = max(sum(kept.values()) - back, 0)
    words.show_words(say("{back} goes back · {stays} stays paid", back=money.shown(back), stays=money.shown(stays)))


def _left_words(open_cents: int, cents: int | None) -> str:
    return say("{amount} stays unpaid", amount=money.shown(max(open_cents - (cents or 0), 0)))


def _written_off(session: Session, account: VisitAccount, found: WriteOff, back: Back) -> Editor:
    editor = Editor("", Form(), lambda: None)
    editor.only_to_read()
    editor.left.connect(lambda: back(0))
    facts = {"amount": money.shown(found.cents), "kind": say(WRITE_OFFS[found.kind])}
    day = dates.shown(account.visit.date_of_service)
    on = dates.shown(found.written_off_on)
    editor.put_above(
        Text(say("{amount} of the visit of {day} was written off on {on}: {kind}.", day=day, on=on, **facts))
    )
    if found.why:
        editor.put_above(Text(found.why, "muted"))
    words = say("Remove write-off")
    add_gone_button(session, editor, Held(found), words, lambda row: RetireWriteOff(row.id, row.version), back)
    return editor
