"""Which codes go with a credential and with each other: by the numbers of data/rules, and silent without them."""

from collections.abc import Sequence

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances, NumberSource, RuleNumbers
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.lines import PlacedLine, by_day, placed
from clinic_desktop.superbills.rules.checks.policy import CLAIM_PLANS
from clinic_desktop.superbills.rules.checks.words import keyed, said, therapist_words
from clinic_desktop.superbills.rules.professions import profession
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many

_MOST_DAYS = 4
# What says that two services were apart (domain 1.5).
_APART = ("59", "XE", "XS", "XP", "XU")


def has_numbers(_: Bill, circumstances: Circumstances) -> bool:
    """Whether the numbers are there and could be read."""
    return circumstances.numbers is not None and not is_unread(circumstances.numbers)


def is_unread(numbers: RuleNumbers) -> bool:
    """Whether the file is there, and nothing could be read from it."""
    return not (numbers.outside or numbers.scope or numbers.bundled)


def numbers_unread(_: Bill, circumstances: Circumstances) -> Sight:
    """The file of numbers could not be read, so that these checks were left out."""
    if circumstances.numbers is not None and is_unread(circumstances.numbers):
        message = say("The file of codes for a few checks is empty, or could not be read.")
        why = say("Codes were not compared with the credential, nor with each other. Look at them once more.")
        yield Seen("", message, why)


def outside_credential(bill: Bill, circumstances: Circumstances) -> Sight:
    """A code that this profession may not bill (domain 1.4)."""
    numbers, who = circumstances.numbers, profession(bill.therapist)
    if numbers is None:
        return
    for line in _among(bill, numbers.outside.get(who, frozenset())):
        facts = {"code": _code(line), "visit": line.of_visit, "who": therapist_words(bill)}
        message = say("{code} of {visit} does not go with the credential of {who}.", **facts)
        why = say("Payers pay it only to another profession. Choose the service that was given.")
        source = numbers.sources.get(("outside", who, _code(line)))
        yield Seen(f"{line.field}/procedure_code", message, _with_source(why, source))


def scope(bill: Bill, circumstances: Circumstances) -> Sight:
    """A code that depends on the scope of the credential, on training and on the payer; said once."""
    numbers, who = circumstances.numbers, profession(bill.therapist)
    if numbers is None:
        return
    told: set[str] = set()
    for line in _among(bill, numbers.scope.get(who, frozenset())):
        code = _code(line)
        if code not in told:
            told.add(code)
            message = say("Not every payer pays {code} to {who}.", code=said(code), who=therapist_words(bill))
            why = say("Make sure that scope and training support it, and that the payer allows it.")
            fact = f"therapist:{bill.therapist.row}:scope:{keyed(code)}"
            source = numbers.sources.get(("scope", who, code))
            yield Seen(f"{line.field}/procedure_code", message, _with_source(why, source), fact)


def takes_bundles(bill: Bill, circumstances: Circumstances) -> bool:
    """Whether pairs are looked at: not for a car accident, a work injury, or an accident whose claim pays, to which the
    edits are not applied (domain 1.7)."""
    kind, plan = bill.case.kind, bill.policy.plan_type if bill.policy else ""
    is_claim = kind in ("auto", "work") or (kind == "accident" and plan in CLAIM_PLANS)
    return has_numbers(bill, circumstances) and not is_claim


def bundled(bill: Bill, circumstances: Circumstances) -> Sight:
    """Two codes of one day, the first of which usually holds the second (domain 1.7). No modifier is added, and a pair
    that stands on several days in the same way is said once."""
    numbers = circumstances.numbers
    if numbers is None:
        return
    pairs: dict[str, list[tuple[PlacedLine, PlacedLine]]] = {}
    for day in by_day(bill):
        lines = {_code(line): line for line in day}
        for first, second in numbers.bundled:
            if first in lines and second in lines:
                pair = (lines[first], lines[second])
                pairs.setdefault(_bundle_fact(*pair), []).append(pair)
    for fact, found in pairs.items():
        yield _bundle(found, fact, numbers)


def same_code_twice(bill: Bill, _: Circumstances) -> Sight:
    """One code on two lines of a day; a visit that is there twice is said there."""
    for day in by_day(bill):
        lines: dict[str, PlacedLine] = {}
        for line in day:
            code = _code(line)
            if code and code in lines:
                facts = {"code": said(code), "visit": line.of_visit}
                message = say("{code} stands on {visit} twice.", **facts)
                why = say("A payer may take the second one for a mistake. Put both on one line, or say why not.")
                # The visit and not its date: the same visit keeps its answer when its date is corrected.
                fact = f"twice:{keyed(code)}:{lines[code].visit.row}:{line.visit.row}"
                yield Seen(f"{line.field}/procedure_code", message, why, fact)
            lines.setdefault(code, line)


def _bundle(pairs: Sequence[tuple[PlacedLine, PlacedLine]], fact: str, numbers: RuleNumbers) -> Seen:
    first, second = pairs[0]
    modifiers, is_apart = _apart(first, second)
    facts = {"first": said(_code(first)), "second": said(_code(second))}
    if len(pairs) == 1:
        message = say("{first} usually holds {second}, and both stand on {visit}.", **facts, visit=second.of_visit)
    else:
        message = say("{first} usually holds {second}, and both stand on {days}.", **facts, days=_days(pairs))
    if modifiers and is_apart:
        why = say("The regions differ and a modifier says so. The notes have to show it too.")
    elif modifiers:
        why = say("A modifier says that they were apart. The body region of each line has to show it.")
    else:
        why = say("A payer pays both only for separate regions or minutes, which the notes and a modifier show.")
    source = numbers.sources.get(("bundled", _code(first), _code(second)))
    return Seen(f"{second.field}/procedure_code", message, _with_source(why, source), fact)


def _bundle_fact(first: PlacedLine, second: PlacedLine) -> str:
    """How they stood, so that what was accepted once counts for the next visit of the same kind."""
    modifiers, is_apart = _apart(first, second)
    return f"bundled:{keyed(_code(first))}:{keyed(_code(second))}:{'.'.join(modifiers)[:20]}:{int(is_apart)}"


def _apart(first: PlacedLine, second: PlacedLine) -> tuple[list[str], bool]:
    """The modifiers that say they were apart, and whether the regions do."""
    modifiers = [one for one in second.service.modifiers if one.upper() in _APART]
    regions = [line.service.region.strip().casefold() for line in (first, second)]
    return modifiers, all(regions) and regions[0] != regions[1]


def _days(pairs: Sequence[tuple[PlacedLine, PlacedLine]]) -> str:
    """The visits of pairs; of many the first ones and how many more."""
    named = ", ".join(second.of_visit for _, second in pairs[:_MOST_DAYS])
    more = len(pairs) - _MOST_DAYS
    return say_many("{named} and {count} more", "{named} and {count} more", more, named=named) if more > 0 else named


def _among(bill: Bill, codes: frozenset[str]) -> list[PlacedLine]:
    return [line for line in placed(bill) if _code(line) in codes]


def _code(line: PlacedLine) -> str:
    return line.service.procedure_code.strip().upper()


def _with_source(why: str, source: NumberSource | None) -> str:
    """Where the number comes from and how old it is: it may be out of date."""
    if source is None:
        return why
    facts = {"why": why, "source": source.name, "day": dates.shown(source.checked_on)}
    return say("{why} Source: {source}, as of {day}.", **facts)
