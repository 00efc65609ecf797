"""The program, started for a journey."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fixed import CHEAP, NOW
from PySide6.QtWidgets import QApplication
from windows import Starter

from clinic_desktop.store.clock import Clock
from ui.app import App
from ui.options import Options


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path, codes_file: Path) -> Iterator[Starter]:
    started: list[App] = []

    def starter(folder: Path, *, demo: bool = False) -> App:
        settings = str(tmp_path / "window.ini")
        clock = Clock(NOW)
        app = App(qapp, Options(folder, demo, settings, codes_file.parent, clock, CHEAP, inline=True))
        started.append(app)
        app.show()
        return app

    yield starter
    for app in started:
        app.close()
