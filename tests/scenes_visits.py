"""The pictures of visits: their list, the form, the note, payments; and what each says about a slip."""

from collections.abc import Iterator
from datetime import UTC, datetime

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from scenes_clients import press, shown_form
from scenes_money import money_scenes
from scenes_payments import payment_scenes

from clinic_desktop.cases.model import CaseId
from clinic_desktop.payments.model import VisitAccount
from clinic_desktop.payments.queries import account_page, open_accounts, payments_of_visit
from clinic_desktop.store.clock import Clock
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.model import TechniqueLine, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.signing import notes_to_sign
from ui.chart.place import ClientsPlace
from ui.kit.layout import bring_into_view
from ui.main_window import MainWindow
from ui.session import Errand
from ui.today.month_end import MonthEndLine
from ui.today.page import TodayPage
from ui.today.signing import SigningPage

Scene = tuple[str, QWidget]
_NOTE = {
    "subjective": "Better until Thursday, then deadlines. Burning between the shoulder blades by noon.",
    "objective": "Firm beside the spine between the shoulder blades, left more. Turns the trunk further to the right.",
    "assessment": "Deeper breath afterward, turns evenly.",
    "plan": "Go on once a week. A break from the desk each hour.",
}


def visit_scenes(main: MainWindow) -> Iterator[Scene]:
    """The visits page of a chart and all that opens from it."""
    client, accounts = _with_visits(main)
    chart = f"{client}/of/{accounts[0].visit.case}/"
    signed = next(one.id for one in accounts if one.visit.note == "signed")
    paid = next(one.id for one in accounts if one.paid_cents)
    for name, part in (
        ("chart-visits", "visits"),
        ("chart-visit-new", "visit/new"),
        ("chart-visit-planned", "visit/new/planned"),
        ("chart-visit-today", "visit/record"),
        ("chart-visit-signed", f"visit/{signed}"),
        ("chart-note-signed", f"note/{signed}"),
        ("chart-payment-new", f"payment/new/{paid}"),
    ):
        main.go("clients", chart + part)
        yield name, main
    yield from _not_ordered(main)
    yield from _added_to(main, chart, signed)
    yield from _written(main, chart)
    payment = payments_of_visit(main.session.clinic.read, VisitId(paid))[0].id
    main.go("clients", f"{chart}payment/{payment}")
    yield "chart-payment", main
    main.go("clients", f"{chart}visit/new/planned")
    form = shown_form(main)
    typed = '[{"service": "1", "minutes": "60", "units": "9"}, {"service": "", "minutes": "sixty"}]'
    form.fill({"status": "given", "date_of_service": "12/24/2027", "therapist": "", "services": typed, "starts_at": "9",
               "ends_at": "8", "place_of_service": "office"})  # fmt: skip
    form.edited.emit()
    press(main, "Save")
    yield "chart-visit-problems", main
    yield from _sent(main, client, chart)
    main.go("clients", f"{chart}payment/new/{paid}")
    form = shown_form(main)
    form.fill({"service": "9999", "tip": "20", "paid_on": "12/24/2027"})
    form.edited.emit()
    press(main, "Save")
    yield "chart-payment-problems", main
    yield from _open_ones(main)
    yield from payment_scenes(main)
    yield from _signing(main)
    yield from money_scenes(main)


def due_scenes(main: MainWindow) -> Iterator[Scene]:
    """The end of Today: what runs out."""
    main.go("today")
    QApplication.processEvents()
    page = main.page("today")
    assert isinstance(page, TodayPage)
    bar = next(one for one in page.findChildren(QScrollArea) if one.isVisible()).verticalScrollBar()
    bar.setValue(bar.maximum())
    yield "today-due", main
    clinic = main.session.clinic
    own, clinic.clock = clinic.clock, Clock(datetime(2026, 12, 3, 17, 30, tzinfo=UTC))
    page.reload()
    # It looks through the month a moment later.
    QTest.qWait(800)
    bar.setValue(0)
    looked = next(one for one in page.findChildren(MonthEndLine) if one.isVisible())
    bring_into_view(looked)
    QApplication.processEvents()
    yield "today-month-end", main
    clinic.clock = own
    page.reload()
    bar.setValue(0)


def _not_ordered(main: MainWindow) -> Iterator[Scene]:
    """The card of a visit that its prescription does not take in, with what puts that right."""
    place = main.page("clients")
    assert isinstance(place, ClientsPlace)
    rows = main.session.clinic.read.all(
        "SELECT DISTINCT client_id, case_id FROM prescriptions JOIN cases ON cases.id = case_id ORDER BY case_id"
    )
    for row in rows:
        main.go("clients", f"{row['client_id']}/of/{row['case_id']}/visits")
        assert place.chart and place.chart.visits._glance
        wrong = [visit for visit, one in place.chart.visits._glance.standings.items() if one.reasons]
        if wrong:
            place.chart.visits.select(wrong[0])
            # Its card is laid out, and then the page around it.
            for _ in range(4):
                QApplication.processEvents()
            bar = place.chart.visits.findChildren(QScrollArea)[0].verticalScrollBar()
            bar.setValue(bar.maximum())
            yield "chart-visits-not-ordered", main
            return
    raise LookupError("every visit is ordered")


def _added_to(main: MainWindow, chart: str, visit: VisitId) -> Iterator[Scene]:
    """A signed note with an addendum."""
    main.go("clients", f"{chart}note/{visit}")
    shown_form(main).fill({"words": "The client called in the evening: the headache was gone by six."})
    press(main, "Add addendum")
    main.go("clients", f"{chart}note/{visit}")
    yield "chart-note-addendum", main


