"""Which of the six actions answers a denial, and why (domain 6.1); from its codes and reasons alone.

Of several codes the action counts that stands first in ACTIONS: it makes those behind it moot. The right payer comes
before a right claim, a right claim before what can be waived, that before the treatment, the treatment before the words
of the contract; the client’s share only where nothing else was said. A code that leaves no right to appeal goes before
all. The actions that stand behind are to be done too: no mistake on a bill makes the days to appeal stand still.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from clinic_desktop.appeals.model import Level
from clinic_desktop.appeals.rules.advice import ACTIONS, AdviceBook, DenialAction, DeniedCode
from clinic_desktop.appeals.rules.codes import TypedCode, says_do_not_bill, typed_codes
from clinic_desktop.appeals.rules.regimes import takes_external_letter, takes_internal_letter
from clinic_desktop.wording import say

# Actions that an appeal goes with, and the letters that are appeals themselves.
_APPEALED = ("waive", "appeal", "exclusion")
_APPEALS = ("appeal_internal", "appeal_expedited")


@dataclass(frozen=True, slots=True)
class WhyLine:
    """What one code, or one reason in plain words, says: `said` is the code or the words, `means` its meaning in our
    words ("" where it is unknown), `advice` what to do, `action` the key of its action ("" for none of its own), `code`
    the bare one ("" where it is unknown); `decides` that the first action is its."""

    said: str
    means: str
    advice: str
    decides: bool
    action: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Triage:
    """What answers a denial. `action` is None where nothing says it, `also` are the actions that come behind it;
    `letters` are keys of LETTERS, the first one proposed; `gather` keys of GATHERED, `parts` those of the packet, of
    all actions; `do_not_bill` that a code is of group CO; `is_final` that it cannot be appealed."""

    action: DenialAction | None
    why: tuple[WhyLine, ...]
    letters: tuple[str, ...]
    gather: tuple[str, ...]
    parts: tuple[str, ...]
    avoid: tuple[str, ...]
    unknown: tuple[str, ...]
    do_not_bill: bool
    is_final: bool
    also: tuple[DenialAction, ...] = ()

    @property
    def actions(self) -> tuple[DenialAction, ...]:
        """All that is to be done, the first one first."""
        return (self.action, *self.also) if self.action else ()

    @property
    def key(self) -> str:
        """The key of the action, "" without one."""
        return self.action.key if self.action else ""

    @property
    def can_be_appealed(self) -> bool:
        """Whether an appeal is a way at all: also where nobody knows the reason yet, for its days run."""
        return not self.is_final and (self.action is None or any(one.key in _APPEALED for one in self.actions))

    @property
    def is_of_contract(self) -> bool:
        """Whether only the words of the contract, or that it came late, are to be answered: no medical judgment."""
        keys = {one.key for one in self.actions}
        is_late = any(one.code == "29" for one in self.why)
        return "appeal" not in keys and ("exclusion" in keys or is_late)


def triage(codes: str, reasons: Sequence[str], book: AdviceBook, meanings: Mapping[str, str]) -> Triage:
    """What answers a denial with these codes, as typed, and reasons, by their keys. `meanings` are the words for codes.

    Nothing is refused: what is unknown is said, and what to ask the payer about it.
    """
    typed = typed_codes(codes)
    chosen = [book.reasons[one] for one in reasons if one in book.reasons]
    rules = {one: book.codes.get(one.code) for one in typed}
    said = {one: book.codes.get(one.as_code) for one in chosen}
    known = [one for one in (*rules.values(), *said.values()) if one]
    final = next((one for one in known if one.final), None)
    actions = [book.actions[key] for key in _keys(known, final) if key in book.actions]
    first = actions[0].key if actions else ""
    deciding = {one.code for one in known if first and one.action == first}
    if final:
        deciding |= {final.code}
    why = [_of_code(one, rule, meanings, deciding) for one, rule in rules.items()]
    why += [_line(one.words, "", rule, deciding) for one, rule in said.items()]
    return Triage(
        action=actions[0] if actions else None,
        also=tuple(actions[1:]),
        why=tuple(sorted(why, key=lambda one: not one.decides)),
        letters=tuple(one for one in _letters(actions, known) if not (final and one in _APPEALS)),
        gather=_united(known, actions, "gather") or ("notice",),
        parts=_united(known, actions, "parts"),
        avoid=() if final and not final.action else tuple(dict.fromkeys(said for one in actions for said in one.avoid)),
        unknown=tuple(one.words for one, rule in rules.items() if rule is None),
        do_not_bill=says_do_not_bill(codes),
        is_final=final is not None,
    )


def deciding_code(codes: str, reasons: Sequence[str], book: AdviceBook) -> str:
    """The code, without its group, that decides what answers a denial; "" where none is known."""
    typed = [book.codes.get(one.code) for one in typed_codes(codes)]
    chosen = [book.codes.get(book.reasons[one].as_code) for one in reasons if one in book.reasons]
    known = [one for one in (*typed, *chosen) if one]
    final = next((one for one in known if one.final), None)
    action = next(iter(_keys(known, final)), "")
    if final and (final.action or not action):
        return final.code
    return next((one.code for one in known if action and one.action == action), "")


def ask_words(found: Triage) -> tuple[str, ...]:
    """What to ask the payer where a code is unknown, or no reason is; sentences."""
    asks = [
        say(
            "{code} is not known here. Ask the payer: what does it say about this bill, and what would change it?",
            code=one,
        )
        for one in found.unknown
    ]
    if found.action is None and not found.unknown:
        asks.append(say("No reason is known yet. Ask the payer for it in writing, with the rule behind it."))
    return tuple(asks)


def letters_at(
    found: Triage, level: Level, regimes: Sequence[str], *, is_expedited: bool = False, is_begun: bool = False
) -> tuple[str, ...]:
    """The letters of a step, the first one proposed; none where it goes by a form, or to somebody else. Once a step is
    begun, its level says which. A complaint to the state is one of them only where the state has a say: for an insured
    plan."""
    if not is_begun and not found.can_be_appealed:
        return found.letters
    if level == "external":
        own = ["external_review"] if takes_external_letter(regimes) else []
    elif is_expedited:
        own = ["appeal_expedited"]
    else:
        own = ["appeal_internal", *found.letters] if is_begun else list(found.letters) or ["appeal_internal"]
    if not takes_internal_letter(regimes):
        own = [one for one in own if one not in _APPEALS]
    if "insured" in regimes:
        own.append("state_complaint")
    return tuple(dict.fromkeys(own))


def parts_for(found: Triage, book: AdviceBook, *, is_begun: bool) -> tuple[str, ...]:
    """The parts of the packet about a denial: where an appeal was begun also those of an appeal, whatever the codes
    lead to."""
    appeal = book.actions.get("appeal")
    if not is_begun or found.can_be_appealed or appeal is None:
        return found.parts
    return tuple(dict.fromkeys((*found.parts, *appeal.parts)))


def _keys(known: Sequence[DeniedCode], final: DeniedCode | None) -> tuple[str, ...]:
    """The actions in their order: where one says that there is no appeal, its own, if it has one; the client’s share
    only by itself."""
    if final and final.action:
        return (final.action,)
    said = {one.action for one in known}
    found = tuple(one for one in ACTIONS if one in said)
    return found if found == ("explain",) else tuple(one for one in found if one != "explain")


def _letters(actions: Sequence[DenialAction], known: Sequence[DeniedCode]) -> tuple[str, ...]:
    """Of each action those of its codes, then its own."""
    found = []
    for action in actions:
        found += [one.letter for one in known if one.action == action.key]
        found.append(action.letter)
    return tuple(dict.fromkeys(one for one in found if one))


def _united(
    known: Sequence[DeniedCode], actions: Sequence[DenialAction], name: Literal["gather", "parts"]
) -> tuple[str, ...]:
    """What all actions take, those of their codes after their own."""
    found: list[str] = []
    for action in actions:
        found += getattr(action, name)
        for one in known:
            found += getattr(one, name) if one.action == action.key else ()
    return tuple(dict.fromkeys(found))


def _of_code(one: TypedCode, rule: DeniedCode | None, meanings: Mapping[str, str], deciding: set[str]) -> WhyLine:
    return _line(one.words, meanings.get(one.code, ""), rule, deciding)


def _line(said: str, means: str, rule: DeniedCode | None, deciding: set[str]) -> WhyLine:
    if rule is None:
        return WhyLine(said, means, "", decides=False)
    return WhyLine(said, means, rule.advice, rule.code in deciding, rule.action, rule.code)
