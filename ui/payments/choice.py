"""Which of the open visits a payment is for: a check box each, and the amount that follows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import Refused
from clinic_desktop.payments.model import VisitAccount
from clinic_desktop.values import dates, money
from clinic_desktop.values.money import cents_typed
from clinic_desktop.values.problems import Problem
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.field import Field
from ui.kit.fields import CheckField
from ui.kit.form import Form, flag
from ui.kit.layout import holder, row
from ui.kit.text import Text

_BESIDE = 3


class VisitChoice:
    """The check boxes of open visits, the oldest first. A payment for one visit, or one taken before, has none."""

    def __init__(self, accounts: Sequence[VisitAccount]) -> None:
        """`accounts` are the visits to choose from, none where there is nothing to choose."""
        self._boxes = {_key(account): account for account in accounts}
        self._asked: int | None = None

    def rows(self) -> list[list[tuple[Field | None, int]]]:
        """The check boxes as rows of a form, in the order of the days."""
        fields = [CheckField(key, _label(account)) for key, account in self._boxes.items()]
        made: list[list[tuple[Field | None, int]]] = []
        for at in range(0, len(fields), _BESIDE):
            beside = fields[at : at + _BESIDE]
            made.append([*((field, 1) for field in beside), *[(None, 1)] * (_BESIDE - len(beside))])
        return made

    def all_checked(self) -> dict[str, str]:
        """What a form is filled with: each of them."""
        return dict.fromkeys(self._boxes, flag(True))

    def chosen(self, form: Form, accounts: Sequence[VisitAccount]) -> list[VisitAccount]:
        """Those that are checked; all where there is nothing to choose."""
        return [account for key, account in self._boxes.items() if form.flag(key)] if self._boxes else list(accounts)

    def refuse_none(self, form: Form) -> None:
        """Raises Refused at the first check box where none is checked."""
        if self._boxes and not self.chosen(form, ()):
            raise Refused((Problem(next(iter(self._boxes)), say("Check the visits that were paid for.")),))

    def follow(self, form: Form) -> None:
        """Put what is open on the checked visits into the amount, unless another stands there."""
        if not self._boxes:
            return
        chosen = self.chosen(form, ())
        asked, self._asked = self._asked, sum(account.open_cents for account in chosen)
        if chosen:
            # Which of them is checked does not matter to the sentence at the first.
            form.fields[next(iter(self._boxes))].forgive()
        service = form.fields["service"]
        service.relabel(service_label(len(chosen)))
        if asked in (None, self._asked):
            return
        service.forgive()
        if cents_typed(service.value()) == asked:
            service.set_value(amount_text(self._asked))


def service_label(visits: int) -> str:
    """What the part of a payment for so many visits is called."""
    return say_many("For the visit", "For {count} visits", visits)


def amount_text(cents: int) -> str:
    """An amount as it stands in its field, nothing for nothing."""
    return money.typed(cents) if cents > 0 else ""


@dataclass(frozen=True, slots=True)
class Among:
    """Where the visits that are shown stand among all `count` that are open in the case, the oldest first: so many come
    `before`. `show` shows those from a place on, counted from 0; `most` are shown at once."""

    before: int
    count: int
    most: int
    show: Callable[[int], object]


def other_visits(among: Among, shown: int) -> QWidget:
    """Which of the open visits these are, with the ways to the others."""
    first, last = among.before + 1, among.before + shown
    parts: list[QWidget] = []
    if first == 1:
        words = say("These are the {shown} oldest of {count} unpaid visits.", shown=shown, count=among.count)
    else:
        facts = {"first": first, "last": last, "count": among.count}
        words = say("These are the unpaid visits {first} to {last} of {count}, the oldest first.", **facts)
        sooner = min(among.most, among.before)
        back = say_many("Show the one before", "Show the {count} before", sooner)
        parts.append(button(back, lambda: among.show(max(0, among.before - among.most)), "link"))
    left = among.count - last
    if left > 0:
        on = say_many("Show the next one", "Show the next {count}", min(among.most, left))
        parts.append(button(on, lambda: among.show(last), "link"))
    return holder(row(Text(words, "muted", wrap=False), *parts, None, gap=2))


def _key(account: VisitAccount) -> str:
    return f"visit_{account.id}"


def _label(account: VisitAccount) -> str:
    visit = account.visit
    day, amount = dates.shown(visit.date_of_service), money.shown(account.open_cents)
    if not visit.starts_at:
        return say("{day}: {amount} unpaid", day=day, amount=amount)
    return say("{day}, {time}: {amount} unpaid", day=day, time=shown_time(visit.starts_at), amount=amount)
