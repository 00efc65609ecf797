"""Statements in the window: entered along the lines, listed in the chart, and what they teach on the payer’s page."""

from pathlib import Path

import pytest
from answering import FIRST_VISIT, LATER_VISIT, Answerable, answerable, new_statement
from charts import open_chart, opened
from factories import new_case, new_client
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.benefit_statements.queries.statements import benefit_statement, statement_page
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.payers.queries import payer
from clinic_desktop.policies.queries import policy_page
from ui.benefit_statements.forms import cell
from ui.benefit_statements.lists import LessonCard
from ui.jobs import InlineJobs
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.text import Text
from ui.session import Session
from ui.superbills.bill import IssuedBillPage


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return answerable(clinic)


def box(editor: Editor, at: int, name: str) -> TextField:
    field = editor.form.fields[cell(at, name)]
    assert isinstance(field, TextField)
    return field


def test_it_is_entered_by_keys_alone(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    editor = opened(chart, f"benefits/new/{found.bill}")
    assert editor.form.fields["policy"].value() == "1"
    assert [box(editor, at, "billed").value() for at in (0, 1)] == ["140.00", "140.00"]
    editor.form.fields["statement_on"].set_value("11/20/2026")
    box(editor, 0, "allowed").box.setFocus()
    for typed in ("110", "", "", "44", "30", "66", "CO-45 XX9"):
        now = editor.focusWidget()
        if typed:
            qtbot.keyClicks(now, typed)
        qtbot.keyClick(now, Qt.Key.Key_Return)
    # The second visit was worked out as the first one.
    assert editor.focusWidget() is box(editor, 1, "allowed").box
    qtbot.keyClick(editor.focusWidget(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert editor.focusWidget() is box(editor, 1, "reasons").box
    says = editor.form.fields[cell(1, "says")].below()
    assert "above what the plan allows for the code" in says and "XX9: not known here." in says
    qtbot.keyClick(editor.focusWidget(), Qt.Key.Key_Return)
    (row,) = statement_page(clinic.read, found.whose.case).rows
    lines = benefit_statement(clinic.read, row.id).lines
    assert [(one.allowed_cents, one.paid_cents) for one in lines] == [(11_000, 6_600)] * 2
    assert lines[1].reasons == ("CO-45", "XX9")
    assert chart._editor is None


def test_what_does_not_add_up_is_said_live_and_asks_why(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    editor = opened(chart, f"benefits/new/{found.bill}")
    why = editor.form.fields["differs_why"]
    assert why.isHidden()
    for name, typed in (("allowed", "110"), ("coinsurance", "44"), ("paid", "65")):
        box(editor, 0, name).set_value(typed)
    assert "$109.00, not the $110.00 allowed" in editor.form.fields[cell(0, "says")].below()
    assert not why.isHidden()
    editor.form.fields["statement_on"].set_value("11/20/2026")
    assert not editor.save()
    assert box(editor, 0, "paid").problem() and box(editor, 0, "paid").value() == "65"
    why.set_value("Rounded by the plan")
    assert editor.save()
    (row,) = statement_page(clinic.read, found.whose.case).rows
    again = opened(chart, f"benefits/{row.id}")
    assert again.form.fields["differs_why"].value() == "Rounded by the plan"
    assert box(again, 1, "allowed").value() == "" and not again.form.is_edited()


def test_the_chart_lists_them_and_says_what_came_back(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    chart.open_part("coverage")
    statements = chart._stack.coverage.statements
    assert statements.enter.isEnabled() and statements.table.model().rowCount() == 0
    new_statement(clinic, found, FIRST_VISIT, LATER_VISIT)
    statements.show_case(found.whose.case, policy_page(clinic.read, found.whose.case).rows)
    assert statements.table.model().rowCount() == 1
    words = "MT001, a unit: $27.50, from 1 benefit statement of Cascade Mutual, of 20 Nov 2026."
    assert any(one.text() == words for one in statements.findChildren(Text))
    assert "allowed $220.00 and paid $102.00 to the client" in statements._sums.text()


def test_another_clients_statement_does_not_open(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_statement(clinic, found, FIRST_VISIT)
    other = new_client(clinic, ClientDraft("Ana", "", "Lee"))
    new_case(clinic, other)
    troubles: list[str] = []
    session.trouble.connect(troubles.append)
    chart = open_chart(qtbot, session, tmp_path, other)
    for part in (f"benefits/{row}", f"benefits/new/{found.bill}", "benefits/new/x"):
        chart.open_part(part)
        assert chart._editor is None and len(troubles) == 1, part
        troubles.clear()


def test_the_page_of_a_superbill_leads_to_its_answer(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable
) -> None:
    page = IssuedBillPage(session, InlineJobs(session), found.bill, lambda _: None)
    qtbot.addWidget(page)
    asked: list[tuple[str, str]] = []
    session.asked_for.connect(lambda place, part: asked.append((place, part)))
    (enter,) = [one for one in page.findChildren(QPushButton) if one.text() == "Enter benefit statement"]
    enter.click()
    assert asked == [("clients", f"{found.whose.client}/of/{found.whose.case}/benefits/new/{found.bill}")]
    row = new_statement(clinic, found, FIRST_VISIT)
    page.reload()
    links = [one for one in page.findChildren(QPushButton) if "allowed $110.00, paid $36.00" in one.text()]
    links[-1].click()
    assert asked[-1][1].endswith(f"/benefits/{row}")


def test_the_payers_page_says_what_it_allowed_and_from_how_many(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable
) -> None:
    card = LessonCard(session, payer(clinic.read, 1))
    qtbot.addWidget(card)
    assert card.table.model().rowCount() == 0
    new_statement(clinic, found, FIRST_VISIT)
    card.reload()
    model = card.table.model()
    texts = [model.data(model.index(0, at)) for at in range(model.columnCount())]
    assert texts == ["No plan named", "MT001, a unit", "No contract", "$27.50", "$27.50", "1", "20 Nov 2026", ""]
    assert any("paid $36.00 to the client" in one.text() for one in card.findChildren(Text))
