"""The page of the month end: its groups, looking through them, issuing, and what is handed out."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from factories import signing
from fixed import JANUARY
from month_ends import full_clinic, looks, opened_copy
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen, type_in

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.commands import issuing
from clinic_desktop.month_end.model import MonthSpan
from clinic_desktop.payments.commands.payments import RetirePayment
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.model import VisitNoteDraft
from ui.codes.shelf import Shelf
from ui.jobs import InlineJobs, Job, Jobs
from ui.month_end.page import MonthEndPage
from ui.session import Errand, Session

Opener = Callable[[ClinicFolder], Clinic]
# Longer than the page waits before it makes a paper.
_PAPER_MILLISECONDS = 150


@pytest.fixture(scope="module")
def prepared(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A full clinic made once for this file."""
    place = tmp_path_factory.mktemp("full") / "clinic"
    clinic = opened_copy(template[0], place)
    full_clinic(clinic)
    clinic.close()
    return place


class Month:
    """The page, on November, and what it asked for."""

    def __init__(self, qtbot: QtBot, clinic: Clinic, codes: Path, jobs: type[Jobs] = InlineJobs) -> None:
        self.qtbot, self.clinic = qtbot, clinic
        self.session = Session(clinic)
        self.asked: list[tuple[str, str]] = []
        self.sent: list[Errand] = []
        self.session.asked_for.connect(lambda place, part: self.asked.append((place, part)))
        self.session.sent.connect(self.sent.append)
        self.jobs = jobs(self.session)
        self.page = MonthEndPage(self.session, self.jobs, Shelf(self.session, self.jobs, codes))
        qtbot.addWidget(self.page)
        self.page.resize(1200, 670)
        self.page.show()

    def press(self, words: str) -> None:
        QApplication.processEvents()
        press(self.qtbot, self.page, words)

    def tabs(self) -> list[str]:
        return [made.text() for made in self.page.groups.tabs.values() if not made.isHidden()]

    def names(self) -> list[str]:
        return [one.client_name.split()[1] for one in self.page.groups.rows()]


@pytest.fixture
def month(prepared: Path, tmp_path: Path, open_clinic: Opener, qtbot: QtBot, codes_file: Path) -> Month:
    copytree(prepared, tmp_path / "full")
    made = Month(qtbot, open_clinic(ClinicFolder(tmp_path / "full")), codes_file.parent)
    made.press("Later")
    return made


def test_it_begins_with_the_month_that_is_over(qtbot: QtBot, clinic: Clinic, codes_file: Path) -> None:
    made = Month(qtbot, clinic, codes_file.parent)
    assert "October 2026" in seen(made.page)
    assert "There is no visit in October 2026. Visits that were given stand here" in seen(made.page)
    made.press("Go to the clients")
    assert made.asked == [("clients", "")]
    assert made.page.look.preview.words() == "" and not made.page.issue.isEnabled()


def test_the_groups_say_how_many_and_how_much(month: Month) -> None:
    assert month.tabs() == ["Ready: 3", "To fix: 2", "Skipped: 1", "Issued: 0"]
    assert "6 visits, $840.00" in seen(month.page)
    assert month.page.issue.text() == "Issue 3 superbills"
    month.press("Skipped: 1")
    assert month.names() == ["Eli"]
    assert "Pays without a plan." in seen(month.page)


def test_arrow_keys_look_through_the_papers(month: Month) -> None:
    table = month.page.groups.table
    table.setFocus()
    shown = []
    for _ in range(3):
        QTest.qWait(_PAPER_MILLISECONDS)
        pages = month.page.look.preview.sheets.pages
        assert pages
        shown.append(pages.text(0))
        month.qtbot.keyClick(table, Qt.Key.Key_Down)
    assert [next(name for name in ("Ada", "Ben", "Cleo") if name in one) for one in shown] == ["Ada", "Ben", "Cleo"]
    assert looks(month.clinic) == [(name, "bill") for name in ("Ada", "Ben", "Cleo")]


