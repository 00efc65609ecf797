"""What a release says about a code that was typed (domain 2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from clinic_desktop.codes.model import CodeHit, CodeLine
from clinic_desktop.codes.rules.releases import Chosen
from clinic_desktop.wording import say

Standing = Literal["billable", "heading", "as_written", "unknown"]
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Checked:
    """How a code stands: `billable`; a `heading`; `as_written`, when the release that would know it is not loaded;
    else `unknown`. `words` is the sentence about it, "" when all is well."""

    standing: Standing
    words: str


def check(code: str, line: CodeLine | None, below: Sequence[CodeHit], chosen: Chosen) -> Checked:
    """Check a code against the chosen release: its line there, and what can be billed below it."""
    if line and line.billable:
        return Checked("billable", "")
    if line:
        some = ", ".join(hit.code for hit in below[:_MOST_NAMED])
        words = say("{code} is a heading and cannot be billed. Choose one below it, like {some}.", code=code, some=some)
        return Checked("heading", words)
    if chosen.lacking:
        words = say(
            "The {here} release has no {code}, and {lacking} is not loaded: it is kept as the prescriber wrote it.",
            here=chosen.release.name,
            code=code,
            lacking=chosen.lacking,
        )
        return Checked("as_written", words)
    words = say("The {here} release has no {code}. Look at the paper again.", here=chosen.release.name, code=code)
    return Checked("unknown", words)
