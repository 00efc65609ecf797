"""The pictures of the reports: each with its choices, the lines behind a line, what is typed wrong, and the papers."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from scenes_authorizations import authorization_scenes
from scenes_clients import press, shown_form
from scenes_superbills import save_paper

from ui.main_window import MainWindow
from ui.reports.page import ReportsPage
from ui.reports.view import ReportView

Scene = tuple[str, QWidget]


def report_scenes(main: MainWindow) -> Iterator[Scene]:
    """Every report of the demo clinic."""
    page = _page(main)
    some = (
        "outstanding",
        "income",
        "superbills",
        "open_denials",
        "denials",
        "denial_reasons",
        "prepaids",
        "prescriptions",
        "policies",
    )
    for key in (*some, "claims"):
        page.open(key)
        shown = _shown(page)
        shown.table.go_to_first(opened=False)
        yield f"reports-{key}", main
    page.open("income")
    shown = _shown(page)
    for by in ("therapist", "service", "method", "tips"):
        shown.by.setCurrentIndex(shown.by.findData(by))
        QApplication.processEvents()
        yield f"reports-income-{by}", main
    shown.by.setCurrentIndex(shown.by.findData("therapist"))
    shown.period.choose("last_month")
    for words in ("weeks", "visits"):
        shown.table.go_to_first(opened=True)
        QApplication.processEvents()
        yield f"reports-income-therapist-{words}", main
    for _ in range(2):
        shown.go_back()
    shown.by.setCurrentIndex(shown.by.findData("part"))
    shown.period.field.set_value("10/31 to 10/1")
    shown.period.read()
    yield "reports-income-typed-wrong", main
    shown.period.choose("last_month")
    QApplication.processEvents()
    yield "reports-income-month", main
    shown.table.go_to_first(opened=True)
    QApplication.processEvents()
    yield "reports-income-payments", main
    page.open("outstanding")
    shown = _shown(page)
    shown.table.go_to_first(opened=True)
    QApplication.processEvents()
    yield "reports-outstanding-visits", main
    shown.go_back()
    yield from _card_scenes(main)
    yield from authorization_scenes(main)


def _card_scenes(main: MainWindow) -> Iterator[Scene]:
    """A gift card that is no client’s: sold, with what is wrong; and that of the demo, which pays for visits."""
    main.go("reports", "prepaids/new")
    form = shown_form(main)
    form.fill({"price": "100", "sold": "120", "sold_on": "11/24/2026", "paid_on": "11/24/2026"})
    form.edited.emit()
    press(main, "Save")
    yield "reports-card-new", main
    form.forget_draft()
    held = main.session.clinic.read.one("SELECT id FROM prepaids WHERE client_id IS NULL ORDER BY id LIMIT 1")["id"]
    main.go("reports", f"prepaids/{held}")
    QApplication.processEvents()
    yield "reports-card", main
    main.go("reports", f"prepaids/{held}/refund/" + str(_paid_for(main, held)))
    yield "reports-card-refund", main
    main.go("reports", "prepaids")


def _paid_for(main: MainWindow, held: int) -> int:
    return int(main.session.clinic.read.one("SELECT id FROM payments WHERE sold_id = ? LIMIT 1", held)["id"])


def empty_report_scenes(main: MainWindow) -> Iterator[Scene]:
    """A clinic where nothing was recorded yet."""
    page = _page(main)
    for key in page.buttons:
        page.open(key)
        QApplication.processEvents()
        yield f"reports-{key}-nothing", main


def save_report_papers(main: MainWindow, folder: Path) -> None:
    """What is handed out of each report."""
    page = _page(main)
    for key in ("outstanding", "income", "superbills", "prepaids", "claims"):
        page.open(key)
        save_paper(folder, f"report-{key}-paper", _shown(page).handing._pdf())


def _page(main: MainWindow) -> ReportsPage:
    main.go("reports")
    page = main.page("reports")
    assert isinstance(page, ReportsPage)
    return page


def _shown(page: ReportsPage) -> ReportView:
    QApplication.processEvents()
    assert isinstance(page.shown, ReportView)
    return page.shown
