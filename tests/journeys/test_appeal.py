"""A plan says no: from its letter, dropped on the chart, to the packet that answers it, printed, sent and followed."""

import hashlib
from datetime import date, datetime, time
from pathlib import Path

import pytest
from dropping import carried, drop
from fixed import NOW
from making import chart, press
from packed import DAYS, Packable, packable
from papers import paper
from pdfs import as_viewed, reader, viewed_pages
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import seen, shown_form, type_in

from clinic_desktop.appeals.queries.denials import appeals_of, contacts_about, denial
from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.packets.queries.packets import packet
from ui.appeals.saving import DaysForCalendar
from ui.appeals.section import DenialsSection
from ui.kit import paper_bar
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.main_window import MainWindow
from ui.packets.builder import PacketBuilder
from ui.packets.issued import IssuedPacketPage

NOTICE = "We did not pay for these visits."
NAMES = ("Rosalind", "Nguyễn", "Zuzu", "Cascade")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    found: list[bytes] = []
    monkeypatch.setattr(paper_bar, "print_pdf", lambda _, title, pdf, answered: found.append(pdf))
    return found


@pytest.fixture
def own(main: MainWindow) -> Packable:
    """A client with a superbill of two visits, and all that answers a denial of them; in a window of a usual size."""
    main.resize(1366, 768)
    return packable(main.session.clinic)


def form_around(inside: QWidget | None) -> Form:
    """The form in which the focus is."""
    while inside is not None and not isinstance(inside, Form):
        inside = inside.parentWidget()
    assert isinstance(inside, Form)
    return inside


def saved(main: MainWindow, **values: str) -> None:
    """Type into the form in which the focus is, and save it."""
    form = form_around(main.focusWidget())
    for key, value in values.items():
        form.fields[key].set_value(value)
    form.edited.emit()
    editor = form.parentWidget()
    while not isinstance(editor, Editor):
        assert editor
        editor = editor.parentWidget()
    assert editor.save(), {key: one.problem() for key, one in form.fields.items() if one.problem()}
    QApplication.processEvents()


def enter_denial(qtbot: QtBot, main: MainWindow, own: Packable, letter: Path) -> None:
    """Drop the letter of the plan on the chart, say what it is, and type what it says."""
    letter.write_bytes(paper(NOTICE, "Your rights"))
    main.go("clients", f"{own.client}/documents")
    page = chart(main)
    drop(page.documents, carried(letter))
    type_in(page, kind="denial", day="11/20/2026")
    press(qtbot, page, "Enter denial")
    assert shown_form(page).values()["noticed_on"] == "11/20/2026"
    type_in(page, bill=str(own.bill), codes="CO-50 N130", quoted="Not medically necessary.")
    told = seen(page)
    # What to do, by when with the sum that can be done again, and whose it is, while it is typed.
    assert "Appeal with the record" in told and "20 Nov 2026 + 180 days = Wednesday, 19 May 2027." in told
    assert "A superbill goes to the plan by the client" in told and "Whose appeal: The client’s own" in told
    # The notice names a day: that one counts.
    type_in(page, deadline_on="12/8/2026")
    assert "Internal appeal by Tuesday, 8 Dec 2026" in seen(page)
    press(qtbot, page, "Save")
    # What it takes leads there and back.
    press(qtbot, page, "Open it")
    assert "Added 24 Nov 2026 as “Denial Cascade.pdf”." in seen(main)
    press(qtbot, main, "Open denial")
    press(qtbot, main, "Fix")
    assert "Missing: A signed progress report" in seen(main)
    press(qtbot, main, "Back to the denial")
    assert "Next: Internal appeal" in seen(main)


