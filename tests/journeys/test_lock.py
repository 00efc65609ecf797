"""The lock, by itself and by the system: what is left of the clinic then, and the way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from conftest import Opener
from factories import new_case, new_client, new_policy, new_visit
from fixed import PASSWORD
from making import chart, press
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox
from pytestqt.qtbot import QtBot
from remains import still_there, words_of_widgets
from windows import Starter, main_of, page_of, seen, shown_form, signed_in, type_in

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.practice.commands import AddService, RetireService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.drafts import Drafts
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder, KeyRing
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.writer import Writer
from ui.app import App
from ui.chart.place import ClientsPlace
from ui.chart.tabs import TAB_TOPICS
from ui.kit import confirm
from ui.locking.clearing import sweep
from ui.locking.quiet import Moment
from ui.main_window import MainWindow
from ui.navigation import PLACES
from ui.start.sign_in import SignInPage

# Made as they are wanted: written here, they would stand in the memory of the test for ever.
_LETTERS = Random(7)
MARKS = tuple("".join(_LETTERS.choices("bcdfghklmnpqrstvwz", k=12)).capitalize() for _ in range(4))


def settled() -> None:
    """Widgets that were to go are gone, and what came of it was done."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def locked(app: App) -> SignInPage:
    settled()
    assert app.main is None
    page = page_of(app)
    assert isinstance(page, SignInPage)
    return page


def marked_chart(clinic: Clinic) -> int:
    """A client whose every word is a mark, with something on most pages of the chart."""
    owner = new_client(clinic, ClientDraft(MARKS[0], "", MARKS[1], phone="2535550142", note=MARKS[3]))
    case = new_case(clinic, owner)
    new_policy(clinic, case)
    new_visit(clinic, case)
    return owner


@pytest.fixture
def app(start: Starter, folder: ClinicFolder) -> App:
    return start(folder.path)


def test_after_a_lock_nothing_refers_to_the_key_or_to_a_client(qtbot: QtBot, app: App) -> None:
    # Of the tests before, which lock nothing at their end.
    sweep()
    main = signed_in(app, PASSWORD)
    clinic = main.session.clinic
    owner, key = marked_chart(clinic), bytes(bytearray(clinic.keys.key))
    for place in PLACES:
        main.go(place.key)
    for tab in TAB_TOPICS:
        main.go("clients", f"{owner}/{tab}")
    for _ in range(2):
        # By the mouse, and from one into the next: Qt had destroyed the first then, and Python kept it for good.
        main.go("clients", f"{owner}/documents")
        press(qtbot, chart(main).documents, "Make a superbill")
    main.go("clients", f"{owner}/edit")
    form = type_in(main, note=MARKS[2])
    confirm.ask(main, MARKS[0], MARKS[1], MARKS[3], lambda: None)
    main._search.setText(MARKS[1])
    box = form.fields["note"].box
    # This platform does not say whose the clipboard is.
    assert app.desk._clipboard
    app.desk._clipboard._owns = lambda: True
    box.selectAll()  # type: ignore[attr-defined]
    box.copy()  # type: ignore[attr-defined]
    assert any(MARKS[0] in words for words in words_of_widgets())
    assert {"KeyRing", "bytes 0"} <= still_there([key], [KeyRing])
    databases = clinic.read._database, clinic._writer._database
    assert app.desk.watch
    app.desk.watch.system.away.emit()
    del main, clinic, form, box
    locked(app)
    assert not [words for words in words_of_widgets() if any(mark in words for mark in MARKS)]
    assert not any(mark in QApplication.clipboard().text() for mark in MARKS)
    for database in databases:
        with pytest.raises(Exception, match="closed"):
            database.execute("SELECT 1")
    del databases, database
    kinds = (KeyRing, Clinic, Reader, Writer, Blobs, Drafts, MainWindow)
    # What reads the public list of diagnosis codes may be another test's, and knows no client.
    assert still_there([key, key.hex(), *MARKS], kinds) - {"_ReferenceReader"} == set()


