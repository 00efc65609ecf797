"""How packages, memberships and gift cards are spoken of on the screen: what each is, and how far it is used."""

from datetime import date

from clinic_desktop.prepaid.model import ENDINGS, KINDS, Prepaid
from clinic_desktop.prepaid.rules import used_words
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say


def kind_words(one: Prepaid) -> str:
    """What it is: "Package"."""
    return say(KINDS[one.kind])


def standing_words(one: Prepaid, today: date) -> str:
    """How far it is used: "3 of 5 visits used, $160.00 left, expires 14 Dec 2026"."""
    return ", ".join(part for part in (used_words(one), *_left_words(one), end_words(one, today)) if part)


def end_words(one: Prepaid, today: date) -> str:
    """When it expires or how it ended; "" of one without an end."""
    if one.ended_on:
        words = say("{how} {day}", how=say(ENDINGS[one.ended_kind]).lower(), day=dates.shown(one.ended_on))
        if not one.forfeited_cents:
            return words
        return say("{ended} with {amount} forfeited", ended=words, amount=money.shown(one.forfeited_cents))
    if one.expires_on is None:
        return ""
    day = dates.shown(one.expires_on)
    return say("expired {day}", day=day) if one.expires_on < today else say("expires {day}", day=day)


def _left_words(one: Prepaid) -> tuple[str, ...]:
    """What it still holds, and what of its price nobody paid yet."""
    if one.ended_kind:
        return ()
    left = say("{amount} left", amount=money.shown(one.left_cents))
    if one.open_cents <= 0:
        return (left,)
    return left, say("{amount} not paid yet", amount=money.shown(one.open_cents))
