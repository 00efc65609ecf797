"""A check in words: the line of each part, and what came of all."""

from clinic_desktop.checkup.model import GROUPS, PARTS, Checkup, Repair
from clinic_desktop.store.check.model import PartFound
from clinic_desktop.store.salvage.model import SAVED_COUNTS, Salvaged, SavedTable
from clinic_desktop.wording import say, say_many


def counted(found: PartFound) -> str:
    """How many things a part looked at, and how many are wrong: "1,610 checked, 2 wrong"."""
    if found.is_unread:
        return say("Could not be read")
    words = say("{count} checked", count=f"{found.checked:,}")
    if found.wrong:
        wrong = say("{count} wrong", count=f"{found.wrong:,}")
        words = say("{checked}, {wrong}", checked=words, wrong=wrong)
    return words


def where(found: PartFound) -> str:
    """Where the first of what is wrong is, by table and number; "" where nothing is."""
    words = ", ".join(found.where)
    more = found.wrong - len(found.where)
    if words and more > 0:
        return say("{first} and {count} more", first=words, count=f"{more:,}")
    return words


def repair_of(found: PartFound) -> Repair | None:
    """What the program can do about a part, None where nothing is wrong or it can do nothing."""
    if found.key == "files" and not found.wrong:
        return "orphans" if found.notes else None
    return PARTS[found.key].repair if found.wrong else None


def outcome(checkup: Checkup) -> str:
    """What came of a check, in a sentence."""
    things = say("{count} things", count=f"{checkup.checked:,}")
    if not checkup.wrong:
        if checkup.is_quick:
            return say("The quick check looked at {things}. All is well.", things=things)
        return say("Looked at {things}. All is well.", things=things)
    parts = say_many("{count} part needs a look.", "{count} parts need a look.", len(checkup.wrong))
    return say("Looked at {things}. {parts}", things=things, parts=parts)


def left_over_words(found: PartFound) -> str:
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


def by_groups(salvaged: Salvaged) -> tuple[tuple[str, SavedTable], ...]:
    """What a salvage came to, a line a group of tables in the words of the clinic: those first of which something is
    missing or in doubt."""
    of = {table: words for words, tables in GROUPS.items() for table in tables}
    last = tuple(GROUPS)[-1]
    lines: dict[str, list[SavedTable]] = {words: [] for words in GROUPS}
    for one in salvaged.tables:
        lines[of.get(one.name, last)].append(one)
    summed = [(say(words), _summed(words, tables)) for words, tables in lines.items() if tables]
    return tuple(sorted(summed, key=lambda one: (one[1].is_well, one[1].is_whole)))


def saved_words(salvaged: Salvaged) -> str:
    """What came of a salvage, in a sentence or two."""
    rows = salvaged.total("read") + salvaged.total("replayed") + salvaged.total("from_backup")
    words = say("{count} rows are in the new file.", count=f"{rows:,}")
    if salvaged.is_complete:
        return say("{rows} Nothing is missing: what could not be read was put back.", rows=words)
    lost = salvaged.total("lost") + salvaged.total("aside")
    parts = [words]
    if lost:
        parts.append(say_many("{count} row is lost.", "{count} rows are lost.", lost))
    if salvaged.total("older"):
        parts.append(
            say_many(
                "{count} row may be older than it was.",
                "{count} rows may be older than they were.",
                salvaged.total("older"),
            )
        )
    if any(one.is_open for one in salvaged.tables):
        parts.append(say("Nobody can say whether the newest rows are missing too."))
    return " ".join(parts)


def _summed(name: str, tables: list[SavedTable]) -> SavedTable:
    counts = (sum(getattr(one, count) for one in tables) for count in SAVED_COUNTS)
    read, replayed, from_backup, lost, aside, older = counts
    return SavedTable(
        name,
        read,
        replayed,
        from_backup,
        lost,
        aside,
        older,
        is_whole=all(one.is_whole for one in tables),
        is_open=any(one.is_open for one in tables),
    )