def test_one_is_left_for_later_and_taken_again(month: Month) -> None:
    month.page.groups.table.setFocus()
    month.qtbot.keyClick(month.page.groups.table, Qt.Key.Key_Space)
    assert month.page.issue.text() == "Issue 2 superbills"
    month.press("Issue it too")
    assert month.page.issue.text() == "Issue 3 superbills"
    month.press("Not now")
    month.press("Issue 2 superbills")
    assert month.tabs()[0] == "Ready: 1" and month.tabs()[3] == "Issued: 2"
    # The one that was left is not offered again by itself.
    assert not month.page.issue.isEnabled()


def test_issuing_goes_on_to_what_is_handed_out(month: Month, tmp_path: Path) -> None:
    month.press("Issue 3 superbills")
    assert month.page.banner.words() == "3 documents were issued."
    assert month.names() == ["Ada", "Ben", "Cleo"]
    assert not month.page.issue.isEnabled()
    month.press("Hand out 3 superbills")
    papers = month.page.papers
    assert papers and len(set(looks(month.clinic)[-3:])) == 3
    assert "3 documents for 3 clients." in seen(month.page)
    assert "Files in a folder are not protected" in seen(month.page)
    papers.save_to(tmp_path)
    assert papers.banner.words() == "5 files were written into “2026-11 month end”."
    papers.save_to(tmp_path)
    assert papers.banner.words() == "5 were there already and are the same."
    month.press("Month end")
    assert month.page.papers is None


@pytest.fixture
def beside(prepared: Path, tmp_path: Path, open_clinic: Opener, qtbot: QtBot, codes_file: Path) -> Iterator[Month]:
    """The same, with a thread beside the window as in the program."""
    copytree(prepared, tmp_path / "full")
    made = Month(qtbot, open_clinic(ClinicFolder(tmp_path / "full")), codes_file.parent, Jobs)
    made.press("Later")
    qtbot.waitUntil(lambda: made.tabs()[0] == "Ready: 3")
    yield made
    made.jobs.wait()


def test_issuing_beside_the_window(beside: Month, qtbot: QtBot, tmp_path: Path) -> None:
    heard: list[object] = []
    beside.session.changed.connect(heard.append)
    beside.press("Issue 3 superbills")
    # Not twice, and no other days, while it runs.
    assert not beside.page.issue.isEnabled() and not beside.page.bar.isEnabled()
    qtbot.waitUntil(lambda: beside.tabs()[3] == "Issued: 3")
    assert beside.page.bar.isEnabled()
    # Every page hears of it once.
    assert len(heard) == 1
    beside.press("Hand out 3 superbills")
    papers = beside.page.papers
    assert papers
    qtbot.waitUntil(papers.bar.print_button.isEnabled)
    papers.save_to(tmp_path)
    qtbot.waitUntil(papers.save.isEnabled)
    assert papers.banner.words() == "5 files were written into “2026-11 month end”."


def test_a_lock_in_the_middle_leaves_whole_bills(beside: Month) -> None:
    beside.press("Issue 3 superbills")
    beside.jobs.wait()
    read = beside.clinic.read
    rows = read.all("SELECT visits, (SELECT count(*) FROM bill_visits WHERE bill_id = bills.id) AS kept FROM bills")
    assert all(row["visits"] == row["kept"] for row in rows)
    assert len(read.all("SELECT 1 FROM visits WHERE superbill > 0")) == sum(row["kept"] for row in rows)


def test_labels_and_window_pages_are_shown(month: Month) -> None:
    month.press("Issue 3 superbills")
    month.press("Hand out 3 superbills")
    papers = month.page.papers
    assert papers and papers.preview.sheets.pages and len(papers.preview.sheets.pages.sizes) == 3
    papers.how.set_value("covers")
    assert papers.preview.sheets.pages and len(papers.preview.sheets.pages.sizes) == 6
    papers.how.set_value("labels")
    papers.shows.set_value("labels")
    assert papers.preview.sheets.pages and len(papers.preview.sheets.pages.sizes) == 1
    papers.first.set_value("30")
    assert papers.preview.sheets.pages and len(papers.preview.sheets.pages.sizes) == 2


def test_a_folder_that_is_gone_is_said_where_it_was_asked(month: Month, tmp_path: Path) -> None:
    month.press("Issue 3 superbills")
    month.press("Hand out 3 superbills")
    papers = month.page.papers
    assert papers
    papers.save_to(tmp_path / "stick")
    assert "could not be made" in papers.banner.words()
    assert papers.save.isEnabled()
    assert "Save in another place" in [made.text() for made in papers.banner.findChildren(QPushButton)]


