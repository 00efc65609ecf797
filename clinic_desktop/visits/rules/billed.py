"""What is said about a visit that is on a superbill, receipt or statement, by their numbers; 0 stands for none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clinic_desktop.codes.rules.places import place_words
from clinic_desktop.values import dates, money
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import mark, say, say_many

_Times = tuple[str, str]
# A visit and its services, as columns.
Billed = tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]
_OTHERWISE = {
    "superbill": mark("Superbill no. {number} says: {there}. This visit says: {here}. Void and replace the superbill."),
    "receipt": mark("Receipt no. {number} says: {there}. This visit says: {here}. Void and replace the receipt."),
    "statement": mark("Statement no. {number} says: {there}. This visit says: {here}. Void and replace the statement."),
}


@dataclass(frozen=True, slots=True)
class LineOnPaper:
    """A service as a bill prints it; `units` 0 of one that is not timed, `diagnoses` are codes, the fee in cents."""

    name: str
    code: str
    minutes: int | None
    units: int
    times: _Times
    region: str
    modifiers: tuple[str, ...]
    diagnoses: tuple[str, ...]
    fee_cents: int


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A visit as a bill prints it; `therapist` is a row, the charge in cents."""

    day: date
    times: _Times
    place: str
    therapist: int
    therapist_name: str
    charged_cents: int
    lines: tuple[LineOnPaper, ...]


@dataclass(frozen=True, slots=True)
class BilledOtherwise:
    """A live bill, by its row, kind and number, that does not say what its visit does: what stands `there` on the
    paper, and what `here` on record, in words."""

    bill: int
    kind: str
    number: int
    there: str
    here: str


def otherwise(there: OnPaper, here: OnPaper, *, is_receipt: bool) -> tuple[str, str] | None:
    """What a paper says of a visit and what the record says, each in words and no more than what differs; None where
    they say the same. A receipt prints less."""
    pairs = zip(_told(there, is_receipt), _told(_with_code_of(here, there), is_receipt), strict=True)
    differ = [(one, other) for one, other in pairs if one != other]
    if here.therapist == there.therapist:
        # Whose name is written otherwise by now is still the same.
        differ = [pair for pair in differ if pair != (there.therapist_name, here.therapist_name)]
    if not differ:
        return None
    return "; ".join(one for one, _ in differ), "; ".join(other for _, other in differ)


def otherwise_words(found: BilledOtherwise) -> str:
    """The sentence about a bill that says something else than its visit."""
    return say(_OTHERWISE[found.kind], number=found.number, there=found.there, here=found.here)


def _with_code_of(here: OnPaper, there: OnPaper) -> OnPaper:
    """A code that was missing on the day comes from the list of services: that is no change."""
    codes = {one.name: one.code for one in there.lines}
    return replace(here, lines=tuple(replace(one, code=one.code or codes.get(one.name, "")) for one in here.lines))


def _told(one: OnPaper, is_receipt: bool) -> tuple[str, ...]:
    charge = say("charge {amount}", amount=money.shown(one.charged_cents))
    lines = "; ".join(_line_words(line, is_receipt) for line in one.lines)
    if is_receipt:
        return dates.shown(one.day), one.therapist_name, lines, charge
    place = place_words(one.place) if one.place else say("no place of service")
    return dates.shown(one.day), _span(one.times) or say("no times"), place, one.therapist_name, lines, charge


def _line_words(one: LineOnPaper, is_receipt: bool) -> str:
    fee = money.shown(one.fee_cents)
    if is_receipt:
        return f"{one.name}, {fee}"
    parts = (
        f"{one.name} ({one.code})" if one.code else one.name,
        say_many("{count} minute", "{count} minutes", one.minutes) if one.minutes else "",
        say_many("{count} unit", "{count} units", one.units) if one.units else "",
        _span(one.times),
        one.region,
        say("modifiers {list}", list=" ".join(one.modifiers)) if one.modifiers else "",
        say("for {codes}", codes=" ".join(one.diagnoses)) if one.diagnoses else "",
        fee,
    )
    return ", ".join(filter(None, parts))


