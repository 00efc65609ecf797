"""The scenes of supervision on the demo clinic: supervisors, what a payer said, and a superbill under a supervisor."""

from collections.abc import Iterator

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press

from ui.directory.page import DirectoryPage
from ui.kit.form import Form
from ui.kit.layout import bring_into_view
from ui.kit.records import Records
from ui.main_window import MainWindow
from ui.superbills.maker import BillMaker

Scene = tuple[str, QWidget]
# The paper is made a moment after the last click.
_PAPER_MILLISECONDS = 250


def supervision_scenes(main: MainWindow) -> Iterator[Scene]:
    """What is wrong with a supervisor, the answers of a payer, and superbills of a client of that payer and of another.
    The list is among the scenes of settings."""
    clinic = main.session.clinic
    main.go("settings", "supervisors/new")
    QApplication.processEvents()
    form = next(found for found in main.findChildren(Form) if found.isVisible())
    form.fill({"given_name": "Lee", "npi": "1234567890", "license_number": "CH00012345", "to_on": "1/1/2020"})
    press(main, "Save")
    yield "supervisor-new-problems", main
    press(main, "Cancel")
    payer = clinic.read.one("SELECT payer_id FROM supervision_answers ORDER BY id DESC")["payer_id"]
    main.go("payers", f"payer/{payer}")
    bring_into_view(answer_list(main))
    yield "supervision", main
    main.go("payers", f"payer/{payer}/supervision/1/reference")
    bring_into_view(answer_list(main))
    yield "supervision-edit", main
    main.go("payers", f"payer/{payer}/supervision/new")
    bring_into_view(answer_list(main))
    yield "supervision-new", main
    editor = answer_list(main).page()
    assert editor
    editor.findChildren(Form)[0].fill({"accepts": "yes", "asked_on": "11/1/2099"})
    press(editor, "Save")
    bring_into_view(answer_list(main))
    yield "supervision-new-problems", main
    press(editor, "Cancel")
    place = main.page("payers")
    assert isinstance(place, DirectoryPage)
    place.page("payers").records.back()
    for name, wanted in (("superbill-supervised", payer), ("superbill-supervised-stopped", 0)):
        yield from _making(main, name, wanted)


def _making(main: MainWindow, name: str, payer: int) -> Iterator[Scene]:
    """A superbill for a client of this payer, or with 0 for one of another payer, under the first supervisor."""
    sql = (
        "SELECT cases.client_id, cases.id FROM cases JOIN policies ON policies.case_id = cases.id JOIN visits"
        " ON visits.case_id = cases.id WHERE visits.superbill = 0 AND visits.status = 'given' AND cases.kind = 'health'"
        " AND visits.charged_cents > 0"
    )
    where = (
        " AND policies.payer_id = ?"
        if payer
        else " AND policies.payer_id NOT IN (SELECT payer_id FROM supervision_answers WHERE id > ?)"
    )
    row = main.session.clinic.read.all(f"{sql}{where} ORDER BY visits.date_of_service DESC, cases.id", payer)[0]
    main.go("clients", f"{row['client_id']}/of/{row['id']}/superbill/new")
    QApplication.processEvents()
    maker = next(found for found in main.findChildren(BillMaker) if found.isVisible())
    maker.under.box.setCurrentIndex(1)
    QTest.qWait(_PAPER_MILLISECONDS)
    yield name, main
    maker.under.box.setCurrentIndex(0)


def answer_list(main: MainWindow) -> Records:
    """The answers on the page of the payer that is open."""
    QApplication.processEvents()
    # A page that was left is there until Qt takes it away.
    return next(found for found in main.findChildren(Records) if found.key == "supervision" and found.isVisible())
