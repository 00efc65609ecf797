"""One place writes CSV: what a cell of it needs is forgotten nowhere."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITER = ROOT / "clinic_desktop" / "values" / "spreadsheet.py"
WRITES = {"writer", "DictWriter", "writerow", "writerows"}


def test_nobody_else_writes_csv() -> None:
    found = []
    for path in [*(ROOT / "clinic_desktop").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        words = path.read_text(encoding="utf-8")
        if "csv" not in words:
            continue
        nodes = list(ast.walk(ast.parse(words)))
        named = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        imported = {one.name for node in nodes if isinstance(node, ast.Import) for one in node.names}
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and node.module == "csv":
                imported.add("csv")
                named |= {one.name for one in node.names}
        if "csv" in imported and named & WRITES:
            found.append(path)
    assert found == [WRITER]
