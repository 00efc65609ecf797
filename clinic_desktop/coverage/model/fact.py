"""One thing to know about a case, as rules ask about it: its values, which of them help, and its question."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clinic_desktop.wording import mark

# The answer that is always there.
UNKNOWN = "unknown"
# Facts by their key; what is not in it is unknown.
Facts = Mapping[str, str]

# Whom a question goes to: a payer’s department by its kind, or somebody else.
WHOM: Mapping[str, str] = MappingProxyType(
    {
        "client": mark("the client"),
        "clinic": mark("your own records"),
        "prescriber": mark("the prescriber"),
        "member": mark("the plan’s member services"),
        "provider": mark("the plan’s provider services"),
        "authorization": mark("the plan’s authorization department"),
        "claims": mark("the plan’s claims department"),
        "adjuster": mark("the adjuster of the claim"),
    }
)
YES_NO: Mapping[str, str] = MappingProxyType({"yes": mark("Yes"), "no": mark("No")})
LEFT: Mapping[str, str] = MappingProxyType({"left": mark("Some left"), "used_up": mark("Used up")})


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know. `good` and `bad` are the values that help and harm, in whatever rule; the others only sort.

    `gains` says what it takes to come to a good value, where a person can bring that about; from a value of `final`
    nobody can. `ask` is the question to put, word by word, and `whom` a key of WHOM. Every value is a word of a file;
    what people read is in `words`.
    """

    label: str
    words: Mapping[str, str]
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    ask: str = ""
    whom: str = "member"
    gains: str = ""
    final: tuple[str, ...] = ()


def yes_no(label: str, ask: str = "", whom: str = "member", gains: str = "", good: str = "yes") -> Fact:
    """A fact that is yes or no; `good` is the one that helps, "" neither."""
    bad = "no" if good == "yes" else "yes"
    return Fact(label, YES_NO, (good,) if good else (), (bad,) if good else (), ask, whom, gains)
