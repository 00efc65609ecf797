"""Small changes to a module that a test of it ought to notice, and a process in which it has one of them.

Changed are comparisons, + and -, and/or, not, whole numbers by one, True and False, what is returned, and what an `if`
asks. Left alone is what does nothing when the program runs, or nothing that a test ought to notice: annotations,
docstrings, decorators, words, `__repr__`, what a type checker alone reads, and how far JSON is indented.
"""

import ast
import importlib.abc
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

ROOT = Path(__file__).parents[3]
# How a process ends that ran its tests, and never had the module.
NOT_LOADED = 99
Put = Callable[[ast.expr], None]

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In},
}
_SIGNS: dict[type[ast.AST], str] = {
    **{ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="},
    **{ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in"},
    **{ast.Add: "+", ast.Sub: "-", ast.And: "and", ast.Or: "or"},
}
_SUMMED: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
_BOTH: dict[type[ast.boolop], type[ast.boolop]] = {ast.And: ast.Or, ast.Or: ast.And}
# What is put in the place of what a function returns, by its annotation; None for any other.
_NOTHING: dict[str, float | str | bytes] = {"int": 0, "float": 0.0, "str": "", "bytes": b"", "bool": False}
# Fields of a node that are not changed, nor anything in them.
_LEFT_ALONE = ("annotation", "returns", "decorator_list", "bases")
# Text, and lists that are put together, have no minus.
_NO_NUMBERS = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)


class Change(NamedTuple):
    """What a change is, in which line, and what makes it in the tree that it was found in."""

    line: int
    words: str
    make: Callable[[], None]


def changes(tree: ast.Module) -> list[Change]:
    """All of them, in the order of the text."""
    return sorted(_within(tree, None), key=lambda one: one.line)


def source(module: str) -> Path:
    """Where a module of the program lies, by its path below the package: "values/money"."""
    return ROOT / "clinic_desktop" / f"{module}.py"


def _within(node: ast.AST, gives: ast.expr | None) -> Iterator[Change]:
    """Those in what a node consists of; `gives` is what the function around it is said to return."""
    if isinstance(node, ast.FunctionDef):
        gives = node.returns
    for name, value in ast.iter_fields(node):
        if name in _LEFT_ALONE:
            continue
        for at, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _is_left_alone(child):
                continue
            if isinstance(child, ast.expr):
                place = partial(value.__setitem__, at) if isinstance(value, list) else partial(setattr, node, name)
                yield from _of_expression(child, place)
                is_asked = (name == "test" and isinstance(node, ast.If | ast.IfExp)) or name == "ifs"
                if is_asked:
                    line = child.lineno
                    yield Change(line, "if always", partial(place, ast.Constant(True)))
                    yield Change(line, "if never", partial(place, ast.Constant(False)))
            yield from _of_statement(child, gives)
            yield from _within(child, gives)


def _is_left_alone(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef):
        return node.name == "__repr__"
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.keyword):
        return node.arg == "indent"
    return isinstance(node, ast.Assert)


def _of_statement(node: ast.AST, gives: ast.expr | None) -> Iterator[Change]:
    if isinstance(node, ast.AugAssign) and type(node.op) in _SUMMED and not isinstance(node.value, _NO_NUMBERS):
        yield _swapped(node, "op", node.op, _SUMMED[type(node.op)](), node.lineno)
    if isinstance(node, ast.Return) and node.value is not None:
        nothing = _NOTHING.get(gives.id) if isinstance(gives, ast.Name) else None
        if not (isinstance(node.value, ast.Constant) and node.value.value == nothing):
            yield Change(node.lineno, f"return {nothing!r}", partial(setattr, node, "value", ast.Constant(nothing)))


def _of_expression(node: ast.expr, put: Put) -> Iterator[Change]:
    line = node.lineno
    if isinstance(node, ast.Compare):
        for at, sign in enumerate(node.ops):
            other = _COMPARED[type(sign)]()
            yield Change(line, _becomes(sign, other), partial(node.ops.__setitem__, at, other))
    elif isinstance(node, ast.BinOp) and type(node.op) in _SUMMED and not _is_text(node):
        yield _swapped(node, "op", node.op, _SUMMED[type(node.op)](), line)
    elif isinstance(node, ast.BoolOp):
        yield _swapped(node, "op", node.op, _BOTH[type(node.op)](), line)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield Change(line, "not dropped", partial(put, node.operand))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield Change(line, f"{node.value} becomes {not node.value}", partial(put, ast.Constant(not node.value)))
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield Change(line, f"{node.value} becomes {node.value + 1}", partial(put, ast.Constant(node.value + 1)))


def _swapped(node: ast.AST, field: str, sign: ast.AST, other: ast.AST, line: int) -> Change:
    return Change(line, _becomes(sign, other), partial(setattr, node, field, other))


def _becomes(sign: ast.AST, other: ast.AST) -> str:
    return f"{_SIGNS[type(sign)]} becomes {_SIGNS[type(other)]}"


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(side, _NO_NUMBERS) or (isinstance(side, ast.Constant) and not isinstance(side.value, int))
        for side in (node.left, node.right)
    )


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module as this tree says, and nothing else."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        self._name, self._path, self._tree = f"clinic_desktop.{module.replace('/', '.')}", source(module), tree
        self.is_loaded = False

    def find_spec(self, fullname: str, path: object, target: ModuleType | None = None) -> ModuleSpec | None:
        del path, target
        return spec_from_file_location(fullname, self._path, loader=self) if fullname == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        self.is_loaded = True
        exec(compile(ast.fix_missing_locations(self._tree), self._path, "exec"), module.__dict__)


def main(module: str, number: str, *asked: str) -> int:
    """Run pytest as asked with the change of this number in the module, none for -1; as what it ends."""
    import pytest

    tree = ast.parse(source(module).read_bytes())
    if int(number) >= 0:
        changes(tree)[int(number)].make()
    changed = _Changed(module, tree)
    sys.meta_path.insert(0, changed)
    ended = int(pytest.main(list(asked)))
    return ended if changed.is_loaded else NOT_LOADED


if __name__ == "__main__":
    status = main(*sys.argv[1:])
    sys.stdout.flush()
    # How windows are taken down when a process ends says nothing of its tests.
    os._exit(status)
