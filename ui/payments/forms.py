"""The form of a payment: what it was for, when and how it was paid, and live what that comes to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from clinic_desktop.payments.model import BOUGHT_BEFORE, Payment, PaymentDraft, VisitAccount
from clinic_desktop.payments.rules import amounts_typed, rest_for_service, shares_again
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates
from clinic_desktop.values.money import cents_typed
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.kit.drafts import read_draft
from ui.kit.fields import CheckField, ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.words_field import WordsField
from ui.payments.choice import VisitChoice, amount_text, service_label
from ui.payments.columns import allotted_words, in_full_words, reference_label, total_words
from ui.payments.ways import WaysToPay, card_words

# A day that lies further before the visit is most often one of another year than was meant.
_LONG_BEFORE = timedelta(days=366)
# So many visits are named with their amounts, where each gets all that is open.
_MOST_NAMED = 3


class Paying:
    """The visits a payment is for, the oldest first, with what each may get of it in cents."""

    def __init__(self, accounts: Sequence[VisitAccount], found: Payment | None) -> None:
        """What `found` paid so far counts as open."""
        own = {share.visit: share.cents for share in found.shares} if found else {}
        self.accounts = sorted(accounts, key=lambda one: (one.visit.date_of_service, one.visit.starts_at, one.id))
        self.own = tuple(own.get(one.id, 0) for one in self.accounts)
        self.open_cents = tuple(one.open_cents + cents for one, cents in zip(self.accounts, self.own, strict=True))

    @property
    def last_day(self) -> date:
        """The day of the newest visit; of none the first of all days."""
        return max((one.visit.date_of_service for one in self.accounts), default=date.min)

    def shares(self, cents: int) -> tuple[int, ...]:
        """What each visit would get, in cents; of more than is open the rest finds no visit."""
        return shares_again(self.open_cents, self.own, min(cents, sum(self.open_cents)))


def payment_form(visits: int, choice: VisitChoice, ways: WaysToPay, sold: str = "") -> Form:
    """What was paid for so many visits, or for those of them that are checked; `sold` is the name of what was bought
    where the payment is for that."""
    total = WordsField("total", say("Total"), say("Only what is for visits ever reaches a superbill."))
    for_it = TextField("sold", sold) if sold else TextField("service", service_label(visits))
    return Form(
        *choice.rows(),
        [
            (for_it, 1),
            (TextField("tip", say("Tip")), 1),
            (TextField("tax", say("Sales tax")), 1),
            (TextField("product", say("Products")), 1),
            (TextField("other", say("Other")), 1),
        ],
        [
            (TextField("credit", say("Kept for later visits")), 1),
            (TextField("received", say("Received"), say("What the slip or the check says, all parts together.")), 2),
            (ChoiceField("payer", say("Who paid"), ways.payers()), 2),
            # Without a plan nobody is asked who paid, and the boxes stay below those of the line above.
            *([(None, 4)] if sold else [] if ways.plans else [(None, 2)]),
        ],
        total,
        [
            (TextField("paid_on", say("Paid on")), 2),
            (ChoiceField("method", say("Paid by"), ways.choices()), 2),
            (TextField("reference", reference_label("card")), 1),
        ],
        CheckField("paid_ahead", say("Paid ahead"), say("The money came before the visit, as agreed.")),
        NoteField("note", say("Note"), lines=2),
    )


class Received:
    """What was received, and how the part for the visits follows it: the rest once the other parts are typed."""

    _PARTS = ("received", "tip", "tax", "product", "other", "credit")

    def __init__(self, form: Form) -> None:
        """It follows once it is told to: until then the form is filled by program."""
        self._form = form
        self._is_still = True
        self._last = self._typed()

    @contextmanager
    def still(self) -> Iterator[None]:
        """What is put there meanwhile is no typing: each part stands as it was kept."""
        before, self._is_still = self._is_still, True
        yield
        self._is_still, self._last = before, self._typed()

    def begin(self) -> None:
        """From now on somebody types."""
        self._is_still, self._last = False, self._typed()

    def follow(self, open_cents: int) -> None:
        """Let the part for the visits be the rest, where something else was typed than when it was looked at last."""
        last, self._last = self._last, self._typed()
        service = self._form.fields.get("service")
        if self._is_still or last == self._last or service is None:
            return
        rest = rest_for_service(read_draft(PaymentDraft, self._form), open_cents)
        if rest is not None:
            service.set_value(amount_text(rest))

    def _typed(self) -> tuple[str, ...]:
        return tuple(self._form.fields[part].value() for part in self._PARTS)


def show_what_follows(form: Form, paying: Paying, read: Reader, today: date, *, names_visits: bool) -> None:
    """Say the total, which visit gets how much where there are several to name, what the reference is, and a day that
    lies before the visit."""
    draft = read_draft(PaymentDraft, form)
    cents = (*amounts_typed(draft), cents_typed(draft.credit), cents_typed(draft.sold))
    words = [total_words(cents)]
    if names_visits and paying.accounts and cents[0]:
        shares = paying.shares(cents[0])
        # One that was taken before has no check boxes that name its visits.
        is_long = not any(paying.own) and len(shares) > _MOST_NAMED and shares == paying.open_cents
        words.append(in_full_words(len(shares)) if is_long else allotted_words(paying.accounts, shares))
    total = form.fields["total"]
    assert isinstance(total, WordsField)
    total.show_words(" · ".join(words))
    form.fields["reference"].relabel(reference_label(draft.method))
    form.fields["reference"].show_notice(card_words(read, draft))
    is_bought = draft.method in BOUGHT_BEFORE
    form.fields["paid_on"].show_hint(say("The day it was bought.") if is_bought else "")
    is_sale = "sold" in form.fields
    form.fields["paid_on"].show_notice("" if is_bought or is_sale else _early(draft.paid_on, paying, today))


def is_early(form: Form, paying: Paying, today: date) -> bool:
    """Whether the day that is typed lies before a visit, for money that comes in."""
    values = form.values()
    return values["method"] not in BOUGHT_BEFORE and bool(_early(values["paid_on"], paying, today))


def _early(typed: str, paying: Paying, today: date) -> str:
    try:
        paid_on = dates.parse_date(typed, today)
    except Unreadable:
        # Said at the field when it is saved; on the way there it is nobody's mistake.
        return ""
    if paid_on >= paying.last_day:
        return ""
    is_long, is_one = paying.last_day - paid_on > _LONG_BEFORE, len(paying.accounts) == 1
    if is_long and is_one:
        return say("More than a year before the visit: check the year.")
    if is_long:
        return say("More than a year before one of the visits: check the year.")
    if not is_one:
        return say("Before one of the visits: right for a package, a gift card or a deposit.")
    return say("Before the visit: right for a package, a gift card or a deposit.")
