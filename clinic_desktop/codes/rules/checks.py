"""What a release says about a code that was typed (domain 2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from clinic_desktop.codes.model import CodeHit, CodeLine
from clinic_desktop.codes.rules.releases import Chosen
from clinic_desktop.wording import say

Standing = Literal["billable", "heading", "as_written", "unknown", "unchecked"]
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Around:
    """What a release has of a code: its line, what can be billed below it, and, of a code of seven characters, those
    that differ in the last one only."""

    line: CodeLine | None = None
    below: Sequence[CodeHit] = ()
    beside: Sequence[CodeHit] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """How a code stands: `billable`; a `heading`, or the beginning of one that is complete; `as_written`, when the
    release that would know it is not loaded; `unchecked`, when none can be asked; else `unknown`. `words` is the
    sentence about it, "" when all is well."""

    standing: Standing
    words: str


def check(code: str, around: Around, chosen: Chosen) -> Checked:
    """Check a code against what the chosen release has of it.

    A release that is not loaded may bring new codes, but no new ends of those that are there: S13.4XX and S13.4XXB are
    slips in any year.
    """
    if around.line and around.line.billable:
        return Checked("billable", "")
    if around.line:
        some = _named(around.below)
        words = say("{code} is a heading and cannot be billed. Choose one below it, like {some}.", code=code, some=some)
        return Checked("heading", words)
    if around.below:
        return Checked("heading", _incomplete(code, around.below))
    if around.beside:
        words = say(
            "There is no {code}. Its last character may be as in {some}.", code=code, some=_named(around.beside)
        )
        return Checked("unknown", words)
    return _not_there(code, chosen)


def _incomplete(code: str, below: Sequence[CodeHit]) -> str:
    some = _named(below)
    if len(below) > _MOST_NAMED:
        return say("{code} is not complete. Choose one below it, like {some}.", code=code, some=some)
    return say("{code} is not complete. Choose one of {some}.", code=code, some=some)


def _not_there(code: str, chosen: Chosen) -> Checked:
    here = chosen.release.name
    if not chosen.lacking:
        return Checked(
            "unknown", say("The {here} release has no {code}. Look at the paper again.", here=here, code=code)
        )
    words = say(
        "The {here} release has no {code}, and {lacking} is not loaded. Look at the paper once more: it is kept as the "
        "prescriber wrote it.",
        here=here,
        code=code,
        lacking=chosen.lacking,
    )
    return Checked("as_written", words)


def _named(hits: Sequence[CodeHit]) -> str:
    return ", ".join(hit.code for hit in hits[:_MOST_NAMED])
