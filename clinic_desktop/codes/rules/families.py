"""Groups the codes of a release into families for the search: a code, its encounters, and what it is also called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clinic_desktop.codes.model import CodeLine, Family, Words
from clinic_desktop.codes.rules.codes import words_of_all

_LONGEST = 8
# One of our own names for a code says that people ask for it.
_ASKED_FOR = 25
_NOT_COUNTED = frozenset({
    "of", "the", "and", "or", "in", "to", "at", "with", "nos", "not", "elsewhere", "classified", "unspecified", "other",
    "side", "part", "|",
})  # fmt: skip


@dataclass(slots=True)
class _Node:
    """A code on the way down the tree; its words once the whole tree stands."""

    line: CodeLine
    parent: "_Node | None"
    encounters: str = ""
    title: str = ""
    terms: str = ""
    above: str = ""


def families_of(lines: Iterable[CodeLine], words: Words) -> list[Family]:
    """The families of a release, the likeliest in a massage clinic first; ids follow that order."""
    nodes = _tree(lines)
    _add_words(nodes, words.lay_terms)
    ranked = sorted((-_likely(node.line.code, words), len(node.title), node.line.code, node) for node in nodes)
    return [_family(number, node, -weight) for number, (weight, _, _, node) in enumerate(ranked, 1)]


def searched_words(family: Family) -> str:
    """Everything a family is found by."""
    return family.title + family.terms + family.above + family.encounter


def _tree(lines: Iterable[CodeLine]) -> list[_Node]:
    """The codes in their order, without those that only tell an encounter: these go to their base."""
    nodes: list[_Node] = []
    stack: list[_Node] = []
    for line in lines:
        if "-" in line.code:
            continue
        while stack and not line.code.startswith(stack[-1].line.code):
            stack.pop()
        parent = stack[-1] if stack else None
        suffix = _encounter(line, parent.line) if parent else ""
        if parent and suffix:
            parent.encounters += f"{'|' if parent.encounters else ''}{line.code[-1]} {suffix} "
            continue
        node = _Node(line, parent)
        nodes.append(node)
        stack.append(node)
    return nodes


def _add_words(nodes: list[_Node], lay_terms: Mapping[str, str]) -> None:
    titles = words_of_all(node.line.title for node in nodes)
    named = ["|".join(filter(None, (node.line.terms, lay_terms.get(node.line.code)))) for node in nodes]
    # A node stands behind the one above it, whose words are there by then.
    for node, title, names, terms in zip(nodes, titles, named, words_of_all(named), strict=True):
        node.title, node.terms = title, terms if names else ""
        if node.parent:
            node.above = node.parent.title + node.parent.terms + node.parent.above


def _encounter(line: CodeLine, base: CodeLine) -> str:
    """The words of a last character that tells the encounter ("subsequent encounter"), or ""."""
    if len(line.code) != _LONGEST or base.billable or line.code[len(base.code) : -1].strip("X."):
        return ""
    if not line.title.startswith(base.title + ", "):
        return ""
    suffix = line.title[len(base.title) + 2 :]
    return suffix if " encounter" in suffix or "sequela" in suffix else ""


def _likely(code: str, words: Words) -> int:
    weights, beginning = words.likely, code
    while beginning and beginning not in weights:
        beginning = beginning[:-1]
    return min(100, weights.get(beginning, 0) + _ASKED_FOR * (code in words.lay_terms))


def _family(number: int, node: _Node, likely: int) -> Family:
    encounters, title = node.encounters, node.title
    billable = int(node.line.billable or bool(encounters))
    words = title.split()
    size = len(words) - sum(map(_NOT_COUNTED.__contains__, words)) or 1
    side = 1 if _has_side(title) or _is_intractable(title) else -1 if " unspecified " in title else 0
    return Family(number, node.line.code, billable, title, node.terms, node.above, encounters, size, side, likely)


def _has_side(title: str) -> bool:
    return " left " in title or " right " in title or " bilateral " in title


def _is_intractable(title: str) -> bool:
    return " intractable " in title and " not intractable " not in title
