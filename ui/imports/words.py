"""What comes of a file, in words: of each row, and all together."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.imports.model.entries import ImportLine, State
from clinic_desktop.imports.model.fields import KINDS, Kind
from clinic_desktop.imports.model.made import ImportMade
from clinic_desktop.imports.queries.outlook.whole import Outlook
from clinic_desktop.imports.rules.cells import field_words
from clinic_desktop.wording import mark, say, say_many

# What comes of a row, by its state; and which rows a list can be narrowed to.
STATES: Mapping[State, str] = MappingProxyType(
    {
        "wrong": mark("Cannot be taken"),
        "add": mark("Will be added"),
        "fill": mark("Will be filled up"),
        "there": mark("There already"),
        "twice": mark("Twice in the file"),
        "left": mark("Left out"),
    }
)


def state_words(line: ImportLine) -> str:
    """What comes of a row, in a word or two."""
    return say(STATES[line.state])


def why_words(line: ImportLine, kind: Kind) -> str:
    """Why: each problem with the name of its field, else what there is to say."""
    told = [f"{field_words(kind, one.field)}: {one.words}" if one.field else one.words for one in line.problems]
    return " ".join((*told, *([line.words] if line.words else ())))


def count_words(found: Outlook) -> str:
    """How many rows come to what: "29 will be added · 2 there already · 3 cannot be taken"."""
    told: list[tuple[State, str]] = [
        ("add", say("{count} will be added", count=f"{found.count('add'):,}")),
        ("fill", say("{count} will be filled up", count=f"{found.count('fill'):,}")),
        ("there", say("{count} there already", count=f"{found.count('there'):,}")),
        ("twice", say("{count} twice in the file", count=f"{found.count('twice'):,}")),
        ("left", say("{count} left out", count=f"{found.count('left'):,}")),
        ("wrong", say("{count} cannot be taken", count=f"{found.count('wrong'):,}")),
    ]
    return " · ".join(words for state, words in told if found.count(state))


def act_words(found: Outlook) -> str:
    """The words of the button that does it."""
    good = found.count("add", "fill")
    if not good:
        numbers = len(found.entries)
        if numbers:
            return say_many("Remember {count} number", "Remember {count} numbers", numbers)
        return say("Nothing to import yet")
    if found.count("wrong"):
        return say_many("Import the {count} good row", "Import the {count} good rows", good)
    return say_many("Import {count} row", "Import all {count} rows", good)


def done_words(kind: Kind, found: Outlook) -> str:
    """What was done."""
    added, filled = found.count("add"), found.count("fill")
    numbers = len(found.entries) - added - filled
    counted: Mapping[Kind, str] = {
        "clients": say_many("{count} client was added.", "{count} clients were added.", added),
        "payers": say_many("{count} payer was added.", "{count} payers were added.", added),
        "visits": say_many("{count} visit was added as history.", "{count} visits were added as history.", added),
    }
    more = [say_many("{count} was filled up.", "{count} were filled up.", filled)] if filled else []
    if numbers:
        more.append(say_many("{count} number was remembered.", "{count} numbers were remembered.", numbers))
    return " ".join((counted[kind], *more, say("“Take back this import” undoes it as one.")))


def made_words(one: ImportMade) -> str:
    """What an import brought, in the list of them."""
    if one.taken_back_at:
        if one.kept_rows:
            return say("Taken back, but for {count}", count=f"{one.kept_rows:,}")
        return say("Taken back")
    if one.filled:
        return say("{added} added, {filled} filled up", added=f"{one.added:,}", filled=f"{one.filled:,}")
    return say("{added} added", added=f"{one.added:,}")


def kind_words(kind: Kind) -> str:
    """What is imported."""
    return say(KINDS[kind])
