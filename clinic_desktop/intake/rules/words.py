"""Flags in words: what they are called in a line and in a chip, and how they stand."""

from collections.abc import Sequence

from clinic_desktop.intake.model.flags import RESOLUTIONS, HealthFlag, OpenFlag
from clinic_desktop.values import dates
from clinic_desktop.wording import say

_CHIP_LETTERS = 64


def called(flag: OpenFlag) -> str:
    """What a flag is called, with its place: "Varicose veins (left calf)"."""
    return say("{what} ({region})", what=flag.words, region=flag.region) if flag.region else flag.words


def flag_chip(flag: OpenFlag) -> str:
    """What the head of a chart says of it: with what is done otherwise, where that is short."""
    if flag.level == "urgent":
        return say("Do not treat: {what}", what=called(flag))
    words = say("{what}: {modification}", what=called(flag), modification=flag.modification)
    return words if flag.modification and len(words) <= _CHIP_LETTERS else called(flag)


def noted_words(flag: OpenFlag) -> str:
    """When it was asked about again and when a treatment was modified for it, "" for never."""
    parts = [say("still so on {day}", day=dates.shown(flag.still_on))] if flag.still_on else []
    if flag.modified_on:
        parts.append(say("modified on {day}", day=dates.shown(flag.modified_on)))
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def state_words(flag: HealthFlag) -> str:
    """Whether it is open or how it was resolved: "Cleared by Dr. Ana Lee, 12 Nov 2026"."""
    if flag.resolved_on is None:
        return say("Open")
    day = dates.shown(flag.resolved_on)
    if flag.resolution == "clearance":
        return say("Cleared by {who}, {day}", who=flag.cleared_by, day=day)
    if flag.resolution == "asked":
        return say("No longer so, {day}", day=day)
    return say("Resolved, {day}", day=day)


def resolution_words(flag: HealthFlag) -> str:
    """How it was resolved, "" while it is open."""
    return say(RESOLUTIONS[flag.resolution]) if flag.resolution else ""


def urgent(flags: Sequence[OpenFlag]) -> tuple[OpenFlag, ...]:
    """Those that stop visits."""
    return tuple(one for one in flags if one.level == "urgent")
