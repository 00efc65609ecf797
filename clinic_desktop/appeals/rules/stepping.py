"""What is said of a step before it goes out: where it goes, by which form, and whether it is a way at all."""

from collections.abc import Sequence

from clinic_desktop.appeals.model import Appeal, Level
from clinic_desktop.appeals.rules.clocks import ClockRule, rules_for
from clinic_desktop.appeals.rules.regimes import takes_external_letter
from clinic_desktop.appeals.rules.triage import Triage
from clinic_desktop.wording import say

# Of so many rules that may hold each may say where a step goes; of more nobody could choose.
_MOST_KNOWN = 2


def step_notes(
    found: Triage, level: Level, regimes: Sequence[str], state: str, rules: Sequence[ClockRule]
) -> tuple[str, ...]:
    """What to know before a step at this level, sentences."""
    told: list[str] = []
    known = rules_for(regimes, level, state, rules)
    if len(regimes) > _MOST_KNOWN and level == "external":
        told.append(say("Where it goes depends on the kind of plan: the answer to the appeal says it."))
    elif not known and level == "external":
        told.append(say("The answer to the appeal says where it goes."))
    else:
        told += [one.where for one in known if one.where]
    if level == "external" and takes_external_letter(regimes) and found.is_of_contract:
        told.append(
            say("External review is for medical judgment. What the contract leaves out can usually not go there.")
        )
    return tuple(dict.fromkeys(told))


def after_words(steps: Sequence[Appeal], regimes: Sequence[str], state: str, rules: Sequence[ClockRule]) -> str:
    """What follows by itself after the last step, where it was lost: a sentence, "" for nothing."""
    if not steps or steps[-1].outcome not in ("lost", "partly", "unanswered") or len(regimes) != 1:
        return ""
    return next((one.then for one in rules_for(regimes, steps[-1].level, state, rules)), "")
