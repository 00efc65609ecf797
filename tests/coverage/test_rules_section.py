"""Coverage rules in the settings: the list, a file that is wrong, what comes of a pack, and the way to a client."""

from pathlib import Path

import pytest
from charting import TODAY, full_case
from charts import open_chart
from held_jobs import HeldJobs
from own_rules import accepted, damaged, own
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.loader.example import example_pack
from clinic_desktop.coverage.loader.gathering import coverage_of
from clinic_desktop.coverage.loader.own_packs import clinic_packs, move_in
from clinic_desktop.coverage.queries.own_packs import own_packs
from ui.coverage.packs.pages import MovePage
from ui.coverage.packs.section import RulesSection
from ui.jobs import InlineJobs, Jobs
from ui.session import Session


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return full_case(clinic)


def shown(qtbot: QtBot, session: Session, jobs: Jobs) -> RulesSection:
    made = RulesSection(session, jobs)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


@pytest.fixture
def section(qtbot: QtBot, session: Session, case: CaseId) -> RulesSection:
    return shown(qtbot, session, InlineJobs(session))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cascade.toml"
    path.write_bytes(own())
    return path


def rows(inside: QWidget, name: str) -> list[list[str]]:
    (table,) = (one for one in inside.findChildren(QTableView) if one.accessibleName() == name and one.isVisible())
    model = table.model()
    return [[str(model.index(row, at).data()) for at in range(model.columnCount())] for row in range(model.rowCount())]


def deciding(section: RulesSection) -> MovePage:
    QApplication.processEvents()
    assert isinstance(section.page, MovePage)
    return section.page


def open_row(section: RulesSection, row: int = 0) -> None:
    section.table.selectRow(row)
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Return)


def test_the_packs_of_the_program_stand_there_and_say_what_they_say(section: RulesSection) -> None:
    listed = rows(section, "Rule packs")
    assert len(listed) == 6
    assert {one[5] for one in listed} == {"The program"}
    assert ["Health plans", "Every payer"] in [one[:2] for one in listed]
    open_row(section)
    assert "Comes with the program, and changes with it." in seen(section)
    assert "Otherwise at best: " in seen(section)
    assert not [
        one for one in section.findChildren(QPushButton) if one.text() == "Remove rule pack…" and one.isVisible()
    ]
    QTest.keyClick(section.focusWidget() or section, Qt.Key.Key_Escape)
    assert len(rows(section, "Rule packs")) == 6


def test_from_the_file_over_the_clients_to_the_rules_and_back(
    qtbot: QtBot, section: RulesSection, clinic: Clinic, case: CaseId, file: Path
) -> None:
    def headline() -> str:
        return coverage_of(clinic.read, case, TODAY, clinic_packs(clinic.read)).appraisal.headline

    before = headline()
    section.take(file)
    words = seen(section)
    assert "For Cascade Mutual · version 1 of 20 Nov 2026 · 1 rule" in words
    assert "1 new rule" in words and "A letter comes first" in words
    assert "The verdict of 1 case would change." in words and "1 case was looked at." in words
    assert rows(section, "Clients whose verdict would change") == [
        ["Zathroth, Quillaby (Zuzu)", "Zathroth’s neck", before, "Unlikely"]
    ]
    assert not own_packs(clinic.read)
    press(qtbot, section, "Accept rules")
    assert headline() == "Unlikely"
    assert rows(section, "Rule packs")[0] == ["Our rules", "Cascade Mutual", "1", "20 Nov 2026", "1", "Your clinic"]
    open_row(section)
    press(qtbot, section, "Remove rule pack…")
    assert "1 rule goes" in seen(section)
    assert rows(section, "Clients whose verdict would change")[0][2:] == ["Unlikely", before]
    assert headline() == "Unlikely"
    press(qtbot, section, "Remove rule pack")
    assert headline() == before
    assert len(rows(section, "Rule packs")) == 6


def test_a_newer_version_says_what_differs(qtbot: QtBot, section: RulesSection, clinic: Clinic, file: Path) -> None:
    accepted(clinic)
    file.write_bytes(own(version=2).replace(b"UNLIKELY", b"NOT_COVERED"))
    section.take(file)
    words = seen(section)
    assert "In the place of version 1." in words and "1 changed rule" in words
    assert "Otherwise at best: The plan or the law excludes it. Before: Unlikely" in words
    press(qtbot, section, "Accept rules")
    assert [one.edition for one in own_packs(clinic.read)] == [2]
    # Undo brings the one before back, and the list follows.
    clinic.undo()
    assert rows(section, "Rule packs")[0][2] == "1"


def test_a_wrong_file_is_said_line_by_line_and_read_again(qtbot: QtBot, section: RulesSection, file: Path) -> None:
    file.write_bytes(own().replace(b'"necessity"', b'"needs"').replace(b"missing", b"mising"))
    section.take(file)
    said = seen(section)
    assert "Line 10\nstage: Write one of routing, program, " in said
    assert "Line 12\nThere is no key “mising” here. Did you mean “missing”?" in said
    file.write_bytes(own())
    press(qtbot, section, "Read it again")
    assert deciding(section).decide.isEnabled()
    file.unlink()
    section.take(file)
    assert "cannot be read: No such file or directory." in seen(section)
    assert "Line " not in seen(section)


def test_what_nobody_may_have_meant_is_said(section: RulesSection, file: Path) -> None:
    file.write_bytes(own("Quillfern Health Plan"))
    section.take(file)
    assert "No payer on your list is called Quillfern Health Plan. The rules wait until one is." in seen(section)
    assert "No verdict would change." in seen(section)
    file.write_bytes(own(""))
    section.take(file)
    assert "The file names no payer: these rules count for the cases of every payer." in seen(section)


