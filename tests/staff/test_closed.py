"""What a role does not read is not shown, and there is a calm way in for a reason."""

from functools import partial
from pathlib import Path

import pytest
from charts import open_chart, opened
from factories import new_case, new_client, new_visit, signing
from fixed import PASSWORD
from pytestqt.qtbot import QtBot
from role_matrix import as_role
from waited import wait_is_over
from windows import press, seen, words

from clinic_desktop.assessments.commands import AddAssessment
from clinic_desktop.assessments.model import AssessmentDraft
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.intake.commands.history import TakeHistory
from clinic_desktop.intake.model.history import HistoryDraft
from clinic_desktop.staff.model import Role
from clinic_desktop.staff.rules import emergencies as rules
from clinic_desktop.store.keys import vault
from clinic_desktop.visits.model import VisitNoteDraft
from ui.chart.closed import _ASKS, _CLINICAL_PARTS
from ui.chart.editors.every import KINDS
from ui.chart.page import ChartPage
from ui.chart.papers import PAPER_TOPICS
from ui.jobs import InlineJobs
from ui.kit.buttons import knows_who_may
from ui.kit.editor import Editor
from ui.session import Session
from ui.settings.page import SECTIONS, _closed
from ui.staff.holding_back import HeldBack
from ui.staff.person import PersonPage

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


def test_what_is_named_is_a_part_of_a_chart() -> None:
    assert set(_ASKS) <= set(KINDS)
    assert {*KINDS, *PAPER_TOPICS} >= _CLINICAL_PARTS
    # What writes clinical records is not read by who does not.
    assert {part for part, asks in _ASKS.items() if asks == "clinical"} <= _CLINICAL_PARTS


def test_a_form_that_a_role_may_not_save_says_so_at_once(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    as_role(session.clinic, "read_only")
    chart = open_chart(qtbot, session, tmp_path)
    for part, why in (
        ("edit", "may not change clients"),
        ("visit/1", "may not change clients"),
        ("note/1", "may not write notes"),
        ("payment/new/1", "may not take or change payments"),
        ("denial/new", "may not do billing work"),
    ):
        editor = opened(chart, part)
        assert not editor.save_button.isEnabled(), part
        assert why in editor.banner.words()
        assert why in editor.save_button.accessibleDescription()
        assert why in editor.save_button.toolTip()


def test_settings_say_whom_to_ask_and_ones_own_password_is_ones_own(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    as_role(session.clinic, "biller")
    page = PersonPage(session, InlineJobs(session), session.clinic.person, lambda _: None)
    # As the settings do, around it.
    page.why_held_back = partial(HeldBack(session).why, saving="owner")  # type: ignore[attr-defined]
    knows_who_may(page)
    qtbot.addWidget(page)
    page.show()
    assert "Ask an owner" in page.editor.banner.words()
    (own,) = [one for one in page.findChildren(Editor) if "old" in one.form.fields]
    assert own.save_button.isEnabled()
    own.form.fill({"old": "not it at all", "password": "quite another one", "again": "quite another one"})
    own.save()
    assert "not the password until now" in own.form.fields["old"].problem()
    assert "You can try again in 1 second." in seen(page) and not own.save_button.isEnabled()
    wait_is_over(session.clinic.keys.folder)
    # The sentence goes and the button comes back, both by themselves.
    qtbot.waitUntil(own.save_button.isEnabled)
    assert "You can try again" not in seen(page)
    own.form.fill({"old": PASSWORD, "password": "quite another one", "again": "quite another one"})
    own.save()
    known, slot = vault.read(session.clinic.keys.folder.vault), session.clinic.person.slot
    assert vault.unwrap(known, slot, "quite another one") == session.clinic.keys.key


def test_the_trail_is_closed_to_who_does_not_read_what_it_tells(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    as_role(session.clinic, "front_desk")
    (section,) = (one for one in SECTIONS if one.key == "audit")
    card = _closed(section, session, None)  # type: ignore[arg-type]
    qtbot.addWidget(card)
    card.show()
    assert CLOSED in seen(card)
    # Each section with clinical words says so by itself.
    assert [one.key for one in SECTIONS if one.reads != "read"] == ["audit"]
