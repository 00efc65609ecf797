"""The scenes of planning on Today, on the demo clinic: a typed line in all its states, and a scheduler’s file."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.clinic import Clinic
from clinic_desktop.schedule.queries.drafts import Desk
from clinic_desktop.schedule.queries.typed import understood
from ui.main_window import MainWindow
from ui.today.page import TodayPage

Scene = tuple[str, QWidget]


def schedule_scenes(main: MainWindow) -> Iterator[Scene]:
    """A line that is understood, two who fit, somebody new, a list that was pasted; then a table and its columns."""
    main.go("today")
    page = main.page("today")
    assert isinstance(page, TodayPage)
    one, two = _names(main.session.clinic)
    for name, lines in (
        ("today-plan", [f"2:30p {one} 60"]),
        ("today-plan-two", [f"{two} 4p"]),
        ("today-plan-new", ["5p maria de la cruz 90"]),
        ("today-plan-list", [f"3p {one} 60", "4:30 zzyzx", f"tomorrow 9-10 {one}"]),
    ):
        page.plan.box.show_lines(lines)
        QApplication.processEvents()
        yield name, main
    page.plan.plan()
    yield "today-plan-left", main
    main.session.undo()
    page.plan.box.show_lines([""])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "appointments.csv"
        path.write_text(_table(main.session.clinic), encoding="utf-8")
        page.read_file(path)
        yield "today-file", main
        assert page.file
        page.file._unfold()
        yield "today-file-columns", main
        page.file.left.emit()
        # The next day's file lacks one of those that were planned, and is refused nothing.
        page.read_file(path)
        page.file.act()
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(lines[:2] + lines[3:]), encoding="utf-8")
        page.read_file(path)
        yield "today-file-gone", main
        page.file.left.emit()
        main.session.undo()


def _names(clinic: Clinic) -> tuple[str, str]:
    """The last name of a client who can be planned, and a letter that several begin with."""
    desk = Desk(clinic.read, clinic.clock.today(), clinic.person.therapist)
    rows = clinic.read.all("SELECT family_name FROM clients WHERE retired_at IS NULL ORDER BY family_name")
    one = next(row["family_name"] for row in rows if understood(desk, f"2:30p {row['family_name']} 60").is_ready)
    two = next(letter for letter in "ahknw" if len(understood(desk, f"4p {letter}").candidates) > 1)
    return one, two


def _table(clinic: Clinic) -> str:
    """A file with a visit that is planned already, new ones, one who is not a client, and a cancelled one."""
    today = clinic.clock.today()
    rows = clinic.read.all(
        "SELECT clients.given_name AS given, clients.family_name AS family, min(visits.starts_at) AS at FROM clients"
        " JOIN cases ON cases.client_id = clients.id JOIN visits ON visits.case_id = cases.id"
        " WHERE visits.status = 'planned' AND visits.date_of_service = ? AND visits.retired_at IS NULL"
        " AND clients.given_name <> '' GROUP BY clients.id ORDER BY at",
        today.isoformat(),
    )
    names = [f"{row['given']} {row['family']}" for row in rows]
    lines = ["Date,Start,Minutes,Client,Service,Status,Booking ID"]
    for at, (ahead, start, minutes, name, status) in enumerate(
        (
            (0, rows[0]["at"], 60, names[0], "Confirmed"),
            (1, "9:00 AM", 60, names[1], "Confirmed"),
            (1, "9:30 AM", 60, names[0], "Confirmed"),
            (2, "11:00 AM", 90, "Maria de la Cruz", "Confirmed"),
            (3, "11:00 AM", 90, f"{names[0].split()[0][:-1]} {names[0].split()[-1]}", "Confirmed"),
            (0, rows[1]["at"], 60, names[1], "Cancelled"),
            (40, "2:00 PM", 60, names[1], "Confirmed"),
        ),
        1,
    ):
        day = today + timedelta(ahead)
        lines.append(f"{day.month}/{day.day}/{day.year},{start},{minutes},{name},Massage,{status},{at}")
    return "\n".join(lines)
