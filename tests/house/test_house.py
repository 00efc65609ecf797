"""The architecture, tested: sizes, names, what is imported when, and doors that an import graph cannot see."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*(ROOT / "clinic_desktop").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def test_the_root_holds_what_was_agreed() -> None:
    allowed = {"clinic_desktop", "ui", "resources", "data", "tests", "pyproject.toml", "build.spec", "README.md",
               "LICENSE", "CHANGELOG.md", "requirements.lock", "start"}  # fmt: skip
    # Not asked of git: a machine that only runs the tests may have none.
    names = {path.name for path in ROOT.iterdir()}
    assert {name for name in names if not name.startswith((".", "__", "build", "dist"))} <= allowed


def longer(paths: list[Path], most: int) -> dict[str, int]:
    """The files that have more lines than this, with their number."""
    lines = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return {name: count for name, count in lines.items() if count > most}


def test_a_file_does_one_thing() -> None:
    assert longer(SOURCES, 300) == {}


def test_a_test_file_stays_small() -> None:
    assert longer(TESTS, 400) == {}


def test_no_test_holds_a_watch() -> None:
    # How long something takes is measured in tests/bench; a test counts what is done (tests/calls.py).
    watches = {"perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "monotonic", "monotonic_ns"}
    held = [path.name for path in TESTS if "bench" not in path.parts for name, _ in calls(path) if name in watches]
    assert held == []


def test_no_other_distribution_takes_our_names() -> None:
    for found in distributions():
        if (found.metadata["Name"] or "").lower() == "clinic-desktop":
            continue
        tops = {Path(str(file)).parts[0] for file in found.files or ()}
        assert not tops & {"ui", "clinic_desktop"}, found.metadata["Name"]


def fresh(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_core_knows_no_qt() -> None:
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in SOURCES if path.parts[-2] != "ui"]
    core = [name for name in modules if name.startswith("clinic_desktop.") and not name.endswith("__")]
    code = (
        f"import sys, importlib\nfor name in {core!r}: importlib.import_module(name)\nprint('PySide6' in sys.modules)"
    )
    assert fresh(code).strip() == "False"


def test_the_sign_in_window_imports_nothing_it_does_not_need(tmp_path: Path) -> None:
    code = f"""
import dataclasses, enum, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.vault import Slot, Vault
folder = Path({str(tmp_path)!r}) / "clinic"
folder.mkdir()
vault.write(folder / "vault.json", Vault("c", (Slot("a", "Ann", 1024, 1, 1, "", "", ""),)))
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from ui.app import App
from ui.options import Options

class Painted(QObject):
    sheets = []
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.sheets.append(application.styleSheet())
        return False

application = QApplication([])
painted = Painted()
application.installEventFilter(painted)
app = App(application, Options(folder, settings=str(folder / "w.ini")))
app.show()
application.processEvents()
print(bool(painted.sheets) and all(painted.sheets))
heavy = ["sqlcipher3", "sqlite_utils", "argon2", "cryptography", "platformdirs", "clinic_desktop.clinic",
         "reportlab", "tomllib", "asyncio", "sqlite3", "uuid"]
print([name for name in heavy if name in sys.modules])
# Qt's own namespace of enumerations takes 20 ms to build, at its first touch.
print([kind for base in (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
       for kind in base.__subclasses__() if kind.__qualname__.startswith("Qt.")])
# A frozen dataclass takes six times as long to import as a named tuple, for it writes its methods as it is imported.
print([kind for name, module in list(sys.modules.items()) if name.split(".")[0] in ("clinic_desktop", "ui")
       for kind in vars(module).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)])
"""
    assert fresh(code).split() == ["True", "[]", "[]", "[]"]


def test_the_sign_in_window_is_handed_no_widget_that_qt_made(tmp_path: Path) -> None:
    """Qt then makes the enumerations of all its widgets: 70 more than the 85 there are, and 20 ms."""
    code = f"""
