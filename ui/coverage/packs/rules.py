"""Rules in words: what a pack says, and what differs between two versions of it."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from clinic_desktop.coverage.model.packs import Pack
from clinic_desktop.coverage.rules.pack_changes import PackChanges, RuleNote, rule_note
from clinic_desktop.wording import say, say_many
from ui.coverage.rows import breakable, sign
from ui.kit.layout import card, column, holder, row
from ui.kit.text import Text


def rules_card(pack: Pack) -> QWidget:
    """Every rule of a pack."""
    return card(say("What its rules say"), *(_note(rule_note(one)) for one in pack.rules))


def changes_card(changes: PackChanges) -> QWidget:
    """What comes, changes and goes."""
    if changes.is_empty:
        return card(say("What differs"), Text(say("The rules are the same, word by word.")))
    return card(say("What differs"), *map(Text, map(breakable, changes.head)), *_groups(changes))


def _groups(changes: PackChanges) -> Iterator[QWidget]:
    for name, words, notes in (
        ("plus", say_many("{count} new rule", "{count} new rules", len(changes.added)), changes.added),
        ("edit", say_many("{count} changed rule", "{count} changed rules", len(changes.changed)), changes.changed),
        ("minus", say_many("{count} rule goes", "{count} rules go", len(changes.removed)), changes.removed),
    ):
        if notes:
            yield _group(name, words, notes)


def _group(name: str, words: str, notes: Sequence[RuleNote]) -> QWidget:
    title = row(sign(name), Text(words, "strong"), gap=1)
    title.setStretch(1, 1)
    return holder(column(title, *map(_note, notes), gap=2))


def _note(one: RuleNote) -> QWidget:
    """One label for all that it says: a pack may have 200 rules."""
    body = Text(breakable("\n".join(one.lines)), "muted")
    return holder(column(Text(breakable(one.title), "label"), body, gap=0))
