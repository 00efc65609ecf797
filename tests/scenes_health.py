"""The pictures of a client's health: flags, the questions, a resolution, histories, consents, and a stop."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press, shown_form

from clinic_desktop.intake.commands.flags import RaiseFlag, ResolveFlag
from clinic_desktop.intake.model.flags import FlagDraft, FlagResolutionDraft
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]


def health_scenes(main: MainWindow) -> Iterator[Scene]:
    """The page and every editor of it."""
    read = main.session.clinic.read
    flag = read.one("SELECT id, client_id FROM health_flags WHERE key = 'pregnancy'")
    chart = flag["client_id"]
    history, before = read.all("SELECT id FROM health_histories WHERE client_id = ? ORDER BY taken_on DESC", chart)
    consent = read.one("SELECT id FROM consents WHERE client_id = ? AND withdrawn_on <> ''", chart)
    for name, part in (
        ("chart-health", "health"),
        ("chart-flag", f"flag/{flag['id']}"),
        ("chart-checklist", "checklist/new"),
        ("chart-history", f"history/{history['id']}"),
        ("chart-history-old", f"history/{before['id']}"),
        ("chart-consent", f"consent/{consent['id']}"),
    ):
        main.go("clients", f"{chart}/{part}")
        yield name, main
    main.go("clients", f"{chart}/checklist/new")
    form = shown_form(main)
    form.fields["chest"].set_value('{"answer":"yes"}')
    form.fields["rash"].set_value('{"answer":"yes"}')
    form.fields["infection"].set_value("no")
    # Laid out as it stands, before it is gone through.
    QApplication.processEvents()
    press(main, "Save")
    yield "chart-checklist-problems", main
    press(main, "Cancel")
    yield from _together(main, chart)
    main.go("clients", f"{chart}/consent/new/special_area")
    form = shown_form(main)
    form.fill({"kind": "special_area", "signed_on": "tomorrow", "until_on": "soon", "signed_by": "guardian"})
    form.edited.emit()
    press(main, "Save")
    yield "chart-consent-problems", main
    press(main, "Cancel")
    yield from _resolving(main, chart)
    nothing = read.one("SELECT min(id) AS id FROM clients WHERE id NOT IN (SELECT client_id FROM consents)")
    main.go("clients", f"{nothing['id']}/health")
    yield "chart-health-nothing", main


def _together(main: MainWindow, chart: int) -> Iterator[Scene]:
    """Somebody raised a flag while the questions were asked; it is undone after that."""
    main.go("clients", f"{chart}/checklist/new")
    form = shown_form(main)
    form.fields["rash"].set_value('{"answer":"yes","region":"left elbow","note":"It itches since Friday"}')
    found = FlagDraft("rash", "", "today", "right knee", "Red and dry, says the front desk", "Stay off it")
    main.session.clinic.do(RaiseFlag(chart, found))
    press(main, "Save")
    yield "chart-checklist-together", main
    press(main, "Cancel")
    main.session.clinic.undo()


def _resolving(main: MainWindow, chart: int) -> Iterator[Scene]:
    """What was resolved, and what stops; the flag that was raised for that is undone."""
    read = main.session.clinic.read
    resolved = read.one("SELECT id, client_id FROM health_flags WHERE resolution = 'clearance'")
    main.go("clients", f"{resolved['client_id']}/health")
    yield "chart-health-resolved", main
    main.go("clients", f"{resolved['client_id']}/flag/{resolved['id']}")
    yield "chart-flag-resolved", main
    urgent = main.session.run(RaiseFlag(chart, FlagDraft("chest", "", "today", "", "Since the stairs this morning")))
    for name, part in (
        ("chart-stop", "summary"),
        ("chart-visit-stop", "visit/new"),
        ("chart-health-stop", "health"),
        ("chart-flag-resolve", f"resolve/{urgent}"),
    ):
        main.go("clients", f"{chart}/{part}")
        yield name, main
    form = shown_form(main)
    form.fields["how"].set_value("clearance")
    form.fields["resolved_on"].set_value("1/1/2020")
    press(main, "Resolve")
    yield "chart-flag-resolve-problems", main
    press(main, "Cancel")
    ends = FlagResolutionDraft(
        "clearance", "today", "Dr. Ana Lee", "Light work, and no longer than half an hour.", "+1w"
    )
    main.session.run(ResolveFlag(urgent, 1, ends))
    for name, part in (("chart-health-cleared", "health"), ("chart-flag-cleared", f"resolve/{urgent}")):
        main.go("clients", f"{chart}/{part}")
        yield name, main
    press(main, "Cancel")
    main.session.clinic.undo()
    main.session.clinic.undo()
