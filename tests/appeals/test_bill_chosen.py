"""The bill of a denial and its visits: those of one bill are never kept under another."""

from dataclasses import replace
from pathlib import Path

import pytest
from answering import Answerable
from appealing import NOTICE
from billable import billable, issue
from charts import open_chart, opened
from factories import refused
from pytestqt.qtbot import QtBot

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.queries.denials import denial
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from ui.appeals.form import DenialForm
from ui.session import Session


@pytest.fixture
def two(clinic: Clinic) -> tuple[Answerable, Answerable]:
    """Two superbills of a case: of two visits, and of one."""
    whose, visits = billable(clinic, "11/3/2026", "11/10/2026", "11/17/2026")
    first, second = visits[:2], visits[2:]
    return Answerable(whose, first, issue(clinic, first)), Answerable(whose, second, issue(clinic, second))


def test_another_bill_brings_its_own_visits(
    qtbot: QtBot, clinic: Clinic, two: tuple[Answerable, Answerable], tmp_path: Path
) -> None:
    first, second = two
    form = opened(open_chart(qtbot, Session(clinic), tmp_path, first.whose.client), "denial/new").form
    assert isinstance(form, DenialForm)
    form.fields["bill"].set_value(str(first.bill))
    form.visits._remove(1)
    assert form.visits.keys() == (str(first.visits[0]),) and form.values()["amount"] == "140.00"
    # Fewer of the former bill's visits are still none of this one.
    form.fields["bill"].set_value(str(second.bill))
    assert form.visits.keys() == (str(second.visits[0]),)
    # Nor does a bill keep them by way of none.
    form.fields["bill"].set_value("")
    form.fields["bill"].set_value(str(first.bill))
    assert form.visits.keys() == tuple(map(str, first.visits)) and form.values()["amount"] == "280.00"
    # Where none of its visits stands there, they come back with it.
    form.visits.set_value(form.visits.shown([str(second.visits[0])]))
    form.fields["bill"].set_value("")
    assert form.visits.keys() == (str(second.visits[0]),)
    form.fields["bill"].set_value(str(first.bill))
    assert form.visits.keys() == tuple(map(str, first.visits))


def test_visits_of_another_bill_are_refused_at_the_visits(clinic: Clinic, two: tuple[Answerable, Answerable]) -> None:
    first, second = two
    draft = replace(NOTICE, bill=str(first.bill), visits=(str(second.visits[0]),))
    with pytest.raises(Refused, match="None of these visits is on the bill"):
        clinic.do(AddDenial(first.whose.case, draft))
    assert refused(lambda: clinic.do(AddDenial(first.whose.case, draft))) == ["visits"]
    # A notice may name one of the bill beside another, and visits without any bill.
    mixed = replace(draft, visits=(str(first.visits[0]), str(second.visits[0])))
    for one in (mixed, replace(draft, bill="")):
        row = clinic.do(AddDenial(first.whose.case, one)).row
        assert {str(visit) for visit in denial(clinic.read, row).visits} == set(one.visits)