@pytest.mark.parametrize("runs", [True, False])
def test_it_locks_by_itself_whatever_the_wall_clock_says(app: App, runs: bool) -> None:
    now = [0.0]
    # Set back by an hour at every look: the clock that counts is the other one.
    app.desk.moments = lambda: Moment(now[0], -3_600 * now[0])
    main = signed_in(app, PASSWORD)
    QApplication.processEvents()
    assert app.desk.watch
    idle, chip = app.desk.watch.idle, main.bottom.locks_soon
    for _ in range(569):
        now[0] += 1
        idle.look()
    assert chip.isHidden()
    now[0] += 1
    idle.look()
    assert chip.text() == "Locks in 30 seconds. Any key keeps it open."
    if runs:
        for _ in range(30):
            now[0] += 1
            idle.look()
        assert "Locked at" in seen(locked(app))
    else:
        idle._quiet.touch()
        idle.look()
        assert chip.isHidden() and app.main is main


def test_a_file_dialog_and_a_question_go_with_the_window(app: App) -> None:
    from ui.kit.files import ask_where

    main = signed_in(app, PASSWORD)
    asked = list[str]()
    dialog = ask_where(main, "Save", "SB-000001.pdf", lambda path: asked.append(str(path)))
    confirm.ask(main, "Sure?", "", "Yes", lambda: asked.append("yes"))
    app.desk.lock()
    settled()
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    assert shown == [app.start] and asked == []
    del dialog


def chart_of(main: MainWindow) -> ClientsPlace:
    found = main.page("clients")
    assert isinstance(found, ClientsPlace)
    return found


PARTS = ("summary", "visits", "wizard/call", "documents/letters", "documents/files", "edit/note", "visit/new", "note/1",
         "policy/new", "payment/new/all", "superbill/new", "contact/new")  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_whoever_was_there_comes_back_to_the_same_place(app: App, part: str) -> None:
    main = signed_in(app, PASSWORD)
    owner = marked_chart(main.session.clinic)
    main.go("clients", f"{owner}/{part}")
    before = chart_of(main).part
    app.desk.lock()
    locked(app)
    main = signed_in(app, PASSWORD)
    QApplication.processEvents()
    assert main._stack.currentWidget() is main.page("clients")
    assert chart_of(main).part == before
    # What somebody comes to by hand stands on the same part.
    assert part.split("/", maxsplit=1)[0] in before


@pytest.mark.parametrize(
    ("place", "part"),
    [("settings", "therapists/1"), ("settings", "computer"), ("payers", "prescriber/new"), ("reports", "income"),
     ("reports", "notice"), ("superbills", "issued"), ("today", "sign"), ("clients", "new"),
     ("settings", "imports/clients")],
)  # fmt: skip
def test_so_does_whoever_was_elsewhere(app: App, place: str, part: str) -> None:
    main = signed_in(app, PASSWORD)
    main.go(place, part)
    app.desk.lock()
    locked(app)
    main = signed_in(app, PASSWORD)
    at = main.whereabouts()
    assert (at.place, at.part) == (place, part)


def test_the_chosen_row_the_scroll_and_the_focus_are_as_they_were(
    start: Starter, folder: ClinicFolder, open_clinic: Opener
) -> None:
    clinic = open_clinic(folder)
    with clinic.together():
        for number in range(300):
            new_client(clinic, ClientDraft("Ann", "", f"Lee{number:04}"))
    clinic.close()
    app = start(folder.path)
    main = signed_in(app, PASSWORD)
    main.go("clients")
    QApplication.processEvents()
    table = chart_of(main).list.table
    table.select(250)
    table.setFocus()
    table.verticalScrollBar().setValue(table.verticalScrollBar().value() - 40)
    at = main.whereabouts()
    assert at.posture.scrolled[0].down > 1_000
    app.desk.lock()
    locked(app)
    main = signed_in(app, PASSWORD)
    settled()
    assert main.whereabouts() == at
    assert chart_of(main).list.table.chosen_row() == 250


def test_the_password_can_be_typed_at_once(app: App) -> None:
    main = signed_in(app, PASSWORD)
    main.activateWindow()
    app.desk.lock()
    settled()
    page = locked(app)
    # No other window of ours has the focus for a moment: this one would not have it again.
    assert page.form.fields["password"].box.hasFocus()


def test_what_was_typed_is_there_again_with_the_focus_in_its_field(app: App) -> None:
    main = signed_in(app, PASSWORD)
    owner = marked_chart(main.session.clinic)
    main.go("clients", f"{owner}/edit/note")
    type_in(main, note="half a sen")
    app.desk.lock()
    locked(app)
    main = signed_in(app, PASSWORD)
    settled()
    form = shown_form(main)
    assert form.values()["note"] == "half a sen"
    assert main.focusWidget() is form.fields["note"].box