def test_a_finding_leads_to_its_field_and_back(month: Month) -> None:
    month.press("To fix: 2")
    month.press("Sign the note")
    (errand,) = month.sent
    assert (errand.place, errand.home_place, errand.home_part) == ("clients", "superbills", "month-end")
    assert errand.home_words == "Back to the month end"


def test_what_is_accepted_and_fixed_becomes_ready(month: Month) -> None:
    month.press("To fix: 2")
    row, _ = month.page.groups.rows()
    month.clinic.do(signing(month.clinic, row.visits[0], VisitNoteDraft("Neck is stiff", "Tone", "Eased", "Again")))
    month.press("Issue anyway")
    type_in(month.page, reason="Pays on Friday")
    month.press("Keep reason")
    assert month.tabs()[:2] == ["Ready: 4", "To fix: 1"]


def test_a_case_is_left_out_with_its_reason(month: Month) -> None:
    month.press("Leave out of month ends")
    type_in(month.page, why="other")
    month.press("Leave it out")
    assert "Type why, in a few words" in seen(month.page)
    # Given up, it leaves the main button its color.
    month.press("Cancel")
    assert month.page.issue.property("main") == "true"
    month.press("Leave out of month ends")
    type_in(month.page, why="other", note="Asked to wait")
    month.press("Leave it out")
    assert month.tabs()[:3] == ["Ready: 2", "To fix: 2", "Skipped: 2"]
    month.press("Skipped: 2")
    assert "Asked to wait" in seen(month.page)
    month.press("Take into month ends")
    assert month.tabs()[0] == "Ready: 3"


def test_other_days_are_typed(month: Month) -> None:
    month.press("Other days")
    type_in(month.page, first="11/20/2026", last="11/1/2026")
    month.press("Show these days")
    assert "The last day is before the first one." in seen(month.page)
    type_in(month.page, first="never", last="11/10/2026")
    month.press("Show these days")
    assert month.page.found.span.first.day == 1
    type_in(month.page, first="11/9/2026", last="11/10/2026")
    month.press("Show these days")
    assert month.tabs()[0] == "Ready: 3"
    assert "3 visits, $420.00" in seen(month.page)


def test_receipts_of_the_year_before_come_first(month: Month) -> None:
    month.page.bar.set_span("year", month.page.bar.span)
    month.page.bar.which.setCurrentIndex(1)
    month.page.bar.which.activated.emit(1)
    assert "2025" in seen(month.page)
    month.press("Later")
    assert month.tabs()[:2] == ["Ready: 0", "To fix: 3"] and not month.page.issue.isEnabled()


def test_other_days_begin_with_what_is_ready_again(month: Month) -> None:
    month.press("To fix: 2")
    month.press("Earlier")
    assert month.page.groups.tabs["ready"].isChecked()
    titles = [one.title for one in month.page.groups.table.model().columns]  # type: ignore[attr-defined]
    assert titles[:2] == ["Issue", "Client"]
    assert month.page.issue.text() == "Issue documents" and not month.page.issue.isEnabled()


