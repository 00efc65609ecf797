"""Who opened a chart, asked in the chart itself and answered by the audit trail, through the real window."""

from contextlib import closing

from factories import new_client, opened
from fixed import PASSWORD
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, signed_in

from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.audit.page import TrailSection


def test_who_opened_a_chart_is_asked_in_the_chart(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    with closing(opened(folder)) as clinic:
        client = new_client(clinic)
    main = signed_in(start(folder.path), PASSWORD)
    main.go("clients", f"{client}/health")
    main.go("clients", f"{client}/edit/phone")
    press(qtbot, main, "Who opened this chart")
    QApplication.processEvents()
    page = main.findChild(TrailSection)
    assert page and page.isVisible()
    assert page.form.values()["client"] == f"{client}\tRosalind Nguyễn"
    said = [page.table.model().index(row, 2).data() for row in range(page.table.model().rowCount())]
    assert said == [
        "Looked at the health page of client Rosalind Nguyễn.",
        "Looked at the chart of client Rosalind Nguyễn.",
    ]
    main.go("settings", "audit/entry/4")
    QApplication.processEvents()
    assert "given name" in seen(main) and "Rosalind" in seen(main)
    press(qtbot, main, "Audit trail")
    main.go("settings", "audit/entry/9999")
    assert "This is no longer there." in seen(main)
