"""The pictures of authorizations: their list in a chart, the form and what it says about a slip, and the report."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget
from scenes_clients import press, shown_form

from clinic_desktop.authorizations.queries import authorization_report
from ui.main_window import MainWindow
from ui.reports.authorizations import AuthorizationsReport
from ui.reports.page import ReportsPage

Scene = tuple[str, QWidget]


def authorization_scenes(main: MainWindow) -> Iterator[Scene]:
    """The report with each of its choices, the coverage page, and both editors."""
    main.go("reports", "authorizations")
    yield "reports", main
    page = main.page("reports")
    assert isinstance(page, ReportsPage)
    place = page.shown
    assert isinstance(place, AuthorizationsReport)
    for name in ("running", "ended", "all"):
        place.which.setCurrentIndex(place.which.findData(name))
        yield f"reports-{name}", main
    clinic = main.session.clinic
    (found,) = authorization_report(clinic.read, clinic.clock.today(), which="running_out").rows
    chart = f"{found.client}/of/{found.case}/"
    for name, part in (
        ("chart-coverage-authorizations", "coverage"),
        ("chart-authorization-new", "authorization/new"),
        ("chart-authorization", f"authorization/{found.id}/ends_on"),
    ):
        main.go("clients", chart + part)
        yield name, main
    main.go("clients", f"{chart}authorization/new")
    form = shown_form(main)
    form.fill({"codes": "MT001, massage", "granted": "many", "used_before": "-1", "asked_on": "11/20/2026",
               "decided_on": "11/3/2026", "starts_on": "11/20/2026", "ends_on": "11/1/2026"})  # fmt: skip
    form.edited.emit()
    press(main, "Save")
    yield "chart-authorization-problems", main
    main.go("clients", f"{chart}summary")
    yield "chart-authorization-next", main
