"""What the list of rule packs shows, and the lists on the page of one."""

from collections.abc import Iterator
from typing import NamedTuple

from clinic_desktop.coverage.loader.own_packs import clinic_packs
from clinic_desktop.coverage.model.own_packs import OwnPack, TriedCase
from clinic_desktop.coverage.model.packs import Pack
from clinic_desktop.coverage.queries.own_packs import has_payer, own_packs
from clinic_desktop.coverage.rules.pack_words import payer_words
from clinic_desktop.store.reader import Reads
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say, say_many
from ui.kit.paged_model import Column


class PackLine(NamedTuple):
    """A pack as it stands in the list: its row where it is the clinic's own, its rules where they can be read, why they
    cannot, and whether no payer on the list has the name that it is for."""

    id: int
    own: OwnPack | None
    pack: Pack | None
    problems: tuple[str, ...] = ()
    waits: bool = False

    @property
    def head(self) -> OwnPack | Pack:
        """What says its title and its payer."""
        found = self.own or self.pack
        assert found
        return found


class WrongLine(NamedTuple):
    """Something that is wrong with a file: the line, "" where it has none, and the sentence."""

    line: str
    words: str


def pack_lines(read: Reads) -> tuple[PackLine, ...]:
    """The clinic's own packs, then those of the program."""
    packs, own = clinic_packs(read), own_packs(read)
    by_name = {one.id: one for one in packs.read}
    wrong = {one.id: one.problems for one in packs.broken if one.id}
    lines = [
        PackLine(one.id, one, by_name.get(one.pack), wrong.get(one.pack, ()), _waits(read, one.payer_name))
        for one in own
    ]
    names = {one.pack for one in own}
    shipped = (one for one in packs.read if one.id not in names)
    return (*lines, *(PackLine(-at, None, one) for at, one in enumerate(shipped, 1)))


def wrong_lines(file: str, problems: tuple[str, ...]) -> Iterator[WrongLine]:
    """What is wrong, apart from its line: each begins with the name of the file."""
    for said in problems:
        line, apart, words = said.removeprefix(f"{file}:").partition(": ")
        yield WrongLine(line, words) if apart and line.isdigit() else WrongLine("", said)


def head_words(line: PackLine) -> str:
    """For whom a pack is, which version, and of when."""
    if line.own is None:
        assert line.pack
        return facts_words(line.pack)
    one = line.own
    return say(
        "For {payer} · version {version} of {day} · {rules} · accepted on {accepted}",
        payer=payer_words(one.payer_name),
        version=one.edition,
        day=dates.shown(one.dated),
        rules=rules_words(one.rules),
        accepted=dates.shown(one.added_on),
    )


def facts_words(pack: Pack) -> str:
    """For whom a pack is, which version, and of when."""
    return say(
        "For {payer} · version {version} of {day} · {rules}",
        payer=payer_words(pack.payer_name),
        version=pack.version,
        day=dates.shown(pack.dated),
        rules=rules_words(len(pack.rules)),
    )


def rules_words(count: int) -> str:
    """How many rules."""
    return say_many("{count} rule", "{count} rules", count)


def _waits(read: Reads, payer_name: str) -> bool:
    return bool(payer_name) and not has_payer(read, payer_name)


def _payer(line: PackLine) -> str:
    payer = line.head.payer_name
    if line.waits:
        return say("{payer} (not on your list)", payer=payer)
    return payer or say("Every payer")


def _version(line: PackLine) -> str:
    return str(line.own.edition if line.own else line.pack.version if line.pack else "")


def _rules(line: PackLine) -> str:
    return str(line.own.rules if line.own else len(line.pack.rules) if line.pack else "")


def _from(line: PackLine) -> str:
    if line.problems:
        return say("Your clinic, set aside")
    return say("Your clinic") if line.own else say("The program")


PACK_COLUMNS: tuple[Column[PackLine], ...] = (
    Column(mark("Rule pack"), lambda one: one.head.title, share=8),
    Column(mark("For payer"), _payer, share=6),
    Column(mark("Version"), _version, right=True, share=2),
    Column(mark("Dated"), lambda one: dates.shown(one.head.dated), share=3, least="20 Nov 2026"),
    Column(mark("Rules"), _rules, right=True, share=2),
    Column(mark("From"), _from, share=5),
)
TRIED_COLUMNS: tuple[Column[TriedCase], ...] = (
    Column(mark("Client"), lambda one: one.case.name, share=4),
    Column(mark("Case"), lambda one: one.case.reason, share=4),
    Column(mark("Now"), lambda one: one.before, share=6),
    Column(mark("Then"), lambda one: one.after, share=6),
)