def write_letter(qtbot: QtBot, main: MainWindow) -> None:
    """What the letter misses is put right where its buttons lead; each comes home to it."""
    press(qtbot, main, "Write the letter")
    assert "Missing: claim number of the denial" in seen(main)
    press(qtbot, main, "Open denial")
    saved(main, claim_number="CLM-2041")
    assert "Missing: claim number" not in seen(main)
    press(qtbot, main, "Add the department")
    # The department that a letter of this kind goes to.
    assert form_around(main.focusWidget()).values()["kind"] == "appeals"
    saved(main, street="PO Box 100", city="Seattle", state="WA", zip="98101", fax="2065550150")
    assert "Missing:" not in seen(main)
    press(qtbot, main, "Issue letter")
    # It is the client’s own: it goes to the client first, to be signed.
    sent = shown_form(main).values()
    assert (sent["party"], sent["name"], sent["how"]) == ("client", "Rosalind Mae Nguyễn", "in_person")
    # What is about a denial comes home to it, and is not begun twice.
    press(qtbot, main, "Denial")
    assert "Next: Internal appeal" in seen(main)


def touched(main: MainWindow) -> PacketBuilder:
    """The draft that is shown, once somebody took its last part out and in again: it is no mere look any more."""
    (builder,) = (one for one in main.findChildren(PacketBuilder) if one.isVisible())
    for _ in range(2):
        list(builder.parts.rows.values())[-1].check.click()
        QApplication.processEvents()
    return builder


def build_packet(qtbot: QtBot, main: MainWindow) -> IssuedPacketPage:
    press(qtbot, main, "Build the packet")
    press(qtbot, touched(main), "Denial")
    press(qtbot, main, "Build the packet")
    assert main.session.clinic.read.one("SELECT count(*) AS n FROM packets")["n"] == 1
    assert "Appeal, to Cascade Mutual" in seen(main) and "Ready to be issued" in seen(main)
    assert "the client signs it." in seen(main)
    press(qtbot, main, "Issue packet")
    (page,) = (one for one in main.findChildren(IssuedPacketPage) if one.isVisible())
    press(qtbot, page, "Print")
    return page


def check_packet(pdf: bytes) -> None:
    """Every page of the index holds what the index says, every page is stamped, and nothing of other visits is told."""
    pages = viewed_pages(pdf)
    for at, text in enumerate(pages, 1):
        assert f"RN – packet 1 – page {at} of {len(pages)}" in text
    index = next(text for text in pages if "Index" in text)
    held = {
        "Internal appeal": "Request for an internal appeal",
        "Visit notes": "Neck is stiff",
        "Superbill no. 1001": "SUPERBILL",
        "Denial Cascade": NOTICE,
        "License and NPI sheet": "Licenses and NPI",
    }
    for title, words in held.items():
        line = next(one for one in index.split("\n") if title in one)
        first = int(line.split()[-1].partition("–")[0])
        assert words in pages[first - 1], (title, first)
    told = as_viewed(pdf)
    assert "11/04/2026 · Maya Ortiz" not in told and "Usual criterion, as in" in told
    marks = [one for one in reader(pdf).outline if not isinstance(one, list)]
    assert str(marks[-1]["/Title"]).startswith("License and NPI")


def today(main: MainWindow, day: date) -> str:
    """What Today says on a day."""
    main.session.clinic.clock._fixed = datetime.combine(day, time(NOW.hour, NOW.minute), NOW.tzinfo)
    page = main.page("today")
    main.go("today")
    page.reload()  # type: ignore[attr-defined]
    return seen(page)


def calendar_of(main: MainWindow, own: Packable, path: Path) -> str:
    """The days of the client, as saved for a calendar."""
    main.go("clients", f"{own.client}/documents/denials")
    QApplication.processEvents()
    section = chart(main).documents.section("denials")
    assert isinstance(section, DenialsSection) and isinstance(section.calendar, DaysForCalendar)
    assert section.calendar.isVisible()
    section.calendar.save_to(path)
    return path.read_text()


