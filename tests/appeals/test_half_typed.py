"""A denial that was begun from a paper and left half typed: it goes on where it began, with the date and the file."""

from datetime import date
from pathlib import Path

from answering import DENIED, Answerable, new_statement
from appealing import denied
from charts import left_over, open_chart, opened, shown
from filing import filed
from pytestqt.qtbot import QtBot

from clinic_desktop.appeals.queries.denials import denial, denials_of
from clinic_desktop.attachments.commands import RetireAttachment
from clinic_desktop.attachments.model import Attachment, AttachmentDraft
from clinic_desktop.clinic import Clinic
from ui.chart.page import ChartPage
from ui.session import Session


def begun_from_file(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, denials: Answerable
) -> tuple[ChartPage, Session, Attachment]:
    """A chart in which a denial was begun from a letter, and left with a sentence typed; then another one opened."""
    scan = filed(clinic, denials.whose.client, draft=AttachmentDraft("denial", "11/2/2026", "Their letter"))
    session = Session(clinic)
    chart = open_chart(qtbot, session, tmp_path, denials.whose.client)
    editor = opened(chart, f"denial/new/attachment:{scan.id}")
    assert (editor.form.values()["noticed_on"], editor.form.values()["attachment"]) == ("11/02/2026", str(scan.id))
    editor.form.fields["about"].set_value("ahead")
    editor.form.fields["quoted"].set_value("Not needed.")
    chart.open_part("documents/denials")
    return chart, session, scan


def test_it_goes_on_where_it_was_begun(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    found = denied(clinic)
    chart, _, scan = begun_from_file(qtbot, clinic, tmp_path, found)
    opened(chart, "denial/new")
    (offer,) = left_over(chart)
    assert offer.put_button.text() == "Go on with it"
    offer.put_button.click()
    values = shown(chart).form.values()
    assert (values["noticed_on"], values["attachment"]) == ("11/02/2026", str(scan.id))
    assert (values["about"], values["quoted"]) == ("ahead", "Not needed.")
    assert left_over(chart) == [] and shown(chart).save()
    (row,) = denials_of(clinic.read, found.whose.client)
    kept = denial(clinic.read, row.id)
    assert (kept.noticed_on, kept.attachment, kept.quoted) == (date(2026, 11, 2), scan.id, "Not needed.")
    assert clinic.drafts.names("denial:new:") == ()


def test_one_of_a_statement_with_the_same_number_is_another_one(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    found = denied(clinic)
    statement = new_statement(clinic, found, DENIED)
    chart, _, scan = begun_from_file(qtbot, clinic, tmp_path, found)
    assert int(statement) == int(scan.id)
    values = opened(chart, f"denial/new/statement:{statement}").form.values()
    assert (values["about"], values["quoted"]) == ("visits", "")
    (offer,) = left_over(chart)
    offer.put_button.click()
    assert shown(chart).form.values()["quoted"] == "Not needed."


def test_what_was_typed_stays_where_its_file_is_gone(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    found = denied(clinic)
    chart, session, scan = begun_from_file(qtbot, clinic, tmp_path, found)
    session.run(RetireAttachment(scan.id, scan.version))
    opened(chart, "denial/new")
    (offer,) = left_over(chart)
    assert offer.put_button.text() == "Put it in"
    offer.put_button.click()
    assert shown(chart).form.values()["quoted"] == "Not needed."