def test_another_person_begins_on_today_and_the_first_comes_back(app: App) -> None:
    main = signed_in(app, PASSWORD)
    keys = main.session.clinic.keys
    slot = keys.slot_for(vault.new_slot_id(), "Bea Moss", "another good password")
    main.session.run(AddPerson(PersonDraft("Bea Moss"), slot))
    owner = marked_chart(main.session.clinic)
    main.go("clients", f"{owner}/visits")
    first = main.session.clinic.person.slot
    app.desk.lock()
    page = locked(app)
    assert page.form.values()["person"] == first
    assert page.focusProxy() is page.form.fields["password"]
    page.form.fill({"person": slot.id, "password": "another good password"})
    page.editor.save()
    assert main_of(app).whereabouts().place == "today"
    app.desk.lock()
    page = locked(app)
    assert page.form.values()["person"] == slot.id
    page.form.fill({"person": first, "password": PASSWORD})
    page.editor.save()
    assert chart_of(main_of(app)).part.endswith("visits")


def test_what_is_gone_meanwhile_leads_to_its_place(app: App, open_clinic: Opener) -> None:
    main = signed_in(app, PASSWORD)
    service = main.session.run(AddService(ServiceDraft("Before", "MT009", True, "unit", "35")))
    main.go("settings", f"services/{service}")
    app.desk.lock()
    locked(app)
    clinic = open_clinic(app.folder)
    clinic.do(RetireService(service, 1))
    clinic.close()
    main = signed_in(app, PASSWORD)
    assert main.whereabouts().place == "settings"


@contextmanager
def full_disk() -> Iterator[None]:
    raise StoreTrouble("The disk is full.")
    yield


def test_a_full_disk_holds_no_window_open_and_loses_no_word(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    main = signed_in(app, PASSWORD)
    owner = marked_chart(main.session.clinic)
    main.go("clients", f"{owner}/edit")
    QApplication.processEvents()
    type_in(main, note="half a sen")
    assert app.desk.watch
    with monkeypatch.context() as patched:
        patched.setattr("clinic_desktop.store.drafts.store_trouble", full_disk)
        app.desk.watch.system.away.emit()
        page = locked(app)
    assert "It waits in this window" in seen(page)
    left = next(iter(app.desk._left.values()))
    assert left.waiting and b"half a sen" not in left.waiting
    main = signed_in(app, PASSWORD)
    settled()
    assert shown_form(main).values()["note"].startswith("half a sen")
    # Now there is room, and it is on the disk.
    assert not main.session.clinic.drafts.waiting


def test_a_lock_by_the_button_asks_on_a_full_disk_as_ever(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreTrouble("The disk is full.")

    main = signed_in(app, PASSWORD)
    owner = marked_chart(main.session.clinic)
    main.go("clients", f"{owner}/edit")
    type_in(main, note="half a sen")
    monkeypatch.setattr(Drafts, "keep", full)
    main._lock()
    QApplication.processEvents()
    (box,) = (one for one in main.findChildren(QMessageBox) if one.isVisible())
    assert app.main is main
    box.reject()


def test_the_demo_clinic_locks_too(little_demo: None, start: Starter, folder: ClinicFolder) -> None:
    app = start(folder.path.with_name("demo"), demo=True)
    main = main_of(app)
    main.go("clients")
    app.desk.lock()
    settled()
    assert "The demo clinic has no password." in seen(page_of(app))
    press_go_on(app)
    assert main_of(app).whereabouts().place == "clients"


def press_go_on(app: App) -> None:
    from PySide6.QtWidgets import QPushButton

    (made,) = (one for one in page_of(app).findChildren(QPushButton) if one.text() == "Go on")
    made.click()
    settled()


def test_the_minutes_are_chosen_in_the_settings(app: App) -> None:
    main = signed_in(app, PASSWORD)
    main.go("settings", "computer")
    (box,) = (one for one in main.findChildren(QComboBox) if one.accessibleName() == "Lock by itself")
    assert box.currentText() == "After 10 minutes"
    assert [box.itemText(at) for at in (0, box.count() - 1)] == ["After 1 minute", "After 30 minutes"]
    box.setCurrentIndex(0)
    assert app.preferences.lock_minutes() == 1
