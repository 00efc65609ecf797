"""One place writes CSV: what a cell of it needs is forgotten nowhere."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITER = ROOT / "clinic_desktop" / "values" / "spreadsheet.py"
WRITES = {"writer", "DictWriter", "writerow", "writerows"}


def test_nobody_else_writes_csv() -> None:
    found = []
    for path in [*(ROOT / "clinic_desktop").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        named |= {one.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "csv"
                  for one in node.names}  # fmt: skip
        imports = any(
            one.name == "csv" for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names
        ) or any(isinstance(node, ast.ImportFrom) and node.module == "csv" for node in ast.walk(tree))
        if imports and named & WRITES:
            found.append(path)
    assert found == [WRITER]
