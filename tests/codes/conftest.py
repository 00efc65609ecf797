"""The diagnosis codes that come with the program: their table, and their search file, once a run."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop.codes import loader
from clinic_desktop.codes.model import CodeTable
from clinic_desktop.codes.queries.book import CodeBook
from clinic_desktop.codes.queries.releases import packed, shipped_release


@pytest.fixture(scope="session")
def book(codes_file: Path) -> Iterator[CodeBook]:
    """The shipped release, open for search."""
    opened = loader.open_book(codes_file, shipped_release())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def table() -> CodeTable:
    """The shipped release as a table."""
    made = loader.unpacked(packed(shipped_release()))
    # Each test ends with a collection: these hundred thousand lines are not looked through every time.
    gc.freeze()
    return made


@pytest.fixture(scope="session")
def codes(table: CodeTable) -> dict[str, bool]:
    """Every code of it, without chapters and blocks, and whether it can be billed."""
    return {line.code: line.billable for line in table.lines if "-" not in line.code}
