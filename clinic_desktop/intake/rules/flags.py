"""Reads flags and answers to the checklist as typed, and how a flag is resolved."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clinic_desktop.intake.model.checklist import CHECKLIST, OTHERS
from clinic_desktop.intake.model.flags import (
    FlagAnswerDraft,
    FlagDraft,
    FlagResolutionDraft,
    OpenFlag,
    ScreeningDraft,
)
from clinic_desktop.intake.rules.typed import told
from clinic_desktop.intake.rules.words import called
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.typed_days import optional_day, past_day, refuse_before_birth
from clinic_desktop.wording import say

Values = dict[str, Any]
LIMITS = {"words": 120, "region": 120, "note": 2000, "modification": 200}


def flag_values(draft: FlagDraft, born: date | None, today: date) -> Values:
    """The columns of a flag; raises Refused."""
    found = Problems()
    if draft.key not in CHECKLIST:
        found.add("key", say("Choose what was found."))
    day = day_needed(found, "found_on", draft.found_on, today, say("Type the day on which it was found."))
    refuse_before_birth(found, "found_on", day, born)
    values = _found_values(found, "", draft)
    found.refuse()
    return {"key": draft.key, "found_on": day.isoformat() if day else ""} | values


def answer_values(found: Problems, draft: FlagAnswerDraft) -> Values:
    """The columns of the flag that a yes makes but its day; what is wrong is noted at the part of the question,
    "rash/region"."""
    return {"key": draft.key} | _found_values(found, f"{draft.key}/", draft)


def screening_day(draft: ScreeningDraft, born: date | None, today: date) -> date:
    """The day on which the checklist was gone over; raises Refused, also where nothing was answered."""
    found = Problems()
    day = day_needed(found, "asked_on", draft.asked_on, today, say("Type the day on which you asked."))
    refuse_before_birth(found, "asked_on", day, born)
    if not draft.answers:
        found.add("", say("Answer at least one question. What you leave open counts as not asked."))
    found.refuse()
    assert day
    return day


def check_answer(found: Problems, draft: FlagAnswerDraft, open_flag: OpenFlag, day: date) -> None:
    """Note why this answer about a flag that is open cannot be kept."""
    if day < open_flag.found_on:
        words = say("This was found on {day}, after the day of these answers.", day=dates.shown(open_flag.found_on))
        found.add(draft.key, words)
    elif draft.answer == "no" and open_flag.level == "urgent":
        found.add(
            draft.key,
            say(
                "Open since {day}. A no is not enough: resolve it on the page Health, by a note or a clearance.",
                day=dates.shown(open_flag.found_on),
            ),
        )


def resolution_values(draft: FlagResolutionDraft, flag: Mapping[str, Any], today: date) -> Values:
    """The columns of a flag that is resolved, or, with "until_on", of a clearance that ends; raises Refused."""
    found = Problems()
    is_cleared = draft.how == "clearance"
    if draft.how not in ("note", "clearance"):
        found.add("how", say("Choose how it is resolved: by a note, or by a prescriber’s clearance."))
    missing = say("Type the day of the clearance.") if is_cleared else say("Type the day on which it was resolved.")
    day = day_needed(found, "resolved_on", draft.resolved_on, today, missing)
    since = date.fromisoformat(flag["found_on"])
    if day and day < since:
        found.add("resolved_on", say("This is before the flag was found ({day}).", day=dates.shown(since)))
    until = optional_day(found, "until_on", draft.until_on, today) if is_cleared else None
    if day and until and until < day:
        found.add("until_on", say("This is before the day of the clearance."))
    name = told(draft.cleared_by) if is_cleared else ""
    if is_cleared and not name:
        found.add("cleared_by", say("Type the name of the prescriber who gave the clearance."))
    missing = (
        say("Type what the prescriber said: what is safe, and what is not.")
        if is_cleared
        else say("Type what it was, or why it is safe to treat.")
    )
    words = found.need("words", told(draft.words), missing)
    found.limit({"cleared_by": name, "words": words}, {"words": 2000})
    found.refuse()
    on = day.isoformat() if day else ""
    if until:
        return {"given_on": on, "until_on": until.isoformat(), "cleared_by": name, "words": words}
    return {"resolved_on": on, "resolution": draft.how, "cleared_by": name, "resolution_words": words}


def day_needed(found: Problems, field: str, text: str, today: date, missing: str) -> date | None:
    """A day that has come; `missing` is noted where none was typed."""
    if not text.strip():
        found.add(field, missing)
        return None
    return past_day(found, field, text, today)


def _found_values(found: Problems, at: str, draft: FlagDraft | FlagAnswerDraft) -> Values:
    kind = CHECKLIST.get(draft.key)
    words = told(draft.words) if draft.key in OTHERS else say(kind.words) if kind else ""
    if draft.key in OTHERS and not words:
        found.add(f"{at}words", say("Say in a few words what it is, like “Fainted this week”."))
    region = told(draft.region) if kind and kind.level == "local" else ""
    if kind and kind.level == "local" and not region:
        found.add(f"{at}region", say("Name the place, like “left calf”."))
    values: Values = {
        "level": kind.level if kind else "",
        "words": words,
        "region": region,
        "note": told(draft.note),
        "modification": "" if kind and kind.level == "urgent" else told(draft.modification),
    }
    found.limit({f"{at}{name}": values[name] for name in LIMITS}, {f"{at}{one}": most for one, most in LIMITS.items()})
    return values


def stop_words(flags: tuple[OpenFlag, ...]) -> str:
    """The sentence that refuses a visit because of these urgent flags, "" for none."""
    if not flags:
        return ""
    first = flags[0]
    facts = {"what": called(first), "day": dates.shown(first.found_on)}
    if len(flags) == 1 and first.clearance:
        return say(
            "{what}: the clearance of {who} counts from {day} to {until}, and not on the day of this visit. Write down "
            "another one on the page Health, or resolve the flag.",
            what=called(first),
            who=first.clearance.cleared_by,
            day=dates.shown(first.clearance.given_on),
            until=dates.shown(first.clearance.until_on),
        )
    if len(flags) == 1:
        return say(
            "An urgent flag is open since {day}: {what}. Resolve it on the page Health, by a note or by a prescriber’s "
            "clearance, before a visit on or after that day is planned or recorded.",
            **facts,
        )
    return say(
        "{count} urgent flags are open, the first since {day}: {what}. Resolve each on the page Health, by a note or "
        "by a prescriber’s clearance, before a visit on or after that day is planned or recorded.",
        count=len(flags),
        **facts,
    )
