"""The editor of a payment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clinic_desktop.cases.queries import case
from clinic_desktop.clients.model import ClientId
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment
from clinic_desktop.payments.model import ALL_PARTS, Payment, PaymentDraft, VisitAccount
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.form import flag
from ui.kit.layout import bring_into_view
from ui.kit.text import Text
from ui.payments.choice import Among, VisitChoice, amount_text, other_visits
from ui.payments.forms import Paying, Received, is_early, payment_form, show_what_follows
from ui.payments.taken import taken_editor
from ui.payments.ways import WaysToPay, ways_of
from ui.session import Session

_TREATMENT_ONLY = ("package", "membership")


@dataclass(frozen=True, slots=True)
class PaymentBeside:
    """What a payment stands beside: the `client` of a new one that is for no visit, sentences that stand above it, as
    which bill has to follow, and what leads to another part of the chart."""

    client: int = 0
    notes: Sequence[str] = ()
    go: Callable[[str], object] | None = None


_NOTHING = PaymentBeside()


def payment_editor(
    session: Session,
    accounts: Sequence[VisitAccount],
    found: Payment | None,
    back: Back,
    among: Among | None = None,
    around: PaymentBeside = _NOTHING,
) -> Editor:
    """A payment for these visits of one client, or a new one: then what is open stands there already. Without a visit a
    new one is for the account of the client that `around` names.

    For a payment that was taken before, `accounts` are `queries.accounts_of` it. Of a new one for several visits each
    can be left out. `among`: it is for all that is open in the case, and these are some of those visits.
    """
    if found and (found.drawn or found.refunds or found.statement):
        return _noted(taken_editor(session, found, back), around.notes)
    held, paying = Held(found), [Paying(accounts, found)]
    names_visits = len(accounts) > 1
    choice = VisitChoice(paying[0].accounts if names_visits and not found else ())
    read, today = session.clinic.read, session.clinic.clock.today()
    ways = ways_of(read, accounts, found, around.client, today)
    form = payment_form(len(accounts), choice, ways)
    received = Received(form)

    def chosen() -> Paying:
        return paying[0] if held.row else Paying(choice.chosen(form, accounts), None)

    def follow() -> None:
        choice.follow(form)
        received.follow(sum(chosen().open_cents))
        show_what_follows(form, chosen(), read, today, names_visits=names_visits)
        ways.follow(form, chosen().accounts, is_early=is_early(form, chosen(), today))

    def show() -> None:
        row = held.row
        if row:
            paying[0] = Paying(queries.accounts_of(session.clinic.read, row.id), row)
        with received.still():
            form.fill(kept_payment(row) if row else choice.all_checked() | _usual(session, paying[0], ways))
        follow()

    def command() -> Command:
        draft, row = read_draft(PaymentDraft, form), held.row
        if row:
            return ChangePayment(row.id, row.version, draft)
        choice.refuse_none(form)
        return ways.command([one.id for one in chosen().accounts], draft)

    form.edited.connect(follow)
    show()
    editor = row_editor(session, form, command, back, _draft_name(paying[0], found, among, around.client))
    received.begin()
    if among and among.count > len(accounts):
        editor.put_above(other_visits(among, len(accounts)))
    if not found:
        _say_paid(editor, paying[0], is_one=not names_visits)
        _say_who_pays(editor, ways, around.go)
    _noted(editor, around.notes)
    held.reread(editor, lambda row: queries.payment(session.clinic.read, row.id), show)
    gone = say("Remove payment")
    add_gone_button(session, editor, held, gone, lambda row: RetirePayment(row.id, row.version), back)
    return editor


def _say_paid(editor: Editor, paying: Paying, *, is_one: bool) -> None:
    """Begin at what is asked for; where nothing is open, or a visit is paid already, say so, and begin at the tip."""
    if not paying.accounts:
        words = say(
            "Nothing is unpaid here. What is taken now is a tip, a product, a fee for a missed visit (Other), or is"
            " kept for later visits."
        )
        editor.put_above(Text(words))
        _begin_at(editor, "tip")
        return
    is_paid = is_one and paying.accounts[0].visit.charged_cents > 0 and paying.open_cents[0] <= 0
    if is_paid:
        told = Text(say("This visit is paid in full. A tip, tax or products can still be added."))
        editor.put_above(told)

        def follow() -> None:
            # From a package nothing else is paid than treatment.
            told.setVisible(editor.form.values()["method"] not in _TREATMENT_ONLY)

        editor.form.edited.connect(follow)
        follow()
    _begin_at(editor, "tip" if is_paid else "service")


def _say_who_pays(editor: Editor, ways: WaysToPay, go: Callable[[str], object] | None) -> None:
    """Where nobody on record pays a visit that is never billed to the client: the way to say who does."""
    if ways.first_payer == "" and not ways.plans and go:
        words = say("Who pays this case is not on record yet. Add the policy first; what you type here is kept.")
        editor.keep_saying(words, (say("Add policy"), lambda: go("policy/new")))


def _noted(editor: Editor, notes: Sequence[str]) -> Editor:
    for words in notes:
        editor.put_above(Text(words))
    return editor


def _draft_name(paying: Paying, found: Payment | None, among: Among | None, client: int) -> str:
    if found:
        return f"payment:{found.id}"
    if not paying.accounts:
        return f"payment:new:account:{client}"
    first = paying.accounts[0]
    if among is None:
        return f"payment:new:{first.id}"
    # Further on other visits are checked, and another amount stands there.
    return f"payment:new:from:{first.id}" if among.before else f"payment:new:all:{first.visit.case}"


def _begin_at(editor: Editor, part: str) -> None:
    """What is open stands there already, selected: another amount is typed over it."""
    amount = editor.form.fields[part]
    assert isinstance(amount, TextField)
    editor.setFocusProxy(amount)
    amount.box.selectAll()
    bring_into_view(amount)


def kept_payment(row: Payment) -> dict[str, str]:
    """A payment as its form shows it."""
    cents = {part: getattr(row, f"{part}_cents") for part in ALL_PARTS}
    amounts = {part: money.typed(amount) if amount else "" for part, amount in cents.items()}
    return draft_text(PaymentDraft, row) | amounts | {"paid_ahead": flag(row.is_paid_ahead)}


def _usual(session: Session, paying: Paying, ways: WaysToPay) -> dict[str, str]:
    """All that is open, paid today, the way this client usually pays; where they are never billed, by the plan."""
    read = session.clinic.read
    client = case(read, paying.accounts[0].visit.case).client if paying.accounts else ClientId(ways.client)
    draft = PaymentDraft(
        paid_on=dates.printed(session.clinic.clock.today()),
        method="check" if ways.first_payer else queries.usual_method(read, client),
        payer=ways.first_payer or "",
        service=amount_text(sum(paying.open_cents)),
    )
    return draft_text(PaymentDraft, draft)
