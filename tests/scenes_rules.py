"""The pictures of the clinic's own rule packs: the list, a new one, its newer version, a wrong file, one to remove."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.coverage.loader.example import example_pack
from clinic_desktop.coverage.queries.own_packs import usual_payer
from ui.coverage.packs.pages import MovePage
from ui.coverage.packs.section import RulesSection
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]


def rule_scenes(main: MainWindow, folder: Path) -> Iterator[Scene]:
    """A pack of the clinic from its first file to its end; the demo clinic is as it was after it."""
    clinic = main.session.clinic
    text = example_pack(usual_payer(clinic.read), clinic.clock.today())
    file = folder / "our-rules.toml"
    main.go("settings", "rules")
    (section,) = main.findChildren(RulesSection)
    file.write_text(text.replace("verdict =", "verdit =").replace('"after"', '"later"'), encoding="utf-8")
    section.take(file)
    yield "rules-wrong", main
    file.write_text(text, encoding="utf-8")
    section.take(file)
    yield "rules-new", main
    _press(section, "Accept rules")
    yield "rules-accepted", main
    newer = text.replace("version = 1", "version = 2").replace('unknown = "missing"\n', 'unknown = "presume"\n')
    file.write_text(newer.replace('"COVERABLE_MISSING"', '"UNLIKELY"'), encoding="utf-8")
    section.take(file)
    yield "rules-newer", main
    section.open(section._model.row(0))
    yield "rules-own", main
    section.ask_removal(section._model.row(0).own)
    yield "rules-remove", main
    _press(section, "Remove rule pack")


def _press(section: RulesSection, words: str) -> None:
    QApplication.processEvents()
    assert isinstance(section.page, MovePage)
    decide = section.page.decide
    assert decide.text() == words and decide.isEnabled()
    decide.click()