def test_from_the_letter_of_the_plan_to_a_packet_that_is_followed_up(
    qtbot: QtBot, main: MainWindow, own: Packable, tmp_path: Path, printed: list[bytes]
) -> None:
    clinic = main.session.clinic
    enter_denial(qtbot, main, own, tmp_path / "Denial Cascade.pdf")
    assert "Internal appeal due in 14 days" in today(main, NOW.date())
    assert "DTSTART;VALUE=DATE:20261208" in calendar_of(main, own, tmp_path / "before.ics")
    main.go("clients", f"{own.client}/of/{own.case}/denial/1")
    write_letter(qtbot, main)
    page = build_packet(qtbot, main)
    (pdf,) = printed
    check_packet(pdf)

    press(qtbot, page, "Mark as sent")
    assert page.form
    # Sixty days for visits that were given, as the denial itself reckons.
    assert page.form.form.values()["answer_due_on"] == "01/23/2027"
    assert page.form.form.fields["late_why"].isHidden()
    saved(main, confirmation="FX-88213")
    # Said once, and known everywhere: the packet, the step with both papers, the contact, the log of disclosures.
    (step,) = appeals_of(clinic.read, 1)
    assert (step.sent_on, step.confirmation, step.answer_due_on) == (NOW.date(), "FX-88213", date(2027, 1, 23))
    assert (step.letter, step.packet) == (1, 1)
    (contact,) = contacts_about(clinic.read, 1)
    assert "Packet no. 1 sent" in contact.said and contact.due_on is None
    (told,) = disclosures_of(clinic.read, own.client)
    assert (told.title, told.digest) == ("Packet no. 1", hashlib.sha256(pdf).hexdigest())
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert "Sent on 24 Nov 2026: Fax. The plan has to answer by 23 Jan 2027." in seen(main)
    press(qtbot, main, "Open the packet")
    QTest.keyClick(next(one for one in main.findChildren(IssuedPacketPage) if one.isVisible()), Qt.Key.Key_Escape)
    press(qtbot, main, "Open the letter")

    days = calendar_of(main, own, tmp_path / "after.ics")
    assert "DTSTART;VALUE=DATE:20270123" in days and "20261208" not in days
    assert not [name for name in NAMES if name in days]
    assert "Internal appeal" not in today(main, NOW.date())
    assert "Internal appeal: answer due in 3 days" in today(main, date(2027, 1, 20))
    answer(qtbot, main, own)


def answer(qtbot: QtBot, main: MainWindow, own: Packable) -> None:
    """The plan pays after all: entered once, from the packet, and known of the step, the packet and the denial."""
    read = main.session.clinic.read
    # What was sent is put right at the step: the packet says the same.
    main.go("clients", f"{own.client}/of/{own.case}/appeal/1")
    saved(main, confirmation="FX-88214", arrived_on="11/25/2026")
    assert (packet(read, 1).confirmation, packet(read, 1).answer_due_on) == ("FX-88214", date(2027, 1, 24))
    main.go("clients", f"{own.client}/of/{own.case}/packet/1")
    press(qtbot, main, "Enter the answer")
    saved(main, answered_on="1/19/2027", outcome="won", won="280")
    assert (packet(read, 1).state, packet(read, 1).answer) == ("answered", "Internal appeal: Won")
    assert appeals_of(read, 1)[0].won_cents == 28_000 and not denial(read, 1).is_open


def test_what_the_client_keeps_from_the_plan_stops_its_packet(qtbot: QtBot, main: MainWindow, own: Packable) -> None:
    main.go("clients", f"{own.client}/of/{own.case}/packet/new/reimbursement/bill:{own.bill}")
    press(qtbot, touched(main), "Packets")
    main.go("clients", f"{own.client}/restriction/new")
    saved(main, from_on=DAYS[1], until_on=DAYS[1])
    main.go("clients", f"{own.client}/of/{own.case}/packet/1")
    QApplication.processEvents()
    (builder,) = (one for one in main.findChildren(PacketBuilder) if one.isVisible())
    assert "tells of the visit of 10 Nov 2026" in seen(builder.findings)
    assert not builder.issue.isEnabled()
    # No reason takes it upon oneself; what tells of it is taken out.
    while any(one.text() == "Take it out" and one.isVisible() for one in builder.findChildren(QPushButton)):
        press(qtbot, builder, "Take it out")
    assert "tells of the visit of 10 Nov 2026" not in seen(builder.findings)
    assert f"bill:{own.bill}" not in [one.key for one in packet(main.session.clinic.read, 1).parts]
    assert disclosures_of(main.session.clinic.read, own.client) == ()
