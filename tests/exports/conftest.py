"""The demo clinic and its export, made once for all tests here, which only look at it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from exporting import Exported, export_of

if TYPE_CHECKING:
    from demos import Demos


@pytest.fixture(scope="session")
def exported(demos: "Demos", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exported]:
    """The demo, exported."""
    from demos import TODAY

    home = tmp_path_factory.mktemp("exports")
    clinic = demos.open(home / "demo", TODAY)
    yield export_of(clinic, home / "out")
    clinic.close()
