"""What a role does not read is not shown, and there is a calm way in for a reason."""

from pathlib import Path

import pytest
from charts import open_chart, opened
from factories import new_case, new_client, new_visit, signing
from pytestqt.qtbot import QtBot
from role_matrix import as_role
from windows import press, seen, words

from clinic_desktop.assessments.commands import AddAssessment
from clinic_desktop.assessments.model import AssessmentDraft
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.intake.commands.history import TakeHistory
from clinic_desktop.intake.model.history import HistoryDraft
from clinic_desktop.staff.model import Role
from clinic_desktop.staff.rules import emergencies as rules
from clinic_desktop.visits.model import VisitNoteDraft
from ui.chart.closed import _CLINICAL_PARTS
from ui.chart.page import ChartPage
from ui.session import Session

SECRET = "Zyzzyva"
CLOSED = "The role Front desk does not read notes, plans and other clinical records."


@pytest.fixture
def session(clinic: Clinic) -> Session:
    """A client with a note, a finding and a history that all speak of one thing."""
    made = Session(clinic)
    client = new_client(clinic)
    visit = new_visit(clinic, new_case(clinic, client))
    note = VisitNoteDraft(subjective=SECRET, objective=SECRET, assessment=SECRET, plan=SECRET)
    clinic.do(signing(clinic, visit, note))
    clinic.do(AddAssessment(1, AssessmentDraft(day="11/20/2026", therapist="1", posture=SECRET)))
    clinic.do(TakeHistory(client, HistoryDraft(taken_on="11/20/2026", conditions=SECRET)))
    return made


def all_pages(chart: ChartPage) -> str:
    found = []
    for key in chart.header.tabs:
        chart.show_tab(key)
        found.append(seen(chart))
    return "\n".join(found)


@pytest.mark.parametrize(
    ("role", "reads"),
    [("front_desk", False), ("owner", True), ("therapist", True), ("biller", True), ("read_only", True)],
)
def test_the_pages_of_a_chart_by_role(qtbot: QtBot, session: Session, tmp_path: Path, role: Role, reads: bool) -> None:
    as_role(session.clinic, role)
    chart = open_chart(qtbot, session, tmp_path)
    shown = all_pages(chart)
    assert (SECRET in shown) == reads
    assert (CLOSED in shown) == (not reads)


def test_no_part_of_a_chart_leads_around_it(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    as_role(session.clinic, "front_desk")
    chart = open_chart(qtbot, session, tmp_path)
    for part in sorted(_CLINICAL_PARTS):
        for row in ("1", "new"):
            chart.show_tab("summary")
            chart.open_part(f"{part}/{row}")
            assert CLOSED in seen(chart), part
            assert SECRET not in seen(chart)
            assert chart._editor is None
    # A visit is recorded at the desk all the same, and its form asks for no note.
    assert "subjective" not in opened(chart, "visit/new").form.fields
    assert opened(chart, "consent/new")


def test_what_is_brought_for_the_first_time_is_typed_at_the_desk(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    fresh = new_client(session.clinic, ClientDraft("Ada", "", "Quill"))
    as_role(session.clinic, "front_desk")
    chart = open_chart(qtbot, session, tmp_path, fresh)
    opened(chart, "history/new")


def test_emergency_access_opens_it_for_a_reason_and_closes_by_itself(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("clinic_desktop.clinic.MINUTES_LEFT", rules.Minutes(lambda: now[0]))
    session.clinic._writer._database.execute("DROP TRIGGER an_owner_stays")
    session.clinic._writer._database.execute("UPDATE staff SET role = 'front_desk'")
    as_role(session.clinic, "front_desk")
    chart = open_chart(qtbot, session, tmp_path)
    chart.show_tab("assessment")
    card = chart._stack.assessment.closed
    press(qtbot, card, "Emergency access")
    press(qtbot, card, "Begin emergency access")
    assert card.form.fields["reason"].problem()
    card.form.fill({"reason": "Client fell, Maya cannot be reached"})
    press(qtbot, card, "Begin emergency access")
    assert session.clinic.allows("read_clinical")
    assert SECRET in all_pages(chart)
    opened(chart, "note/1")
    now[0] += rules.MINUTES * 60
    chart.reload()
    # Also the form that was open, and nothing that was read is left in a widget.
    assert chart._editor is None
    assert SECRET not in all_pages(chart)
    assert SECRET not in "\n".join(words(chart))