def test_a_payer_that_is_called_otherwise_now_is_said_in_the_list(section: RulesSection, clinic: Clinic) -> None:
    accepted(clinic, own("Quillfern Health Plan"))
    assert rows(section, "Rule packs")[0][1] == "Quillfern Health Plan (not on your list)"


def test_a_pack_that_no_longer_reads_says_why_and_can_be_removed(
    qtbot: QtBot, section: RulesSection, clinic: Clinic
) -> None:
    damaged(clinic, accepted(clinic), own().replace(b'"necessity"', b'"needs"'))
    section.reload()
    assert rows(section, "Rule packs")[0][5] == "Your clinic, set aside"
    assert "1 rule pack is set aside" in seen(section)
    open_row(section)
    assert "Line 10\nstage: " in seen(section)
    press(qtbot, section, "Remove rule pack…")
    assert "For Cascade Mutual · version 1" in seen(section)
    press(qtbot, section, "Remove rule pack")
    assert "set aside" not in seen(section)
    assert not own_packs(clinic.read)


def test_a_line_leads_to_the_wizard_of_that_case(
    qtbot: QtBot, section: RulesSection, session: Session, case: CaseId, file: Path
) -> None:
    section.take(file)
    table = deciding(section).tried.table
    table.selectRow(0)
    with qtbot.waitSignal(session.asked_for) as asked:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == ["clients", f"1/of/{case}/wizard"]


def test_nothing_is_accepted_before_all_cases_were_looked_through(
    qtbot: QtBot, session: Session, clinic: Clinic, case: CaseId, file: Path
) -> None:
    jobs = HeldJobs()
    section = shown(qtbot, session, jobs)
    section.take(file)
    page = deciding(section)
    assert not page.decide.isEnabled() and "Looking through the cases…" in seen(section)
    jobs.waiting[0][0].stop()
    jobs.go()
    assert not page.decide.isEnabled() and "Stopped: not all cases were looked through." in seen(section)
    press(qtbot, section, "Look again")
    assert jobs.go() == ["Looking through the cases"]
    assert page.decide.isEnabled()
    # What changes meanwhile in the record is looked at before it can be accepted.
    clinic.undo()
    assert not page.decide.isEnabled()
    jobs.go()
    assert page.decide.isEnabled()
    # Nobody waits for it any more.
    section.take(file)
    (waiting,) = [job for job, _ in jobs.waiting]
    QTest.keyClick(section.page or section, Qt.Key.Key_Escape)
    QApplication.processEvents()
    qtbot.wait(1)
    assert waiting.progress.is_stopped
    jobs.go()
    assert section.page is None


def test_copies_and_the_example_are_files_that_can_be_added(
    section: RulesSection, clinic: Clinic, session: Session, tmp_path: Path
) -> None:
    kept = accepted(clinic)
    section.copy_to(kept, tmp_path / "copy.toml")
    assert (tmp_path / "copy.toml").read_bytes() == own()
    section.example_to(tmp_path / "example.toml")
    content = (tmp_path / "example.toml").read_bytes()
    assert content.decode() == example_pack("Cascade Mutual", TODAY)
    assert move_in(clinic.read, content, "example.toml").after
    troubles: list[str] = []
    session.trouble.connect(troubles.append)
    section.copy_to(kept, tmp_path / "gone" / "copy.toml")
    assert len(troubles) == 1


def test_tab_goes_as_one_reads(section: RulesSection, file: Path) -> None:
    def order(begin: QWidget) -> list[QWidget | None]:
        begin.setFocus()
        found: list[QWidget | None] = [section.focusWidget()]
        for _ in range(2):
            QTest.keyClick(found[-1] or section, Qt.Key.Key_Tab)
            found.append(section.focusWidget())
        return found

    section.activateWindow()
    found = order(section.add_button)
    assert found[:2] == [section.add_button, section.table]
    assert isinstance(found[2], QPushButton) and found[2].text() == "Save an example…"
    section.take(file)
    page = deciding(section)
    assert order(page._back) == [page._back, page.tried.table, page.decide]


def test_beside_the_window_the_cases_are_looked_through_too(
    qtbot: QtBot, session: Session, case: CaseId, file: Path
) -> None:
    jobs = Jobs()
    section = shown(qtbot, session, jobs)
    section.take(file)
    qtbot.waitUntil(deciding(section).decide.isEnabled)
    assert "The verdict of 1 case would change." in seen(section)
    jobs.wait()


def test_a_wizard_that_is_open_follows_the_rules(
    qtbot: QtBot, session: Session, clinic: Clinic, case: CaseId, tmp_path: Path
) -> None:
    chart = open_chart(qtbot, session, tmp_path)
    chart.show_tab("wizard")
    before = chart.wizard.panel.headline.accessibleName()
    kept = accepted(clinic)
    assert chart.wizard.panel.headline.accessibleName() == "Unlikely" != before
    # No answer did it, so none is named for it.
    assert not chart.wizard.panel.note.isVisible()
    damaged(clinic, kept, own().replace(b'"necessity"', b'"needs"'))
    chart.reload()
    chart.wizard.panel.evidence.set_aside.toggle()
    assert "cascade.toml:10: stage: " in seen(chart.wizard.panel)
    clinic.undo()
    assert chart.wizard.panel.headline.accessibleName() == before
