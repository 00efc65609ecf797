"""A prescriber’s clearance that ends: the flag stays open, visits pass on its days, and on no others."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from asking import CLEARANCE, URGENT, raised, told
from charts import open_chart
from factories import VISIT, new_case, new_service, new_visit, refused
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.chart.rules.health import stop_steps
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince
from clinic_desktop.intake.commands.flags import ChangeFlag, ResolveFlag
from clinic_desktop.intake.model.flags import FlagResolutionDraft
from clinic_desktop.intake.queries.flags import clearances, health_flag, open_flags, stops
from clinic_desktop.intake.queries.glance import health_glance
from clinic_desktop.intake.rules.words import flag_chip, stands_words, state_words, urgent
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit
from ui.kit.editor import Editor
from ui.kit.text import ChipText
from ui.session import Session

TODAY = date(2026, 11, 24)
ENDS = replace(CLEARANCE, until_on="12/4/2026")
PLANNED = replace(VISIT, status="planned")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    new_service(clinic)
    return new_case(clinic)


def cleared(clinic: Clinic, draft: FlagResolutionDraft = ENDS) -> int:
    row = raised(clinic, 1, URGENT)
    clinic.do(ResolveFlag(row, 1, draft))
    return row


@pytest.mark.parametrize(
    ("day", "is_stopped"),
    [
        ("11/12/2026", False),
        ("11/13/2026", True),
        ("11/19/2026", True),
        ("11/20/2026", False),
        ("12/4/2026", False),
        ("12/5/2026", True),
    ],
)
def test_visits_pass_on_its_days_only(clinic: Clinic, case: CaseId, day: str, is_stopped: bool) -> None:
    cleared(clinic)
    draft = replace(PLANNED if day.startswith("12") else VISIT, date_of_service=day)
    problems = told(lambda: new_visit(clinic, case, draft))
    words = (
        "Chest pain or short breath: the clearance of Dr. Ana Lee counts from 20 Nov 2026 to 4 Dec 2026, and not on "
        "the day of this visit. Write down another one on the page Health, or resolve the flag."
    )
    assert [(one.field, one.words) for one in problems] == ([("date_of_service", words)] if is_stopped else [])

    class Sneaked(RecordVisit):
        """As undo would write it."""

        def perform(self, tx: Transaction) -> int:
            on = date(2026, *map(int, day.split("/")[:2])).isoformat()
            values = {"therapist_id": 1, "status": "planned", "date_of_service": on, "unit_rule": "cms"}
            return tx.insert("visits", {"case_id": self.case} | values)

    if is_stopped:
        with pytest.raises(Exception, match="an urgent flag is open"):
            clinic.do(Sneaked(case, VISIT))
    else:
        clinic.do(Sneaked(case, VISIT))


def test_a_planned_visit_is_not_moved_past_its_end(clinic: Clinic, case: CaseId) -> None:
    cleared(clinic)
    row = new_visit(clinic, case, replace(PLANNED, date_of_service="12/1/2026"))
    later = replace(PLANNED, date_of_service="12/8/2026")
    assert refused(lambda: clinic.do(ChangeVisit(row, 1, later))) == ["date_of_service"]
    clinic.do(ChangeVisit(row, 1, replace(PLANNED, date_of_service="12/2/2026")))


def test_a_later_one_counts_from_its_day_and_the_earlier_one_before(clinic: Clinic, case: CaseId) -> None:
    row = cleared(clinic, replace(ENDS, resolved_on="11/14/2026", until_on="11/16/2026"))
    clinic.do(ResolveFlag(row, 2, replace(ENDS, cleared_by="Dr. Bo Chan")))
    assert [one.cleared_by for one in clearances(clinic.read, row)] == ["Dr. Bo Chan", "Dr. Ana Lee"]
    standing = {day: bool(stops(clinic.read, 1, date(2026, 11, day))) for day in (13, 14, 16, 17, 19, 20, 30)}
    assert standing == {13: True, 14: False, 16: False, 17: True, 19: True, 20: False, 30: False}
    # It may say less than the one before, too.
    clinic.do(ResolveFlag(row, 3, replace(ENDS, resolved_on="11/23/2026", until_on="11/23/2026")))
    assert stops(clinic.read, 1, TODAY) and not stops(clinic.read, 1, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"until_on": "11/19/2026"}, "until_on"), ({"until_on": "soon"}, "until_on"), ({"cleared_by": ""}, "cleared_by")],
)
def test_it_is_read(clinic: Clinic, case: CaseId, typed: dict[str, str], field: str) -> None:
    row = raised(clinic, 1, URGENT)
    assert refused(lambda: clinic.do(ResolveFlag(row, 1, replace(ENDS, **typed)))) == [field]
    # Of a note nobody asks until when.
    clinic.do(ResolveFlag(row, 1, replace(ENDS, how="note", until_on="soon")))
    assert not health_flag(clinic.read, row).is_open


def test_it_is_undone_and_nobody_changes_the_flag_unseen(clinic: Clinic, case: CaseId) -> None:
    row = cleared(clinic)
    with pytest.raises(ChangedSince):
        clinic.do(ChangeFlag(row, 1, URGENT))
    assert not stops(clinic.read, 1, TODAY)
    assert clinic.undo() == "Resolve flag"
    assert stops(clinic.read, 1, TODAY) and clearances(clinic.read, row) == ()
    assert clinic.redo() == "Resolve flag"
    assert not stops(clinic.read, 1, TODAY)
    (written,) = clinic.read.all("SELECT writer FROM flag_clearance_rows")
    assert written["writer"] == "Maya Ortiz"


def test_it_is_said_everywhere(clinic: Clinic, case: CaseId) -> None:
    row = cleared(clinic)
    (flag,) = open_flags(clinic.read, 1)
    assert health_glance(clinic.read, 1, TODAY).flags == (flag,)
    assert flag_chip(flag, TODAY) == "Cleared until 4 Dec 2026: Chest pain or short breath"
    assert state_words(health_flag(clinic.read, row)) == "Open, cleared until 4 Dec 2026"
    assert "cleared by Dr. Ana Lee until 4 Dec 2026" in stands_words(flag, TODAY)
    assert urgent((flag,), TODAY) == () and stop_steps((flag,), TODAY) == []
    # Soon it ends, and then it has ended.
    (soon,) = stop_steps((flag,), date(2026, 11, 27))
    assert (soon.words, soon.why, soon.part) == (
        "Clearance ends: Chest pain or short breath", "Dr. Ana Lee cleared it until 4 Dec 2026.", f"resolve/{row}",
    )  # fmt: skip
    after = date(2026, 12, 5)
    assert flag_chip(flag, after) == "Do not treat: Chest pain or short breath" and urgent((flag,), after) == (flag,)
    (ended,) = stop_steps((flag,), after)
    assert ended.why.startswith("The clearance of Dr. Ana Lee ended on 4 Dec 2026.")
    assert "ended on 4 Dec 2026: no visit after" in stands_words(flag, after)


def test_a_visit_that_waits_is_named(clinic: Clinic, case: CaseId) -> None:
    new_visit(clinic, case, replace(PLANNED, date_of_service="12/8/2026"))
    row = raised(clinic, 1, URGENT)
    (step,) = stop_steps(open_flags(clinic.read, 1), TODAY, date(2026, 12, 8))
    assert step.why.endswith(" A visit is planned for 8 Dec 2026.")
    assert glance(clinic.read, 1, case, TODAY).steps[0] == step
    # Long before it ends, where the visit is after it.
    clinic.do(ResolveFlag(row, 1, ENDS))
    (step,) = stop_steps(open_flags(clinic.read, 1), date(2026, 11, 21), date(2026, 12, 8))
    assert step.words.startswith("Clearance ends") and step.why.endswith(" A visit is planned for 8 Dec 2026.")
    assert stop_steps(open_flags(clinic.read, 1), date(2026, 11, 21), date(2026, 12, 4)) == []


def test_it_is_written_down_in_the_chart(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> None:
    row = raised(clinic, 1, URGENT)
    page = open_chart(qtbot, Session(clinic), tmp_path)
    page.open_part(f"resolve/{row}")
    assert page._editor
    (editor,) = page._editor.findChildren(Editor)
    fields = editor.form.fields
    assert not fields["until_on"].isVisible()
    for key, value in (
        ("how", "clearance"),
        ("cleared_by", "Dr. Ana Lee"),
        ("words", "Light work"),
        ("until_on", "-1w"),
    ):
        fields[key].set_value(value)
    assert fields["until_on"].isVisible() and fields["until_on"].below() == "The flag stays open."
    assert editor.save_button.text() == editor.save_button.accessibleName() == "Save clearance"
    assert not editor.save()
    assert fields["until_on"].problem() == "This is before the day of the clearance."
    fields["until_on"].set_value("12/4/2026")
    assert editor.save()
    chips = [one.text() for one in page.header.findChildren(ChipText) if not one.isHidden()]
    assert "Cleared until 4 Dec 2026: Chest pain or short breath" in chips
    assert not any(one.startswith("Do not treat") for one in chips)
    page.show_tab("health")
    names = [one.accessibleName() for one in page._stack.health.findChildren(QPushButton) if one.isVisible()]
    assert "Resolve it: Chest pain or short breath" in names
    # It says so where it is resolved for good, too.
    page.open_part(f"resolve/{row}")
    said = [one.accessibleName() for one in page._editor.findChildren(type(page.header._name))]
    assert any("Dr. Ana Lee, 24 Nov 2026, until 4 Dec 2026: Light work" in one for one in said)


def test_a_milder_one_may_be_cleared_for_a_time_as_well(clinic: Clinic, case: CaseId) -> None:
    row = raised(clinic, 1)
    clinic.do(ResolveFlag(row, 1, ENDS))
    (flag,) = open_flags(clinic.read, 1)
    assert flag.clearance and flag_chip(flag, TODAY) == "Blood thinner: Light pressure, no deep work"
    refuse = partial(clinic.do, ResolveFlag(row, 1, ENDS))
    with pytest.raises(ChangedSince):
        refuse()


def test_a_form_that_is_opened_after_its_end_says_nothing_about_the_day_that_is_typed(
    qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path
) -> None:
    cleared(clinic, replace(ENDS, until_on="11/23/2026"))
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.open_part("visit/new")
    (editor,) = chart.findChildren(Editor)
    assert "The clearance of Dr. Ana Lee ended on 23 Nov 2026: no visit after that day" in editor.banner.words()
