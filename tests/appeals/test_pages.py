"""Denials in the window: live while it is typed, its steps, Today, the list, the calendar file, and damaged data."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from answering import Answerable
from appealing import NOTICE, answered, denied, denied_by_statement, new_appeal, new_denial, sent
from charts import open_chart, opened, shown
from factories import new_case, new_client
from filing import filed
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.appeals.commands.denials import CloseDenial
from clinic_desktop.appeals.loader import advice as advising
from clinic_desktop.appeals.loader.due import open_steps
from clinic_desktop.appeals.loader.standing import denials_listed
from clinic_desktop.appeals.model import AnswerDraft
from clinic_desktop.appeals.queries.denials import appeals_of, contacts_about, denial, denials_of
from clinic_desktop.appeals.rules.words import due_words
from clinic_desktop.attachments.model import AttachmentDraft
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.letters.queries.letters import letters_of
from ui.appeals.columns import state_words
from ui.appeals.conclusion import ConclusionPanel
from ui.appeals.form import DenialForm
from ui.appeals.headline import DenialHeadline
from ui.appeals.section import DenialsSection
from ui.chart.page import ChartPage
from ui.kit.banner import Banner
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField
from ui.kit.text import Text
from ui.session import Session
from ui.today.page import TodayPage


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return denied(clinic)


def said(part: QWidget) -> str:
    return " ".join(one.text() for one in part.findChildren(Text) if one.isVisibleTo(part))


def panel(editor: Editor) -> ConclusionPanel:
    (made,) = editor.findChildren(ConclusionPanel)
    return made


def headline(editor: Editor) -> DenialHeadline:
    (made,) = editor.findChildren(DenialHeadline)
    return made


def button(part: QWidget, name: str) -> QPushButton:
    return next(one for one in part.findChildren(QPushButton) if one.accessibleName() == name and one.isVisibleTo(part))


def test_what_follows_is_said_at_every_letter(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    editor = opened(chart, "denial/new")
    form = editor.form
    assert isinstance(form, DenialForm)
    assert form.values()["policy"] == "1" and form.values()["received_on"] == "11/24/2026"
    assert "No action is proposed yet" in said(headline(editor))
    bills = form.fields["bill"]
    assert isinstance(bills, ChoiceField)
    assert bills.box.itemText(1) == "Superbill no. 1001, 10 Nov 2026 to 17 Nov 2026, $280.00"
    # The bill brings its visits and its sum, until somebody typed others.
    form.fields["bill"].set_value(str(found.bill))
    assert form.visits.keys() == tuple(map(str, found.visits)) and form.values()["amount"] == "280.00"
    # It follows the visits while nobody typed another sum.
    form.visits._remove(1)
    assert form.visits.keys() == (str(found.visits[0]),) and form.values()["amount"] == "140.00"
    form.fields["amount"].set_value("140")
    form.fields["bill"].set_value("")
    form.fields["bill"].set_value(str(found.bill))
    assert form.visits.keys() == (str(found.visits[0]),) and form.values()["amount"] == "140"
    form.fields["codes"].box.setFocus()
    qtbot.keyClicks(form.fields["codes"].box, "PR-50 Q-9")
    told = said(panel(editor))
    assert "Appeal with the record" in told and "Q-9 is not known here" in told
    assert "Do not bill the client" not in said(headline(editor))
    form.fields["codes"].set_value("CO-50")
    form.fields["noticed_on"].set_value("3/3/2026")
    # The client was billed, and there is no contract; without the bill nobody knows.
    assert "Group CO speaks of a contract" in said(headline(editor)) and "88 days late" in said(headline(editor))
    form.fields["bill"].set_value("")
    assert "Do not bill the client" in said(headline(editor))
    form.fields["bill"].set_value(str(found.bill))
    assert "Do not bill the client" not in said(headline(editor))
    told = said(panel(editor))
    assert "3 Mar 2026 + 180 days = 30 Aug 2026, a Sunday: by Friday, 28 Aug 2026." in told
    assert "Check the letter" in told
    form.fields["deadline_on"].set_value("12/31/2026")
    assert "The notice names Thursday, 31 Dec 2026." in said(panel(editor))
    assert "Check the letter" not in said(panel(editor))
    # A plan does not write before the visit.
    form.fields["noticed_on"].set_value("11/20/2026")
    qtbot.keyClick(form.fields["codes"].box, Qt.Key.Key_Return)
    (kept,) = denials_of(clinic.read, found.whose.client)
    assert kept.amount_cents == 14_000 and kept.whose == "member"
    # It goes on to its own page, with the steps.
    assert "Next: Internal appeal" in said(shown(chart))


def test_every_mistake_is_at_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    editor = opened(chart, "denial/new")
    typed = {"noticed_on": "11/23/2026", "received_on": "11/20/2026", "deadline_on": "11/1/2026", "codes": "what"}
    for key, text in typed.items():
        editor.form.fields[key].set_value(text)
    assert not editor.save() and denials_of(clinic.read, found.whose.client) == ()
    assert editor.form.fields["received_on"].problem() == "It cannot have come before the date on it (23 Nov 2026)."
    assert editor.form.fields["deadline_on"].problem() == "This is before the date on the notice (23 Nov 2026)."
    assert editor.form.fields["visits"].problem() and not editor.form.fields["codes"].problem()
    chart.show_tab("summary")
    again = opened(chart, "denial/new")
    assert {key: again.form.values()[key] for key in typed} == typed


def test_a_notice_that_comes_later_is_chosen_from_the_files(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    editor = opened(chart, f"denial/{row}")
    # Without a denial letter on file nothing is asked.
    assert editor.form.fields["attachment"].isHidden()
    scan = filed(clinic, found.whose.client, draft=AttachmentDraft(kind="denial", title="Their letter")).id
    editor = opened(chart, f"denial/{row}")
    editor.form.fields["attachment"].set_value(str(scan))
    assert editor.save() and denial(clinic.read, row).attachment == scan


def test_a_statement_that_paid_nothing_is_one_press_away(
    qtbot: QtBot, clinic: Clinic, session: Session, tmp_path: Path
) -> None:
    found, statement = denied_by_statement(clinic)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    assert "Cascade Mutual did not pay $140.00" in said(chart.summary)
    assert button(opened(chart, f"benefits/{statement}"), "Enter denial")
    chart.open_part("documents/denials")
    section = _section(chart)
    assert "Cascade Mutual did not pay $140.00, by its statement of 20 Nov 2026." in said(section)
    next(one for one in section.findChildren(QPushButton) if one.accessibleName().startswith("Enter denial:")).click()
    editor = shown(chart)
    values = editor.form.values()
    assert (values["codes"], values["amount"], values["claim_number"]) == ("CO-50 N130", "140.00", "C-4471")
    assert editor.save()
    chart.open_part("documents/denials")
    assert "did not pay" not in said(section) and section.table.model().rowCount() == 1
    # From the denial to the statement that is its notice, and back.
    button(opened(chart, "denial/1"), "Open it: The notice itself").click()
    button(shown(chart), "Open denial").click()
    assert shown(chart).form.values()["codes"] == "CO-50 N130"


def test_the_steps_go_by_the_page_of_the_denial(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    button(opened(chart, f"denial/{row}"), "Begin: Internal appeal").click()
    begin = shown(chart)
    # Only the day stands out; what to know about it is beside the notes.
    strong = [one.text() for one in begin.findChildren(Text) if one.property("role") == "strong"]
    assert "20 Nov 2026 + 180 days = Wednesday, 19 May 2027." in strong
    assert "By mail: send it by" in said(begin) and "By mail" not in " ".join(strong)
    assert begin.form.fields["late_why"].isHidden()
    begin.form.fields["deadline_on"].set_value("11/20/2026")
    assert not begin.form.fields["late_why"].isHidden()
    begin.form.fields["deadline_on"].set_value("")
    assert begin.save()
    button(shown(chart), "Remove: Internal appeal").click()
    assert "Next: Internal appeal" in said(shown(chart))
    session.undo()
    button(shown(chart), "Mark as sent: Internal appeal").click()
    shown(chart).form.fields["sent_how"].set_value("fax")
    shown(chart).form.fields["confirmation"].set_value("FX-1")
    assert shown(chart).save()
    page = shown(chart)
    assert "The plan has to answer by 23 Jan 2027." in said(page) and "Confirmation FX-1" in said(page)
    (contact,) = contacts_about(clinic.read, row)
    assert contact.reference == "FX-1" and "Fax to Cascade Mutual" in said(page)
    button(page, "Enter the answer: Internal appeal").click()
    answer = shown(chart)
    assert answer.form.fields["won"].isHidden()
    answer.form.fields["answered_on"].set_value("11/24/2026")
    answer.form.fields["outcome"].set_value("lost")
    assert answer.save()
    assert "Next: External review" in said(shown(chart))
    assert [one.outcome for one in appeals_of(clinic.read, row)] == ["lost"]


def test_a_contact_is_logged_from_its_page_and_it_is_closed_there(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    button(opened(chart, f"denial/{row}"), "Log a contact").click()
    editor = shown(chart)
    assert editor.form.values()["party"].startswith("payer/1")
    for key, text in {"said": "They look", "todo": "Ask again", "due_on": "+1w"}.items():
        editor.form.fields[key].set_value(text)
    assert editor.save()
    assert "To follow: Ask again, by 1 Dec 2026" in said(shown(chart))
    button(shown(chart), "Close denial…").click()
    closing = shown(chart)
    closing.form.fields["closed_how"].set_value("given_up")
    assert not closing.save() and closing.form.fields["closed_why"].problem()
    closing.form.fields["closed_why"].set_value("She moved away")
    assert closing.save()
    assert "Given up Closed on 24 Nov 2026. She moved away" in said(shown(chart))
    names = {one.accessibleName() for one in shown(chart).findChildren(QPushButton) if one.isVisibleTo(shown(chart))}
    assert not names & {"Write the letter", "Build the packet"}
    button(shown(chart), "Open it again").click()
    assert denial(clinic.read, row).is_open and "Next: Internal appeal" in said(shown(chart))
    assert button(shown(chart), "Write the letter").isEnabled()


def test_what_counts_now_is_the_step_that_is_open(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found)
    step = sent(clinic, new_appeal(clinic, row))
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    editor = opened(chart, f"denial/{row}")
    assert "The appeal is sent. The plan has to answer by" in said(panel(editor))
    told = said(headline(editor))
    assert "Internal appeal: answer due" in told and "By Friday, 22 Jan 2027 59 days left" in told
    assert "Sent on 23 Nov 2026: Fax." in told
    answered(clinic, step)
    told = said(headline(opened(chart, f"denial/{row}")))
    assert "External review by Tuesday, 23 Mar 2027" in told
    # A link that is older than the answer opens what became of it.
    for part in (f"appeal/{step}", f"appeal/{step}/outcome"):
        assert "External review by" in said(opened(chart, part))
    for part in ("appeal/new/x", "appeal/99", "denial/99", "letter/new/x"):
        chart.open_part(part)
        assert chart.header.tabs["documents"].isChecked()


def test_another_clients_denial_is_not_shown(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found)
    other = new_client(clinic, ClientDraft("Vega", "", "Ann", birth_date="3/4/1990"))
    new_case(clinic, other)
    chart = open_chart(qtbot, session, tmp_path, other)
    told: list[str] = []
    session.trouble.connect(told.append)
    chart.open_part(f"denial/{row}")
    assert told == ["This is another client’s. Open that client’s chart."]


def test_the_days_are_saved_for_a_calendar_without_a_name(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    new_denial(clinic, found)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    chart.open_part("documents/denials")
    section = _section(chart)
    told: list[str] = []
    session.told.connect(told.append)
    session.trouble.connect(told.append)
    section.calendar.save_to(tmp_path / "deadlines.ics")
    content = (tmp_path / "deadlines.ics").read_text("utf-8")
    assert "DTSTART;VALUE=DATE:20270519" in content and "Rosalind" not in content
    assert told == ["Saved. The file has days and numbers of denials, and no name."]
    section.calendar.save_to(tmp_path / "gone" / "deadlines.ics")
    assert len(told) == 2 and "Saved" not in told[1]


def test_today_names_the_deadline_and_leads_there(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable
) -> None:
    row = new_denial(clinic, found, replace(NOTICE, deadline_on="11/30/2026"))
    page = TodayPage(session)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    asked: list[tuple[str, str]] = []
    session.asked_for.connect(lambda place, part: asked.append((place, part)))
    assert "Internal appeal due in 6 days" in said(page) and "By Monday, 30 Nov 2026" in said(page)
    assert button(page, "Save days for a calendar…")
    next(one for one in page.findChildren(QPushButton) if one.text() == "Open denial").click()
    assert asked == [("clients", f"{found.whose.client}/of/{found.whose.case}/denial/{row}")]
    sent(clinic, new_appeal(clinic, row))
    assert "Internal appeal due" not in said(page)


def test_without_its_advice_the_page_says_so_and_the_date_stays(
    qtbot: QtBot,
    clinic: Clinic,
    session: Session,
    found: Answerable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = tmp_path / "appeal_actions.toml"
    broken.write_text("x = [", encoding="utf-8")
    monkeypatch.setattr(advising, "FILE", broken)
    row = new_denial(clinic, found)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    shown_panel = panel(opened(chart, f"denial/{row}"))
    (banner,) = shown_panel.findChildren(Banner)
    assert banner.words() == advising.advice_trouble() and "cannot be read" in banner.words()
    assert "20 Nov 2026 + 180 days = Wednesday, 19 May 2027." in said(shown_panel)


def _section(chart: ChartPage) -> DenialsSection:
    (made,) = chart.findChildren(DenialsSection)
    return made


def test_what_matters_most_stands_above_the_form_at_any_width(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    editor = opened(chart, f"denial/{row}")
    for width in (1366, 1024):
        chart.window().resize(width, 768)
        top = headline(editor)
        assert top.mapTo(editor, top.rect().bottomLeft()).y() < editor.form.mapTo(editor, QPoint(0, 0)).y()
    assert "Group CO speaks of a contract with the plan" in said(headline(editor))
    assert "Internal appeal by Wednesday, 19 May 2027" in said(headline(editor))


def test_a_closed_denial_headlines_its_outcome(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found)
    step = sent(clinic, new_appeal(clinic, row))
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    answered(clinic, step, AnswerDraft("11/24/2026", "won", "140"))
    editor = opened(chart, f"denial/{row}")
    told = said(headline(editor))
    assert told == "The plan paid Closed on 24 Nov 2026. Internal appeal: Won on 24 Nov 2026. It brought $140.00."
    assert "What to do" not in said(panel(editor)) and "Missing" not in said(panel(editor))
    # Undone on its page, it is open there at once.
    session.undo()
    assert "Internal appeal: answer due" in said(headline(editor))
    lost = new_denial(clinic, found)
    clinic.do(CloseDenial(lost, denial(clinic.read, lost).version, "given_up", "She moved away"))
    told = said(headline(opened(chart, f"denial/{lost}")))
    assert "Given up Closed on 24 Nov 2026. She moved away" in told
    # What is said of billing stays true.
    assert "what the client paid stays as it is" in told


def test_the_other_letters_are_offered_and_what_went_out_is_not_offered_again(
    qtbot: QtBot, clinic: Clinic, session: Session, found: Answerable, tmp_path: Path
) -> None:
    row = new_denial(clinic, found, replace(NOTICE, codes="CO-119"))
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    page = opened(chart, f"denial/{row}")
    assert "The letter is: Request for a benefits exception. Or write:" in said(page)
    assert button(page, "Write: Internal appeal") and button(page, "Write: Complaint to the state")
    for name in ("Write the letter", "Write: Complaint to the state", "Another letter…"):
        assert button(page, name).focusPolicy() == Qt.FocusPolicy.StrongFocus
    sent(clinic, new_appeal(clinic, row))
    page = opened(chart, f"denial/{row}")
    names = {one.accessibleName() for one in page.findChildren(QPushButton) if one.isVisibleTo(page)}
    assert not names & {"Write the letter", "Build the packet", "Write: Internal appeal"}
    assert {"Enter the answer: Internal appeal", "Write: Complaint to the state", "Another letter…"} <= names
    button(page, "Write: Complaint to the state").click()
    assert letters_of(clinic.read, found.whose.case)[0].kind == "state_complaint"


def test_the_list_and_today_call_a_step_alike(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    for words, due in (
        ("Internal appeal by 19 May 2027, 176 days left", "Internal appeal due in 176 days"),
        ("Internal appeal: answer due by 22 Jan 2027, 59 days left", "Internal appeal: answer due in 59 days"),
    ):
        (one,) = denials_listed(clinic.read, found.whose.client, date(2026, 11, 24)).rows
        (step,) = open_steps(clinic.read, date(2026, 11, 24))
        assert (state_words(one, date(2026, 11, 24)), due_words(step, date(2026, 11, 24))) == (words, due)
        if one.step is None:
            sent(clinic, new_appeal(clinic, row))
