"""The scenes of letters: the list, the choice, a draft with what it lacks, one that was issued, own wording."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from scenes_superbills import save_paper

from clinic_desktop.letters.document.paper import paper_pdf
from clinic_desktop.letters.loader import templates
from clinic_desktop.letters.rules.invented import invented_paper
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_LETTERS = "SELECT id, client_id, case_id FROM letters WHERE (issued_on <> '') = ? ORDER BY id LIMIT 1"


def save_letter_papers(_: MainWindow, folder: Path) -> None:
    """Every letter in every voice, with the facts of nobody."""
    for template in templates():
        for voice in template.voices:
            pdf = paper_pdf(invented_paper(template, {}, voice))
            save_paper(folder, f"letter-{template.kind}-{voice}-paper", pdf)


def letter_scenes(main: MainWindow) -> Iterator[Scene]:
    """From the list to the letter that went out, and the words of one kind."""
    read = main.session.clinic.read
    draft, issued = (read.one(_LETTERS, out) for out in (0, 1))
    at = f"{draft['client_id']}/of/{draft['case_id']}"
    main.go("clients", f"{at}/documents/letters")
    QApplication.processEvents()
    yield "chart-letters", main
    for name, part in (
        ("choice", f"{at}/letter/new"),
        ("draft", f"{at}/letter/{draft['id']}"),
        ("issued", f"{issued['client_id']}/of/{issued['case_id']}/letter/{issued['id']}"),
    ):
        main.go("clients", part)
        for _ in range(3):
            QApplication.processEvents()
        yield f"chart-letter-{name}", main
    main.go("settings", "letters/6")
    for _ in range(3):
        QApplication.processEvents()
    yield "settings-letter-wording", main
