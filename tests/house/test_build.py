"""What is handed out: build.spec ships what the program reads."""

import ast
from collections.abc import Iterator
from pathlib import Path

from clinic_desktop import paths

ROOT = Path(__file__).parents[2]


def shipped() -> Iterator[tuple[str, str]]:
    """From where and to where, of all that the spec says under datas."""
    for node in ast.walk(ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Analysis":
            (datas,) = [one.value for one in node.keywords if one.arg == "datas"]
            for one in datas.elts if isinstance(datas, ast.List) else ():
                source, target = (ast.unparse(part) for part in getattr(one, "elts", ()))
                yield ast.literal_eval(source.removeprefix("str(ROOT / ").removesuffix(")")), ast.literal_eval(target)


def test_every_folder_that_the_program_reads_is_shipped_under_its_own_name() -> None:
    folders = [value for name, value in vars(paths).items() if name.isupper() and name[0] != "_"]
    assert len(folders) > 5
    roots = {ROOT / source for source, target in shipped() if source == target}
    for folder in folders:
        assert isinstance(folder, Path)
        assert roots & {folder, *folder.parents}, folder


def test_what_is_shipped_is_there_and_no_test_is_among_it() -> None:
    for source, _ in shipped():
        assert (ROOT / source).exists()
        assert not source.startswith("tests")
