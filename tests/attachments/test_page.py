"""A file that is open: what it is, its pages turned, split and joined, and what undo does to it meanwhile."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart as chart_of
from factories import CLIENT, new_case, new_client, new_policy, new_prescription
from filing import pdf_of, turns_of, widths_of, without_child
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.queries.choices import draft_from
from clinic_desktop.attachments.commands import AddAttachments, ChangeAttachment, RetireAttachment
from clinic_desktop.attachments.loader.files import read_files
from clinic_desktop.attachments.model import Attachment, AttachmentDraft, FileSource
from clinic_desktop.attachments.queries import attachment, attachments_of, denial_from
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Damaged
from clinic_desktop.jobs import Progress
from clinic_desktop.store.connection import driver
from ui.attachments.page import AttachmentPage
from ui.chart.page import ChartPage
from ui.kit.layout import Scrolling
from ui.session import Session


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ChartPage:
    without_child(monkeypatch)
    client = new_client(clinic)
    new_prescription(clinic, new_case(clinic, client))
    return chart_of(qtbot, Session(clinic), tmp_path, client)


def kept(clinic: Clinic, client: int, *widths: int, draft: AttachmentDraft | None = None) -> Attachment:
    source = FileSource(f"{widths[0]}.pdf", None, pdf_of(*widths))
    files = read_files(clinic.blobs, (source,), frozenset(), Progress()).files
    return attachment(clinic.read, clinic.do(AddAttachments(client, None, files, draft or AttachmentDraft())).row)


def opened(chart: ChartPage, row: int) -> AttachmentPage:
    chart.open_part(f"attachment/{row}")
    return chart.findChildren(AttachmentPage)[-1]


def pages(clinic: Clinic, row: int) -> list[int]:
    return widths_of(clinic.blobs.get(attachment(clinic.read, row).blob))


def turns(clinic: Clinic, row: int) -> list[int]:
    return turns_of(clinic.blobs.get(attachment(clinic.read, row).blob))


def test_what_a_paper_is_is_typed_beside_its_pages(clinic: Clinic, chart: ChartPage) -> None:
    one = kept(clinic, chart.owner, 100, 200)
    page = opened(chart, one.id)
    form = page.editor.form
    assert page.preview.sheets.pages and len(page.preview.sheets.pages.sizes) == 2
    # Of something else nothing is on record.
    assert form.fields["about"].isHidden()
    form.fields["kind"].set_value("prescription")
    assert form.fields["about"].isVisible()
    for key, value in (("day", "12/12/2026"), ("title", "x" * 201), ("about", "prescription:1"), ("case", "1")):
        form.fields[key].set_value(value)
    assert not page.editor.save()
    assert form.fields["day"].problem() == "This day is in the future."
    assert form.fields["title"].problem() == "This is too long: 200 letters fit here."
    form.fields["day"].set_value("nov 2")
    form.fields["title"].set_value("Dr. Lee’s order")
    assert page.editor.save()
    now = attachment(clinic.read, one.id)
    assert (now.kind, now.title, now.about_kind, now.about_row, now.case) == (
        *("prescription", "Dr. Lee’s order", "prescription", 1, 1),
    )
    assert chart.documents.files.isVisible()
    # A kind that has none on record lets go of it.
    form = opened(chart, one.id).editor.form
    assert form.values()["about"] == "prescription:1"
    form.fields["kind"].set_value("letter")
    assert form.values()["about"] == ""


def test_all_pages_are_turned_or_the_one_in_view(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    one = kept(clinic, chart.owner, 100, 200, 300)
    page = opened(chart, one.id)
    press(qtbot, page, "Turn left")
    assert turns(clinic, one.id) == [270, 270, 270]
    page.leaves.pages.setCurrentIndex(2)
    press(qtbot, page, "Turn right")
    assert turns(clinic, one.id) == [270, 0, 270]
    # The same page is still chosen.
    press(qtbot, page, "Turn right")
    assert turns(clinic, one.id) == [270, 90, 270]
    for expected in ([270, 0, 270], [270, 270, 270], [0, 0, 0]):
        clinic.undo()
        assert turns(clinic, one.id) == expected
    assert page.preview.sheets.pages and page.preview.sheets.pages.sizes[0].width() == 100


def test_what_is_half_typed_stays_while_pages_are_turned(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    one = kept(clinic, chart.owner, 100)
    page = opened(chart, one.id)
    page.editor.form.fields["title"].set_value("Half typed")
    press(qtbot, page, "Turn right")
    assert page.editor.form.values()["title"] == "Half typed"
    assert page.editor.save()
    now = attachment(clinic.read, one.id)
    assert (now.title, turns(clinic, one.id)) == ("Half typed", [90])


def test_what_somebody_else_typed_meanwhile_is_not_written_over(clinic: Clinic, chart: ChartPage) -> None:
    one = kept(clinic, chart.owner, 100)
    page = opened(chart, one.id)
    page.editor.form.fields["title"].set_value("Mine")
    clinic.do(ChangeAttachment(one.id, 1, AttachmentDraft("letter", title="Theirs")))
    assert not page.editor.save()
    assert "Somebody changed this" in page.editor.banner.words()
    assert attachment(clinic.read, one.id).title == "Theirs"


def test_a_draft_is_there_when_the_file_is_opened_again(clinic: Clinic, chart: ChartPage) -> None:
    one, other = kept(clinic, chart.owner, 100), kept(clinic, chart.owner, 200)
    page = opened(chart, one.id)
    page.editor.form.fields["kind"].set_value("prescription")
    page.editor.form.fields["about"].set_value("prescription:1")
    page.editor.form.edited.emit()
    opened(chart, other.id)
    values = opened(chart, one.id).editor.form.values()
    assert (values["kind"], values["about"]) == ("prescription", "prescription:1")


def test_one_is_split_after_a_page_and_joined_again(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    one = kept(clinic, chart.owner, 100, 200, 300)
    page = opened(chart, one.id)
    assert not page.leaves.split_button.isEnabled() and page.leaves.join_button.isHidden()
    page.leaves.pages.setCurrentIndex(3)
    assert not page.leaves.split_button.isEnabled()
    page.leaves.pages.setCurrentIndex(1)
    press(qtbot, page, "Split after this page")
    first, second = sorted(found.id for found in attachments_of(clinic.read, chart.owner))
    assert (pages(clinic, first), pages(clinic, second)) == ([100], [200, 300])
    assert "The pages after it are a file of their own now." in seen(page)
    press(qtbot, page, "Join with another")
    page.leaves.order.setCurrentIndex(1)
    press(qtbot, page, "Join")
    assert pages(clinic, first) == [200, 300, 100]
    assert [found.id for found in attachments_of(clinic.read, chart.owner)] == [first]
    clinic.undo()
    clinic.undo()
    assert pages(clinic, one.id) == [100, 200, 300]


def test_one_that_goes_while_it_is_open_leads_back_to_the_list(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    one = kept(clinic, chart.owner, 100)
    opened(chart, one.id)
    clinic.do(RetireAttachment(one.id, 1))
    assert chart.documents.files.isVisible()
    clinic.undo()
    press(qtbot, opened(chart, one.id), "Remove")
    assert not attachments_of(clinic.read, chart.owner) and chart.documents.files.isVisible()


def test_one_whose_file_is_damaged_says_so_in_its_place(
    clinic: Clinic, chart: ChartPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = kept(clinic, chart.owner, 100)

    def get(*_: object) -> bytes:
        raise Damaged("A file of the clinic is damaged on the disk. A backup may have it whole.")

    monkeypatch.setattr(type(clinic.blobs), "get", get)
    page = opened(chart, one.id)
    assert "A backup may have it whole." in page.preview.words()
    assert not page.bar.print_button.isEnabled()
    page.leaves.right_button.click()
    assert "A backup may have it whole." in page.banner.words()


def test_another_clients_is_not_shown(clinic: Clinic, chart: ChartPage) -> None:
    other = kept(clinic, new_client(clinic, replace(CLIENT, given_name="Ben")), 100)
    told: list[str] = []
    chart._session.trouble.connect(told.append)
    chart.open_part(f"attachment/{other.id}")
    chart.open_part("attachment/99")
    assert told == ["This is another client’s. Open that client’s chart.", "This is no longer there."]


def test_it_is_saved_as_it_stands(clinic: Clinic, chart: ChartPage, tmp_path: Path) -> None:
    one = kept(clinic, chart.owner, 100, 200)
    page = opened(chart, one.id)
    page.bar.save_to(tmp_path / "out.pdf")
    assert widths_of((tmp_path / "out.pdf").read_bytes()) == [100, 200]
    assert "Saved." in page.banner.words()


def test_a_denial_letter_leads_on_to_its_denial_and_stays(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    new_policy(clinic, CaseId(1))
    one, other = kept(clinic, chart.owner, 100), kept(clinic, chart.owner, 200)
    page = opened(chart, one.id)
    assert not page.denial.isVisible()
    page.editor.form.fields["kind"].set_value("denial")
    page.editor.form.fields["title"].set_value("Not paid")
    page.editor.form.fields["day"].set_value("11/20/2026")
    press(qtbot, page, "Enter denial")
    # What was typed is saved, and the denial begins with its notice.
    assert attachment(clinic.read, one.id).title == "Not paid"
    assert "New denial" in seen(chart)
    draft = draft_from(clinic.read, 1, f"attachment:{one.id}", clinic.clock.today())
    assert draft.noticed_on == "11/20/2026"
    number = clinic.do(AddDenial(1, replace(draft, policy="1", about="ahead", whose="clinic"))).row
    page = opened(chart, one.id)
    press(qtbot, page, "Remove")
    stays = f"Denial no. {number} stands on this file, so it stays. Remove the denial first."
    assert page.editor.banner.words() == stays
    # Nor does it go by being joined to another, or by an undo of somebody else's.
    assert denial_from(clinic.read, one.id) == number and denial_from(clinic.read, other.id) is None
    page = opened(chart, other.id)
    press(qtbot, page, "Join with another")
    press(qtbot, page, "Join")
    assert page.banner.words() == stays
    with pytest.raises(driver().IntegrityError):
        clinic._writer._database.execute("UPDATE attachments SET retired_at = '2026' WHERE id = ?", (one.id,))
    page = opened(chart, one.id)
    press(qtbot, page, "Open denial")
    assert f"Denial no. {number}" in seen(chart)


def test_what_it_is_a_scan_of_leads_to_it(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    chart.open_part("prescription/1")
    assert "Show scan" not in [one.text() for one in chart.findChildren(QPushButton)]
    one = kept(clinic, chart.owner, 100, draft=AttachmentDraft("prescription", about="prescription:1"))
    chart.open_part("prescription/1")
    press(qtbot, chart, "Show scan")
    assert chart.findChildren(AttachmentPage)[-1]._shown.id == one.id


def test_larger_letters_do_not_cut_the_form_at_its_right(
    qtbot: QtBot, clinic: Clinic, chart: ChartPage, qapp: QApplication
) -> None:
    chart.resize(880, 700)
    page = opened(chart, kept(clinic, chart.owner, 100).id)
    usual = qapp.font()
    larger = QFont(usual)
    larger.setPointSizeF(usual.pointSizeF() * 1.5)
    try:
        qapp.setFont(larger)
        area = next(one for one in page.findChildren(Scrolling) if one.isAncestorOf(page.editor))
        inside = area.widget()
        assert inside
        qtbot.waitUntil(lambda: inside.minimumSizeHint().width() <= area.viewport().width())
        remove = next(one for one in page.findChildren(QPushButton) if one.text() == "Remove")
        right = remove.mapTo(area.viewport(), remove.rect().topRight()).x()
        assert right < area.viewport().width()
    finally:
        qapp.setFont(usual)
