"""What stands below each other begins on one line, and a frame is whole with its focus and without."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.paths import RESOURCES
from clinic_desktop.store.paging import Page
from ui.kit.buttons import button
from ui.kit.fields import CheckField, TextField
from ui.kit.layout import column, holder
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.theme import LIGHT, style_sheet


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    before, palette = qapp.styleSheet(), qapp.palette()
    lined = qapp.palette()
    lined.setColor(QPalette.ColorRole.Mid, QColor(LIGHT.line))
    qapp.setPalette(lined)
    qapp.setStyleSheet(style_sheet(LIGHT, qapp.font()))
    yield
    qapp.setStyleSheet(before)
    qapp.setPalette(palette)


def shown(qtbot: QtBot, *parts: QWidget) -> QWidget:
    whole = holder(column(*parts, None))
    qtbot.addWidget(whole)
    whole.resize(600, 400)
    whole.show()
    QApplication.processEvents()
    return whole


def picture(part: QWidget) -> QImage:
    return part.grab().toImage()


def first_column(image: QImage, color: str) -> int:
    """The first column of pixels with anything of this color."""
    wanted = QColor(color)
    return next(x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == wanted)


def test_a_check_box_begins_where_the_fields_do(qtbot: QtBot, dressed: None) -> None:
    name, check = TextField("name", "Name"), CheckField("check", "Minor")
    whole = shown(qtbot, name, check)
    whole.setFocus()
    option = QStyleOptionButton()
    check.box.initStyleOption(option)
    place = check.box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, check.box)
    assert place.left() <= 1
    assert first_column(picture(name.box), LIGHT.edge) == first_column(picture(check.box), LIGHT.edge)


def test_the_words_of_a_link_begin_at_its_edge(qtbot: QtBot, dressed: None) -> None:
    link = button("Mend", lambda: None, "link")
    whole = shown(qtbot, link)
    whole.setFocus()
    image = picture(link)
    inked = [x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).green() < 180]
    assert min(inked) <= 2
    # The focus is seen all the same.
    link.setFocus()
    QApplication.processEvents()
    assert picture(link).pixelColor(link.width() // 2, link.height() - 1) == QColor(LIGHT.accent)


def listing(rows: int, most: int) -> Table:
    model = PagedModel(lambda _: Page(tuple(map(str, range(rows))), None), (Column("Name", str),))
    model.reload()
    return Table("Payers", model, "", rows=most)


def lines(table: Table) -> list[int]:
    """Where lines run across the rows, in pixels below their top."""
    image = picture(table.viewport())
    return [y for y in range(image.height()) if image.pixelColor(image.width() // 2, y) == QColor(LIGHT.line)]


def test_a_list_has_no_line_close_above_its_frame(qtbot: QtBot, dressed: None) -> None:
    table = listing(rows=3, most=5)
    whole = shown(qtbot, table)
    assert whole.isVisible()
    assert len(lines(table)) == 2


def test_the_frame_of_a_list_is_as_wide_with_the_focus_and_has_its_corners(qtbot: QtBot, dressed: None) -> None:
    table = listing(rows=3, most=5)
    whole = shown(qtbot, table)
    whole.setFocus()
    width = table.frameWidth()
    table.setFocus()
    QApplication.processEvents()
    assert table.frameWidth() == width
    image = picture(table)
    # In the round corner the frame turns: were the head of the columns painted over it, this would be its ground.
    corner = [image.pixelColor(x, x) for x in range(2 * width)]
    assert any(one.green() < 200 for one in corner), [one.name() for one in corner]


def inked(text: Text) -> int:
    """How much of a text is dark, on the white that its window has."""
    text.window().setStyleSheet("background: white;")
    image = text.window().grab(text.geometry()).toImage()
    return sum(image.pixelColor(x, y).green() < 128 for x in range(image.width()) for y in range(image.height()))


def test_a_name_in_chinese_letters_has_the_rank_that_others_have(qtbot: QtBot, dressed: None) -> None:
    font = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / "DroidSansFallback.ttf"))
    plain, strong = Text("王小明", "body", wrap=False), Text("王小明", "strong", wrap=False)
    whole = shown(qtbot, plain, strong)
    assert whole.isVisible()
    more = inked(strong) / inked(plain)
    QFontDatabase.removeApplicationFont(font)
    assert more > 1.1
