"""What the list of denials shows."""

from collections.abc import Callable, Mapping
from datetime import date

from clinic_desktop.appeals.model import CLOSED_HOW, DenialRow
from clinic_desktop.appeals.rules.advice import DenialAction
from clinic_desktop.appeals.rules.words import left_words, level_words
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def denial_columns(
    today: Callable[[], date], actions: Callable[[], Mapping[str, DenialAction]]
) -> tuple[Column[DenialRow], ...]:
    """The columns; `actions` are those of the file of advice."""

    def action(one: DenialRow) -> str:
        if one.closed_on:
            return say("Nothing more")
        known = actions().get(one.next.action) if one.next else None
        return known.title if known else say("Not known yet")

    return (
        Column(mark("No."), lambda one: str(one.id), right=True, share=1, least="100"),
        Column(mark("Came"), lambda one: dates.shown(one.received_on), share=2, least="20 Nov 2026"),
        Column(mark("Payer"), lambda one: one.payer_name, share=4, least="Cascade Mutual"),
        Column(mark("Bill"), _bill, share=2, least="10010", spare=1),
        Column(mark("Not paid"), _amount, right=True, share=2, least="$1,234.00"),
        Column(mark("Codes"), lambda one: one.codes, share=2, least="CO-50 N130", spare=2),
        Column(mark("What to do"), action, share=5, least="Appeal with the record", spare=3),
        Column(
            mark("Where it stands"),
            lambda one: state_words(one, today()),
            share=6,
            least="Internal appeal: answer due by 11 Dec 2026, 17 days left",
        ),
    )


def state_words(one: DenialRow, today: date) -> str:
    """Where a denial stands: "Internal appeal by 19 May 2027, 176 days left", "Closed: the plan paid"."""
    if one.closed_on:
        return say("Closed: {how}", how=say(CLOSED_HOW[one.closed_how]))
    step = one.step
    if step and not step.outcome:
        name = level_words(step.level, is_expedited=step.is_expedited)
        if step.sent_on is None:
            return _by(name, step.due_on, today)
        if one.next and not one.next.is_owed:
            return _by(say("{level}: ask", level=name), step.answer_due_on, today)
        return _by(say("{level}: answer due", level=name), step.answer_due_on, today)
    if one.next and one.next.level:
        return _by(level_words(one.next.level, is_expedited=False), one.next.due_on, today)
    return say("Open")


def _by(what: str, day: date | None, today: date) -> str:
    if day is None:
        return say("{what}: no day known", what=what)
    return say("{what} by {day}, {left}", what=what, day=dates.shown(day), left=left_words(day, today))


def _bill(one: DenialRow) -> str:
    return str(one.bill_number) if one.bill_number else say("No bill")


def _amount(one: DenialRow) -> str:
    return money.shown(one.amount_cents) if one.amount_cents else ""
