"""Prescriptions and authorizations to renew: those that end, and those whose visits are used up."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.authorizations.rules.burning import TOLD_DAYS
from clinic_desktop.authorizations.rules.words import why_renew
from clinic_desktop.referrals.model import LAST_VISITS, SOON_DAYS
from clinic_desktop.today.model import ENDED_DAYS, AuthorizationDue, Due, NearlyUsed
from clinic_desktop.today.queries.listing import MOST_DUE
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.layout import card
from ui.kit.text import Text, isolated
from ui.today.lines import below, first_of, line, own, titled

Renewed = Due | NearlyUsed


def due_card(
    ending: tuple[Due, ...],
    used: tuple[NearlyUsed, ...],
    today: date,
    go: Callable[[str], object],
    show_all: Callable[[], object],
) -> QWidget:
    """One line a case, the first few of them; `go` leads to a part of the place of the clients."""
    why = say(
        "They ended in the last {ended} days, end in the next {soon}, or have {visits} visits left or fewer, and no"
        " other prescription follows.",
        ended=ENDED_DAYS,
        soon=SOON_DAYS,
        visits=LAST_VISITS,
    )
    lines = [partial(_due_line, one, _ends(one, today), go) for one in ending]
    lines += [partial(_due_line, one, _used(one), go) for one in used]
    title = say("Prescriptions to renew")
    ended = sum(one.expires_on < today for one in ending)
    is_cut = MOST_DUE in (ended, len(ending) - ended, len(used))
    return card("", titled(title, why), *first_of(title, lines, show_all, is_cut=is_cut), gap=2)


def authorizations_card(
    found: tuple[AuthorizationDue, ...], go: Callable[[str], object], show_all: Callable[[], object]
) -> QWidget:
    """One line an authorization, the first few of them; `go` leads to a part of the place of the clients."""
    why = say(
        "They ended in the last {ended} days, end in the next {soon}, or have {visits} visits left or fewer, and no"
        " other authorization follows.",
        ended=TOLD_DAYS,
        soon=SOON_DAYS,
        visits=LAST_VISITS,
    )
    lines = [partial(_authorization_line, one, go) for one in found]
    title = say("Authorizations to renew")
    return card("", titled(title, why), *first_of(title, lines, show_all, is_cut=len(found) == MOST_DUE), gap=2)


def _authorization_line(one: AuthorizationDue, go: Callable[[str], object]) -> QWidget:
    words = below(Text(own(one.client_name), "strong"), Text(_authorized(one)), Text(own(one.reason), "muted"))
    if one.is_asked:
        act = button(say("Type the answer"), lambda: go(f"{one.part}/status"))
        act.setAccessibleName(say("Type the payer’s answer for {client}", client=one.client_name))
    else:
        act = button(say("Add authorization"), lambda: go(one.part))
        act.setAccessibleName(say("Add authorization for {client}", client=one.client_name))
    return line(words, act)


def _authorized(one: AuthorizationDue) -> str:
    """How far it is used up, and whether the next one was asked for."""
    state = why_renew(one.burn)
    if one.asked_on:
        return say("{state}; the next one was asked for on {day}", state=state, day=dates.shown(one.asked_on))
    return say("{state}; the next one was asked for", state=state) if one.is_asked else state


def _due_line(one: Renewed, state: str, go: Callable[[str], object]) -> QWidget:
    """Of the two lines below the name the state is the one to read."""
    words = below(Text(own(one.client_name), "strong"), Text(state), Text(own(one.reason), "muted"))
    add = button(say("Add prescription"), lambda: go(one.part))
    add.setAccessibleName(say("Add prescription for {client}", client=one.client_name))
    return line(words, add)


def _used(one: NearlyUsed) -> str:
    """How far it is used up: "2 visits are left of what Dr. Lee ordered"."""
    who = isolated(one.called)
    if one.left:
        return say_many(
            "{count} visit is left of what {who} ordered",
            "{count} visits are left of what {who} ordered",
            one.left,
            who=who,
        )
    return say_many(
        "The {count} visit that {who} ordered was given",
        "All {count} visits that {who} ordered were given",
        one.ordered,
        who=who,
    )


def _ends(one: Due, today: date) -> str:
    """When it ends: "Dr. Lee’s prescription ends on 14 Dec 2026 (in 9 days); the next one starts on 20 Dec 2026"."""
    left = (one.expires_on - today).days
    facts = {"who": isolated(one.called), "day": dates.shown(one.expires_on), "left": left_words(left)}
    if one.kind == "referral":
        ends = (
            say("{who}’s referral ended on {day} ({left})", **facts)
            if left < 0
            else say("{who}’s referral ends on {day} ({left})", **facts)
        )
    else:
        ends = (
            say("{who}’s prescription ended on {day} ({left})", **facts)
            if left < 0
            else say("{who}’s prescription ends on {day} ({left})", **facts)
        )
    if one.next_on is None:
        return ends
    return say("{ends}; the next one starts on {day}", ends=ends, day=dates.shown(one.next_on))


def left_words(days: int) -> str:
    """How far away a day is: "in 9 days", "yesterday"."""
    if days < 0:
        return say("yesterday") if days == -1 else say("{count} days ago", count=-days)
    if days < 1:
        return say("today")
    return say("tomorrow") if days == 1 else say("in {count} days", count=days)
