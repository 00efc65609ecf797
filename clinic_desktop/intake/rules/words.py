"""Flags in words: what they are called in a line and in a chip, and how they stand."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.intake.model.flags import RESOLUTIONS, FlagClearance, HealthFlag, OpenFlag
from clinic_desktop.intake.rules.typed import apart
from clinic_desktop.values import dates
from clinic_desktop.wording import say

_CHIP_LETTERS = 64
# More than these are not read at a glance; the page Health has them all.
_MOST_LETTERS = 90


def called(flag: OpenFlag) -> str:
    """What a flag is called, with its place: "Varicose veins (left calf)"."""
    words = apart(flag.words)
    return say("{what} ({region})", what=words, region=apart(flag.region)) if flag.region else words


def flag_chip(flag: OpenFlag, today: date) -> str:
    """What the head of a chart says of it: with what is done otherwise, where that is short."""
    if flag.level == "urgent":
        if flag.clearance and is_cleared(flag, today):
            return say("Cleared until {day}: {what}", day=dates.shown(flag.clearance.until_on), what=_in_chip(flag))
        return say("Do not treat: {what}", what=_in_chip(flag))
    words = say("{what}: {modification}", what=called(flag), modification=flag.modification)
    return words if flag.modification and len(words) <= _CHIP_LETTERS else _in_chip(flag)


def _in_chip(flag: OpenFlag) -> str:
    words = called(flag)
    return words if len(words) <= _MOST_LETTERS else words[: _MOST_LETTERS - 1].rstrip() + "…"


def noted_words(flag: OpenFlag) -> str:
    """When it was asked about again and when a treatment was modified for it, "" for never."""
    parts = [say("still so on {day}", day=dates.shown(flag.still_on))] if flag.still_on else []
    if flag.modified_on:
        parts.append(say("modified on {day}", day=dates.shown(flag.modified_on)))
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def stands_words(flag: OpenFlag, today: date) -> str:
    """How an urgent flag that is open stands in the way of visits."""
    facts = {"what": called(flag), "day": dates.shown(flag.found_on)}
    if flag.clearance is None:
        return say(
            "{what}, open since {day}. No visit on or after that day is planned or recorded before it is resolved.",
            **facts,
        )
    facts |= {"who": flag.clearance.cleared_by, "until": dates.shown(flag.clearance.until_on)}
    if is_cleared(flag, today):
        return say(
            "{what}, open since {day}: cleared by {who} until {until}. No visit after that day is planned or recorded "
            "before it is cleared again or resolved.",
            **facts,
        )
    return say(
        "{what}, open since {day}. The clearance of {who} ended on {until}: no visit after that day is planned or "
        "recorded before it is cleared again or resolved.",
        **facts,
    )


def state_words(flag: HealthFlag) -> str:
    """Whether it is open or how it was resolved: "Cleared by Dr. Ana Lee, 12 Nov 2026"."""
    if flag.resolved_on is None:
        until = flag.clearance and dates.shown(flag.clearance.until_on)
        return say("Open, cleared until {day}", day=until) if until else say("Open")
    day = dates.shown(flag.resolved_on)
    if flag.resolution == "clearance":
        return say("Cleared by {who}, {day}", who=flag.cleared_by, day=day)
    if flag.resolution == "asked":
        return say("No longer so, {day}", day=day)
    return say("Resolved, {day}", day=day)


def resolution_words(flag: HealthFlag) -> str:
    """How it was resolved, "" while it is open."""
    return say(RESOLUTIONS[flag.resolution]) if flag.resolution else ""


def clearance_words(one: FlagClearance) -> str:
    """A clearance that ends, in a line."""
    return say(
        "{who}, {day}, until {until}: {words}",
        who=one.cleared_by,
        day=dates.shown(one.given_on),
        until=dates.shown(one.until_on),
        words=one.words,
    )


def urgent(flags: Sequence[OpenFlag], today: date) -> tuple[OpenFlag, ...]:
    """Those that stop a visit today: urgent, and without a clearance that holds."""
    return tuple(one for one in flags if one.level == "urgent" and not is_cleared(one, today))


def is_cleared(flag: OpenFlag, today: date) -> bool:
    """Whether a clearance of it holds today."""
    return flag.clearance is not None and flag.clearance.holds(today)
