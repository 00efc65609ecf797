"""Which of the six actions answers a denial, and why (domain 6.1); from its codes and reasons alone.

Of several codes the action counts that stands first in ACTIONS: it makes those behind it moot. The right payer comes
before a right claim, a right claim before what can be waived, that before the treatment, the treatment before the words
of the contract; the client’s share only where nothing else was said. A code that leaves no right to appeal goes before
all. Codes whose action stands behind are answered too, by their advice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clinic_desktop.appeals.model import Level
from clinic_desktop.appeals.rules.advice import ACTIONS, AdviceBook, DenialAction, DeniedCode
from clinic_desktop.appeals.rules.codes import TypedCode, says_do_not_bill, typed_codes
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class WhyLine:
    """What one code, or one reason in plain words, says: `said` is the code or the words, `means` its meaning in our
    words ("" where it is unknown), `advice` what to do; `decides` that the action is its."""

    said: str
    means: str
    advice: str
    decides: bool


@dataclass(frozen=True, slots=True)
class Triage:
    """What answers a denial. `action` is None where nothing says it; `letters` are keys of LETTERS, the first one
    proposed; `gather` keys of GATHERED; `is_final` that it cannot be appealed."""

    action: DenialAction | None
    why: tuple[WhyLine, ...]
    letters: tuple[str, ...]
    gather: tuple[str, ...]
    parts: tuple[str, ...]
    avoid: tuple[str, ...]
    unknown: tuple[str, ...]
    do_not_bill: bool
    is_final: bool

    @property
    def key(self) -> str:
        """The key of the action, "" without one."""
        return self.action.key if self.action else ""

    @property
    def can_be_appealed(self) -> bool:
        """Whether an appeal is a way at all: also where nobody knows the reason yet, for its days run."""
        return not self.is_final and self.key not in ("explain", "other_payer", "correct")


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
    action = book.actions.get(_first(known, final))
    deciding = {one.code for one in known if action and one.action == action.key}
    if final:
        deciding = {final.code}
    why = [_of_code(one, rule, meanings, deciding) for one, rule in rules.items()]
    why += [_line(one.words, "", rule, deciding) for one, rule in said.items()]
    leading = [one for one in known if one.code in deciding]
    return Triage(
        action=action,
        why=tuple(sorted(why, key=lambda one: not one.decides)),
        letters=_letters(action, leading),
        gather=tuple(dict.fromkeys((*(action.gather if action else ("notice",)), *_more(leading)))),
        parts=tuple(
            dict.fromkeys((*(action.parts if action else ()), *(part for one in leading for part in one.parts)))
        ),
        avoid=action.avoid if action else (),
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
    action = _first(known, final)
    return final.code if final else next((one.code for one in known if action and one.action == action), "")


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


def letters_at(found: Triage, level: Level, *, is_expedited: bool, is_insured: bool) -> tuple[str, ...]:
    """The letters of a step, the first one proposed. A complaint to the state is one of them only where the state has a
    say: for an insured plan."""
    if not found.can_be_appealed:
        return found.letters
    if level == "external":
        own = ["external_review"]
    elif is_expedited:
        own = ["appeal_expedited"]
    else:
        own = list(found.letters) or ["appeal_internal"]
    if is_insured:
        own.append("state_complaint")
    return tuple(dict.fromkeys(own))


def _first(known: Sequence[DeniedCode], final: DeniedCode | None) -> str:
    if final:
        return final.action
    said = {one.action for one in known}
    return next((one for one in ACTIONS if one in said), "")


def _letters(action: DenialAction | None, leading: Sequence[DeniedCode]) -> tuple[str, ...]:
    own = [one.letter for one in leading]
    return tuple(dict.fromkeys(one for one in (*own, action.letter if action else "") if one))


def _more(leading: Sequence[DeniedCode]) -> tuple[str, ...]:
    return tuple(one for code in leading for one in code.gather)


def _of_code(one: TypedCode, rule: DeniedCode | None, meanings: Mapping[str, str], deciding: set[str]) -> WhyLine:
    return _line(one.words, meanings.get(one.code, ""), rule, deciding)


def _line(said: str, means: str, rule: DeniedCode | None, deciding: set[str]) -> WhyLine:
    return WhyLine(said, means, rule.advice if rule else "", bool(rule and rule.code in deciding))
