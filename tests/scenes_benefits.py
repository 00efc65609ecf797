"""The scenes of benefit statements: a new one, what is wrong in it, one on record, the lists, what a payer allowed."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from scenes_clients import press, shown_form

from ui.benefit_statements.lists import LessonCard, StatementList
from ui.kit.layout import bring_into_view
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_OPEN = (
    "SELECT bills.id, bills.client_id, bills.case_id FROM bills WHERE kind = 'superbill' AND voided_on = ''"
    " AND policy_id IS NOT NULL AND visits > 1 AND id NOT IN (SELECT bill_id FROM benefit_statements)"
    " ORDER BY id DESC LIMIT 1"
)
_ANSWERED = (
    "SELECT id, client_id, case_id, payer_id, bill_id FROM benefit_statements WHERE paid_to = '{paid_to}'"
    " ORDER BY id DESC LIMIT 1"
)
# A verdict was kept before it was issued, and the plan has answered since.
_COMPARED = (
    "SELECT bills.id, bills.client_id, bills.case_id FROM bills JOIN determinations AS kept"
    " ON kept.case_id = bills.case_id AND kept.made_on <= bills.issued_on"
    " WHERE bills.id IN (SELECT bill_id FROM benefit_statements) ORDER BY bills.id DESC LIMIT 1"
)


def benefit_scenes(main: MainWindow) -> Iterator[Scene]:
    """From the superbill without an answer to what the payer's page says."""
    read = main.session.clinic.read
    bill = read.one(_OPEN)
    main.go("clients", f"{bill['client_id']}/of/{bill['case_id']}/benefits/new/{bill['id']}")
    QApplication.processEvents()
    yield "benefits-new", main
    form = shown_form(main)
    for name, typed in (("allowed", "98"), ("coinsurance", "39.20"), ("paid", "50"), ("reasons", "CO-45 XX9")):
        form.fields[f"lines/0/{name}"].set_value(typed)
    form.fields["statement_on"].set_value("11/30/2026")
    press(main, "Save")
    QApplication.processEvents()
    yield "benefits-problems", main
    press(main, "Cancel")
    one = read.one(_ANSWERED.format(paid_to="client"))
    at = f"{one['client_id']}/of/{one['case_id']}"
    main.go("clients", f"{at}/benefits/{one['id']}")
    QApplication.processEvents()
    yield "benefits", main
    yield from _taking(main)
    main.go("clients", f"{at}/coverage")
    QApplication.processEvents()
    (statements,) = [found for found in main.findChildren(StatementList) if found.isVisible()]
    bring_into_view(statements)
    yield "benefits-list", main
    main.go("clients", f"{at}/bill/{one['bill_id']}")
    QApplication.processEvents()
    yield "benefits-bill", main
    one = read.one(_COMPARED)
    main.go("clients", f"{one['client_id']}/of/{one['case_id']}/bill/{one['id']}")
    QApplication.processEvents()
    # As far down as the amounts beside each other: the last line is brought into view.
    bring_into_view([one for one in main.findChildren(QLabel) if one.isVisible() and one.text() == "The plan paid"][-1])
    QApplication.processEvents()
    yield "benefits-compared", main
    payer = read.one(_ANSWERED.format(paid_to="client"))["payer_id"]
    main.go("payers", f"payer/{payer}")
    QApplication.processEvents()
    (card,) = [found for found in main.findChildren(LessonCard) if found.isVisible()]
    bring_into_view(card)
    yield "benefits-payer", main


def _taking(main: MainWindow) -> Iterator[Scene]:
    """What a plan paid to the clinic: the statement with its button, and the payment that it becomes."""
    one = main.session.clinic.read.one(_ANSWERED.format(paid_to="clinic"))
    part = f"{one['client_id']}/of/{one['case_id']}/benefits/{one['id']}"
    main.go("clients", part)
    QApplication.processEvents()
    yield "benefits-clinic", main
    main.go("clients", f"{part}/payment")
    shown_form(main).fields["reference"].set_value("20417")
    QApplication.processEvents()
    yield "benefits-taking", main
