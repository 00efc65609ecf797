"""Nothing is done, and nothing leaves, without an entry in the audit trail: proved over the sources."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERBS = {"insert", "update", "retire", "note", "look"}
# Ways out of the program, by what is called for them.
WAYS_OUT = {
    *("write_beside", "print_pdf", "print_text", "copy_text", "QPrinter", "QPdfWriter", "write_text", "write_bytes"),
    *("setMimeData", "openUrl", "back_up_to", "write_beside_window", "QTextDocumentWriter"),
}
TELLS = {"tell_gone", "NoteBackup", "BeginExport"}
# Who may use a way out and says nothing, and why.
SILENT = {
    "ui/kit/printing.py": "the tool: whoever prints by it tells",
    "ui/kit/files.py": "the tool: whoever prints by it tells",
    "ui/kit/clipboard.py": "the tool: whoever copies by it tells",
    "ui/coverage/packs/section.py": "a file of rules has nothing of a client",
    "ui/estimates/notice.py": "the notice of a clinic is for its own website",
    "ui/errors.py": "a report of a bug has no values, and is saved where the person says",
    "ui/packets/part_rows.py": "it is dragged within the list of a packet, and has no content",
    "ui/settings/backups.py": "the keeper of the backups tells",
}
# Commands that write no entry, and why.
NO_ENTRY: dict[str, str] = {}


@cache
def sources(folder: str) -> dict[str, ast.Module]:
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


@cache
def called(node: ast.AST) -> set[str]:
    """The last name of whatever is called in it."""
    names = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            function = one.func
            names.add(function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", ""))
    return names


def handed_on(node: ast.AST) -> set[str]:
    """The name of whatever is given the transaction in it: a function, or a command that performs inside this one."""
    names = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and any(getattr(part, "id", "") == "tx" for part in one.args):
            inner = one.func.value if isinstance(one.func, ast.Attribute) and one.func.attr == "perform" else one.func
            names |= {part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "")
                      for part in ([inner.func] if isinstance(inner, ast.Call) else [inner])}  # fmt: skip
    return names


def writes(node: ast.AST) -> bool:
    """Whether a verb of the transaction is called in it."""
    return any(
        isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr in VERBS
        and isinstance(one.func.value, ast.Name | ast.Attribute)
        and getattr(one.func.value, "id", getattr(one.func.value, "attr", "")) in ("tx", "_tx")
        for one in ast.walk(node)
    )


class Calls:
    """Who hands the transaction on to whom, who writes by it, and which classes are commands."""

    def __init__(self) -> None:
        self.handed: dict[str, set[str]] = defaultdict(set)
        self.written: set[str] = set()
        self.commands: set[str] = set()
        for tree in sources("clinic_desktop").values():
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and node.name != "perform":
                    self._note(node.name, node)
                elif isinstance(node, ast.ClassDef):
                    self._note_class(node)

    def _note(self, name: str, node: ast.FunctionDef) -> None:
        self.handed[name] |= handed_on(node)
        if writes(node):
            self.written.add(name)

    def _note_class(self, node: ast.ClassDef) -> None:
        performs = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "perform"]
        labels = [one for one in node.body if isinstance(one, ast.AnnAssign) and ast.unparse(one.target) == "label"]
        for one in performs:
            self._note(node.name, one)
        if performs and labels and node.name != "Command":
            self.commands.add(node.name)


def test_every_command_writes_an_entry() -> None:
    """By the verbs alone, itself or by a function or a command that it hands its transaction to."""
    found = Calls()
    assert len(found.commands) > 150
    while more := {name for name, to in found.handed.items() if name not in found.written and to & found.written}:
        found.written |= more
    assert found.commands - found.written == set(NO_ENTRY)


def test_no_command_writes_past_the_verbs() -> None:
    """A row that is written by SQL of a room's own would have no entry."""
    found = [
        f"{path}: {node.value.strip()[:60]}"
        for path, tree in sources("clinic_desktop").items()
        if not path.startswith(("clinic_desktop/store/", "clinic_desktop/codes/", "clinic_desktop/self_check"))
        # What is reckoned anew from other rows is no row that anybody wrote; the command says so in the trail.
        and path != "clinic_desktop/checkup/commands.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lstrip().startswith(("INSERT INTO", "DELETE FROM", "INSERT OR R", "INSERT OR I", "REPLACE INTO"))
    ]
    assert found == []


def test_nothing_leaves_without_being_told() -> None:
    ways = {path: called(tree) & WAYS_OUT for path, tree in sources("ui").items()}
    silent = {path for path, out in ways.items() if out and not called(sources("ui")[path]) & TELLS}
    assert silent == {path for path in SILENT if ways.get(path)}
    # The door itself, and nobody else, tells of the clipboard, of printers and of files.
    assert {path for path, tree in sources("ui").items() if "hear_gone" in called(tree)} == {"ui/trail.py"}


def test_every_paper_says_what_it_is_of() -> None:
    """A paper that is handed out names its row: the trail finds the client by it."""
    papers = [
        (path, node)
        for path, tree in sources("ui").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Handout"
    ]
    assert len(papers) > 20
    assert [path for path, node in papers if len(node.args) + len(node.keywords) < 4] == []
