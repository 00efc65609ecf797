"""How packages, memberships and gift cards are spoken of: what was used, what is left, until when."""

from datetime import date

from clinic_desktop.prepaid.model import ENDINGS, KINDS, Prepaid
from clinic_desktop.prepaid.rules import ends_soon, is_live
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say, say_many
from ui.kit.text import Chip


def prepaid_title(one: Prepaid) -> str:
    """What it is called: of a gift card with the number that stands on it."""
    return say("{name}, no. {number}", name=one.name, number=one.number) if one.number else one.name


def kind_words(one: Prepaid) -> str:
    """What it is: "Package"."""
    return say(KINDS[one.kind])


def standing_words(one: Prepaid, today: date) -> str:
    """How far it is used: "3 of 5 visits used, $160.00 left, expires 14 Dec 2026"."""
    return ", ".join(part for part in (used_words(one), *_left_words(one), end_words(one, today)) if part)


def used_words(one: Prepaid) -> str:
    """How much of it was used: "3 of 5 visits used", "$40.00 of $100.00 used"."""
    if one.visits is not None:
        return say_many(
            "{used} of {count} visit used", "{used} of {count} visits used", one.visits, used=f"{one.uses:,}"
        )
    return say("{used} of {whole} used", used=money.shown(one.drawn_cents), whole=money.shown(one.price_cents))


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


def state_chip(one: Prepaid, today: date) -> tuple[str, Chip]:
    """The word that says how it stands, and its tint."""
    if one.ended_kind:
        return say(ENDINGS[one.ended_kind]), "plain"
    if one.expires_on and one.expires_on < today and is_live(one):
        return say("Past its last day"), "warning"
    if not is_live(one):
        return say("Used up"), "plain"
    if ends_soon(one, today):
        assert one.expires_on
        left = (one.expires_on - today).days
        soon = say_many("Expires in {count} day", "Expires in {count} days", left) if left else say("Expires today")
        return soon, "warning"
    if one.open_cents > 0:
        return say("{amount} not paid yet", amount=money.shown(one.open_cents)), "warning"
    return say("Can be used"), "good"


def _left_words(one: Prepaid) -> tuple[str, ...]:
    """What it still holds, and what of its price nobody paid yet."""
    if one.ended_kind:
        return ()
    left = say("{amount} left", amount=money.shown(one.left_cents))
    if one.open_cents <= 0:
        return (left,)
    return left, say("{amount} not paid yet", amount=money.shown(one.open_cents))
