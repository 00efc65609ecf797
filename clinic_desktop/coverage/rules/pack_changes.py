"""What differs between two versions of a rule pack."""

from collections.abc import Iterator
from dataclasses import dataclass

from clinic_desktop.coverage.model.packs import Pack, Rule, payer_key
from clinic_desktop.coverage.rules.pack_words import FIELDS, TOLD, payer_words
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule that comes, goes or changes: its title, and what it says, or what is otherwise, a sentence each."""

    id: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackChanges:
    """What differs: in the head of the pack, and rules that come, change and go."""

    head: tuple[str, ...]
    added: tuple[RuleNote, ...]
    changed: tuple[RuleNote, ...]
    removed: tuple[RuleNote, ...]

    @property
    def is_empty(self) -> bool:
        """Whether they say the same."""
        return not (self.head or self.added or self.changed or self.removed)


def pack_changes(before: Pack | None, after: Pack | None) -> PackChanges:
    """What differs from one pack to the other; None is no pack at all. The order of rules makes no difference."""
    old = {rule.id: rule for rule in before.rules} if before else {}
    new = {rule.id: rule for rule in after.rules} if after else {}
    changed = (RuleNote(key, rule.title, _otherwise(old[key], rule)) for key, rule in new.items() if key in old)
    return PackChanges(
        tuple(_head(before, after)) if before and after else (),
        tuple(rule_note(rule) for key, rule in new.items() if key not in old),
        tuple(one for one in changed if one.lines),
        tuple(rule_note(rule) for key, rule in old.items() if key not in new),
    )


def rule_note(rule: Rule) -> RuleNote:
    """A rule as a person reads it: what it asks for, and what comes of it. What says nothing is left out."""
    lines = (_labelled(name, words) for name in TOLD if (words := FIELDS[name][1](getattr(rule, name))))
    return RuleNote(rule.id, rule.title, tuple(lines))


def _head(before: Pack, after: Pack) -> Iterator[str]:
    if before.title != after.title:
        yield _from_to(say("Title"), before.title, after.title)
    if payer_key(before.payer_name) != payer_key(after.payer_name):
        yield _from_to(say("Payer"), payer_words(before.payer_name), payer_words(after.payer_name))


def _otherwise(old: Rule, new: Rule) -> tuple[str, ...]:
    found = []
    for name, (label, words) in FIELDS.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            found.append(_from_to(say(label), words(was), words(now)))
    return tuple(found)


def _from_to(label: str, was: str, now: str) -> str:
    if not was:
        return say("{what}, new: {now}", what=label, now=now)
    if not now:
        return say("{what}, no longer: {was}", what=label, was=was)
    return say("{what}: {now} Before: {was}", what=label, now=_ended(now), was=was)


def _ended(words: str) -> str:
    return words if words.endswith((".", "?")) else f"{words}."


def _labelled(name: str, words: str) -> str:
    return say("{what}: {words}", what=say(FIELDS[name][0]), words=words)