def _span(times: _Times) -> str:
    return " – ".join(shown_time(time) for time in times if time)


def bill_names(superbill: int, receipt: int, statement: int = 0) -> tuple[str, ...]:
    """The bills a visit is on: "superbill no. 1001", "receipt no. 1002"; none without one."""
    names = (
        (superbill, say("superbill no. {number}", number=superbill)),
        (receipt, say("receipt no. {number}", number=receipt)),
        (statement, say("statement no. {number}", number=statement)),
    )
    return tuple(words for number, words in names if number)


def issued_words(superbill: int, receipt: int, statement: int = 0) -> str:
    """What to know before the visit is changed; "" where it is on no bill."""
    names = bill_names(superbill, receipt, statement)
    if len(names) > 1:
        return say(
            "On {bills}, which stay as they were issued. Void and replace them after you change what they say.",
            bills=_listed(names),
        )
    return "".join(
        say("On {bill}, which stays as it was issued. Void and replace it after you change what it says.", bill=name)
        for name in names
    )


def billed_words(superbill: int, receipt: int, statement: int = 0) -> str:
    """Why the visit stays as given and in its case; "" where it is on no bill."""
    names = bill_names(superbill, receipt, statement)
    if len(names) > 1:
        return say("This visit is on {bills}. Void them first.", bills=_listed(names))
    return "".join(say("This visit is on {bill}. Void that first.", bill=name) for name in names)


def refuse_billed(found: Problems, field: str, visit: Mapping[str, Any]) -> None:
    """Note at a field that the visit, as its row stands, is on a bill."""
    words = billed_words(visit["superbill"], visit["receipt"], visit["statement"])
    if words:
        found.add(field, words)


def refuse_other_money(found: Problems, before: Billed, after: Billed) -> None:
    """Note at its field each price, discount or number of units that would be another one while a bill says it.

    Where something else was done, as other minutes, its fee follows: that puts the record right, and the bill is told
    to be replaced (`otherwise`). Money alone is changed only once the bill is void.
    """
    (visit, lines), (changed, new) = before, after
    names = bill_names(visit["superbill"], visit["receipt"], visit["statement"])
    if not names:
        return
    is_same = [_done(one) for one in lines] == [_done(one) for one in new]
    for at, (was, now) in enumerate(zip(lines, new, strict=False)):
        if was["service_id"] == now["service_id"] and was["price_cents"] != now["price_cents"]:
            found.add(f"services/{at}/price", _void_first(names, money.shown(was["price_cents"])))
        elif is_same and was["units"] != now["units"]:
            units = say_many("{count} unit", "{count} units", was["units"])
            found.add(f"services/{at}/units", _void_first(names, units))
    if visit["discount_cents"] != changed["discount_cents"]:
        had = visit["discount_cents"]
        words = say("a discount of {amount}", amount=money.shown(had)) if had else say("no discount")
        found.add("discount", _void_first(names, words))


def _done(line: Mapping[str, Any]) -> tuple[Any, Any]:
    return line["service_id"], line["minutes"]


def _void_first(names: Sequence[str], there: str) -> str:
    """Why money that is on paper is not changed, and the way to change it; `there` is what the paper says."""
    if len(names) > 1:
        return say(
            "{there} stands on {bills}. Void them first, then change it and make the replacements.",
            there=_begun(there),
            bills=_listed(names),
        )
    return say(
        "{there} stands on {bill}. Void it first, then change it and make the replacement.",
        there=_begun(there),
        bill=names[0],
    )


def _begun(words: str) -> str:
    """At the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def _listed(names: Sequence[str]) -> str:
    """Two or three names: "superbill no. 1001 and receipt no. 1002"."""
    *others, last = names
    return say("{one} and {other}", one=", ".join(others), other=last)
