"""Which commands tell somebody of a client, found in the sources: what a command reaches that writes that something
went out, and whether it passes the guard of what a client keeps from a payer on its way."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CORE = Path(__file__).parents[1] / "clinic_desktop"
# What says in a row that something went out: the log of disclosures, bills that went in, and every column of this name.
TOLD_TABLES, TOLD_COLUMN = {"disclosures", "submissions"}, "sent_on"
# What reads that column from what was typed.
READ_AS_SENT = {"sent_values", "sending_values"}
GUARD = ("clinic_desktop.restrictions.commands", "refuse_kept")
Name = tuple[str, str]


@cache
def _functions() -> dict[Name, tuple[ast.AST, dict[str, Name]]]:
    """Each function and method of the commands by its module and name, with what the names in it mean."""
    found: dict[Name, tuple[ast.AST, dict[str, Name]]] = {}
    for path in sorted(CORE.rglob("*.py")):
        parts = path.relative_to(CORE.parent).with_suffix("").parts
        if "commands" not in parts:
            continue
        module = ".".join(parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known: dict[str, Name] = {}
        for one in tree.body:
            if isinstance(one, ast.ImportFrom) and one.module:
                known |= {alias.asname or alias.name: (one.module, alias.name) for alias in one.names}
            elif isinstance(one, ast.FunctionDef | ast.ClassDef):
                known[one.name] = (module, one.name)
        for one in tree.body:
            if isinstance(one, ast.FunctionDef | ast.ClassDef):
                found[module, one.name] = (one, known)
    return found


def _uses(name: Name) -> Iterator[Name]:
    """What a function, or a class with all its methods, calls by name."""
    node, known = _functions()[name]
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and one.id in known and known[one.id] != name:
            yield known[one.id]


def _reached(name: Name) -> set[Name]:
    """Everything that it calls, and what that calls."""
    seen, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            if one in _functions():
                waiting += _uses(one)
    return seen


def _writes_told(name: Name) -> bool:
    """Whether it writes, itself, that something went out."""
    for one in ast.walk(_functions()[name][0]):
        if isinstance(one, ast.Call):
            first = one.args[0] if one.args else None
            verb = one.func.attr if isinstance(one.func, ast.Attribute) else ""
            table = first.value if isinstance(first, ast.Constant) else ""
            if verb in ("insert", "update") and table in TOLD_TABLES:
                return True
            if isinstance(one.func, ast.Name) and one.func.id in READ_AS_SENT:
                return True
        if isinstance(one, ast.Dict) and any(isinstance(key, ast.Constant) and key.value == TOLD_COLUMN
                                             for key in one.keys):  # fmt: skip
            return True
    return False


def commands_that_tell() -> dict[str, bool]:
    """The commands that write that something went out, and whether each passes the guard."""
    found = {}
    for name, (node, _) in _functions().items():
        is_command = isinstance(node, ast.ClassDef) and any(
            isinstance(one, ast.FunctionDef) and one.name == "perform" for one in node.body
        )
        if is_command:
            reached = _reached(name)
            if any(one in _functions() and _writes_told(one) for one in reached):
                found[name[1]] = GUARD in reached
    return found


# Held up by the guard.
GUARDED = {"MarkPacketSent", "LogLetterSent", "LogSubmission", "ChangeSubmission", "SendAppeal"}
# Not, and why.
NO_GUARD = {
    "IssuePacket": "its pre-flight stops at each part that tells of what is kept, and nobody can take that upon them",
    "LogDisclosure": "what happened can always be logged; the form says what the client asked",
    "StrikeDisclosure": "takes back an entry, and tells nobody",
    "SendPlan": "goes to the prescriber, who treats",
}
