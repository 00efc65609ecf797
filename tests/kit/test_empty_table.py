"""A list inside a card while it has no rows: its words, and the button below them, are whole."""

from pytestqt.qtbot import QtBot

from clinic_desktop.store.paging import Page
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table


def test_what_an_empty_list_offers_is_not_cut(qtbot: QtBot) -> None:
    model = PagedModel(lambda _: Page((), None), (Column("Name", str),))
    table = Table("Visits", model, "", rows=8)
    qtbot.addWidget(table)
    table.resize(800, 10)
    table.show()
    table.say_empty("A case comes first.", ("New case", lambda: None))
    offer = table._offer
    assert offer
    assert table.viewport().rect().contains(offer.geometry())
    table.say_empty("No visit yet.")
    assert table.viewport().rect().contains(table.empty_words().geometry())
