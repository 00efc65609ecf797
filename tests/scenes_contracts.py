"""The scenes of the contracts on a payer's page, on the demo clinic."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press

from ui.directory.page import DirectoryPage
from ui.kit.form import Form
from ui.kit.layout import bring_into_view
from ui.kit.records import Records
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
FEES = '[{"procedure_code":"MT001","fee":"0"},{"procedure_code":"MT01","fee":"72"}]'


def contract_scenes(main: MainWindow) -> Iterator[Scene]:
    """The contracts of a payer, one of them, a new one, and what is wrong with it."""
    payer = main.session.clinic.read.one("SELECT payer_id FROM contracts WHERE network = '' ORDER BY id")["payer_id"]
    main.go("payers", f"payer/{payer}")
    bring_into_view(contract_list(main))
    yield "contracts", main
    main.go("payers", f"payer/{payer}/contract/1/to_on")
    bring_into_view(contract_list(main))
    yield "contract-edit", main
    main.go("payers", f"payer/{payer}/contract/new")
    bring_into_view(contract_list(main))
    yield "contract-new", main
    editor = contract_list(main).page()
    assert editor
    form = editor.findChildren(Form)[0]
    form.fill({"from_on": "1/1/2026", "to_on": "1/1/2025", "fees": FEES})
    press(editor, "Save")
    bring_into_view(contract_list(main))
    yield "contract-new-problems", main
    press(editor, "Cancel")
    place = main.page("payers")
    assert isinstance(place, DirectoryPage)
    place.page("payers").records.back()


def contract_list(main: MainWindow) -> Records:
    """The contracts on the page of the payer that is open."""
    QApplication.processEvents()
    return next(found for found in main.findChildren(Records) if found.key == "contract")