import enum, os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.vault import Slot, Vault
folder = Path({str(tmp_path)!r}) / "clinic"
folder.mkdir()
vault.write(folder / "vault.json", Vault("c", (Slot("a", "Ann", 1024, 1, 1, "", "", ""),)))
from PySide6.QtWidgets import QApplication
from ui.app import App
from ui.options import Options
application = QApplication([])
app = App(application, Options(folder, settings=str(folder / "w.ini")))
app.show()
application.processEvents()
made = [kind for base in (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
        for kind in base.__subclasses__() if kind.__module__.startswith("PySide6")]
print(len(made))
"""
    assert 50 < int(fresh(code)) < 100


def test_no_source_is_read_for_an_import() -> None:
    """PySide's own import reads the source of each module that comes after it, and keeps its lines: 6 MB."""
    code = """
import linecache
import ui.kit.fields, clinic_desktop.values.dates
print([name for name in linecache.cache if name.endswith(("fields.py", "dates.py", "text.py"))])
"""
    assert fresh(code).split() == ["[]"]


def test_no_second_sqlite_lies_in_memory(tmp_path: Path) -> None:
    """sqlite-utils names the standard library's for an annotation; its library would be 1 MB that nobody uses."""
    code = f"""
import sys
from pathlib import Path
from clinic_desktop.store.connection import open_encrypted, warm_up
warm_up()
open_encrypted(Path({str(tmp_path)!r}) / "clinic.db", bytes(32), "create").close()
print("sqlite_utils" in sys.modules, [name for name in sys.modules if name.split(".")[0] in ("sqlite3", "_sqlite3")])
"""
    assert fresh(code).split() == ["True", "[]"]


def test_void_methods_do_not_eat_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 aborts the whole program here."""
    label = QLabel()
    qtbot.addWidget(label)
    for number in range(20_000):
        label.setText(str(number))
    assert label.text() == "19999"


# Raw sinks of user text: only their own door may name them.
SINKS = {
    "QLabel": {"ui/kit/text.py", "ui/kit/banner.py", "ui/kit/picture.py"},
    "setToolTip": {"ui/kit/text.py"},
    "QTextEdit": set(), "QTextBrowser": {"ui/kit/reading.py"}, "setMarkdown": {"ui/kit/reading.py"},
    "QErrorMessage": set(), "QInputDialog": set(),
    "QProgressDialog": set(), "QWizardPage": set(), "setHtml": set(), "insertHtml": set(),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def forgets_what_it_read() -> Iterator[None]:
    yield
    read.cache_clear()


@cache
def read(path: Path) -> tuple[ast.Module, list[tuple[str, ast.Call]], list[ast.ClassDef]]:
    """A source once, for all tests of this file: its tree, its calls by the name that is called, and its classes."""
    whole = ast.parse(path.read_text(encoding="utf-8"))
    called, classes = list[tuple[str, ast.Call]](), list[ast.ClassDef]()
    for node in ast.walk(whole):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            called.append((name, node))
        elif isinstance(node, ast.ClassDef):
            classes.append(node)
    return whole, called, classes


def calls(path: Path) -> list[tuple[str, ast.Call]]:
    return read(path)[1]


def test_user_text_goes_through_the_plain_text_doors() -> None:
    for path in SOURCES:
        where = path.relative_to(ROOT).as_posix()
        for name, node in calls(path):
            if name in SINKS:
                assert where in SINKS[name], f"{name} in {where}"
                # Where a bare label is allowed it shows a picture and no text.
                assert name != "QLabel" or not node.args, f"QLabel with text in {where}"


def test_no_class_of_ours_is_such_a_sink_by_birth() -> None:
    for path in SOURCES:
        where = path.relative_to(ROOT).as_posix()
        for node in read(path)[2]:
            for base in node.bases:
                name = ast.unparse(base).rpartition(".")[2]
                assert where in SINKS.get(name, {where}), f"{name} in {where}"


SHOWING = {"setText", "setWindowTitle", "setAccessibleName", "setPlaceholderText", "setInformativeText", "button",
           "Text", "ChipText", "card", "TextField", "ChoiceField", "CheckField", "PasswordField", "show_words",
           "addButton", "ask", "framed"}  # fmt: skip


def test_every_sentence_shown_goes_through_the_translation_door() -> None:
    for path in SOURCES:
        for name, node in calls(path):
            if name not in SHOWING:
                continue
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    assert " " not in argument.value and not argument.value[:1].isupper(), (
                        f"{path.relative_to(ROOT)}:{node.lineno}: {argument.value!r}"
                    )


def test_sentences_are_set_as_a_book_sets_them() -> None:
    """An apostrophe is ’ and quotes are “ and ”: beside straight ones each would look like a slip."""
    straight = []
    for path in SOURCES:
        for name, node in calls(path):
            for argument in node.args if name in {"say", "say_many", "mark"} else ():
                words = argument.value if isinstance(argument, ast.Constant) else ""
                if isinstance(words, str) and set("'\"") & set(words):
                    straight.append(f"{path.relative_to(ROOT)}:{node.lineno}: {words}")
    assert not straight, "\n".join(straight)


# What promises more than we can, what is no word of the trade, and what shouts.
BANNED = re.compile(r"\b(covered|approved|compliant|hipaa|in(to)? force|invalid|click\w*)\b|!", re.IGNORECASE)
# On paper for payers alone.
PATIENT = re.compile(r"\bpatients?\b", re.IGNORECASE)


def test_no_sentence_has_a_word_that_is_not_ours() -> None:
    """Every text that is shown or printed, whatever room it is in: no room is left out."""
    found = []
    for path in SOURCES:
        for name, node in calls(path):
            for argument in node.args if name in {"say", "say_many", "mark"} else ():
                words = argument.value if isinstance(argument, ast.Constant) else ""
                is_face = path.is_relative_to(ROOT / "ui")
                if isinstance(words, str) and (BANNED.search(words) or (is_face and PATIENT.search(words))):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {words}")
    assert not found, "\n".join(found)


def test_no_two_classes_share_a_name() -> None:
    found: dict[str, str] = {}
    for path in SOURCES:
        for node in read(path)[0].body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where = path.relative_to(ROOT).as_posix()
                assert node.name not in found, f"{node.name} in {found[node.name]} and {where}"
                found[node.name] = where


def test_translated_texts_are_literals() -> None:
    for path in SOURCES:
        for name, node in calls(path):
            if name == "mark" and path.name != "wording.py":
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"


def test_the_database_is_opened_in_one_place() -> None:
    for path in SOURCES:
        if path.name == "connection.py":
            continue
        for name, node in calls(path):
            # Only such a name is written out: writing out every one takes two seconds.
            dotted = ast.unparse(node.func) if name == "connect" else name
            assert not dotted.endswith(("dbapi.connect", "sqlcipher3.connect", "dbapi2.connect")), path
            assert name != "transform", path


def test_the_window_does_one_command_at_a_time() -> None:
    """What is done together cannot be undone, and the window would stand still for it: a load is a job of the core."""
    for path in SOURCES:
        if path.is_relative_to(ROOT / "ui"):
            assert not [node for name, node in calls(path) if name == "together"], path
