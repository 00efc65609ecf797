"""The pages of an import: a file on its way, its columns, its rows put right, kept over a lock, taken back as one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dropping import carried, drop
from factories import new_client
from imported import ANA, HEAD, LUIS, counts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.clients.commands import AddAlert
from clinic_desktop.clients.model import AlertDraft, ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.values.spreadsheet import rows_in
from ui.imports.begun import kept_begun
from ui.imports.course import ImportCourse
from ui.imports.past import PastVisits
from ui.imports.rows import DryRunRows
from ui.imports.section import ImportSection
from ui.jobs import InlineJobs
from ui.session import Session

WRONG = "Rosa,Diaz,2/30/1990,,\n"


@pytest.fixture
def section(qtbot: QtBot, clinic: Clinic) -> Iterator[ImportSection]:
    made = opened(qtbot, clinic)
    yield made


def opened(qtbot: QtBot, clinic: Clinic) -> ImportSection:
    made = ImportSection(Session(clinic), InlineJobs())
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def begun(section: ImportSection, text: str, kind: str = "clients") -> ImportCourse:
    section.open_part(kind)
    assert section.course
    section.course.source.paste.set_value(text)
    section.course.source.take_pasted()
    return section.course


def rows(section: ImportSection) -> DryRunRows:
    assert section.course and section.course.rows
    return section.course.rows


def test_good_rows_are_imported_after_a_backup_and_taken_back(
    section: ImportSection, clinic: Clinic, qtbot: QtBot
) -> None:
    course = begun(section, HEAD + ANA + LUIS + WRONG)
    press(qtbot, section, "Look at the rows")
    assert "2 will be added · 1 cannot be taken" in seen(section)
    assert rows(section).number() == 4
    press(qtbot, section, "Import the 2 good rows")
    assert section.course is None and course is not None
    assert "2 clients were added. “Take back this import” undoes it as one." in seen(section)
    assert counts(clinic)["clients"] == 2
    assert [one.manifest.kind for one in backups_in(clinic.keys.folder.backups)] == ["before"]
    section.made.table.selectRow(0)
    press(qtbot, section, "Take back this import")
    assert counts(clinic)["clients"] == 0
    assert not section.made.take_button.isEnabled()


def test_a_row_is_put_right_where_it_stands_and_the_next_one_comes(
    section: ImportSection, clinic: Clinic, qtbot: QtBot
) -> None:
    begun(section, HEAD + WRONG + ANA + "Luis,Vega,,12,\n")
    section.course.show_step("rows")  # type: ignore[union-attr]
    one = rows(section).one
    assert one
    assert "February has no 30th day in 1990." in seen(one)
    # The cell that is wrong stands first.
    assert next(iter(one.form.fields)) == "2"
    one.form.fields["2"].set_value("2/28/1990")
    press(qtbot, section, "Check again")
    assert rows(section).number() == 4
    press(qtbot, section, "Leave it out")
    assert "2 will be added · 1 left out" in seen(section)
    press(qtbot, section, "Import all 2 rows")
    assert counts(clinic)["clients"] == 2


def test_a_column_is_chosen_by_its_examples(section: ImportSection) -> None:
    course = begun(section, "First Name,Last Name,Shoes\nAna,Lee,Mother called\nLuis,Vega,No scent\n")
    assert course.columns and course.seen
    assert "1 column is not imported." in seen(course.columns)
    box = course.columns.boxes[2]
    box.setCurrentIndex(box.findData("note"))
    box.activated.emit(box.currentIndex())
    assert course.seen.matching.columns == ("given_name", "family_name", "note")
    assert len(course.seen.outlook.entries) == 2


def test_a_column_of_balances_is_said_to_be_left_behind(section: ImportSection) -> None:
    course = begun(section, "First Name,Last Name,Balance Due,Account Credit\nAna,Lee,$35.00,\n")
    assert course.columns
    course.show_step("rows")
    assert "Balances are not imported: \u2068Balance Due\u2069. Choose" in seen(rows(section))
    box = course.columns.boxes[2]
    box.setCurrentIndex(box.findData("note"))
    box.activated.emit(box.currentIndex())
    assert "1 will be added" in seen(rows(section)) and "Balances" not in seen(rows(section))


def test_days_that_do_not_say_it_are_asked_about(section: ImportSection) -> None:
    course = begun(section, HEAD + "Ana,Lee,3/4/1980,,\nLuis,Vega,5/6/81,,\n")
    assert course.columns and course.columns.days and course.columns.years and course.seen
    assert course.seen.outlook.entries == ()
    course.columns.days.setCurrentIndex(2)
    course.columns.days.activated.emit(2)
    assert course.seen and len(course.seen.outlook.entries) == 1
    course.columns.years.click()
    assert len(course.seen.outlook.entries) == 2


def test_letters_and_divider_can_be_chosen(section: ImportSection, tmp_path: Path) -> None:
    section.open_part("clients")
    course = section.course
    assert course
    path = tmp_path / "old.csv"
    path.write_bytes("Name,City\nJosé Nuñez,Kent\n".encode("cp1252"))
    drop(course.source, carried(path))
    assert course.columns and course.seen
    assert "1 row. The file does not say in which letters it is written: look at the names." in seen(course.columns)
    course.columns.letters.setCurrentIndex(course.columns.letters.findData("utf-8"))
    course.columns.letters.activated.emit(0)
    assert course.seen.outlook.count("wrong") == 1


def test_what_is_no_table_says_so_and_what_was_pasted_stays(section: ImportSection, tmp_path: Path) -> None:
    course = begun(section, "%PDF-1.7")
    words = "This is a PDF. Ask the other program for a table instead: its export is often called CSV."
    assert words in seen(course.source)
    assert course.source.paste.value() == "%PDF-1.7"
    course.source.take_file(tmp_path / "gone.csv")
    assert "The file cannot be read: No such file or directory." in seen(course.source)
    course.source.paste.set_value(" ")
    course.source.take_pasted()
    assert "Copy the rows in your spreadsheet, headings included, and paste them here." in seen(course.source)


def test_all_is_kept_over_a_lock(section: ImportSection, clinic: Clinic, qtbot: QtBot) -> None:
    begun(section, HEAD + WRONG + ANA)
    section.course.show_step("rows")  # type: ignore[union-attr]
    one = rows(section).one
    assert one
    one.form.fields["2"].set_value("2/28/1990")
    one.save()
    section.hide()
    again = opened(qtbot, clinic)
    assert "Begun and not imported yet: Clients, \u2068what was pasted\u2069" in seen(again)
    press(qtbot, again, "Go on with it")
    assert again.course and again.course.seen
    assert len(again.course.seen.outlook.entries) == 2
    again.course.give_up()
    assert kept_begun(clinic.drafts) is None
    assert clinic.drafts.names("import") == ()


def test_a_file_too_big_to_keep_is_asked_for_again(
    section: ImportSection, clinic: Clinic, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ui.imports.begun._MOST_PARTS", 0)
    path = tmp_path / "clients.csv"
    path.write_text(HEAD + WRONG, encoding="utf-8")
    section.open_part("clients")
    course = section.course
    assert course
    course.source.take_file(path)
    course.show_step("rows")
    one = rows(section).one
    assert one
    one.form.fields["2"].set_value("2/28/1990")
    one.save()
    course.leave()
    section.open_part("clients")
    assert section.course
    words = "Choose clients.csv again: it is too big to be kept. What you said about it is."
    assert words in seen(section.course.source)
    section.course.source.take_file(path)
    assert section.course.seen and len(section.course.seen.outlook.entries) == 1


def test_a_full_disk_is_said_and_the_page_stays(
    section: ImportSection, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = begun(section, HEAD + ANA)

    def full(*_: object) -> None:
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr("ui.imports.work.back_up_before", full)
    course.act()
    assert "Nothing was imported. The disk is full." in seen(course)
    assert course.isEnabled() and counts(clinic)["clients"] == 0
    monkeypatch.setattr(clinic.drafts, "keep", full)
    assert not course.keep_draft()


def test_problem_rows_are_saved_with_why_and_never_run(section: ImportSection, tmp_path: Path) -> None:
    begun(section, HEAD + ANA + "=1+1,Diaz,2/30/1990,,\n")
    path = tmp_path / "rows.csv"
    rows(section).save_to(path)
    assert rows_in(path.read_bytes()) == [
        ["First Name", "Last Name", "DOB", "Phone", "Email", "Row in the file", "What is wrong"],
        ["=1+1", "Diaz", "2/30/1990", "", "", "3", "Date of birth: February has no 30th day in 1990."],
    ]
    assert b'"\'=1+1"' in path.read_bytes()
    rows(section).save_to(tmp_path)
    assert rows(section).banner.isVisibleTo(rows(section))


def test_rows_that_were_put_right_elsewhere_are_matched_as_the_file_was(section: ImportSection, tmp_path: Path) -> None:
    begun(section, "Name,DOB,Shoes\nAna Lee,3/14/1980,red\nRosa Diaz,2/30/1990,x\n")
    course = section.course
    assert course and course.seen and course.columns
    box = course.columns.boxes[2]
    box.setCurrentIndex(box.findData("note"))
    box.activated.emit(box.currentIndex())
    path = tmp_path / "rows.csv"
    rows(section).save_to(path)
    course.act()
    path.write_text(path.read_text("utf-8-sig").replace("2/30", "2/28"), encoding="utf-8")
    section.open_part("clients")
    assert section.course
    section.course.source.take_file(path)
    assert section.course.seen and section.course.seen.is_remembered
    assert section.course.seen.matching.columns == ("name", "birth_date", "note", "", "")
    assert len(section.course.seen.outlook.entries) == 1


def test_a_row_that_may_have_slipped_is_taken_once_somebody_looked(section: ImportSection, qtbot: QtBot) -> None:
    begun(section, HEAD + "Ana,Lee,3/14/1980,,,extra\n")
    section.course.show_step("rows")  # type: ignore[union-attr]
    press(qtbot, section, "Check again")
    assert "1 will be added" in seen(section)


def test_what_was_worked_with_is_shown_before_the_rest_goes(
    section: ImportSection, clinic: Clinic, qtbot: QtBot
) -> None:
    begun(section, HEAD + ANA + LUIS).act()
    clinic.do(AddAlert(1, AlertDraft("desk", "Parks behind the house")))
    section.made.table.selectRow(0)
    section.made.ask_back()
    assert counts(clinic)["clients"] == 2
    assert "Something was done with 1 row of it since, so it would stay, with all that belongs to it." in seen(section)
    press(qtbot, section, "Take back the rest")
    assert counts(clinic)["clients"] == 1
    assert "The import was taken back. A backup from before is kept." in seen(section)


def test_where_all_of_it_stays_no_rest_is_offered(section: ImportSection, clinic: Clinic) -> None:
    begun(section, HEAD + ANA).act()
    clinic.do(AddAlert(1, AlertDraft("desk", "Parks behind the house")))
    section.made.table.selectRow(0)
    section.made.ask_back()
    assert "Nothing else of it is left to take back." in seen(section)
    assert "Take back the rest" not in seen(section)


def test_another_person_is_added_on_a_word(section: ImportSection, clinic: Clinic, qtbot: QtBot) -> None:
    new_client(clinic, ClientDraft("Ana", family_name="Lee", birth_date="3/14/1980"))
    begun(section, HEAD + ANA)
    section.course.show_step("rows")  # type: ignore[union-attr]
    assert not rows(section).act_button.isEnabled()
    press(qtbot, section, "Add as another person")
    press(qtbot, section, "It is the same person after all")
    press(qtbot, section, "Add as another person")
    press(qtbot, section, "Import 1 row")
    assert counts(clinic)["clients"] == 2


def test_esc_goes_back_and_the_keyboard_reaches_all(section: ImportSection, qtbot: QtBot) -> None:
    begun(section, HEAD + WRONG + ANA)
    section.course.show_step("rows")  # type: ignore[union-attr]
    reached = set()
    section.activateWindow()
    rows(section).which.setFocus()
    for _ in range(14):
        focused = QApplication.focusWidget()
        reached.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    one = rows(section).one
    assert one
    assert {rows(section).act_button, rows(section).table, one.check, one.form.fields["2"].box} <= reached
    qtbot.keyClick(section.course, Qt.Key.Key_Escape)
    assert section.course is None


def test_a_chart_shows_the_history_and_whose_text_it_is(clinic: Clinic, qtbot: QtBot) -> None:
    from imported import imported

    owner = new_client(clinic, ClientDraft("Ana", family_name="Lee", birth_date="3/14/1980"))
    other = new_client(clinic)
    text = "Client,Date,Service,Notes\nAna Lee,3/20/2025,Massage,<b>Neck</b> tight\nAna Lee,3/21/2025,Massage,\n"
    imported(clinic, text, "visits")
    past = PastVisits(Session(clinic))
    qtbot.addWidget(past)
    past.show_client(owner)
    assert not past.isHidden()
    past.table.selectRow(1)
    assert past.note.text() == "<b>Neck</b> tight"
    assert "Text of another program, not signed here" in seen(past)
    past.show_client(other)
    assert past.isHidden()
