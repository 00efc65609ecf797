"""The contracts on a payer's page: seen, added by hand, kept as a draft, led to by a part."""

import json
from dataclasses import replace

import pytest
from contracting import CONTRACT, new_contract
from factories import SERVICE, new_payer, new_service
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from scenes_contracts import contract_list
from windows import Starter, press, seen, signed_in, words

from clinic_desktop.contracts import queries
from clinic_desktop.contracts.commands import ChangeContract, RetireContract
from clinic_desktop.contracts.model import ContractFee, FeeLine
from clinic_desktop.payers.commands import MergePayers
from clinic_desktop.payers.model import PayerDraft, PayerId
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.paged_model import PagedModel
from ui.kit.rows_field import RowsField
from ui.main_window import MainWindow

FEES = [
    {"procedure_code": "MT001", "fee": "18.00", "per": "unit"},
    {"procedure_code": "MT002", "fee": "72", "per": "visit"},
]


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """A clinic with a payer and a service."""
    main = signed_in(start(folder.path), PASSWORD)
    new_payer(main.session.clinic)
    new_service(main.session.clinic, SERVICE)
    return main


def opened(main: MainWindow, part: str) -> Form:
    """The form of the contract that a part leads to."""
    main.go("payers", f"payer/1/contract/{part}")
    page = contract_list(main).page()
    assert page
    return page.findChildren(Form)[0]


def shown(main: MainWindow) -> list[list[str]]:
    """The list of contracts as a person reads it."""
    model = contract_list(main)._model
    assert isinstance(model, PagedModel)
    cells = range(model.columnCount())
    return [[model.index(row, cell).data() for cell in cells] for row in range(model.rowCount())]


def test_a_contract_is_typed_listed_and_undone(qtbot: QtBot, main: MainWindow) -> None:
    main.go("payers", "payer/1")
    assert "No contract yet. Without one the clinic is out of network here." in words(contract_list(main))
    press(qtbot, contract_list(main), "Add contract")
    form = contract_list(main).findChildren(Form)[0]
    # The only therapist is chosen already.
    assert form.values()["therapist"] == "1"
    form.fill({"from_on": "1/1/2026", "binds_unpaid": "yes", "fees": json.dumps(FEES)})
    press(qtbot, contract_list(main), "Save")
    assert shown(main) == [["Maya Ortiz, LMT", "All plans", "1 Jan 2026", "Still runs", "2"]]
    found = queries.contract(main.session.clinic.read, 1)
    assert list(found.fees.values()) == [ContractFee("MT001", 1800, "unit"), ContractFee("MT002", 7200, "visit")]
    assert found.binds_unpaid == "yes"
    main.session.undo()
    assert shown(main) == []


def test_what_is_on_record_stands_in_the_form(main: MainWindow) -> None:
    new_contract(main.session.clinic, 1, replace(CONTRACT, network="PPO", to_on="12/31/2026", note="By letter"))
    values = opened(main, "1").values()
    assert [dict(one) for one in json.loads(values.pop("fees"))] == [FEES[0], FEES[1] | {"fee": "72.00"}]
    assert values == {
        "therapist": "1",
        "network": "PPO",
        "from_on": "01/01/2026",
        "to_on": "12/31/2026",
        "binds_unpaid": "yes",
        "note": "By letter",
    }


def test_saved_as_it_stands_nothing_is_written(qtbot: QtBot, main: MainWindow) -> None:
    new_contract(main.session.clinic, 1)
    opened(main, "1")
    press(qtbot, contract_list(main), "Save")
    assert queries.contract(main.session.clinic.read, 1).version == 1


def test_each_problem_stands_at_its_cell(qtbot: QtBot, main: MainWindow) -> None:
    form = opened(main, "new")
    fees = [{"procedure_code": "MT001", "fee": "0"}, {"procedure_code": "mt001", "fee": "72"}]
    form.fill({"from_on": "1/1/2026", "to_on": "1/1/2025", "fees": json.dumps(fees)})
    press(qtbot, contract_list(main), "Save")
    said = words(contract_list(main))
    assert "This is before the contract begins." in said
    assert "A fee is more than 0. Remove the row if the contract has no fee for this code." in said
    assert "MT001 has a fee above already. Keep one of the two." in said
    assert not queries.contract_page(main.session.clinic.read, PayerId(1)).rows


@pytest.mark.parametrize(
    ("part", "value"), [("1/to_on", "12/31/2026"), ("1/network", "PPO"), ("1/fees/1/fee", "72.00")]
)
def test_a_part_leads_to_its_field(main: MainWindow, part: str, value: str) -> None:
    new_contract(main.session.clinic, 1, replace(CONTRACT, network="PPO", to_on="12/31/2026"))
    opened(main, part)
    QApplication.processEvents()
    box = main.focusWidget()
    assert isinstance(box, QLineEdit) and box.text() == value


def test_a_contract_that_is_gone_or_of_another_payer_is_not_opened(main: MainWindow) -> None:
    clinic = main.session.clinic
    new_payer(clinic, PayerDraft("Another"))
    new_contract(clinic, 2)
    clinic.do(RetireContract(new_contract(clinic, 1), 1))
    for row in (1, 2):
        main.go("payers", f"payer/1/contract/{row}")
        assert contract_list(main).page() is None
        assert "This is no longer there." in seen(main)


def test_what_was_typed_is_there_again(qtbot: QtBot, main: MainWindow) -> None:
    form = opened(main, "new")
    form.fields["network"].set_value("PPO Select")
    form.fields["fees"].set_value(json.dumps(FEES[:1]))
    main.go("clients")
    main.go("payers", "payer/1")
    form = opened(main, "new")
    assert form.values()["network"] == "PPO Select"
    assert json.loads(form.values()["fees"]) == FEES[:1]
    # Until somebody says Cancel.
    press(qtbot, contract_list(main), "Cancel")
    assert opened(main, "new").values()["network"] == ""


def test_enter_in_a_line_saves(qtbot: QtBot, main: MainWindow) -> None:
    form = opened(main, "new")
    form.fields["from_on"].set_value("1/1/2026")
    qtbot.keyClick(form.fields["from_on"].box, Qt.Key.Key_Return)
    assert [row[2] for row in shown(main)] == ["1 Jan 2026"]


def test_the_codes_of_the_clinic_are_offered(main: MainWindow) -> None:
    field = opened(main, "new").fields["fees"]
    assert isinstance(field, RowsField)
    box = field.cells(0)["procedure_code"].box
    assert isinstance(box, QLineEdit)
    model = box.completer().model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["MT001"]


def test_a_change_of_somebody_else_is_seen_before_it_is_overwritten(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    new_contract(clinic, 1)
    form = opened(main, "1")
    form.fields["note"].set_value("mine")
    # Of the fees alone.
    clinic.do(ChangeContract(1, 1, replace(CONTRACT, fees=(FeeLine("MT001", "19", "unit"),))))
    press(qtbot, contract_list(main), "Save")
    assert queries.contract(clinic.read, 1).note == ""
    editor = contract_list(main).page()
    assert isinstance(editor, Editor)
    assert any("Somebody changed this" in one for one in words(editor))


def test_a_merge_says_that_contracts_move(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    new_contract(clinic, 1)
    kept = new_payer(clinic, PayerDraft("Another"))
    main.go("payers", "payer/1")
    press(qtbot, main, "Merge…")
    assert "0 policies, 0 departments and 1 contract go there" in " ".join(words(main))
    clinic.do(MergePayers(kept, PayerId(1), 1))
    main.go("payers", f"payer/{kept}")
    assert [row[0] for row in shown(main)] == ["Maya Ortiz, LMT"]
