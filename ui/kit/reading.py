"""The one door of text with markup: pages that come with the program, and nothing anybody typed."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from clinic_desktop.paths import RESOURCES
from ui.kit.grid import step
from ui.kit.headings import headings, without_anchors
from ui.theme import Size, points

# What the eye follows without losing the line.
_LETTERS_A_LINE = 82
_LINE_HEIGHT = 132
_SIZES: dict[int, Size] = {1: "title", 2: "heading", 3: "body"}
# Space above and below a heading, in steps.
_ABOVE, _BELOW = {1: 0, 2: 4, 3: 2}, {1: 2, 2: 1, 3: 0.5}
_INDENT = 4
_MARK_ALPHA = 64


class Reading(QTextBrowser):
    """A page to read. `wanted` carries the link that was followed: nothing else happens by one."""

    wanted = Signal(str)

    def __init__(self, name: str) -> None:
        """`name` is read by screen readers."""
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("surface", "reading")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self._file: Path | None = None
        # Names of the headings and where they begin in the text.
        self._headings: list[tuple[str, int]] = []
        self._anchor, self._put_at = "", -1
        self._words: tuple[str, ...] = ()
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._show_again)
        self.anchorClicked.connect(lambda url: self.wanted.emit(url.toString()))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever read from a link or a picture in the text."""
        return QByteArray()

    def show_page(self, file: Path, anchor: str = "", words: tuple[str, ...] = ()) -> None:
        """Show a file of the program from the heading of that name on, "" from its beginning, with these words marked.

        Raises ValueError for a file that does not come with the program.
        """
        if not file.resolve().is_relative_to(RESOURCES.resolve()):
            raise ValueError(f"{file} does not come with the program")
        if file != self._file:
            self._file = file
            self._read(file)
        self.point_out(words)
        self._go_to(anchor)

    def point_out(self, words: tuple[str, ...]) -> None:
        """Mark these words wherever they stand on the page, and no others; one letter alone says nothing."""
        self._words = tuple(word for word in words if len(word) > 1)
        self.setExtraSelections([one for word in self._words for one in self._places_of(word)])

    def anchor_in_view(self) -> str:
        """The name of the last heading that stands at the top of the view or above it."""
        top = self.verticalScrollBar().value() + step(2)
        above = [anchor for anchor, at in self._headings if self._top(at) <= top]
        return above[-1] if above else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_lines_short()
        super().resizeEvent(event)
        self._make_room()
        # Lines break elsewhere now: who has not read on still stands at the heading.
        if self.verticalScrollBar().value() == self._put_at:
            self._go_to(self._anchor)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            # Once for all three, and after the widget has its new font.
            self._again.start()

    def _show_again(self) -> None:
        """Show the same in other colors or another size."""
        if self._file:
            bar = self.verticalScrollBar()
            part = bar.value() / max(1, bar.maximum())
            self._read(self._file)
            self.point_out(self._words)
            self._keep_lines_short()
            bar.setValue(round(part * bar.maximum()))

    def _read(self, file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        # A new one, shown when it is whole: a page that is laid out while it is written asks for what is not there yet.
        document = QTextDocument(self)
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        document.setIndentWidth(step(_INDENT))
        dialect = QTextDocument.MarkdownFeature
        document.setMarkdown(without_anchors(text), dialect.MarkdownDialectGitHub | dialect.MarkdownNoHTML)
        names = [one.anchor for one in headings(text)]
        places = [one.position() for one in _blocks(document) if one.blockFormat().headingLevel()]
        _Dress(self).put_on(document)
        self._headings = list(zip(names, places, strict=True))
        self._anchor, self._put_at = "", -1
        self.setDocument(document)
        self._make_room()

    def _go_to(self, anchor: str) -> None:
        self._anchor = anchor
        place = next((at for name, at in self._headings if name == anchor and anchor), 0)
        bar, cursor = self.verticalScrollBar(), self.textCursor()
        # From here a screen reader reads on, and Tab goes to the next link.
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        # After the cursor, which scrolls to where it is barely seen.
        bar.setValue(round(self._top(place)) if place else 0)
        self._put_at = bar.value()

    def _make_room(self) -> None:
        """Let the last heading come to the top of the view too: so much room below its text as that needs."""
        if not self._headings:
            return
        root = self.document().rootFrame()
        looks = root.frameFormat()
        below = self.document().size().height() - looks.bottomMargin() - self._top(self._headings[-1][1])
        wanted = max(0, self.viewport().height() - below)
        # Else laying out once more would ask for the same without end.
        if abs(looks.bottomMargin() - wanted) > 1:
            looks.setBottomMargin(wanted)
            root.setFrameFormat(looks)

    def _top(self, place: int) -> float:
        document = self.document()
        return document.documentLayout().blockBoundingRect(document.findBlock(place)).top()

    def _places_of(self, word: str) -> list[QTextEdit.ExtraSelection]:
        color = self.palette().color(QPalette.ColorRole.Highlight)
        color.setAlpha(_MARK_ALPHA)
        looks = QTextCharFormat()
        looks.setBackground(color)
        places = []
        found = self.document().find(word)
        while not found.isNull():
            one = QTextEdit.ExtraSelection()
            one.cursor, one.format = found, looks
            places.append(one)
            found = self.document().find(word, found)
        return places

    def _keep_lines_short(self) -> None:
        wide = round(_LETTERS_A_LINE * QFontMetricsF(self.font()).averageCharWidth())
        side = step(4)
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * side
        margins = (side, step(2), side + max(0, room - wide), 0)
        now = self.viewportMargins()
        if (now.left(), now.top(), now.right(), now.bottom()) != margins:
            self.setViewportMargins(*margins)


class _Dress:
    """Puts our type sizes, spaces and colors on a text: Qt's own are those of a browser."""

    def __init__(self, page: Reading) -> None:
        self._font, self._palette = page.font(), page.palette()
        line = self._palette.color(QPalette.ColorRole.Mid)
        # With high contrast a line is as strong as the text, and nothing could be read on it.
        is_strong = line == self._palette.color(QPalette.ColorRole.Text)
        self._ground = self._palette.color(QPalette.ColorRole.Window) if is_strong else line

    def put_on(self, document: QTextDocument) -> None:
        """All of it, block by block."""
        for block in _blocks(document):
            cursor = QTextCursor(block)
            level = block.blockFormat().headingLevel()
            cursor.mergeBlockFormat(self._spaces(block, level))
            if level:
                # Not the whole block: its own mark before it has a format too, and that is of the block above.
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(self._heading(level))
            else:
                self._put_on_words(block)
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._put_on_table(frame)

    def _spaces(self, block: QTextBlock, level: int) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if level:
            made.setTopMargin(step(_ABOVE[level]))
            made.setBottomMargin(step(1) * _BELOW[level])
        elif QTextCursor(block).currentTable():
            made.setTopMargin(0)
            made.setBottomMargin(0)
        else:
            made.setTopMargin(0)
            goes_on = block.textList() and block.next().textList()
            made.setBottomMargin(step(1) // 2 if goes_on else step(1))
        return made

    def _heading(self, level: int) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFontPointSize(points(self._font, _SIZES[level]))
        made.setFontWeight(QFont.Weight.DemiBold)
        return made

    def _put_on_words(self, block: QTextBlock) -> None:
        for one in block.textFormats():
            at, length, looks = block.position() + one.start, one.length, one.format
            made = self._word(looks)
            if made:
                cursor = QTextCursor(block)
                cursor.setPosition(at)
                cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(made)

    def _word(self, looks: QTextCharFormat) -> QTextCharFormat | None:
        made = QTextCharFormat()
        if looks.isAnchor():
            made.setForeground(self._palette.color(QPalette.ColorRole.Link))
            made.setFontUnderline(True)
        elif looks.fontFixedPitch():
            # A key as on a keyboard: a ground of its own, in our own letters.
            made.setBackground(self._ground)
            made.setFontFixedPitch(False)
            made.setFontFamilies([self._font.family()])
        elif looks.fontWeight() > QFont.Weight.Normal:
            made.setFontWeight(QFont.Weight.DemiBold)
        else:
            return None
        return made

    def _put_on_table(self, table: QTextTable) -> None:
        # Of its own format: without the number of its columns a table lies about its cells, and Qt crashes.
        made = QTextTableFormat(table.format())
        made.setBorder(0)
        made.setBorderCollapse(True)
        made.setCellPadding(step(1) / 2)
        made.setCellSpacing(0)
        made.setTopMargin(step(1))
        made.setBottomMargin(step(2))
        made.setHeaderRowCount(1)
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(made)
        for at in range(table.rows() * table.columns()):
            cell = table.cellAt(*divmod(at, table.columns()))
            # A line below each row, as in our lists, and no boxes.
            looks = cell.format().toTableCellFormat()
            looks.setBottomBorder(1)
            looks.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            looks.setBottomBorderBrush(self._palette.color(QPalette.ColorRole.Mid))
            cell.setFormat(looks)


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found, block = [], document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found
