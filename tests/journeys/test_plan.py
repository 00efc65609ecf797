"""From a paper prescription to diagnoses with a source, through the real window; and a newer release of the codes."""

from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from factories import DIAGNOSIS, new_case, new_client, new_diagnosis, new_prescription
from fixed import PASSWORD
from order_file import order_file
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, shown_form, signed_in, type_in

from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.codes.queries.releases import releases
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.referrals.model import PrescriptionDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.codes.fields import CodeField, CodesField
from ui.codes.page import CodesSection
from ui.jobs import Job
from ui.main_window import MainWindow


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of the template clinic, with a client and two cases."""
    main = signed_in(start(folder.path), PASSWORD)
    owner = new_client(main.session.clinic, ClientDraft("Ana", "", "Lee", birth_date="3/12/1985"))
    new_case(main.session.clinic, owner, CaseDraft("cash", "Stress"))
    new_case(main.session.clinic, owner, CaseDraft("health", "Neck pain"))
    return main


def chart(main: MainWindow, part: str = "") -> ChartPage:
    main.go("clients", f"1/{part}" if part else "1")
    QApplication.processEvents()
    place = main.page("clients")
    assert isinstance(place, ClientsPlace)
    assert place.chart
    return place.chart


def codes_line(main: MainWindow) -> CodesField:
    found = shown_form(main).fields["diagnoses"]
    assert isinstance(found, CodesField)
    return found


def steps(main: MainWindow) -> list[str]:
    found = chart(main)._glance
    assert found
    return [step.part for step in found.steps]


def test_a_paper_is_copied_once_and_the_case_has_its_diagnoses(qtbot: QtBot, main: MainWindow) -> None:
    chart(main, "plan")
    press(qtbot, main, "Add prescription")
    form = type_in(main, prescriber="\tDr. María de la Cruz, MD", ordered_on="11/2/2026", expires_on="6 weeks",
                   visits_ordered="8")  # fmt: skip
    assert "Not on the list of prescribers yet" in seen(form)
    assert "Until 14 Dec 2026." in seen(form)
    line = codes_line(main).box
    qtbot.keyClicks(line, "frozen sholder left")
    assert line.choices()[0] == "M75.02 · Adhesive capsulitis of left shoulder"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "m542")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == ""
    assert codes_line(main).codes() == ("M75.02", "M54.2")
    press(qtbot, main, "Save")
    page = chart(main)
    assert "Dr. de la Cruz: 0 of 8 visits, until 14 Dec 2026" in seen(page.header)
    rows = page.plan._diagnoses
    assert [(row.rank, row.code, row.source, row.source_name) for row in rows] == [
        (1, "M75.02", "prescription", "María de la Cruz, MD"),
        (2, "M54.2", "prescription", "María de la Cruz, MD"),
    ]
    assert page.plan._diagnosis_model.columns[2].text(rows[1]) == "Cervicalgia"
    assert steps(main) == ["policy/new", "prescriber/1/npi"]

    page.plan.diagnoses.select(rows[1].id)
    press(qtbot, page.plan, "Move up")
    assert [row.code for row in page.plan._diagnoses] == ["M54.2", "M75.02"]
    main._undo()
    main._undo()
    assert chart(main).plan._diagnoses == ()
    assert "policy/new" in steps(main)


def test_a_heading_and_a_slip_are_said_at_the_field(qtbot: QtBot, main: MainWindow) -> None:
    chart(main, "diagnosis/new")
    form = type_in(main, code="\tM54.5", note="from the phone")
    assert "M54.5 is a heading and cannot be billed. Choose one below it, like M54.50, M54.51, M54.59." in seen(form)
    press(qtbot, main, "Save")
    assert "is a heading" in form.fields["code"].problem()
    type_in(main, code="\tsome words")
    press(qtbot, main, "Save")
    assert "looks like M54.50" in form.fields["code"].problem()
    assert form.values()["note"] == "from the phone"
    type_in(main, code="\tm54.50")
    press(qtbot, main, "Save")
    (row,) = chart(main).plan._diagnoses
    assert (row.code, row.source, row.as_written) == ("M54.50", "", False)
    assert f"diagnosis/{row.id}/source" in steps(main)


def test_a_wrong_code_hides_no_other_problem(qtbot: QtBot, main: MainWindow) -> None:
    chart(main, "prescription/new")
    form = type_in(main, prescriber="\tMaria Lee, MD", ordered_on="2/30/2026", expires_on="six weeks",
                   visits_ordered="many", diagnoses="M54.5\tM54.5")  # fmt: skip
    press(qtbot, main, "Save")
    wrong = [key for key, field in form.fields.items() if field.problem()]
    assert wrong == ["ordered_on", "expires_on", "visits_ordered", "diagnoses"]
    assert main.focusWidget() is form.fields["ordered_on"].box
    chart(main, "diagnosis/new")
    form = type_in(main, code="\tM54.5", source="phone")
    press(qtbot, main, "Save")
    assert [key for key, field in form.fields.items() if field.problem()] == ["code", "source_name", "source_on"]


def test_a_chart_without_a_case_offers_to_open_one(qtbot: QtBot, main: MainWindow) -> None:
    owner = new_client(main.session.clinic, ClientDraft("Bo", "", "Ray"))
    for tab in ("plan", "coverage"):
        main.go("clients", f"{owner}/{tab}")
        place = main.page("clients")
        assert isinstance(place, ClientsPlace)
        QApplication.processEvents()
        press(qtbot, place, "New case")
        assert "reason" in shown_form(main).fields
        press(qtbot, main, "Cancel")


def test_the_next_step_leads_to_the_source_and_asks_who_and_when(qtbot: QtBot, main: MainWindow) -> None:
    chart(main, "diagnosis/new")
    type_in(main, code="\tM54.2")
    press(qtbot, main, "Save")
    chart(main).show_tab("summary")
    press(qtbot, chart(main).summary, "Type it")
    form = shown_form(main)
    assert main.focusWidget() is form.fields["source"].box
    assert not form.fields["source_name"].isVisible()
    type_in(main, source="phone")
    assert form.fields["source_name"].isVisible()
    press(qtbot, main, "Save")
    assert [key for key, field in form.fields.items() if field.problem()] == ["source_name", "source_on"]
    type_in(main, source_name="Ana at Dr. Lee’s office", source_on="11/20")
    press(qtbot, main, "Save")
    assert not [step for step in steps(main) if step.startswith("diagnosis/")]


def test_a_code_that_no_loaded_release_has_is_kept_as_written(qtbot: QtBot, main: MainWindow) -> None:
    chart(main, "diagnosis/new")
    form = type_in(main, code="\tM54.52")
    words = (
        "The April 2026 release has no M54.52, and October 2026 is not loaded. "
        "Look at the paper once more: it is kept as the prescriber wrote it."
    )
    assert words in seen(form)
    press(qtbot, main, "Save")
    page = chart(main, "plan")
    assert page.plan._diagnoses[0].as_written
    assert page.plan._diagnosis_model.columns[2].text(page.plan._diagnoses[0]) == "As written by the prescriber"
    assert "Diagnosis codes checked against the April 2026 release; October 2026 is not loaded." in seen(page.plan)


def test_a_thirteenth_diagnosis_has_no_room_and_nothing_typed_is_lost(qtbot: QtBot, main: MainWindow) -> None:
    codes = ("M54.2", "M54.50", "M54.6", "M54.12", "M54.16", "M79.7", "M43.6", "R51.9", "M54.81", "G44.86", "M53.3",
             "M54.30", "M54.31")  # fmt: skip
    chart(main, "prescription/new")
    typed = "\n".join(f"{code}\t{code}" for code in codes)
    form = type_in(main, prescriber="\tMaria Lee, MD", ordered_on="11/2/2026", diagnoses=typed)
    press(qtbot, main, "Save")
    assert "12" in form.fields["diagnoses"].problem()
    assert codes_line(main).codes() == codes
    press(qtbot, form, "Remove")
    press(qtbot, main, "Save")
    assert len(chart(main).plan._diagnoses) == 12


def test_a_half_copied_paper_comes_back_as_it_was(main: MainWindow) -> None:
    chart(main, "prescription/new")
    type_in(main, prescriber="\tMaria Lee, MD", diagnoses="M54.2\tM54.2 · Cervicalgia\n\tlumb", note="half done")
    main.go("clients", "1/plan")
    chart(main, "prescription/new")
    form = shown_form(main)
    assert codes_line(main).codes() == ("M54.2", "lumb")
    assert form.values()["prescriber"] == "\tMaria Lee, MD"
    assert form.values()["note"] == "half done"


def test_today_leads_to_the_case_whose_paper_runs_out(main: MainWindow) -> None:
    clinic = main.session.clinic
    other = new_case(clinic, None, CaseDraft("auto", "Car"))
    draft = PrescriptionDraft(
        "", "Maria Lee, MD", ordered_on="11/2/2026", expires_on="11/30/2026", diagnoses=("M54.2",)
    )
    new_prescription(clinic, other, draft)
    newest = new_case(clinic, clinic.read.one("SELECT client_id FROM cases WHERE id = ?", other)["client_id"])
    main.go("clients", f"2/of/{other}/prescription/new")
    place = main.page("clients")
    assert isinstance(place, ClientsPlace)
    assert place.chart
    assert place.chart._case == other != newest


def test_a_newer_release_is_loaded_and_counts_at_once(qtbot: QtBot, main: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "icd10cm_order_2027.txt"
    path.write_text(order_file({"M54.52": "Low back pain of marmots"}), encoding="utf-8")
    main.go("settings", "codes/")
    section = main.findChild(CodesSection)
    assert isinstance(section, CodesSection)
    wrong = tmp_path / "notes.txt"
    wrong.write_text("Bring milk.", encoding="utf-8")
    section.take(wrong)
    QApplication.processEvents()
    press(qtbot, section, "Load")
    assert "Line 1 is not one of an order file" in shown_form(section).fields["file"].problem()
    section.take(path)
    QApplication.processEvents()
    assert shown_form(section).values()["effective_on"] == "2026-10-01"
    press(qtbot, section, "Load")
    assert [one.name for one in releases(main.session.clinic.read)] == ["October 2026", "April 2026"]

    chart(main, "diagnosis/new")
    form = shown_form(main)
    field = form.fields["code"]
    assert isinstance(field, CodeField)
    qtbot.keyClicks(field.box, "marmot")
    assert field.box.choices()[0] == "M54.52 · Low back pain of marmots"
    field.box.clear()
    # Its other names come from the newest release that has them.
    qtbot.keyClicks(field.box, "frozen shoulder")
    assert field.box.choices()[0].startswith("M75.0")
    type_in(main, code="\tM54.52")
    press(qtbot, main, "Save")
    page = chart(main, "plan")
    assert not page.plan._diagnoses[0].as_written
    assert "is not loaded" not in seen(page.plan)
    chart(main, "diagnosis/new")
    type_in(main, code="\tM54.53")
    press(qtbot, main, "Save")
    assert "The October 2026 release has no M54.53." in shown_form(main).fields["code"].problem()


def test_slow_work_says_beside_its_bar_what_it_is(main: MainWindow) -> None:
    job = Job("Preparing the diagnosis codes", main)
    main.bottom.show_slow(job)
    bar = main.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert "Preparing the diagnosis codes" in seen(main)
    assert (bar.isVisible(), bar.accessibleName()) == (True, "Preparing the diagnosis codes")
    job.progressed.emit(4_000, 90_000, "Writing the search file")
    assert "Writing the search file" in seen(main)
    assert (bar.value(), bar.maximum(), bar.accessibleName()) == (4_000, 90_000, "Writing the search file")
    job.finished.emit()
    assert "Writing the search file" not in seen(main)
    assert not bar.isVisible()


def test_a_code_that_was_saved_unchecked_is_checked_again_in_the_list(qtbot: QtBot, main: MainWindow) -> None:
    case = main.session.clinic.read.one("SELECT max(id) AS id FROM cases")["id"]
    for code in ("M54.5", "S13.4XX", "S13.4XXB", "M54.52", "M54.2"):
        new_diagnosis(main.session.clinic, CaseId(case), replace(DIAGNOSIS, code=code))
    new_diagnosis(main.session.clinic, CaseId(case), replace(DIAGNOSIS, code="M54.53", as_written=True))
    plan = chart(main, "plan").plan
    title = plan._diagnosis_model.columns[2].text
    assert {row.code: title(row) for row in plan._diagnoses} == {
        "M54.5": "Low back pain (a heading, not billable)",
        "S13.4XX": "Not complete, not billable",
        "S13.4XXB": "Not in the April 2026 release: look at the paper again",
        "M54.52": "Not in the April 2026 release: look at the paper again",
        "M54.2": "Cervicalgia",
        "M54.53": "As written by the prescriber",
    }


def test_where_the_search_cannot_be_made_the_plan_offers_to_try_again(
    qtbot: QtBot, main: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise StoreTrouble("The folder for search files cannot be written.")

    case = main.session.clinic.read.one("SELECT max(id) AS id FROM cases")["id"]
    new_diagnosis(main.session.clinic, CaseId(case))
    plan = chart(main, "plan").plan
    shelf = plan._codes
    assert [made.text() for made in (plan._load, plan._again) if made.isVisible()] == ["Load a release"]
    with monkeypatch.context() as patch:
        patch.setattr("clinic_desktop.codes.loader.build", refused)
        patch.setattr("ui.codes.books.is_whole", lambda _: False)
        patch.setattr("ui.codes.books._is_there", lambda _: False)
        shelf._books.keep(())
        shelf.prepare()
        words = "The folder for search files cannot be written. Codes can be typed, but not searched or checked."
        assert words in seen(plan)
        assert [made.text() for made in (plan._load, plan._again) if made.isVisible()] == ["Try again"]
        # A code is typed all the same, and kept.
        chart(main, "diagnosis/new")
        form = type_in(main, code="\tM54.5")
        assert f"Not checked: {words}" in seen(form)
        press(qtbot, main, "Save")
        assert [row.code for row in chart(main, "plan").plan._diagnoses] == ["M54.2", "M54.5"]
        assert plan._diagnosis_model.columns[2].text(plan._diagnoses[1]) == ""
    press(qtbot, plan, "Try again")
    assert "cannot be written" not in seen(plan)
    assert plan._diagnosis_model.columns[2].text(plan._diagnoses[1]) == "Low back pain (a heading, not billable)"
