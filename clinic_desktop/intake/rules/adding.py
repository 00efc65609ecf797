"""Brings together what was typed to a yes and the flag that stands already, raised by somebody else meanwhile."""

from collections.abc import Mapping

from clinic_desktop.intake.model.checklist import CHECKLIST, OTHERS
from clinic_desktop.intake.model.flags import DETAILS, FlagAnswerDraft, OpenFlag
from clinic_desktop.intake.rules.typed import told
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say

# A note takes a line more, all else goes on behind what is there.
_APART = "; "
_BETWEEN = {"note": "\n"}


def not_in_flag(flag: OpenFlag, typed: Mapping[str, str]) -> dict[str, str]:
    """Of the details in `typed`, by their names, those that the flag does not say already. What is usually done
    otherwise stands there without anybody typing it, and adds nothing to what the flag says."""
    kind, found = CHECKLIST.get(flag.key), {}
    for name in _asked_of(flag):
        words, kept = told(typed.get(name, "")), getattr(flag, name)
        is_offered = name == "modification" and kept and kind is not None and words == say(kind.modification)
        said = {folded(part) for part in (kept, *kept.split(_BETWEEN.get(name, _APART)))}
        if words and not is_offered and folded(words) not in said:
            found[name] = words
    return found


def added_values(found: Problems, limits: Mapping[str, int], flag: OpenFlag, answer: FlagAnswerDraft) -> dict[str, str]:
    """The columns of an open flag that change by a yes: what it says, and then what was typed. What does not fit is
    noted at its line, "rash/region"."""
    values: dict[str, str] = {}
    if answer.answer != "yes":
        return values
    for name, words in not_in_flag(flag, {one: getattr(answer, one) for one in DETAILS}).items():
        kept = getattr(flag, name)
        values[name] = f"{kept}{_BETWEEN.get(name, _APART)}{words}" if kept else words
        if len(values[name]) > limits[name]:
            problem = say("This is too long with what the flag says already: {limit} letters fit.", limit=limits[name])
            found.add(f"{flag.key}/{name}", problem)
    return values


def check_seen(found: Problems, answer: FlagAnswerDraft, flag: OpenFlag | None, seen: tuple[str, ...] | None) -> None:
    """Note an answer that was given before somebody raised or resolved the flag, where that makes it another answer;
    `seen` are the keys of those that were shown as open. A no would end what nobody saw; what was typed to a yes goes
    into a flag that nobody read; and a yes that meant “still so” would raise anew what was resolved."""
    if seen is None:
        return
    if flag is None:
        if answer.answer == "yes" and answer.key in seen:
            found.add(answer.key, say("This was resolved while you asked. Save again, and the yes raises it anew."))
    elif answer.key not in seen:
        if answer.answer == "no":
            words = say("This was raised while you asked, and a no would end it. Answer it again: yes is “still so”.")
            found.add(answer.key, words)
        elif not_in_flag(flag, {one: getattr(answer, one) for one in DETAILS}):
            words = say(
                "This was raised while you asked, on {day}. Look at what it says, and save again.",
                day=dates.shown(flag.found_on),
            )
            found.add(answer.key, words)


def _asked_of(flag: OpenFlag) -> tuple[str, ...]:
    """The details that a flag of this kind has."""
    without = {
        *(() if flag.key in OTHERS else ("words",)),
        *(() if flag.level == "local" else ("region",)),
        *(("modification",) if flag.level == "urgent" else ()),
    }
    return tuple(name for name in DETAILS if name not in without)
