"""The scenes of denials: the list, one that is begun with its deadline, a new one with mistakes, and its steps."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press, shown_form

from ui.appeals.steps import StepsCard
from ui.kit.layout import bring_into_view
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_OPEN = "SELECT id, client_id, case_id FROM denials WHERE closed_on = '' ORDER BY id LIMIT 1"
_CLOSED = "SELECT id, client_id, case_id FROM denials WHERE closed_on <> '' ORDER BY id LIMIT 1"


def appeal_scenes(main: MainWindow) -> Iterator[Scene]:
    """From the section of the chart to the answer of a plan."""
    read = main.session.clinic.read
    one = read.one(_OPEN)
    at = f"{one['client_id']}/of/{one['case_id']}"
    main.go("clients", f"{at}/documents/denials")
    QApplication.processEvents()
    yield "appeals-list", main
    main.go("clients", f"{at}/denial/{one['id']}")
    QApplication.processEvents()
    yield "appeals-denial", main
    (steps,) = [found for found in main.findChildren(StepsCard) if found.isVisible()]
    bring_into_view(steps)
    QApplication.processEvents()
    yield "appeals-steps", main
    step = read.one("SELECT id FROM appeals WHERE denial_id = ? AND outcome = ''", one["id"])["id"]
    main.go("clients", f"{at}/appeal/{step}")
    QApplication.processEvents()
    yield "appeals-sent", main
    press(main, "Cancel")
    main.go("clients", f"{at}/denial/new")
    form = shown_form(main)
    typed = {
        "noticed_on": "11/23/2026",
        "received_on": "11/20/2026",
        "codes": "CO-197 XYZ9",
        "deadline_on": "11/1/2026",
    }
    for name, text in typed.items():
        form.fields[name].set_value(text)
    form.fields["amount"].set_value("9000")
    press(main, "Save")
    QApplication.processEvents()
    yield "appeals-new-problems", main
    press(main, "Cancel")
    won = read.one(_CLOSED)
    main.go("clients", f"{won['client_id']}/of/{won['case_id']}/denial/{won['id']}")
    QApplication.processEvents()
    (steps,) = [found for found in main.findChildren(StepsCard) if found.isVisible()]
    bring_into_view(steps)
    QApplication.processEvents()
    yield "appeals-won", main
