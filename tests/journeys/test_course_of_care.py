"""A course of care through the real window: eight visits from a prescription to the discharge, with rising function."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import pytest
from factories import CLIENT, new_client, new_service
from fixed import NOW
from pdfs import words as said
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import press, seen, shown_form, type_in

from clinic_desktop.store.clock import Clock
from clinic_desktop.visits.queries.notes import note_of
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.kit import paper_bar
from ui.kit.form import Form
from ui.kit.rows_field import RowsField
from ui.kit.table import Table
from ui.main_window import MainWindow

ACTIVITY = "Sit at the desk"
VISITS = 8
# Twice a week, as ordered.
DAYS = (date(2026, 11, 24), date(2026, 11, 27), date(2026, 12, 1), date(2026, 12, 4),
        date(2026, 12, 8), date(2026, 12, 11), date(2026, 12, 15), date(2026, 12, 18))  # fmt: skip
# Pain before and after each visit, and what the client tells of the desk.
COURSE = (("7", "5", "Sits 20 minutes."), ("7", "4", "Sits 25 minutes."), ("6", "4", "Sits 25 minutes."),
          ("6", "3", "Sits 30 minutes."), ("5", "3", "Sits 40 minutes."), ("4", "2", "Sits 45 minutes."),
          ("3", "1", "Sits 55 minutes."), ("2", "1", "Sits an hour."))  # fmt: skip
# What stays as it was from visit to visit: taken over by a key.
CARRIED = {
    "objective": "Upper trapezius tight on both sides.",
    "assessment": "Eases under slow pressure.",
    "plan": "Twice a week as ordered.",
}
STOPPED = "Chest pain or short breath"


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    found: list[bytes] = []
    monkeypatch.setattr(paper_bar, "print_pdf", lambda _, title, pdf, answered: found.append(pdf))
    return found


@pytest.fixture
def care(qtbot: QtBot, main: MainWindow, printed: list[bytes]) -> "Care":
    """The chart of a client of whom only the name is known, in a clinic with one service."""
    clinic = main.session.clinic
    new_service(clinic)
    owner = new_client(clinic, CLIENT)
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    main.go("clients", str(owner))
    QApplication.processEvents()
    place = main.page("clients")
    assert isinstance(place, ClientsPlace) and place.chart
    return Care(qtbot, place.chart, clinic.clock, printed)


@dataclass
class Care:
    """The chart, as a therapist works in it: a page, a button, what is typed, a button."""

    qtbot: QtBot
    chart: ChartPage
    clock: Clock
    printed: list[bytes]

    def turn_to(self, words: str) -> None:
        """Open a page of the chart."""
        press(self.qtbot, self.chart.header, words)
        QApplication.processEvents()

    def press(self, *words: str) -> None:
        """Buttons, one after the other."""
        for one in words:
            press(self.qtbot, self.chart, one)
            QApplication.processEvents()

    def press_called(self, name: str) -> None:
        """A button by its accessible name, where its words stand more than once."""
        (found,) = (one for one in self.chart.findChildren(QPushButton) if one.accessibleName() == name and shown(one))
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def type(self, **values: str) -> Form:
        """Type into the form that is shown."""
        return type_in(self.chart, **values)

    def open_row(self, name: str, row: int = 0) -> None:
        """Open a row of the list of that name by Enter."""
        (table,) = (one for one in self.chart.findChildren(Table) if one.accessibleName() == name and shown(one))
        table.selectRow(row)
        self.qtbot.keyClick(table, Qt.Key.Key_Return)
        QApplication.processEvents()

    def reads(self) -> str:
        """All that the chart shows."""
        return seen(self.chart)

    def settled(self) -> None:
        """What was pressed was taken: no form is open any more, in which something could be wrong."""
        QApplication.processEvents()
        forms = [one for one in self.chart.findChildren(Form) if shown(one)]
        assert not forms, {key: one.problem() for form in forms for key, one in form.fields.items() if one.problem()}

    def day(self, when: date) -> None:
        """The clinic opens on another day, at the same hour."""
        self.clock._fixed = datetime.combine(when, time(NOW.hour, NOW.minute), NOW.tzinfo)


def shown(one: QWidget) -> bool:
    return one.isVisible()


def rows(*found: dict[str, str]) -> str:
    return json.dumps(found)


def test_from_prescription_to_discharge(care: Care) -> None:
    take_on(care)
    stopped_and_cleared(care)
    assess(care, now="20", peg=("7", "7", "6"))
    plan(care)
    for at in range(6):
        visit(care, at)
    report_on_progress(care)
    for at in range(6, VISITS):
        visit(care, at)
    discharge(care)

    assert "8 of 8 visits" in seen(care.chart.header)
    care.turn_to("Plan")
    told = care.reads()
    assert "8 of 8 visits given" in told
    assert "1 of 2 goals met" in told
    progress, last = map(said, care.printed)
    for part in ("Progress report", f"{ACTIVITY} Counted in minutes 20 45 60", "7 at the first visit, 4 at the last"):
        assert part in progress, progress
    for part in ("Discharge report", f"{ACTIVITY} Counted in minutes 20 60 60", "7 at the first visit, 2 at the last"):
        assert part in last, last


def take_on(care: Care) -> None:
    """What is treated, and who ordered it."""
    care.turn_to("Summary")
    care.press("New case")
    care.type(reason="Neck strain", kind="work", onset_on="11/9/2026", state="WA", employer="Tidewater Freight")
    care.press("Save")
    care.settled()
    care.turn_to("Plan")
    care.press("Add prescription")
    care.type(
        prescriber="\tMaria Lee, MD", ordered_on="11/23/2026", expires_on="6 weeks", visits_ordered=str(VISITS),
        frequency="2x/week for 4 weeks", diagnoses="M54.2\tM54.2", signature="signed", signed_on="11/23/2026",
    )  # fmt: skip
    care.press("Save")
    care.settled()
    assert "0 of 8 visits" in seen(care.chart.header)


def stopped_and_cleared(care: Care) -> None:
    """A yes to an urgent question stops the first visit until a prescriber clears it; what was typed waits."""
    care.turn_to("Health")
    care.press("Ask the questions")
    form = care.type(chest=json.dumps({"answer": "yes", "note": "Out of breath on the stairs"}))
    for field in form.fields.values():
        if field.key.startswith("level_"):
            care.qtbot.mouseClick(field.focusProxy(), Qt.MouseButton.LeftButton)
    care.press("Save")
    care.settled()
    assert STOPPED in seen(care.chart.header)
    care.turn_to("Visits")
    care.press("Record visit")
    assert "An urgent flag is open" in care.reads()
    form = care.type(subjective="Stiff since the fall.", services=rows({"service": "1", "minutes": "60"}))
    care.press("Save")
    assert STOPPED in form.fields["date_of_service"].problem()
    care.press("Show flags", "Resolve it")
    care.type(how="clearance", cleared_by="Dr. Maria Lee", words="Heart and lungs looked at: treat the neck.")
    care.press("Resolve")
    care.settled()
    assert STOPPED not in seen(care.chart.header)
    care.turn_to("Visits")
    care.press("Record visit")
    assert shown_form(care.chart).values()["subjective"] == "Stiff since the fall."


def assess(care: Care, *, now: str, peg: Sequence[str]) -> None:
    """How long the client sits, and the PEG of today."""
    care.turn_to("Assessment")
    care.press("New assessment")
    limit = {"activity": ACTIVITY, "now": now, "needed": "60", "unit": "minutes"}
    care.type(pain_now=peg[0], limits=rows(limit), impression=f"Sits {now} minutes before the neck tightens.")
    care.press("Sign assessment")
    care.settled()
    care.press("Record score" if now != "20" else "Record the first score")
    care.open_row("Outcome measures", 1)
    care.type(**{f"answers/{at}": one for at, one in enumerate(peg)})
    care.press("Save")
    care.settled()


def plan(care: Care) -> None:
    """What the prescription and the findings propose, with what only the therapist knows; signed."""
    care.turn_to("Plan")
    care.press("New plan")
    form = shown_form(care.chart)
    goals = form.fields["goals"]
    assert isinstance(goals, RowsField)
    assert [(one["about"], one["activity"], one["baseline"], one["target"]) for one in goals.rows()] == [
        ("limit", ACTIVITY, "20", "60"),
        ("peg", "", "6.7", "4.7"),
    ]
    goals.cells(1)["target"].set_value("1")
    assert "8 visits over 4 weeks" in care.reads()
    care.type(
        techniques="Myofascial release\tMyofascial release", regions="Neck\tNeck", minutes="60",
        home_care="Chin tucks, ten a day.", discharge="Sits an hour, or no change over two re-evaluations.",
    )  # fmt: skip
    care.press("Sign plan")
    care.settled()
    assert "0 of 8 visits given" in care.reads()


def visit(care: Care, at: int) -> None:
    """One visit with its note, signed: what the note before says is taken over, what changed is typed."""
    before, after, told = COURSE[at]
    care.day(DAYS[at])
    care.turn_to("Visits")
    care.press("Record visit")
    form = shown_form(care.chart)
    if at:
        for part in CARRIED:
            form.go_to(part)
            care.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    else:
        done = {"technique": "Myofascial release", "region": "Neck", "minutes": "60", "service": "1"}
        care.type(techniques=rows(done), **CARRIED)
    care.type(pain_before=before, pain_after=after, subjective=told)
    care.press("Save and sign")
    care.settled()
    row = care.chart._session.clinic.read.one("SELECT max(id) AS id FROM visits")["id"]
    note = note_of(care.chart._session.clinic.read, row)
    assert note and note.signed_at
    assert {part: getattr(note, part) for part in CARRIED} == CARRIED
    assert (note.subjective, len(note.techniques)) == (told, 1)
    assert f"{at + 1} of 8 visits" in seen(care.chart.header)


def report_on_progress(care: Care) -> None:
    """After six visits: a second look, and the report that the program asks for."""
    care.turn_to("Plan")
    assert "Due by 11 Dec 2026" in care.reads()
    assess(care, now="45", peg=("4", "4", "3"))
    write_report(care, "progress", status="Sits 45 minutes at the desk.", ahead="Two more visits as ordered.")


def discharge(care: Care) -> None:
    """A last look, the goal that it shows, and the report that ends the treatment."""
    assess(care, now="60", peg=("2", "2", "1"))
    care.turn_to("Plan")
    (verb,) = (
        one.accessibleName()
        for one in care.chart.findChildren(QPushButton)
        if shown(one) and one.accessibleName().startswith(f"Mark: {ACTIVITY} 60 minutes")
    )
    care.press_called(verb)
    care.type(note="Sat through a whole meeting.")
    care.press("Save")
    care.settled()
    write_report(care, "discharge", status="Sits an hour at the desk.", ahead="Chin tucks at home.")


def write_report(care: Care, kind: str, **texts: str) -> None:
    """A report of this day, signed and printed."""
    care.turn_to("Plan")
    care.press("Write report")
    care.type(kind=kind, **texts)
    care.press("Sign report")
    care.settled()
    care.open_row("Progress reports")
    care.press("Print")