def test_a_full_disk_is_said_with_what_is_done(month: Month, monkeypatch: pytest.MonkeyPatch) -> None:
    made = issuing.issue_command
    asked: list[object] = []

    def command(*given: object) -> object:
        asked.append(given)
        if len(asked) > 1:
            raise StoreTrouble("The disk is full.")
        return made(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("ui.month_end.work.issue_command", command)
    month.press("Issue 3 superbills")
    assert month.page.banner.words() == (
        "1 document was issued. Then it stopped: The disk is full. What was issued is kept. Issue the others later."
    )
    assert month.tabs()[0] == "Ready: 2" and month.tabs()[3] == "Issued: 1"
    assert "1 issued, 2 still to issue." in seen(month.page)
    monkeypatch.undo()
    month.press("Issue 2 superbills")
    assert month.tabs()[3] == "Issued: 3"


def test_one_that_cannot_be_made_is_named(
    month: Month, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = issuing.issue_command
    asked: list[object] = []

    def command(*given: object) -> object:
        asked.append(given)
        if len(asked) == 2:
            raise ZeroDivisionError
        return made(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("ui.month_end.work.issue_command", command)
    month.press("Issue 3 superbills")
    assert "2 documents were issued. One could not be made:" in month.page.banner.words()
    assert month.tabs()[0] == "Ready: 1"
    caplog.clear()


def test_the_columns_of_a_group_have_their_room(month: Month) -> None:
    table = month.page.groups.table
    for tab in ("To fix: 2", "Ready: 3", "Skipped: 1"):
        month.press(tab)
        QApplication.processEvents()
        shown = [at for at in range(table.model().columnCount()) if not table.isColumnHidden(at)]
        # All of the width, no more and no less, whatever group was there before.
        assert sum(table.columnWidth(at) for at in shown) == table.viewport().width()
        assert {"Client", "Charge"} <= {table.model().headerData(at, Qt.Orientation.Horizontal) for at in shown}


class Stoppable(InlineJobs):
    """Knows the job that is issued, for who presses Cancel."""

    issuing: Job | None = None

    def _start(self, job: Job, work: Callable[[Progress], object]) -> None:
        if job.title == "Issuing":
            self.issuing = job
        super()._start(job, work)


def test_cancel_in_the_middle_keeps_what_is_done(
    prepared: Path,
    tmp_path: Path,
    open_clinic: Opener,
    qtbot: QtBot,
    codes_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copytree(prepared, tmp_path / "full")
    month = Month(qtbot, open_clinic(ClinicFolder(tmp_path / "full")), codes_file.parent, Stoppable)
    month.press("Later")
    made, jobs = issuing.issue_command, month.jobs

    def command(*given: object) -> object:
        assert isinstance(jobs, Stoppable) and jobs.issuing
        jobs.issuing.stop()
        return made(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("ui.month_end.work.issue_command", command)
    month.press("Issue 3 superbills")
    assert month.page.banner.words() == (
        "1 document was issued. You stopped it. What was issued is kept, and the others still wait."
    )
    assert (month.tabs()[0], month.tabs()[3]) == ("Ready: 2", "Issued: 1")
    monkeypatch.undo()
    month.press("Issue 2 superbills")
    assert month.tabs()[3] == "Issued: 3"


def test_receipts_are_made_for_who_pays_without_a_plan_where_they_are_wanted(month: Month) -> None:
    month.page.bar.receipts.click()
    assert month.tabs()[:3] == ["Ready: 3", "To fix: 3", "Skipped: 0"]
    month.press("To fix: 3")
    assert "2 superbills" not in seen(month.page) and "1 superbill, 1 receipt, 1 statement" in seen(month.page)
    month.page.bar.receipts.click()
    assert month.tabs()[:3] == ["Ready: 3", "To fix: 2", "Skipped: 1"]


def test_a_year_receipt_that_says_something_else_leads_to_void_and_replace(month: Month) -> None:
    month.clinic.clock._fixed = JANUARY
    month.page.bar.set_span("year", month.page.bar.span)
    assert not month.page.bar.receipts.isVisible() and not month.page.bar.other.isVisible()
    month.press("Issue 3 receipts")
    # Who came and paid nothing is told with the reason.
    assert month.tabs()[:4] == ["Ready: 0", "To fix: 0", "Skipped: 3", "Issued: 3"]
    assert "Hand out 3 receipts" in month.page.hand_out.text()
    paid = month.clinic.read.one("SELECT id, version FROM payments ORDER BY id LIMIT 1")
    month.session.run(RetirePayment(paid["id"], paid["version"]))
    assert month.tabs()[:4] == ["Ready: 0", "To fix: 1", "Skipped: 3", "Issued: 2"]
    month.press("To fix: 1")
    assert "Receipt no. 1001 is out, and the record says something else by now." in seen(month.page)
    month.press("Void and replace no. 1001")
    assert month.asked == [("superbills", "1/void")]


def test_what_waits_from_before_is_a_line_that_leads_there(month: Month) -> None:
    assert "from before" not in seen(month.page)
    month.page.bar.set_span("month", MonthSpan(date(2026, 12, 1), date(2026, 12, 31)))
    assert "7 visits from before wait too." in seen(month.page)
    month.press("Look at them")
    assert month.page.bar.span == MonthSpan(date(2026, 9, 2), date(2026, 11, 30))
    assert month.tabs()[0] == "Ready: 3"
