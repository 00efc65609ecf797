"""Licenses and policies that run out: which ones Today tells of, from when on, and where its buttons lead."""

from dataclasses import replace
from datetime import timedelta

import pytest
from factories import CASE, POLICY, VISIT, new_case, new_policy, new_visit
from fixed import NOW
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.commands import AddCredential, AddTherapist, RetireTherapist
from clinic_desktop.practice.model import CredentialDraft, TherapistDraft
from clinic_desktop.supervision.commands import AddSupervisor
from clinic_desktop.supervision.model import SupervisorDraft
from clinic_desktop.today.model import CAME_DAYS, LICENSE_DAYS
from clinic_desktop.today.queries.running_out import licenses_running_out, policies_ending
from ui.kit.text import isolated
from ui.session import Session
from ui.today.page import TodayPage

TODAY = NOW.date()


def licensed(clinic: Clinic, days: int | None, state: str = "WA") -> int:
    expires = "" if days is None else str(TODAY + timedelta(days))
    return clinic.do(AddCredential(1, CredentialDraft("license", state, "MA60012345", expires))).row


def licenses(clinic: Clinic) -> list[tuple[str, str, int]]:
    return [(one.name, one.called, (one.expires_on - TODAY).days) for one in licenses_running_out(clinic.read, TODAY)]


@pytest.mark.parametrize(
    ("days", "is_told"), [(-400, True), (0, True), (LICENSE_DAYS, True), (LICENSE_DAYS + 1, False), (None, False)]
)
def test_a_license_that_expires(clinic: Clinic, days: int | None, is_told: bool) -> None:
    licensed(clinic, days)
    assert licenses(clinic) == ([("Maya Ortiz, LMT", "WA MA60012345", days)] if is_told else [])


def test_of_two_of_one_state_the_later_one_counts(clinic: Clinic) -> None:
    licensed(clinic, 10)
    licensed(clinic, 400)
    licensed(clinic, 20, "OR")
    assert [one[1:] for one in licenses(clinic)] == [("OR MA60012345", 20)]


def test_a_supervisor_who_goes_on(clinic: Clinic) -> None:
    here = SupervisorDraft(
        "Lee", "Park", "dc", "DC", license_state="WA", license_number="CH00012345", from_on="1/1/2026"
    )
    clinic.do(AddSupervisor(replace(here, expires_on=str(TODAY + timedelta(5)))))
    clinic.do(AddSupervisor(replace(here, expires_on=str(TODAY + timedelta(6)), to_on="11/1/2026")))
    assert licenses(clinic) == [("Lee Park, DC", "WA CH00012345", 5)]
    assert licenses_running_out(clinic.read, TODAY)[0].part == "supervisors/1/expires_on"


def test_who_left_is_not_asked_about(clinic: Clinic) -> None:
    other = clinic.do(AddTherapist(TherapistDraft("Kim", "Moe"))).row
    clinic.do(AddCredential(other, CredentialDraft("license", "WA", "MA1", str(TODAY))))
    assert len(licenses(clinic)) == 1
    clinic.do(RetireTherapist(other, 1))
    assert licenses(clinic) == []


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case whose client came lately."""
    made = new_case(clinic)
    new_visit(clinic, made)
    return made


def ending(clinic: Clinic) -> list[int]:
    return [(one.ends_on - TODAY).days for one in policies_ending(clinic.read, TODAY)]


def insured(clinic: Clinic, case: CaseId, days: int | None) -> None:
    new_policy(clinic, case, replace(POLICY, ends_on="" if days is None else str(TODAY + timedelta(days))))


@pytest.mark.parametrize(
    ("days", "is_told"), [(-31, False), (-30, True), (0, True), (14, True), (15, False), (None, False)]
)
def test_a_policy_that_ends(clinic: Clinic, case: CaseId, days: int | None, is_told: bool) -> None:
    insured(clinic, case, days)
    assert ending(clinic) == ([days] if is_told else [])


def test_not_where_another_one_goes_on_or_nobody_comes(clinic: Clinic, case: CaseId) -> None:
    insured(clinic, case, 5)
    assert ending(clinic) == [5]
    insured(clinic, case, None)
    assert ending(clinic) == []
    other = new_case(clinic, ClientId(1), replace(CASE, reason="Knee"))
    insured(clinic, other, 5)
    assert ending(clinic) == []
    old = TODAY - timedelta(CAME_DAYS + 1)
    new_visit(clinic, other, replace(VISIT, date_of_service=str(old)))
    assert ending(clinic) == []
    new_visit(clinic, other, replace(VISIT, starts_at="4 pm", ends_at="5 pm", date_of_service="11/21/2026"))
    assert ending(clinic) == [5]
    row = clinic.read.one("SELECT version FROM cases WHERE id = ?", other)
    clinic.do(ChangeCase(other, row["version"], replace(CASE, closed_on=str(TODAY))))
    assert ending(clinic) == []


def test_the_cards_lead_to_where_it_is_put_right(qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    row = licensed(clinic, 9)
    insured(clinic, case, -1)
    page = TodayPage(Session(clinic))
    qtbot.addWidget(page)
    page.resize(1300, 900)
    page.show()
    asked: list[tuple[str, str]] = []
    page._session.asked_for.connect(lambda place, part: asked.append((place, part)))
    words = seen(page)
    assert f"{isolated('WA MA60012345')} expires on 3 Dec 2026 (in 9 days)" in words
    assert f"{isolated('Cascade Mutual')} ended on 23 Nov 2026 (yesterday)" in words
    for name in ("Type the new day of Maya Ortiz, LMT’s license", "Add policy for Nguyễn, Rosalind (Zuzu)"):
        (made,) = (one for one in page.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible())
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert asked == [("settings", f"therapists/1/credential/{row}/expires_on"), ("clients", f"1/of/{case}/policy/new")]
