"""Which codes go with a credential and with each other: by the numbers of data/rules, and silent without them."""

from datetime import date

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances, RuleNumbers
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.lines import PlacedLine, by_day, placed
from clinic_desktop.superbills.rules.checks.words import keyed, said, therapist_words
from clinic_desktop.superbills.rules.professions import profession
from clinic_desktop.values import dates
from clinic_desktop.wording import say

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
    numbers = circumstances.numbers
    if numbers is None:
        return
    for line in _among(bill, numbers.outside.get(profession(bill.therapist), frozenset())):
        facts = {"code": _code(line), "visit": line.of_visit, "who": therapist_words(bill)}
        message = say("{code} of {visit} does not go with the credential of {who}.", **facts)
        why = say("Payers pay it only to another profession. Choose the service that was given.")
        yield Seen(f"{line.field}/procedure_code", message, _with_source(why, numbers))


def scope(bill: Bill, circumstances: Circumstances) -> Sight:
    """A code that depends on the scope of the credential, on training and on the payer; said once."""
    numbers = circumstances.numbers
    if numbers is None:
        return
    told: set[str] = set()
    for line in _among(bill, numbers.scope.get(profession(bill.therapist), frozenset())):
        code = _code(line)
        if code not in told:
            told.add(code)
            message = say("Not every payer pays {code} to {who}.", code=said(code), who=therapist_words(bill))
            why = say("Make sure that scope and training support it, and that the payer allows it.")
            fact = f"therapist:{bill.therapist.row}:scope:{keyed(code)}"
            yield Seen(f"{line.field}/procedure_code", message, _with_source(why, numbers), fact)


def bundled(bill: Bill, circumstances: Circumstances) -> Sight:
    """Two codes of one day, the first of which usually holds the second (domain 1.7). No modifier is added."""
    numbers = circumstances.numbers
    if numbers is None:
        return
    for day in by_day(bill):
        lines = {_code(line): line for line in day}
        for first, second in numbers.bundled:
            if first in lines and second in lines:
                yield _bundle(lines[first], lines[second], numbers)


def same_code_twice(bill: Bill, _: Circumstances) -> Sight:
    """One code on two lines of a day."""
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


def _bundle(first: PlacedLine, second: PlacedLine, numbers: RuleNumbers) -> Seen:
    """The fact is how they stood, so that what was accepted once counts for the next visit of the same kind."""
    modifiers = [one for one in second.service.modifiers if one.upper() in _APART]
    regions = [line.service.region.strip().casefold() for line in (first, second)]
    is_apart = all(regions) and regions[0] != regions[1]
    facts = {"first": said(_code(first)), "second": said(_code(second)), "visit": second.of_visit}
    message = say("{first} usually holds {second}, and both stand on {visit}.", **facts)
    if modifiers and is_apart:
        why = say("The regions differ and a modifier says so. The notes have to show it too.")
    elif modifiers:
        why = say("A modifier says that they were apart. The body region of each line has to show it.")
    else:
        why = say("A payer pays both only for separate regions or minutes, which the notes and a modifier show.")
    fact = f"bundled:{keyed(_code(first))}:{keyed(_code(second))}:{'.'.join(modifiers)[:20]}:{int(is_apart)}"
    return Seen(f"{second.field}/procedure_code", message, _with_source(why, numbers), fact)


def _among(bill: Bill, codes: frozenset[str]) -> list[PlacedLine]:
    return [line for line in placed(bill) if _code(line) in codes]


def _code(line: PlacedLine) -> str:
    return line.service.procedure_code.strip().upper()


def _with_source(why: str, numbers: RuleNumbers) -> str:
    """Where the number comes from and how old it is: it may be out of date."""
    if not (numbers.source and isinstance(numbers.checked_on, date)):
        return why
    facts = {"why": why, "source": numbers.source, "day": dates.shown(numbers.checked_on)}
    return say("{why} Source: {source}, as of {day}.", **facts)
