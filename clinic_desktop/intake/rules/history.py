"""Reads a health history as typed, and what in it asks for a flag."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from clinic_desktop.intake.model.checklist import CHECKLIST
from clinic_desktop.intake.model.flags import FlagKind
from clinic_desktop.intake.model.history import HealthHistory, HistoryDraft
from clinic_desktop.intake.rules.flags import day_needed
from clinic_desktop.intake.rules.typed import told
from clinic_desktop.values.identifiers import parse_phone
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import folded
from clinic_desktop.values.typed_days import refuse_before_birth
from clinic_desktop.wording import say

Values = dict[str, Any]
# What a client tells in their own words, in the order of the form.
TOLD = (
    *("occupation", "activities", "sleep", "goals", "prior_care", "imaging", "surgeries", "conditions"),
    *("medications", "implants", "skin", "note"),
)
_LIMITS = {"occupation": 200, "note": 10_000, "emergency_name": 200, "allergies": 2000}
_ALERT_LETTERS = 120
# In these a word speaks of what is now, or still matters.
_HINTED = ("conditions", "medications", "implants", "surgeries", "skin")
# All that may ask for a flag.
ASKING = (*_HINTED, "pregnancy")


def history_values(draft: HistoryDraft, known: Iterable[str], born: date | None, today: date) -> Values:
    """The columns of a history; `known` are the allergies that are alerts already. Raises Refused."""
    found = Problems()
    day = day_needed(found, "taken_on", draft.taken_on, today, say("Type the day on which the client told this."))
    refuse_before_birth(found, "taken_on", day, born)
    texts = {name: told(getattr(draft, name)) for name in TOLD}
    new = new_allergies(draft.allergies, known)
    if any(len(one) > _ALERT_LETTERS for one in new):
        words = say("Each allergy fits in {limit} letters. Put commas or lines between them.", limit=_ALERT_LETTERS)
        found.add("allergies", words)
    if draft.no_allergies and (new or list(known)):
        found.add("no_allergies", say("An allergy is on record. Remove its alert first if it is not so."))
    values: Values = {
        **texts,
        "taken_on": day.isoformat() if day else "",
        "pregnancy": draft.pregnancy,
        "pressure": draft.pressure,
        "no_allergies": int(draft.no_allergies),
        "emergency_name": told(draft.emergency_name),
        "emergency_phone": found.maybe("emergency_phone", parse_phone, draft.emergency_phone),
    }
    if values["emergency_phone"] and not values["emergency_name"]:
        found.add("emergency_name", say("Type whose number this is."))
    found.limit(values, _LIMITS, 2000)
    # Nothing at all was told: a day alone is no history.
    if not found.found and not new and not any(value for name, value in values.items() if name != "taken_on"):
        found.add("", say("Nothing is typed yet. One line is enough to begin with."))
    found.refuse()
    return values


def new_allergies(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """Each allergy typed that is no alert yet, as it was typed, once."""
    seen, new = {folded(one) for one in known}, []
    for part in re.split(r"[,;\n]", typed):
        words = " ".join(told(part).split())
        if words and folded(words) not in seen:
            seen.add(folded(words))
            new.append(words)
    return tuple(new)


def hinted_flags(
    history: HealthHistory | None, open_keys: Iterable[str], denied: Iterable[str]
) -> tuple[FlagKind, ...]:
    """The questions of the checklist that the history speaks of, without a flag; `denied` are those whose answer was no
    since then."""
    if history is None:
        return ()
    text = folded(" ".join(getattr(history, name) for name in _HINTED))
    known = {*open_keys, *denied}
    found = []
    for kind in CHECKLIST.values():
        is_pregnant = kind.key == "pregnancy" and history.pregnancy in ("yes", "unsure")
        if kind.key not in known and (is_pregnant or any(_is_said(hint, text) for hint in kind.hints)):
            found.append(kind)
    return tuple(found)


def _is_said(hint: str, text: str) -> bool:
    """Whether a word begins so, and is not denied right before it: "no seizures" says nothing of seizures."""
    return any(
        not re.search(r"\b(no|not|never|denies|without)\W+(\w+\W+){0,1}$", text[: found.start()])
        for found in re.finditer(rf"\b{re.escape(hint)}", text)
    )
