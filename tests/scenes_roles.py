"""The pictures of roles: who signs in, what a role does not read, emergency access as both sides see it, the drill."""

from collections.abc import Iterator

from fixed import CHEAP
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from waited import wait_is_over

from clinic_desktop.clinic import Clinic
from clinic_desktop.staff.commands.emergencies import NoteFailedTries, SeeEmergency, SeeFailedTries
from clinic_desktop.staff.commands.keys import NoteKeys, NoteTries, SeeNotice
from clinic_desktop.staff.commands.people import AddPerson, DisablePerson
from clinic_desktop.staff.model import KeyFound, Person, PersonDraft
from clinic_desktop.staff.queries import emergencies_unseen, failed_tries_unseen, notices_unseen, people_page
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.recovery_key import new_recovery_key
from ui.chart.closed import ClosedCard
from ui.kit.records import Records
from ui.main_window import MainWindow
from ui.session import Session
from ui.settings.recovery import RecoverySection
from ui.staff.alarms import AlarmBar

Scene = tuple[str, QWidget]


def role_scenes(main: MainWindow) -> Iterator[Scene]:
    """Somebody at the front desk needs help, and the owner reads of it; nothing of it waits for anybody after it."""
    clinic = main.session.clinic
    clinic.do(AddPerson(PersonDraft("Old Hand"), clinic.keys.slot_for(vault.new_slot_id(), "Old Hand", "x")))
    everybody = people_page(clinic.read).rows
    gone = next(one for one in everybody if one.name == "Old Hand")
    # By what she does: in one clinic of the tests every name of the demo is another.
    ana = next(one for one in everybody if one.role == "front_desk")
    clinic.do(DisablePerson(gone.id, gone.version, gone.slot))
    main.go("settings", "people/")
    yield "people", main
    (people,) = [one for one in main.findChildren(Records) if one.isVisible()]
    for who, picture in ((ana, "person"), (gone, "person-disabled")):
        people.open(next(one for one in people_page(clinic.read).rows if one.id == who.id))
        yield picture, main
        people.back(0)
    yield from _keyless_scenes(main, people, ana)
    yield from _desk_scenes(main, ana.slot)
    clinic.do(NoteFailedTries(ana.slot, 3, clinic.clock.now().isoformat()))
    main.alarms.reload()
    main.go("today")
    yield "alarms-owner", main
    for one in emergencies_unseen(clinic.read, clinic.person.id):
        clinic.do(SeeEmergency(one.id))
    see_tries(main)
    yield from _notice_scenes(main, ana.slot)
    yield from _drill_scenes(main)


def see_tries(main: MainWindow) -> None:
    """The owner has seen who failed to sign in."""
    clinic = main.session.clinic
    for tries in failed_tries_unseen(clinic.read, clinic.person.id):
        clinic.do(SeeFailedTries(tries.id))
    main.alarms.reload()


def _keyless_scenes(main: MainWindow, people: Records, ana: Person) -> Iterator[Scene]:
    """A full disk took somebody, and not their key."""
    keys = main.session.clinic.keys
    slot = vault.read(keys.folder.vault).slot(ana.slot)
    keys.remove(ana.slot)
    people.open(ana)
    yield "person-no-password", main
    people.back(0)
    yield "people-no-password", main
    keys.put(slot)


def _notice_scenes(main: MainWindow, slot: str) -> Iterator[Scene]:
    """What owners are told of keys."""
    clinic = main.session.clinic
    clinic.do(NoteKeys((KeyFound(slot, None, "recovery"), KeyFound(slot, None, "other key"))))
    clinic.do(NoteTries("", is_behind=True))
    main.alarms.reload()
    main.go("today")
    yield "alarms-keys", main
    for one in notices_unseen(clinic.read, clinic.person.id):
        clinic.do(SeeNotice(one.id))


def _desk_scenes(main: MainWindow, slot: str) -> Iterator[Scene]:
    keys, clock = main.session.clinic.keys, main.session.clinic.clock
    session = Session(Clinic.open(keys.folder, keys.key, slot, clock, CHEAP), is_demo=True)
    desk = MainWindow(session, main._tools)
    desk.resize(main.size())
    desk.show()
    # As it is once the program has looked for backups.
    desk.bottom.last_backup.reload()
    try:
        desk.go("clients", "1/assessment")
        yield "closed", desk
        (card,) = [one for one in desk.findChildren(ClosedCard) if one.isVisible()]
        card.ask.click()
        card.form.fill({"reason": "now"})
        card.editor.save()
        yield "emergency-ask", desk
        card.form.fill({"reason": "Client fell in the room, the therapist cannot be reached"})
        card.editor.save()
        yield "emergency", desk
        desk.go("settings", "practice/")
        yield "settings-front-desk", desk
        bar = desk.findChild(AlarmBar)
        assert isinstance(bar, AlarmBar)
        (end,) = [one for one in bar.findChildren(QPushButton) if one.text() == "End now" and one.isVisible()]
        end.click()
    finally:
        desk.hide()
        desk.deleteLater()
        QApplication.processEvents()
        session.close()


def _drill_scenes(main: MainWindow) -> Iterator[Scene]:
    main.go("settings", "recovery/")
    yield "drill", main
    section = main.findChild(RecoverySection)
    assert isinstance(section, RecoverySection)
    section.form.fill({"key": new_recovery_key()})
    section.drill.save()
    yield "drill-wrong", main
    wait_is_over(main.session.clinic.keys.folder)
    section.form.fill({"key": ""})