def _signing(main: MainWindow) -> Iterator[Scene]:
    """The notes of a day that wait for a signature, two of them written; and nothing that waits."""
    clinic = main.session.clinic
    assert clinic.person.therapist
    waiting = notes_to_sign(clinic.read, clinic.person.therapist, clinic.clock.today())
    for one in waiting[:2]:
        techniques = tuple(
            TechniqueLine("Swedish massage", line.region or "Neck", str(line.minutes), str(line.service))
            for line in one.services
            if line.minutes
        )
        draft = VisitNoteDraft(**_NOTE, pain_before="5", pain_after="3", techniques=techniques)
        clinic.do(WriteNote(one.visit.visit.id, one.note.version, draft))
    main.go("today", "sign")
    QApplication.processEvents()
    yield "today-sign", main
    page = main.page("today")
    assert isinstance(page, TodayPage)
    signing = next(one for one in page.findChildren(SigningPage))
    signing.sign.click()
    QApplication.processEvents()
    yield "today-signed", main
    page.open_part("")


def phrase_scenes(main: MainWindow) -> Iterator[Scene]:
    """A phrase without its words."""
    main.go("settings", "phrases/new")
    form = shown_form(main)
    form.fill({"shortcut": "knee", "words": ""})
    form.edited.emit()
    press(main, "Save")
    QApplication.processEvents()
    yield "settings-phrases-problems", main
    press(main, "Cancel")


def _written(main: MainWindow, chart: str) -> Iterator[Scene]:
    """A visit with its note, as it is written before it is saved."""
    main.go("clients", f"{chart}visit/new")
    form = shown_form(main)
    techniques = (
        '[{"technique": "Myofascial release", "region": "Upper back", "minutes": "35", "service": "1"},'
        ' {"technique": "Trigger point therapy", "region": "Neck", "minutes": "25", "service": "1"}]'
    )
    form.fill(
        _NOTE
        | {"starts_at": "4:00 PM", "ends_at": "5:00 PM", "pain_before": "5", "pain_after": "3"}
        | {"techniques": techniques}
    )
    for name in ("starts_at", "techniques", "pain_before"):
        form.fields[name].changed.emit()
    form.edited.emit()
    QApplication.processEvents()
    yield "chart-visit-written", main
    bring_into_view(form.fields["plan"])
    QApplication.processEvents()
    yield "chart-visit-written-below", main
    press(main, "Cancel")


def _sent(main: MainWindow, client: int, chart: str) -> Iterator[Scene]:
    """A visit whose services point to diagnoses, and somebody who was sent to it to put that right."""
    main.go("clients", f"{chart}visit/new")
    form = shown_form(main)
    typed = '[{"service": "1", "minutes": "40", "pointers": "A"}, {"service": "2", "minutes": "20", "pointers": "L"}]'
    form.fill({"services": typed})
    form.edited.emit()
    press(main, "Save")
    yield "chart-visit-diagnoses", main
    why, back = "The birth date is missing.", "Back to the superbill"
    main.session.send(Errand("clients", f"{client}/edit/birth_date", "clients", f"{client}/plan", why, back))
    yield "errand", main


def _open_ones(main: MainWindow) -> Iterator[Scene]:
    """A note to write, and one payment for several visits."""
    read = main.session.clinic.read
    (note,) = read.all("SELECT visits.id, case_id, client_id FROM visits JOIN cases ON cases.id = case_id WHERE"
                       " status = 'given' AND visits.retired_at IS NULL AND visits.id NOT IN"
                       " (SELECT visit_id FROM visit_notes WHERE signed_at <> '')"
                       " ORDER BY visits.id DESC LIMIT 1")  # fmt: skip
    main.go("clients", f"{note['client_id']}/of/{note['case_id']}/note/{note['id']}")
    yield "chart-note", main
    own = read.one("SELECT visits.id, case_id, client_id FROM visits JOIN cases ON cases.id = case_id WHERE"
                   " status = 'given' AND visits.retired_at IS NULL AND therapist_id = ? AND visits.id NOT IN"
                   " (SELECT visit_id FROM visit_notes WHERE signed_at <> '')"
                   " ORDER BY visits.id DESC LIMIT 1", main.session.clinic.person.therapist)  # fmt: skip
    main.go("clients", f"{own['client_id']}/of/{own['case_id']}/note/{own['id']}")
    yield "chart-note-own", main
    cases = read.all("SELECT id, client_id FROM cases WHERE kind = 'health' OR kind = 'cash'")
    owing = next(row for row in cases if len(open_accounts(read, row["id"])) > 1)
    main.go("clients", f"{owing['client_id']}/of/{owing['id']}/payment/new/all")
    yield "chart-payment-all", main


def _with_visits(main: MainWindow) -> tuple[int, tuple[VisitAccount, ...]]:
    """The client and the visits of the case that has most of them, one paid on top."""
    read = main.session.clinic.read
    found = read.all("SELECT case_id, client_id, count(*) AS many FROM visits JOIN cases ON cases.id = case_id"
                     " WHERE visits.retired_at IS NULL GROUP BY case_id ORDER BY many DESC")  # fmt: skip
    for row in found:
        accounts = account_page(read, CaseId(row["case_id"])).rows
        given = [one for one in accounts if one.visit.status == "given"]
        if any(one.paid_cents for one in given) and any(one.visit.note == "signed" for one in given):
            return row["client_id"], accounts
    raise LookupError("no client has paid for a visit")
