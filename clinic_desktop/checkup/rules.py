"""A check in words: the line of each part, and what came of all."""

from clinic_desktop.checkup.model import PARTS, Checkup, Repair
from clinic_desktop.store.check.model import Found
from clinic_desktop.wording import say, say_many


def counted(found: Found) -> str:
    """How many things a part looked at, and how many are wrong: "1,610 checked, 2 wrong"."""
    if found.is_unread:
        return say("Could not be read")
    words = say("{count} checked", count=f"{found.checked:,}")
    if found.wrong:
        wrong = say("{count} wrong", count=f"{found.wrong:,}")
        words = say("{checked}, {wrong}", checked=words, wrong=wrong)
    return words


def where(found: Found) -> str:
    """Where the first of what is wrong is, by table and number; "" where nothing is."""
    words = ", ".join(found.where)
    more = found.wrong - len(found.where)
    if words and more > 0:
        return say("{first} and {count} more", first=words, count=f"{more:,}")
    return words


def repair_of(found: Found) -> Repair | None:
    """What the program can do about a part, None where nothing is wrong or it can do nothing."""
    if found.key == "files" and not found.wrong:
        return "orphans" if found.notes else None
    return PARTS[found.key].repair if found.wrong else None


def outcome(checkup: Checkup) -> str:
    """What came of a check, in a sentence."""
    things = say_many("{count} thing", "{count} things", checkup.checked)
    if not checkup.wrong:
        if checkup.is_quick:
            return say("The quick check looked at {things}. All is well.", things=things)
        return say("Looked at {things}. All is well.", things=things)
    parts = say_many("{count} part needs a look.", "{count} parts need a look.", len(checkup.wrong))
    return say("Looked at {things}. {parts}", things=things, parts=parts)


def left_over_words(found: Found) -> str:
    """Files that nothing names any more; "" without any."""
    if found.key != "files" or not found.notes:
        return ""
    return say_many(
        "{count} file more lies there that no chart names. It is removed by itself once it is a week old and backed "
        "up.",
        "{count} files more lie there that no chart names. They are removed by themselves once they are a week old and "
        "backed up.",
        found.notes,
    )
