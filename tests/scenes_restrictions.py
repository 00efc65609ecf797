"""Scenes of what is kept from a plan: the head and the card, the form with its problems, a claim that is not made."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press, shown_form

from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_ASKED = (
    "SELECT restrictions.id, restrictions.client_id, cases.id AS case_id FROM restrictions"
    " JOIN cases ON cases.client_id = restrictions.client_id"
)


def restriction_scenes(main: MainWindow) -> Iterator[Scene]:
    """Of the client who asked for it."""
    row = main.session.clinic.read.one(_ASKED)
    at = f"{row['client_id']}/of/{row['case_id']}"
    for part, name in (("coverage", "card"), ("superbill/new", "superbill"), ("claim/new", "claim")):
        main.go("clients", f"{at}/{part}")
        QApplication.processEvents()
        yield f"chart-restriction-{name}", main
    main.go("clients", f"{at}/restriction/{row['id']}")
    QApplication.processEvents()
    yield "chart-restriction", main
    form = shown_form(main)
    form.fill(
        form.values() | {"from_on": "", "until_on": "soon", "asked_on": "12/31/2099", "taken_back_on": "1/1/2020"}
    )
    form.edited.emit()
    press(main, "Save")
    QApplication.processEvents()
    yield "chart-restriction-problems", main
