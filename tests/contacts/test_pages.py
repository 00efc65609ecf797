"""The contact log on the screen: the card in the chart, the editor, striking out, the head of the chart, the search."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from charts import with_codes
from contracting import new_contract
from factories import CASE, DEPARTMENT, HOSTILE_NAMES, PRESCRIPTION, new_case, new_client, new_policy, new_prescription
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen, shown_form, type_in

from clinic_desktop.cases.commands import ChangeCase, RetireCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import ChangeContact, LogContact, StrikeContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.contacts.queries import contact, contact_page
from clinic_desktop.payers.commands import AddDepartment
from clinic_desktop.payers.model import PayerId
from clinic_desktop.payers.queries import payer
from clinic_desktop.policies.commands import RetirePolicy
from clinic_desktop.policies.model import PolicyDraft
from ui.chart.page import ChartPage
from ui.codes.shelf import Shelf
from ui.jobs import InlineJobs
from ui.kit.fields import ChoiceField
from ui.kit.text import ChipText
from ui.payers.merge import MergePanel
from ui.search.box import FindAnywhere
from ui.session import Session

CALL = ContactDraft(contacted_on="11/20/2026", party="payer/1", name="Provider services", said="Massage is a benefit.")
AUTO = CaseDraft("auto", "Neck pain", "9/1/2026", adjuster_name="Dana Whitlock", adjuster_phone="2065550152",
                 adjuster_fax="2065550153", adjuster_email="dana@payer.example", attorney_name="Jo Park")  # fmt: skip


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    found = new_case(clinic, new_client(clinic))
    new_policy(clinic, found)
    clinic.do(AddDepartment(1, replace(DEPARTMENT, fax="2535550151", extension="40")))
    clinic.do(AddDepartment(1, replace(DEPARTMENT, kind="claims", name="", phone="", fax="2535550152")))
    return found


@pytest.fixture
def chart(qtbot: QtBot, session: Session, case: CaseId, tmp_path: Path) -> Iterator[ChartPage]:
    jobs = InlineJobs(session)
    page = ChartPage(session, Shelf(session, jobs, with_codes(tmp_path)), jobs, ClientId(1))
    qtbot.addWidget(page)
    page.resize(1300, 900)
    page.show()
    yield page


def listed(page: ChartPage) -> list[list[str]]:
    model = page.coverage.contacts.table.model()
    columns = range(model.columnCount())
    return [[model.data(model.index(row, at)) for at in columns] for row in range(model.rowCount())]


def chips(page: ChartPage) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in page.header.findChildren(ChipText) if one.isVisible() and "ollow" in one.text()]


def choices(page: ChartPage) -> list[str]:
    field = shown_form(page).fields["party"]
    assert isinstance(field, ChoiceField)
    return [field.box.itemText(at) for at in range(field.box.count())]


def test_a_call_is_logged_and_followed_up(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    chart.open_part("coverage")
    assert "No contact yet." in seen(chart)
    press(qtbot, chart, "Log the first one")
    # Today is put in; nothing is chosen for anybody.
    assert shown_form(chart).values()["contacted_on"] == "11/24/2026"
    press(qtbot, chart, "Save")
    form = shown_form(chart)
    assert {key for key, field in form.fields.items() if field.problem()} == {"party", "said"}
    assert form.focusWidget() is form.fields["party"].box
    type_in(chart, party="payer/1/1", contacted_on="11/20/2026", contacted_at="2:15 pm", minutes="17",
            representative="Kim", reference="REF-1", said="Twelve visits.\nNo referral.", todo="Call again",
            due_on="11/23/2026")  # fmt: skip
    assert (form.values()["name"], form.values()["reach"]) == (
        "Provider services: Provider line",
        "(253) 555-0150 x40",
    )
    press(qtbot, chart, "Save")
    assert listed(chart) == [
        ["20 Nov 2026, 2:15 PM", "Call to", "Cascade Mutual · Provider services: Provider line", "REF-1",
         "Twelve visits. No referral.", "Overdue since 23 Nov 2026"]
    ]  # fmt: skip
    assert chips(chart) == ["Follow-up overdue since 23 Nov 2026"]
    # The one that was saved is chosen, so it is done by one press.
    press(qtbot, chart, "Mark follow-up done")
    assert listed(chart)[0][-1] == "Done 24 Nov 2026" and chips(chart) == []
    assert not chart.coverage.contacts.done.isVisible()
    chart._session.undo()
    assert listed(chart)[0][-1] == "Overdue since 23 Nov 2026"
    press(qtbot, chart, "Mark follow-up done")


def test_what_the_record_knows_is_put_in_and_what_was_typed_stays(chart: ChartPage) -> None:
    chart.open_part("contact/new")
    form = type_in(chart, party="payer/1/1")
    assert form.values()["reach"] == "(253) 555-0150 x40"
    type_in(chart, kind="fax")
    assert (form.fields["reach"].label, form.values()["reach"]) == ("Fax number", "(253) 555-0151")
    assert not form.fields["minutes"].isVisible()
    type_in(chart, party="payer/1/2")
    assert (form.values()["name"], form.values()["reach"]) == ("Claims", "(253) 555-0152")
    type_in(chart, name="Mail room")
    type_in(chart, party="client", kind="call")
    assert (form.values()["name"], form.values()["reach"]) == ("Mail room", "(253) 555-0142")
    type_in(chart, kind="in_person")
    assert not form.fields["direction"].isVisible() and form.fields["minutes"].isVisible()
    type_in(chart, party="other")
    assert (form.values()["name"], form.values()["reach"]) == ("Mail room", "")


def test_a_case_offers_those_the_record_knows(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    chart.open_part("contact/new")
    assert choices(chart) == [
        "Choose",
        *("Cascade Mutual · Provider services: Provider line", "Cascade Mutual · Claims"),
        *("Cascade Mutual · another department", "Adjuster", "Attorney", "Prescriber"),
        *("Rosalind Mae Nguyễn, client", "Somebody else"),
    ]
    new_prescription(clinic, case, PRESCRIPTION)
    chart.open_part("contact/new")
    assert choices(chart)[6:8] == ["Maria Lee, MD, prescriber", "Another prescriber"]


@pytest.mark.parametrize("kind", ["auto", "work", "accident"])
def test_of_an_accident_the_adjuster_stands_first(chart: ChartPage, clinic: Clinic, kind: str) -> None:
    other = new_case(clinic, ClientId(1), replace(AUTO, kind=kind))
    new_policy(clinic, other, PolicyDraft(payer="1", member_id="77"))
    new_policy(clinic, other, PolicyDraft(payer="1", member_id="88"))
    chart.open_part(f"of/{other}/contact/new")
    assert choices(chart)[1] == "Dana Whitlock, adjuster"
    # Two policies of one payer offer its departments once.
    assert len([one for one in choices(chart) if one.endswith("Claims")]) == 1
    form = type_in(chart, party="adjuster")
    assert (form.values()["name"], form.values()["reach"]) == ("Dana Whitlock", "(206) 555-0152")
    type_in(chart, kind="email")
    assert form.values()["reach"] == "dana@payer.example"


def test_an_entry_is_opened_as_it_stands_and_corrected(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    clinic.do(LogContact(1, replace(CALL, name="Claims", contacted_at="14:05", kind="fax", reach="2535550199")))
    chart.open_part("contact/1")
    values = shown_form(chart).values()
    assert (values["party"], values["name"], values["reach"]) == ("payer/1/2", "Claims", "(253) 555-0199")
    assert (values["contacted_on"], values["contacted_at"]) == ("11/20/2026", "2:05 PM")
    type_in(chart, said="Two pages.")
    press(qtbot, chart, "Save")
    found = contact(clinic.read, 1)
    assert (found.said, found.name, found.reach, found.payer) == ("Two pages.", "Claims", "(253) 555-0199", 1)
    # One that was saved without a number has none, whatever the record knows.
    clinic.do(ChangeContact(1, 2, replace(CALL, name="Claims", kind="fax", reach="")))
    chart.open_part("contact/1")
    assert shown_form(chart).values()["reach"] == ""
    # Of another department the name and number go with the choice.
    chart.open_part("contact/1")
    type_in(chart, party="payer/1/1")
    assert shown_form(chart).values()["name"] == "Provider services: Provider line"


def test_a_payer_without_a_policy_any_more_stays(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    clinic.do(LogContact(1, CALL))
    clinic.do(RetirePolicy(1, 1))
    chart.open_part("contact/1")
    assert choices(chart)[-1] == "Cascade Mutual"
    type_in(chart, said="More.")
    press(qtbot, chart, "Save")
    assert contact(clinic.read, 1).payer == 1


def test_a_second_person_who_saves_is_told(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    clinic.do(LogContact(1, CALL))
    chart.open_part("contact/1")
    type_in(chart, promised="A letter.")
    clinic.do(ChangeContact(1, 1, replace(CALL, said="No benefit.")))
    press(qtbot, chart, "Save")
    assert "Somebody changed this after you opened it" in seen(chart)
    press(qtbot, chart, "Show what is there now")
    press(qtbot, chart, "Save")
    found = contact(clinic.read, 1)
    assert (found.said, found.promised) == ("No benefit.", "A letter.")


def test_one_is_struck_out_with_a_reason_and_read_afterwards(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    clinic.do(LogContact(1, replace(CALL, minutes="1", todo="Call", due_on="11/23/2026")))
    chart.open_part("contact/1")
    type_in(chart, said="Half corrected")
    press(qtbot, chart, "Strike out…")
    assert "Massage is a benefit." in seen(chart) and "20 Nov 2026 · 1 minute" in seen(chart)
    press(qtbot, chart, "Strike out")
    assert shown_form(chart).fields["why"].problem().startswith("Type why")
    type_in(chart, why="Wrong chart")
    press(qtbot, chart, "Strike out")
    assert listed(chart)[0][4:] == ["Struck out: Wrong chart", ""] and chips(chart) == []
    assert clinic.drafts.kept("contact:1") is None
    for part in ("contact/1", "strike/1", "contact/1/due_on"):
        chart.open_part(part)
        assert "Wrong chart (24 Nov 2026)" in seen(chart)
        assert not [one for one in chart.findChildren(QPushButton) if one.isVisible() and one.text() == "Save"]
    press(qtbot, chart, "Back")
    assert chart.coverage.isVisible()


def test_one_that_was_struck_out_meanwhile_is_not_overwritten(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    clinic.do(LogContact(1, CALL))
    chart.open_part("contact/1")
    type_in(chart, said="Other words")
    clinic.do(StrikeContact(1, 1, "Twice"))
    press(qtbot, chart, "Save")
    assert "This entry was struck out." in seen(chart)
    assert contact(clinic.read, 1).said == CALL.said


def test_a_key_opens_a_new_one_from_anywhere_in_the_chart(qtbot: QtBot, chart: ChartPage) -> None:
    chart.activateWindow()
    qtbot.waitUntil(chart.isActiveWindow)
    chart.setFocus()
    chart.open_part("policy/1")
    type_in(chart, note="Half a")
    inside = chart.focusWidget()
    assert inside
    qtbot.keyClick(inside, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert "New contact" in seen(chart)
    # What was written stays.
    chart.open_part("policy/1")
    assert shown_form(chart).values()["note"] == "Half a"


def test_without_a_case_one_is_asked_for_first(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    clinic.do(RetireCase(1, 1))
    chart.open_part("coverage")
    assert "a contact is about what the client is treated for" in seen(chart)
    assert not chart.coverage.contacts.log.isEnabled()
    chart.open_part("contact/new")
    assert "New case" in seen(chart)


def test_what_is_due_stands_in_the_chart_until_its_case_is_closed(chart: ChartPage, clinic: Clinic) -> None:
    for day in ("11/21/2026", "11/22/2026", "11/24/2026", "11/25/2026"):
        clinic.do(LogContact(1, replace(CALL, todo=f"Call on {day}", due_on=day)))
    assert chips(chart) == ["2 follow-ups overdue since 21 Nov 2026"]
    words = seen(chart)
    assert "Call on 11/24/2026" in words and "Call on 11/25/2026" not in words
    assert "Overdue since 22 Nov 2026. Call to Cascade Mutual · Provider services, 20 Nov 2026." in words
    clinic.do(ChangeCase(1, 1, replace(CASE, closed_on="11/24/2026")))
    assert chips(chart) == [] and "Call on 11/24/2026" not in seen(chart)


def test_another_case_shows_its_own_log_and_whom_to_call(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    clinic.do(LogContact(1, CALL))
    chart.open_part("coverage")
    other = new_case(clinic, ClientId(1), AUTO)
    new_policy(clinic, other, PolicyDraft(payer_name="Harborlight"))
    chart.open_part(f"of/{other}/coverage")
    assert listed(chart) == [] and "Whom to call: Harborlight" in seen(chart)
    chart.open_part(f"of/{case}/coverage")
    assert len(listed(chart)) == 1 and "Whom to call: Cascade Mutual" in seen(chart)


def test_hostile_texts_are_shown_and_saved_to_the_letter(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    for name in HOSTILE_NAMES:
        typed = name.replace("\x00", "")
        hostile = replace(CALL, party="other", name=name, said=name, todo=name, due_on="11/23/2026")
        row = clinic.do(LogContact(1, hostile)).row
        chart.open_part("coverage")
        assert listed(chart)[0][2] == typed
        chart.open_part(f"contact/{row}")
        type_in(chart, promised="A letter")
        press(qtbot, chart, "Save")
        found = contact(clinic.read, row)
        assert (found.name, found.said, found.todo) == (typed, typed, typed)


def test_the_longest_texts_leave_the_window_as_wide_as_it_is(chart: ChartPage, clinic: Clinic) -> None:
    long = replace(CALL, party="other", name="W" * 200, representative="W" * 200, reference="W" * 100,
                   said="W" * 10_000, todo="W" * 200, due_on="11/23/2026")  # fmt: skip
    clinic.do(LogContact(1, long))
    clinic.do(StrikeContact(clinic.do(LogContact(1, long)).row, 1, "W" * 200))
    clinic.do(AddDepartment(1, replace(DEPARTMENT, name="W" * 100)))
    for part in ("summary", "coverage", "contact/new", "contact/1", "contact/2", "strike/1"):
        chart.open_part(part)
        QApplication.processEvents()
        assert chart.minimumSizeHint().width() <= 1300 and chart.width() == 1300, part
    for part in ("contact/new", "contact/1"):
        chart.open_part(part)
        assert shown_form(chart).sizeHint().width() <= 1300, part


def test_the_search_leads_to_the_contact(qtbot: QtBot, session: Session, clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(LogContact(case, replace(CALL, reference="REF-7714"))).row
    asked: list[tuple[str, str]] = []
    session.asked_for.connect(lambda place, part: asked.append((place, part)))
    box = FindAnywhere(session)
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClicks(box, "ref7714")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asked == [("clients", f"1/of/{case}/contact/{row}")]
    assert contact_page(clinic.read, case).rows[0].reference == "REF-7714"


def test_a_merge_says_that_contacts_go_along(qtbot: QtBot, session: Session, clinic: Clinic, case: CaseId) -> None:
    panel = MergePanel(session, payer(clinic.read, 1), lambda _: None)
    qtbot.addWidget(panel)
    panel.show()
    assert "1 policy and 2 departments go there" in seen(panel)
    clinic.do(LogContact(case, CALL))
    clinic.do(StrikeContact(clinic.do(LogContact(case, CALL)).row, 1, "Twice"))
    assert "1 policy, 2 departments and 2 contacts go there" in seen(panel)
    new_contract(clinic, PayerId(1))
    assert "1 policy, 2 departments, 1 contract and 2 contacts go there" in seen(panel)
