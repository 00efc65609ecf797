"""A week of a clinic with a scheduler: its file is read, the next day’s too, one is typed, and undo takes all back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from factories import SERVICE, new_case, new_client, new_service
from fixed import NOW, PASSWORD
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, shown_form, signed_in

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.queries.days import visits_of_day
from ui.kit.text import isolated
from ui.main_window import MainWindow
from ui.today.page import TodayPage

TODAY = NOW.date()
HEAD = "Date,Start,Minutes,Client,Status,Booking ID\n"
FIRST = "11/24/2026,2:30 PM,60,Luis Vega,Confirmed,1\n11/25/2026,9:00 AM,90,Ana Lee,Confirmed,2\n"
THEN = (
    "11/24/2026,2:30 PM,60,Luis Vega,Confirmed,1\n11/25/2026,11:00 AM,90,Ana Lee,Confirmed,2\n"
    "11/26/2026,9:00 AM,60,Luis Vega,Confirmed,3\n"
)


def week(main: MainWindow) -> list[tuple[str, str, str]]:
    days = (TODAY + timedelta(ahead) for ahead in range(7))
    read = main.session.clinic.read
    return [(str(day)[8:], one.client_name, one.visit.starts_at) for day in days for one in visits_of_day(read, day)]


def today(main: MainWindow) -> TodayPage:
    main.go("today")
    page = main.page("today")
    assert isinstance(page, TodayPage)
    return page


def test_a_file_the_next_days_file_a_typed_visit_and_undo(
    qtbot: QtBot, start: Starter, folder: ClinicFolder, tmp_path: Path
) -> None:
    main = signed_in(start(folder.path), PASSWORD)
    clinic = main.session.clinic
    new_service(clinic, replace(SERVICE, usual_minutes="60"))
    for family, given in (("Vega", "Luis"), ("Lee", "Ana")):
        new_case(clinic, new_client(clinic, ClientDraft(given, family_name=family)))
    file, page = tmp_path / "week.csv", today(main)
    for content, verb in ((FIRST, "Plan 2 visits"), (THEN, "Make 2 changes")):
        file.write_text(HEAD + content)
        page.read_file(file)
        seen(page)
        press(qtbot, page, verb)
    whole = [("24", "Vega, Luis", "14:30"), ("25", "Lee, Ana", "11:00"), ("26", "Vega, Luis", "09:00")]
    assert week(main) == whole
    # Somebody calls: the front desk types it.
    qtbot.keyClicks(page.plan.box, "4:15p lee 90")
    qtbot.keyClick(page.plan.box, Qt.Key.Key_Return)
    assert week(main)[1] == ("24", "Lee, Ana", "16:15")
    assert "4:15 PM" in seen(page)
    for left in (whole, [("24", "Vega, Luis", "14:30"), ("25", "Lee, Ana", "09:00")], []):
        main.session.undo()
        assert week(main) == left


def test_a_new_client_begins_with_the_name_that_was_typed(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    main = signed_in(start(folder.path), PASSWORD)
    new_client(main.session.clinic, ClientDraft("Ana", family_name="Lee"))
    page = today(main)
    qtbot.keyClicks(page.plan.box, "10 maria de la cruz 60")
    seen(page)
    press(qtbot, page.plan, f"New client: {isolated('Maria de la Cruz')}")
    values = shown_form(main).values()
    assert (values["given_name"], values["family_name"]) == ("Maria", "de la Cruz")
    assert today(main).plan.box.toPlainText() == "10 maria de la cruz 60"
