"""The scenes of the prescribers, on the demo clinic and on an empty one."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget
from scenes_clients import press, save, shown_form

from ui.directory.page import DirectoryPage
from ui.main_window import MainWindow
from ui.referrals.page import PrescribersPage

Scene = tuple[str, QWidget]


def empty_directory_scenes(main: MainWindow) -> Iterator[Scene]:
    """A clinic without a prescriber, and a form with problems."""
    page = prescribers(main)
    yield "prescribers-empty", main
    press(page, "Add prescriber")
    shown_form(main).fill({"given_name": "Maria", "npi": "1234567890", "phone": "555", "zip": "9840"})
    save(main)
    yield "prescriber-new-problems", main
    page.records.back()


def directory_scenes(main: MainWindow) -> Iterator[Scene]:
    """The list, a prescriber, a new one; one who was retired, and how a search finds them."""
    page = prescribers(main)
    yield "prescribers", main
    first = page.records._model.row(0)
    page.records.open(first)
    yield "prescriber-edit", main
    press(page, "Retire prescriber")
    page.search.setText(first.family_name.split()[0])
    yield "prescribers-nobody", main
    press(page, "Show the retired prescribers")
    yield "prescribers-retired", main
    page.records.open(first)
    yield "prescriber-retired", main
    press(page, "Bring prescriber back")
    page.search.clear()
    page.records.add()
    yield "prescriber-new", main
    page.records.back()


def prescribers(main: MainWindow) -> PrescribersPage:
    """The page of the prescribers, opened."""
    main.go("payers", "prescriber")
    place = main.page("payers")
    assert isinstance(place, DirectoryPage)
    page = place.page("prescribers")
    assert isinstance(page, PrescribersPage)
    return page
