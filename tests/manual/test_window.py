"""The window of the manual: what is found and followed, what is not, and how it closes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.paths import MANUAL
from ui.kit.reading import Reading
from ui.manual.chapters import chapters
from ui.manual.window import ManualWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[ManualWindow]:
    made = ManualWindow()
    qtbot.addWidget(made)
    made.open_at("")
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def typed(qtbot: QtBot, window: ManualWindow, words: str) -> None:
    window.search.clear()
    window.search.setFocus()
    qtbot.keyClicks(window.search, words)


def test_it_opens_at_the_first_chapter(window: ManualWindow) -> None:
    assert window.place == chapters()[0].name
    assert window.listing.titles() == [chapter.title for chapter in chapters()]
    assert window.listing.currentRow() == 0
    assert window.text.hasFocus()


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.name)
def test_every_heading_can_be_opened(window: ManualWindow, chapter: object) -> None:
    one = next(found for found in chapters() if found is not None and found == chapter)
    for section in one.sections:
        window.open_at(f"{one.name}#{section.anchor}")
        QApplication.processEvents()
        assert window.text.anchor_in_view() == section.anchor


def test_a_topic_that_is_not_there_opens_what_comes_nearest(window: ManualWindow) -> None:
    window.open_at("50-visits#no-such-heading")
    assert window.place == "50-visits"
    window.open_at("no-such-chapter")
    assert window.place == chapters()[0].name


def test_the_search_finds_and_jumps(qtbot: QtBot, window: ManualWindow) -> None:
    qtbot.keyClick(window.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    typed(qtbot, window, "midpoint")
    assert "Midpoint, each code alone" in window.listing.titles()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.place == "50-visits#midpoint"
    assert window.text.extraSelections()
    qtbot.keyClick(window.listing, Qt.Key.Key_Down)
    qtbot.keyClick(window.listing, Qt.Key.Key_Return)
    assert window.place != "50-visits#midpoint"
    typed(qtbot, window, "xylophone")
    assert not window.text.extraSelections()


def test_a_search_without_a_hit_says_so(qtbot: QtBot, window: ManualWindow) -> None:
    typed(qtbot, window, "xylophone")
    assert window.listing.count() == 0
    assert window._count.isVisible()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.place == chapters()[0].name


def test_esc_empties_the_search_then_closes(qtbot: QtBot, window: ManualWindow) -> None:
    typed(qtbot, window, "units")
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert window.listing.count() == len(chapters())
    assert window.isVisible()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_esc_closes_from_the_text_and_nothing_typed_is_left(qtbot: QtBot, window: ManualWindow) -> None:
    typed(qtbot, window, "Rosalind")
    qtbot.keyClick(window.text, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert window.search.text() == ""


def test_links_lead_on_and_back(qtbot: QtBot, window: ManualWindow) -> None:
    window.text.wanted.emit("50-visits.md#units")
    assert window.place == "50-visits#units"
    window.text.wanted.emit("#cms")
    assert window.place == "50-visits#cms"
    qtbot.keyClick(window.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.place == chapters()[0].name
    assert not window.back.isEnabled()
    qtbot.mouseClick(window.forward, Qt.MouseButton.LeftButton)
    assert window.place == "50-visits#units"


@pytest.mark.parametrize("link", ["https://example.com/", "file:///etc/hostname", "../README.md", "clinic.db", ""])
def test_no_other_link_leads_anywhere(window: ManualWindow, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    before = window.place
    window.text.anchorClicked.emit(QUrl(link))
    assert window.place == before
    assert window.text.source().isEmpty()
    assert not opened


def test_only_what_comes_with_the_program_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    page = Reading("Text")
    qtbot.addWidget(page)
    other = tmp_path / "10-first-day.md"
    other.write_text("# Not ours\n", encoding="utf-8")
    with pytest.raises(ValueError, match="does not come with the program"):
        page.show_page(other)
    assert page.toPlainText() == ""


def test_a_page_has_no_markup_of_browsers_and_reads_no_file(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Reading("Text")
    qtbot.addWidget(page)
    inside = MANUAL / "en" / "00-hostile.md"
    texts = {inside: "# A <b>b</b> {#a}\n\n<img src='file:///etc/hostname'> ![p](file:///etc/hostname)\n"}
    monkeypatch.setattr(Path, "read_text", lambda path, **_: texts[path])
    page.show_page(inside)
    assert "<b>b</b>" in page.toPlainText()
    for kind in QTextDocument.ResourceType:
        assert not bytes(page.loadResource(kind.value, QUrl("file:///etc/hostname")))  # type: ignore[call-overload]


def test_a_larger_text_keeps_the_place(window: ManualWindow, qtbot: QtBot) -> None:
    window.open_at("50-visits#units")
    window.resize(window.width() - 200, window.height())
    QApplication.processEvents()
    assert window.text.anchor_in_view() == "units"
    font = window.font()
    font.setPointSizeF(font.pointSizeF() * 1.3)
    before = window.text.document().defaultFont().pointSizeF()
    window.text.setFont(font)
    qtbot.waitUntil(lambda: window.text.document().defaultFont().pointSizeF() > before)
