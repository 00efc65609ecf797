"""What stands in a rule, in words that a person can read without its file."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from clinic_desktop.coverage.model.fact import WHOM
from clinic_desktop.coverage.model.facts import FACTS, STATE_FACTS
from clinic_desktop.coverage.model.outcome import WORDS, CoverageVerdict
from clinic_desktop.coverage.model.packs import Condition, RuleStep
from clinic_desktop.values.dates import shown
from clinic_desktop.values.identifiers import STATES
from clinic_desktop.wording import mark, say

_Words = Callable[[Any], str]
_STAGES: Mapping[str, str] = MappingProxyType(
    {
        "routing": mark("whose case it is"),
        "program": mark("the kind of plan"),
        "benefit": mark("the benefit"),
        "provider": mark("who treats"),
        "necessity": mark("the need"),
        "order": mark("prescription and diagnosis"),
        "authorization": mark("authorization"),
        "limits": mark("limits"),
        "money": mark("money"),
        "after": mark("after the visit"),
    }
)
_UNKNOWN: Mapping[str, str] = MappingProxyType(
    {
        "ask": mark("it is asked, and the plan has to be asked first"),
        "missing": mark("it is missing, and asked"),
        "presume": mark("it counts as not met"),
        "note": mark("it is asked, and the verdict stands"),
        "silent": mark("nothing is said"),
    }
)
_BASES: Mapping[str, str] = MappingProxyType(
    {
        "sourced": mark("read in the text itself"),
        "known": mark("common knowledge of the trade"),
        "recheck": mark("from memory, to be checked again"),
    }
)
_FIXES: Mapping[str, str] = MappingProxyType(
    {
        "case": mark("in the case"),
        "policy": mark("in the policy"),
        "call": mark("in the call"),
        "diagnosis": mark("in the diagnoses"),
        "prescription": mark("in the prescription"),
        "authorization": mark("in the authorization"),
        "therapist": mark("at the therapist"),
        "contract": mark("in the contract"),
        "visit": mark("in the visits"),
        "money": mark("in the money"),
    }
)


_DAYS: Mapping[str, str] = MappingProxyType(
    {
        "ask_again": mark("in a week"),
        "estimate_due": mark("when the estimate is due"),
        "first_care_by": mark("within 14 days of the accident"),
        "appeal_by": mark("before the time for an appeal is over"),
        "verify_by": mark("before the call is stale"),
        "rx_ends": mark("before the prescription ends"),
        "authorization_ends": mark("before the authorization ends"),
        "retroactive_by": mark("while it can still be asked for"),
        "license_ends": mark("before the license ends"),
    }
)


def payer_words(payer_name: str) -> str:
    """For which payer a pack is."""
    return payer_name or say("every payer")


def condition_words(condition: Condition | None) -> str:
    """A condition in words: "Payer: Health plan; Network: Out of network"; "" where there is none."""
    return say(" or ").join(
        "; ".join(_fact(key, values) for key, values in clause.items()) for clause in condition or ()
    )


def _fact(key: str, values: Iterable[str]) -> str:
    fact, among = FACTS[key], frozenset(values)
    known = STATES if key in STATE_FACTS else {value: say(words) for value, words in fact.words.items()}
    label = say(fact.label)
    left = [words for value, words in known.items() if value not in among]
    if not left:
        return say("{fact}: any answer", fact=label)
    if len(left) < len(among):
        return say("{fact}: any but {values}", fact=label, values=", ".join(left))
    return say(
        "{fact}: {values}", fact=label, values=say(" or ").join(known[value] for value in known if value in among)
    )


def _verdict(one: CoverageVerdict | None) -> str:
    return say(WORDS[one]) if one else ""


def _verdicts(some: frozenset[CoverageVerdict]) -> str:
    return say(" or ").join(say(WORDS[one]) for one in CoverageVerdict if one in some)


def _steps(steps: tuple[RuleStep, ...]) -> str:
    return " ".join(
        say("{step} ({day})", step=one.words, day=say(_DAYS[one.on])) if one.on else one.words for one in steps
    )


def _yes_no(value: bool) -> str:
    return say("Yes") if value else say("No")


def _one_of(known: Mapping[str, str]) -> _Words:
    return lambda key: say(known[key]) if key else ""


# Every field of a rule but its id and its pack, in the order of reading.
FIELDS: Mapping[str, tuple[str, _Words]] = MappingProxyType(
    {
        "title": (mark("Title"), str),
        "when": (mark("Counts where"), condition_words),
        "needs": (mark("Needs"), condition_words),
        "verdict": (mark("Otherwise at best"), _verdict),
        "verdicts": (mark("Speaks only at"), _verdicts),
        "unknown": (mark("While nobody knows"), _one_of(_UNKNOWN)),
        "missing": (mark("Says what is missing"), str),
        "have": (mark("Says what is there"), str),
        "ask": (mark("Asks"), str),
        "whom": (mark("Asks whom"), _one_of(WHOM)),
        "next": (mark("Next steps"), _steps),
        "traps": (mark("To mind"), " ".join),
        "documents": (mark("Documents for the packet"), ", ".join),
        "stage": (mark("Is about"), _one_of(_STAGES)),
        "fix": (mark("Put right"), _one_of(_FIXES)),
        "is_stale": (mark("Was there once"), _yes_no),
        "waits": (mark("Waits until it is known whether it counts"), _yes_no),
        "source": (mark("Source"), str),
        "section": (mark("Section"), str),
        "checked_on": (mark("Checked on"), shown),
        "basis": (mark("How sure"), _one_of(_BASES)),
    }
)
# What a person wants to know of a rule that comes or goes.
TOLD = ("when", "needs", "verdict", "verdicts", "missing", "ask", "next", "traps", "documents", "source")
