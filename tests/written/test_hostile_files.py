"""Files that nobody would write by hand: whatever stands in them, each mistake has its line, and soon."""

import tomllib
from pathlib import Path

import pytest

from clinic_desktop.written.file import BadFile, content, refuse
from clinic_desktop.written.lines import DEEPEST, key_lines
from clinic_desktop.written.sheet import MOST_WRONG, FileTable


def problems(path: Path, text: str) -> list[str]:
    """What is wrong with a file in which no key is known."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        found, sheet = content(path)
        FileTable(sheet, found).close()
        refuse(path, sheet)
    return [line.removeprefix(f"{path}:") for line in caught.value.problems]


@pytest.mark.parametrize("depth", [10, 300, *range(470, 500)])
def test_lists_in_lists_have_their_line_however_deep(tmp_path: Path, depth: int) -> None:
    (found,) = problems(tmp_path / "deep.toml", f"\n\nwhat = {'[' * depth}{']' * depth}\n")
    assert found.startswith(("3: There is no key “what” here.", "3: This is not valid TOML: too much lies"))


def test_what_lies_too_deep_is_passed_over_and_the_next_key_has_its_line() -> None:
    deep = '{ a = "]}", b = [ # }\n 1, \'{\', """\n[""" ] }'
    keys, head = ".".join("k" * 30), ".".join("t" * 30)
    text = f"first = {'[' * 20}\n{deep}{']' * 20}\n{keys} = [[1], {{ a = 2 }}]\n[{head}]\nx = 1"
    tomllib.loads(text)
    found = key_lines(text)
    assert max(map(len, found)) <= DEEPEST
    assert (found[("first",)], found[("k",)], found[("t",) * DEEPEST]) == (1, 5, 6)


def test_of_very_many_mistakes_the_first_are_said(tmp_path: Path) -> None:
    found = problems(tmp_path / "many.toml", "".join(f"k{number} = 1\n" for number in range(5000)))
    assert found[0].startswith("1: There is no key “k0” here.")
    assert found[-1] == f"{MOST_WRONG}: There may be more: put these right first."
    assert len(found) == MOST_WRONG + 1
