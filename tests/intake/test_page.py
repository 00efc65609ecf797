"""The health page in the chart: what stops is on top everywhere, the questions go by keyboard, no word is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from asking import CLEARANCE, HISTORY, MINOR, RAISED, URGENT, asked, raised, signed, taken
from charts import open_chart
from factories import CLIENT, new_case, new_client, new_service, new_visit
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.intake.commands.flags import ResolveFlag
from clinic_desktop.intake.commands.history import KeepHistory
from clinic_desktop.intake.model.checklist import CHECKLIST
from clinic_desktop.intake.queries.consents import consent_page
from clinic_desktop.intake.queries.flags import health_flag, last_answers, open_flags
from clinic_desktop.intake.queries.history import history_page
from clinic_desktop.intake.queries.history import newest_history as newest
from ui.chart.page import ChartPage
from ui.intake.checklist import LevelField
from ui.intake.question import FlagQuestionField
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.text import ChipText
from ui.session import Session


@pytest.fixture
def session(clinic: Clinic) -> Session:
    """A clinic with a client and a case."""
    new_service(clinic)
    new_case(clinic)
    return Session(clinic)


@pytest.fixture
def page(qtbot: QtBot, session: Session, tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, session, tmp_path)


def chips(page: ChartPage) -> list[tuple[str, str]]:
    shown = [one for one in page.header.findChildren(ChipText) if not one.isHidden()]
    shown.sort(key=lambda one: (one.y(), one.x()))
    return [(one.text(), str(one.property("chip"))) for one in shown]


def form(page: ChartPage) -> Form:
    assert page._editor
    (found,) = page._editor.findChildren(Form)
    return found


def editor(page: ChartPage) -> Editor:
    assert page._editor
    (found,) = page._editor.findChildren(Editor)
    return found


def press(part: QWidget, name: str) -> None:
    # What was just built is seen once it is laid out.
    QApplication.processEvents()
    (found,) = [one for one in part.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
    found.click()


def question(page: ChartPage, key: str) -> FlagQuestionField:
    found = form(page).fields[key]
    assert isinstance(found, FlagQuestionField)
    return found


def test_what_stops_is_first_in_the_head_and_in_next(session: Session, page: ChartPage) -> None:
    raised(session.clinic, 1)
    raised(session.clinic, 1, URGENT)
    assert chips(page)[:2] == [
        ("Do not treat: Chest pain or short breath", "stop"),
        ("Blood thinner: Light pressure, no deep work", "warning"),
    ]
    assert page._glance
    first = page._glance.steps[0]
    assert (first.words, first.verb) == ("Urgent flag: Chest pain or short breath", "Resolve it")
    assert first.why == "Open since 13 Nov 2026. Do not treat. Send the client to emergency care now."
    press(page.summary, "Resolve it: Urgent flag: Chest pain or short breath")
    form(page).fill({"how": "clearance", "resolved_on": "11/20/2026", "words": "A pulled muscle"})
    assert not editor(page).save()
    assert form(page).fields["cleared_by"].problem() == "Type the name of the prescriber who gave the clearance."
    form(page).fields["cleared_by"].set_value("Dr. Ana Lee")
    assert editor(page).save()
    assert page._tab == "health" and page._editor is None
    assert chips(page)[0][0].startswith("Blood thinner") and all(one.verb != "Resolve it" for one in page._glance.steps)
    # Undo opens it again, everywhere.
    session.clinic.undo()
    assert chips(page)[0][1] == "stop"


def test_a_visit_says_at_its_day_why_not(session: Session, page: ChartPage) -> None:
    row = raised(session.clinic, 1, URGENT)
    page.open_part("visit/new")
    # Before anything is typed for nothing.
    assert editor(page).banner.words().startswith("An urgent flag is open since 13 Nov 2026")
    form(page).fill({"date_of_service": "11/20/2026", "therapist": "1"})
    form(page).fields["services"].set_value('[{"service":"1","minutes":"60"}]')
    assert not editor(page).save()
    problem = form(page).fields["date_of_service"].problem()
    assert problem.startswith("An urgent flag is open since 13 Nov 2026: Chest pain or short breath. Resolve it")
    assert form(page).values()["date_of_service"] == "11/20/2026"
    # The way to the flags still stands above it.
    press(page, "Show flags")
    assert page.topic == "25-health"
    page.open_part("visit/new")
    form(page).fields["date_of_service"].set_value("11/20/2026")
    session.clinic.do(ResolveFlag(row, 1, CLEARANCE))
    assert editor(page).save()


def test_the_questions_are_answered_by_letters(qtbot: QtBot, session: Session, page: ChartPage) -> None:
    page.open_part("checklist/new")
    keys = list(CHECKLIST)
    first = question(page, keys[0])
    first.setFocus()
    qtbot.keyClick(first.choices["yes"], Qt.Key.Key_N)
    second = question(page, keys[1])
    assert page.focusWidget() is second.choices["yes"]
    qtbot.keyClick(second.choices["yes"], Qt.Key.Key_Y)
    note = second.part("note")
    assert note and page.focusWidget() is note.box
    assert second.below() == "Do not treat. Send the client to emergency care now."
    qtbot.keyClicks(note.box, "Since Monday")
    third = question(page, keys[2])
    qtbot.keyClick(note.box, Qt.Key.Key_Tab)
    assert page.focusWidget() is third.choices["yes"]
    qtbot.keyClick(third.choices["yes"], Qt.Key.Key_Down)
    assert page.focusWidget() is question(page, keys[3]).choices["yes"]
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Up)
    assert page.focusWidget() is third.choices["yes"]
    last_one = question(page, keys[-1])
    last_one.setFocus()
    qtbot.keyClick(last_one.choices["yes"], Qt.Key.Key_N)
    assert page.focusWidget() is editor(page).save_button
    qtbot.keyClick(editor(page).save_button, Qt.Key.Key_Return)
    (flag,) = open_flags(session.clinic.read, 1)
    assert (flag.key, flag.note) == (keys[1], "Since Monday")
    last = last_answers(session.clinic.read, 1)
    # What was left open was not asked.
    assert set(last) == {keys[0], keys[1], keys[-1]}


def test_the_rest_is_no_but_what_is_open_is_asked(session: Session, page: ChartPage) -> None:
    raised(session.clinic, 1, replace(RAISED, key="pregnancy"))
    page.open_part("checklist/new")
    for one in form(page).fields.values():
        if isinstance(one, LevelField):
            one.rest.click()
    assert {
        one.key for one in form(page).fields.values() if isinstance(one, FlagQuestionField) and one.is_answered()
    } == (set(CHECKLIST) - {"pregnancy"})
    assert editor(page).save()
    assert len(open_flags(session.clinic.read, 1)) == 1
    page.open_part("checklist/new")
    question(page, "pregnancy").answer("yes")
    assert question(page, "pregnancy").parts() == [question(page, "pregnancy")]
    assert editor(page).save()
    assert page.header.isVisible() and open_flags(session.clinic.read, 1)[0].still_on


def test_what_is_wrong_is_at_its_line_and_what_was_typed_comes_back(session: Session, page: ChartPage) -> None:
    page.open_part("checklist/new")
    question(page, "rash").answer("yes")
    modification = question(page, "rash").part("modification")
    assert modification and modification.value() == "Work elsewhere; stay off the place until it has healed."
    modification.set_value("No oil there")
    question(page, "chest").answer("no")
    assert not editor(page).save()
    region = question(page, "rash").part("region")
    assert region and region.problem() == "Name the place, like “left calf”." and page.focusWidget() is region.box
    # Left and opened again, it stands there as it was.
    page.show_tab("visits")
    page.open_part("checklist/new")
    again = question(page, "rash")
    typed = again.draft()
    assert typed and (typed.answer, typed.modification) == ("yes", "No oil there")
    assert question(page, "chest").value() == "no"


def test_what_was_raised_meanwhile_is_shown_whole(session: Session, page: ChartPage) -> None:
    page.resize(1200, 700)
    page.open_part("checklist/new")
    rash = question(page, "rash")
    rash.answer("yes")
    for name in ("region", "note"):
        line = rash.part(name)
        assert line
        line.set_value("left elbow")
    raised(session.clinic, 1, replace(RAISED, key="rash", region="right knee"))
    assert not editor(page).save()
    QApplication.processEvents()
    for name in ("region", "note"):
        line = rash.part(name)
        assert line and line.box.visibleRegion().boundingRect().height() == line.box.height()
    # From the chosen answer Tab leads into its lines.
    assert page.focusWidget() is rash.choices["yes"]
    rash.leave()
    region = rash.part("region")
    assert region and page.focusWidget() is region.box
    assert region.box.accessibleName() == "Where, Rash or infected skin"
    assert region.box.accessibleDescription() == "The flag says: “right knee”."


def test_one_key_notes_a_flag(qtbot: QtBot, session: Session, page: ChartPage) -> None:
    row = raised(session.clinic, 1)
    page.show_tab("health")
    table = page._stack.health.flags.table
    table.setFocus()
    table.selectRow(0)
    with qtbot.waitActive(page.window()):
        page.window().activateWindow()
    qtbot.keyClick(table, Qt.Key.Key_S)
    qtbot.keyClick(table, Qt.Key.Key_M)
    found = health_flag(session.clinic.read, row)
    assert found.still_on and found.modified_on
    raised(session.clinic, 1, replace(RAISED, key="pregnancy"))
    press(page._stack.health, "All still so today")
    assert all(one.still_on for one in open_flags(session.clinic.read, 1))


def test_nothing_changed_is_one_button_and_going_over_begins_with_the_last(session: Session, page: ChartPage) -> None:
    taken(session.clinic, 1)
    page.show_tab("health")
    press(page._stack.health, "Nothing changed")
    both = history_page(session.clinic.read, ClientId(1)).rows
    assert [str(one.taken_on) for one in both] == ["2026-11-24", "2026-11-13"]
    session.clinic.undo()
    press(page._stack.health, "Go over the health history")
    assert form(page).values()["occupation"] == "Florist" and form(page).values()["taken_on"] == "11/24/2026"
    form(page).fields["occupation"].set_value("Baker")
    form(page).fields["allergies"].set_value("Latex, lavender")
    assert editor(page).save()
    found = newest(session.clinic.read, 1)
    assert found and found.occupation == "Baker"
    assert ("Allergy: Latex", "stop") in chips(page)
    # That of today is changed from now on, the one before only read.
    page.open_part("history/new")
    assert form(page).values()["occupation"] == "Baker" and form(page).values()["allergies"] == ""
    assert form(page).fields["allergies"].below() == "On record: Latex, lavender."
    page.open_part("history/1")
    assert not editor(page).save_button.isVisible()


def test_what_the_history_speaks_of_is_offered_as_a_flag(session: Session, page: ChartPage) -> None:
    taken(session.clinic, 1, replace(HISTORY, medications="Eliquis"))
    page.show_tab("health")
    press(page._stack.health, "Raise the flag: Blood thinner")
    assert form(page).values()["key"] == "blood_thinner"
    assert form(page).values()["modification"] == "Light pressure, no deep work"
    assert editor(page).save()
    (flag,) = open_flags(session.clinic.read, 1)
    assert str(flag.found_on) == "2026-11-24"
    session.clinic.undo()
    asked(session.clinic, 1, blood_thinner="no")
    QApplication.processEvents()
    assert not [one for one in page._stack.health.findChildren(QPushButton)
                if one.isVisible() and one.accessibleName().startswith("Raise the flag:")]  # fmt: skip


def test_gone_over_without_a_change_it_is_not_offered_again(session: Session, page: ChartPage) -> None:
    def offered() -> list[str]:
        page.show_tab("health")
        QApplication.processEvents()
        names = [one.accessibleName() for one in page._stack.health.findChildren(QPushButton) if one.isVisible()]
        return [one for one in names if one.startswith("Raise the flag:")]

    taken(session.clinic, 1, replace(HISTORY, medications="Eliquis"))
    asked(session.clinic, 1, "11/20/2026", blood_thinner="no")
    assert offered() == []
    session.run(KeepHistory(1))
    assert offered() == []
    # What is told anew is asked anew.
    session.clinic.undo()
    taken(session.clinic, 1, replace(HISTORY, taken_on="11/24/2026", medications="Eliquis, twice a day"))
    assert offered() == ["Raise the flag: Blood thinner"]


def test_another_kind_offers_its_own_modification_until_one_is_typed(page: ChartPage) -> None:
    page.open_part("flag/new")
    fields = form(page).fields
    fields["key"].set_value("pregnancy")
    assert fields["modification"].value() == "Side-lying with pillows, light pressure on the legs"
    fields["key"].set_value("rash")
    assert fields["region"].isVisible() and fields["modification"].value().startswith("Work elsewhere")
    fields["modification"].set_value("Gloves")
    fields["key"].set_value("seizures")
    assert fields["modification"].value() == "Gloves" and not fields["region"].isVisible()
    fields["key"].set_value("chest")
    assert not fields["modification"].isVisible()


def test_a_resolved_flag_is_read_and_nobody_elses_is_shown(session: Session, page: ChartPage) -> None:
    row = raised(session.clinic, 1, URGENT)
    session.clinic.do(ResolveFlag(row, 1, CLEARANCE))
    for part in (f"flag/{row}", f"resolve/{row}"):
        page.open_part(part)
        assert not editor(page).save_button.isVisible()
    other = new_client(session.clinic, replace(CLIENT, given_name="Ann"))
    theirs = (
        f"flag/{raised(session.clinic, other)}",
        f"history/{taken(session.clinic, other)}",
        f"consent/{signed(session.clinic, other)}",
    )
    heard: list[str] = []
    session.trouble.connect(heard.append)
    for part in theirs:
        page.open_part(part)
        assert page._editor is None
    assert heard == ["This is another client’s. Open that client’s chart."] * 3


def test_a_consent_is_added_and_what_is_missing_is_said(session: Session, page: ChartPage) -> None:
    assert page._glance and all(one.words != "Consents" for one in page._glance.steps)
    page.show_tab("health")
    press(page._stack.health, "Add the first consent")
    assert form(page).values()["kind"] == "informed"
    form(page).fields["signed_on"].set_value("tomorrow")
    assert not editor(page).save()
    assert form(page).fields["signed_on"].problem() == "This day is in the future."
    form(page).fields["signed_on"].set_value("today")
    assert editor(page).save()
    # Who keeps something of it here hears what is missing, in one step.
    steps = [one for one in page._glance.steps if one.words == "Consents"]
    assert [(one.why, one.part) for one in steps] == [("Not on record: privacy notice.", "consent/new/privacy")]


def test_for_a_minor_the_guardian_signs(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    minor = new_client(session.clinic, MINOR)
    page = open_chart(qtbot, session, tmp_path, minor)
    page.open_part("consent/new/minor")
    assert form(page).values()["signed_by"] == "guardian"
    assert editor(page).save()
    (found,) = consent_page(session.clinic.read, minor).rows
    assert found.signer == "June Larkin"
    page.open_part(f"consent/{found.id}")
    form(page).fill({"withdrawn_on": "today"})
    assert not editor(page).save()
    assert form(page).fields["withdrawn_why"].problem() == "Type why it was withdrawn, in the client’s words."


def test_a_visit_before_the_flag_is_still_changed(session: Session, page: ChartPage) -> None:
    row = new_visit(session.clinic, CaseId(1))
    raised(session.clinic, 1, URGENT)
    page.open_part(f"visit/{row}")
    form(page).fields["discount"].set_value("5")
    assert editor(page).save()
