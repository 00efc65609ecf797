"""Lists on paper: a heading, entries with a mark each, and how many more there are."""

from collections.abc import Iterable, Sequence

from clinic_desktop.coverage.document.sheets import PaperSize
from clinic_desktop.press.blocks import Block
from clinic_desktop.press.letters import joined
from clinic_desktop.wording import say_many

_INDENT = 10.0
# No line begins with the mark between two entries.
KEPT_BETWEEN = "\u00a0· "


def listed(heading: str, entries: Sequence[str], size: PaperSize, width: float) -> Block:
    """The entries below their heading; what the size has no room for is counted. Without entries it is empty."""
    block = size.block(width, _INDENT)
    if entries:
        block.heading(heading)
    add_entries(block, entries, size)
    return block


def add_entries(block: Block, entries: Sequence[str], size: PaperSize) -> None:
    """More entries in a list that has begun."""
    for words in entries[: size.entries]:
        block.fact("•", words)
    if more := more_words(len(entries) - size.entries):
        block.fact("•", more)


def in_a_row(heading: str, entries: Sequence[str], size: PaperSize, width: float) -> Block:
    """The entries one behind the other, for what nobody has to do anything about."""
    made = size.block(width)
    if entries:
        made.heading(heading)
        made.say(joined(entries[: size.entries], KEPT_BETWEEN))
        made.say(more_words(len(entries) - size.entries))
    return made


def more_words(count: int) -> str:
    """That there is more than is shown; "" where there is not."""
    if count <= 0:
        return ""
    return say_many("and {count} more: ask the clinic", "and {count} more: ask the clinic", count)


def capitals(entries: Iterable[str]) -> list[str]:
    """Words of rules that stand on a line of their own."""
    return [words[:1].upper() + words[1:] for words in entries]
