"""Nothing is done, and nothing leaves, without an entry in the audit trail: proved over the sources."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

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
# What shows a paper of a client, or a note.
VIEWS = {"PdfView", "HandoutPage", "NOTE_PARTS"}
LOOKS = {"look", "look_at_all"}
# They stand in a chart, which notes the look at the page that they belong to.
IN_A_CHART = {
    *("ui/assessments/paper.py", "ui/chart/body_map_paper.py", "ui/chart/plan_paper.py", "ui/chart/report_paper.py"),
    *("ui/claims/paper.py", "ui/contacts/paper.py", "ui/coverage/papers/call_sheet.py", "ui/disclosures/accounting.py"),
    *("ui/coverage/papers/determination.py", "ui/estimates/maker.py", "ui/estimates/page.py", "ui/exports/record.py"),
    *("ui/ledger/receipt.py", "ui/ledger/statement.py", "ui/letters/editor.py", "ui/letters/page.py"),
    *("ui/measures/paper.py", "ui/packets/issued.py", "ui/packets/preview.py", "ui/referrals/paper.py"),
    *("ui/superbills/draft_paper.py", "ui/superbills/year.py", "ui/visits/half_written.py", "ui/visits/note.py"),
    *("ui/visits/notes_paper.py", "ui/visits/soap.py"),
}
# What they show is of no client, or noted otherwise.
OF_NO_CLIENT = {
    "ui/audit/paper.py": "what the list beside it shows; the look at an entry is noted there",
    "ui/estimates/notice.py": "the notice of a clinic is for its own website",
    "ui/handing.py": "the tool: the pages made of it stand here by themselves",
    "ui/letters/wording.py": "made of invented facts",
    "ui/practice/licenses.py": "of the therapists",
}
# Commands that write no entry, and why.
NO_ENTRY: dict[str, str] = {}


@pytest.fixture(scope="module", autouse=True)
def forgets_what_it_read() -> Iterator[None]:
    """The trees of all sources are two million objects, which every later test would carry along."""
    yield
    sources.cache_clear()
    called.cache_clear()


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


def test_no_paper_and_no_note_is_seen_without_a_look() -> None:
    """A new page is in a chart, notes the look itself, or says here why it shows nobody."""
    shows = {
        path
        for path, tree in sources("ui").items()
        if not path.startswith("ui/kit/") and any(getattr(one, "id", "") in VIEWS for one in ast.walk(tree))
    }
    assert shows - {path for path in shows if notes_looks(sources("ui")[path])} == IN_A_CHART | set(OF_NO_CLIENT)


def notes_looks(tree: ast.Module) -> bool:
    """Whether the session is told of a look in it: the word alone has other meanings too."""
    return any(
        isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr in LOOKS
        and getattr(one.func.value, "attr", getattr(one.func.value, "id", "")) in ("_session", "session")
        for one in ast.walk(tree)
    )


def test_what_is_said_to_stand_in_a_chart_is_built_by_one() -> None:
    """By the chart, by the rooms that open its papers, or by a page that is itself one of these."""
    modules = {path.removesuffix(".py").replace("/", ".") for path in IN_A_CHART}
    outside = {"ui/superbills/page.py", "ui/month_end/page.py", "ui/today/page.py", "ui/reports/page.py"}
    reached = {
        one.module
        for path in outside
        for one in ast.walk(sources("ui")[path])
        if isinstance(one, ast.ImportFrom) and one.module in modules
    }
    assert reached == set()


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
