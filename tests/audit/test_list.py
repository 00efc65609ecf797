"""What the list of the trail says of an entry, what it reads for it, and how it stands in a narrow window."""

from factories import SERVICE
from fixed import NOW
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinic_desktop.audit.model import TrailRow, TrailWanted
from clinic_desktop.audit.queries.entries import TrailBook
from clinic_desktop.clinic import Clinic
from clinic_desktop.practice.commands import AddService
from clinic_desktop.store.audit import turn_of
from clinic_desktop.store.paging import Page
from ui.audit.columns import TRAIL_COLUMNS
from ui.audit.entry import EntryPage
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.theme import cell_margin


def test_what_was_undone_or_redone_is_told_from_what_was_done(clinic: Clinic, qtbot: QtBot) -> None:
    clinic.do(AddService(SERVICE))
    clinic.undo()
    clinic.redo()
    book = TrailBook(clinic.read)
    redone, undone, done = (book.entry(one.id) for one in book.page(TrailWanted()).rows[:3])
    assert book.words(done) == "Added service “Massage”."
    assert book.words(undone) == "Undid “Add service”. Took service “Massage” out of use."
    assert book.words(redone) == "Redid “Add service”. Brought service “Massage” back."
    page = EntryPage(book, undone.id, lambda: None, lambda _, __: None)
    qtbot.addWidget(page)
    assert "Undo of “Add service”" in [one.text() for one in page.findChildren(QLabel)]
    # What somebody left in the place of an id past the program is no turn.
    assert [turn_of(one) for one in ("undo-1", "redo-1", "-1", "undo", "x-undo", b"\xff")] == [
        "undo",
        "redo",
        *[""] * 4,
    ]


def test_a_filter_that_nothing_fits_reads_no_long_entry(clinic: Clinic) -> None:
    """Two rows of the record stand in each: a trail of years would be decrypted whole to find nothing."""
    day = NOW.date()
    wanted = (
        *(TrailWanted(), TrailWanted(kind="out"), TrailWanted(kind="changes", last=day), TrailWanted(actor=7)),
        *(TrailWanted(kind="looks", actor=7), TrailWanted(first=day, last=day)),
    )
    for book in (TrailBook(clinic.read), TrailBook(clinic.read, 7)):
        for listing in map(book.listing, wanted):
            sql = f"EXPLAIN QUERY PLAN SELECT * FROM {listing.view} WHERE {listing.where} ORDER BY id DESC LIMIT 201"
            plan = [row["detail"] for row in clinic.read.all(sql, *listing.values)]
            assert plan == ["SCAN audit USING INDEX audit_at_a_glance"]


def test_in_a_narrow_list_a_sentence_has_several_lines(qtbot: QtBot) -> None:
    said = "Looked at the treatment plan of client Rosalind Nguyễn."
    rows = tuple(TrailRow(at, "24 Nov 2026, 5:30 PM", "Maya Ortiz", said, "") for at in range(30))
    table = Table("Trail", PagedModel(lambda _: Page(rows, None), TRAIL_COLUMNS), "", lines=3)
    qtbot.addWidget(table)
    table.reload()
    table.show()
    letters = table.fontMetrics()
    heights = []
    for wide in (1_000, 500, 300):
        table.resize(wide, 300)
        heights.append(table.rowHeight(0))
        # What is cut is cut in its last line: the whole of it has room in so many.
        inner = table.columnWidth(2) - 2 * cell_margin(table.font())
        assert letters.boundingRect(0, 0, inner, 0, Qt.TextFlag.TextWordWrap, said).height() < heights[-1] or wide < 500
    assert heights == [heights[0], heights[0] + letters.lineSpacing(), heights[0] + 2 * letters.lineSpacing()]
