"""A bill that the plan said no to leads on: to where the denial is entered, then to the denial."""

from pathlib import Path

import pytest
from answering import DENIED, FIRST_VISIT, Answerable, answer, answerable, new_statement
from appealing import new_denial
from charts import open_chart, opened, shown
from making import find, press
from pytestqt.qtbot import QtBot

from clinic_desktop.appeals.commands.denials import AddDenial, CloseDenial, RetireDenial
from clinic_desktop.appeals.queries.choices import draft_from
from clinic_desktop.appeals.queries.denials import denial, denials_of
from clinic_desktop.benefit_statements.commands.statements import RetireStatement
from clinic_desktop.clinic import Clinic
from clinic_desktop.submissions.queries.denied import way_to_denial
from ui.benefit_statements.forms import cell
from ui.chart.page import ChartPage
from ui.session import Session
from ui.superbills.bill import IssuedBillPage


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return answerable(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, found: Answerable, tmp_path: Path) -> ChartPage:
    session = Session(clinic)
    made = open_chart(qtbot, session, tmp_path, found.whose.client)
    session.asked_for.connect(lambda _, part: made.open_part(part.partition("/")[2]))
    return made


def bill_page(chart: ChartPage) -> IssuedBillPage:
    assert chart._editor
    (page,) = chart._editor.findChildren(IssuedBillPage)
    return page


def test_the_way_goes_to_what_is_open_then_to_what_is_not_entered(clinic: Clinic, found: Answerable) -> None:
    def way() -> str:
        return way_to_denial(clinic.read, found.bill)

    assert way() == ""
    statement = new_statement(clinic, found, DENIED, FIRST_VISIT)
    assert way() == f"denial/new/statement:{statement}"
    begun = draft_from(clinic.read, found.whose.case, f"statement:{statement}", clinic.clock.today())
    row = clinic.do(AddDenial(found.whose.case, begun)).row
    assert way() == f"denial/{row}"
    clinic.do(CloseDenial(row, denial(clinic.read, row).version, "given_up", "She moved away"))
    assert way() == f"denial/{row}"
    # A notice that came by mail is of the bill, and open.
    other = new_denial(clinic, found)
    assert way() == f"denial/{other}"
    for one in (other, row):
        clinic.do(RetireDenial(one, denial(clinic.read, one).version))
    assert way() == f"denial/new/statement:{statement}"
    clinic.do(RetireStatement(statement, 1))
    assert way() == ""


def test_a_statement_with_a_denied_line_leads_to_its_bill_and_on_to_the_denial(
    qtbot: QtBot, clinic: Clinic, chart: ChartPage, found: Answerable
) -> None:
    editor = opened(chart, f"benefits/new/{found.bill}")
    kept = answer(clinic, found.whose.case, found.bill, DENIED, FIRST_VISIT)
    editor.form.fields["statement_on"].set_value(kept.statement_on)
    for at, line in enumerate(kept.lines):
        for name in ("allowed", "deductible", "coinsurance", "not_paid", "paid", "reasons"):
            editor.form.fields[cell(at, name)].set_value(getattr(line, name))
    assert editor.save()
    page = bill_page(chart)
    assert find(page, "Enter denial").property("main") == "true"
    press(qtbot, page, "Enter denial")
    assert shown(chart).form.values()["codes"] == "CO-50 N130" and shown(chart).save()
    (row,) = denials_of(clinic.read, found.whose.client)
    chart.open_part(f"bill/{found.bill}")
    press(qtbot, bill_page(chart), "Open denial")
    assert shown(chart).form.values()["codes"] == "CO-50 N130"
    # What takes the statement away is the last of its buttons.
    editor = opened(chart, f"benefits/{row.statement}")
    assert find(editor, "Open denial").x() < find(editor, "Remove statement").x()
