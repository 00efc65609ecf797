"""Reads rule packs: strictly, and a pack with a mistake is set aside as a whole, with file, line and reason."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from clinic_desktop.coverage.loader import kinds
from clinic_desktop.coverage.model.fact import WHOM
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.model.packs import BASES, FIXES, STAGES, WHEN_UNKNOWN, BrokenPack, Pack, Packs, Rule
from clinic_desktop.paths import RULES
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile, parsed, refuse
from clinic_desktop.written.file import whole as bytes_of
from clinic_desktop.written.kinds import day, one_of, whole, yes_no
from clinic_desktop.written.sheet import FileTable, Keys, Values

# Numbers without words, which are no rules.
_NUMBERS = "numbers.toml"
_PACK: Keys = {
    "id": ("id", kinds.key),
    "title": ("title", kinds.heading),
    "version": ("version", whole),
    "dated": ("dated", day),
    "payer_name": ("payer_name", kinds.heading),
}
_PACK_NEEDED = ("id", "title", "version", "dated")
_RULE: Keys = {
    "id": ("id", kinds.key),
    "title": ("title", kinds.sentence),
    "stage": ("stage", one_of(*STAGES)),
    "when": ("when", kinds.condition),
    "needs": ("needs", kinds.condition),
    "verdict": ("verdict", kinds.verdict),
    "verdicts": ("verdicts", kinds.verdicts),
    "unknown": ("unknown", one_of(*WHEN_UNKNOWN)),
    "have": ("have", kinds.always_said),
    "missing": ("missing", kinds.always_said),
    "ask": ("ask", kinds.always_said),
    "whom": ("whom", one_of(*WHOM)),
    "next": ("next", kinds.steps),
    "traps": ("traps", kinds.sentences),
    "documents": ("documents", kinds.sentences),
    "is_stale": ("is_stale", yes_no),
    "fix": ("fix", one_of(*FIXES)),
    "source": ("source", kinds.sentence),
    "section": ("section", kinds.sentence),
    "checked_on": ("checked_on", day),
    "basis": ("basis", one_of(*BASES)),
    "waits": ("waits", yes_no),
}
_NEEDED = ("id", "title", "stage", "source", "checked_on", "basis")
# Of a rule that says nothing of it.
_USUAL: Values = {
    **{"when": (), "needs": None, "verdict": None, "verdicts": frozenset(), "unknown": "ask"},
    **{"have": "", "missing": "", "ask": "", "whom": "", "next": (), "traps": (), "documents": ()},
    **{"is_stale": False, "fix": "case", "section": ""},
}


def shipped_packs(own: Iterable[Path] = ()) -> Packs:
    """The packs of the program, and `own` ones behind them."""
    return read_packs([*sorted(path for path in RULES.glob("*.toml") if path.name != _NUMBERS), *own])


@cache
def program_packs() -> Packs:
    """The packs of the program, read once."""
    return shipped_packs()


def read_packs(paths: Iterable[Path]) -> Packs:
    """All packs of these files; those that cannot be read are set aside. Of two packs of one name the first stays, and
    of two rules of one name the pack that has the first."""
    read: list[Pack] = []
    broken: list[BrokenPack] = []
    for path in paths:
        try:
            read.append(read_pack(path, read))
        except BadFile as bad:
            broken.append(BrokenPack(path.name, bad.problems))
    return Packs(tuple(read), tuple(broken))


def read_pack(path: Path, others: Iterable[Pack] = ()) -> Pack:
    """One pack; neither it nor a rule of it may have the name of one of the others. Raises BadFile with everything that
    is wrong."""
    return pack_in(bytes_of(path), path, others)


def pack_in(read: bytes, path: Path, others: Iterable[Pack] = (), *, newer_than: int | None = None) -> Pack:
    """The pack in the bytes of a file; `path` is what it is called where something is wrong, `newer_than` the version
    in whose place it comes. Raises BadFile."""
    others = tuple(others)
    found, sheet = parsed(path, read)
    top = FileTable(sheet, found)
    missing: Values = {"id": ""}
    pack = missing | top.values(_PACK, *_PACK_NEEDED)
    if pack["id"] in {other.id for other in others}:
        # A word alone: a pack that is there twice has each rule twice.
        top.add("id", say("There is another pack “{id}”.", id=pack["id"]))
        refuse(path, sheet)
    if newer_than is not None and pack.get("version", newer_than + 1) <= newer_than:
        top.add("version", say("Version {version} of this pack is here: write a higher number.", version=newer_than))
    taken = {rule.id for other in others for rule in other.rules}
    rules = []
    for table in top.tables("rules"):
        rules.append(_rule(table, pack["id"], taken))
        taken.add(rules[-1].id)
    if not rules and not sheet.wrong:
        top.add("", say("There is no rule in it."))
    top.close()
    refuse(path, sheet)
    return Pack(**pack, rules=tuple(rules))


def _rule(table: FileTable, pack: str, taken: set[str]) -> Rule:
    values = table.values(_RULE, *_NEEDED)
    table.close()
    if values.get("id") in taken:
        table.add("id", say("There is another rule “{id}”.", id=values["id"]))
    missing: Values = dict.fromkeys((*_NEEDED, "pack"), "")
    rule = Rule(**missing | _USUAL | values | {"pack": pack})
    _see_sense(table, rule)
    return rule


def _see_sense(table: FileTable, rule: Rule) -> None:
    """Say what a rule cannot be, though each key of it is well."""
    if rule.basis == "recheck" and (
        rule.verdict not in (None, CoverageVerdict.POSSIBLE_VERIFY) or rule.unknown == "presume"
    ):
        table.add(
            "basis", say("A rule that has to be re-checked only asks: its verdict can be POSSIBLE_VERIFY or none.")
        )
    if rule.verdict is None and rule.needs is None and not (rule.next or rule.traps or rule.documents or rule.ask):
        table.add("", say("This rule says nothing: give it a verdict, a question, steps, traps or documents."))
    if rule.verdict and rule.verdicts:
        table.add("verdicts", say("A rule with a verdict speaks at every verdict: leave out one of the two."))
    if rule.needs is not None and not (rule.missing or rule.verdict is None):
        table.add("", say("The key “{key}” is missing.", key="missing"))
    if rule.unknown in ("missing", "presume") and not rule.missing and rule.needs is not None:
        table.add("unknown", say("To say that something is missing, a rule has to name it in “missing”."))
