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
_ABOVE, _BELOW = {1: 0, 2: 4, 3: 2}, {1: 2, 2: 1, 3: 0}
_MARK_ALPHA = 64
_TITLE = 1


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
        self._headings: list[tuple[str, QTextBlock]] = []
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
        self._words = words
        self._mark()
        self._go_to(anchor)

    def anchor_in_view(self) -> str:
        """The name of the last heading that stands at the top of the view or above it."""
        top = self.verticalScrollBar().value() + step(2)
        above = [anchor for anchor, block in self._headings if self._top(block) <= top]
        return above[-1] if above else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_lines_short()
        super().resizeEvent(event)
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
            self._mark()
            self._keep_lines_short()
            bar.setValue(round(part * bar.maximum()))

    def _read(self, file: Path) -> None:
        text, document = file.read_text(encoding="utf-8"), self.document()
        document.setDocumentMargin(0)
        dialect = QTextDocument.MarkdownFeature
        document.setMarkdown(without_anchors(text), dialect.MarkdownDialectGitHub | dialect.MarkdownNoHTML)
        names = [one.anchor for one in headings(text)]
        blocks = [one for one in _blocks(document) if one.blockFormat().headingLevel()]
        self._headings = list(zip(names, blocks, strict=True))
        _Dress(self).put_on(document)
        self._anchor, self._put_at = "", -1

    def _go_to(self, anchor: str) -> None:
        self._anchor = anchor
        block = next((block for name, block in self._headings if name == anchor and anchor), None)
        bar = self.verticalScrollBar()
        bar.setValue(round(self._top(block)) if block else 0)
        self._put_at = bar.value()
        cursor = self.textCursor()
        cursor.setPosition(block.position() if block else 0)
        # From here a screen reader reads on, and Tab goes to the next link. Set after the bar, it would scroll.
        at = bar.value()
        self.setTextCursor(cursor)
        bar.setValue(at)

    def _top(self, block: QTextBlock) -> float:
        return self.document().documentLayout().blockBoundingRect(block).top()

    def _mark(self) -> None:
        color = self.palette().color(QPalette.ColorRole.Highlight)
        color.setAlpha(_MARK_ALPHA)
        looks = QTextCharFormat()
        looks.setBackground(color)
        marked = []
        for word in self._words:
            found = self.document().find(word)
            while not found.isNull():
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = found, looks
                marked.append(one)
                found = self.document().find(word, found)
        self.setExtraSelections(marked)

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
            made.setBottomMargin(step(_BELOW[level]))
        elif QTextCursor(block).currentTable():
            made.setTopMargin(0)
            made.setBottomMargin(0)
        else:
            made.setTopMargin(0)
            made.setBottomMargin(step(1) // 2 if block.textList() else step(1))
        return made

    def _heading(self, level: int) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFontPointSize(points(self._font, _SIZES[level]))
        made.setFontWeight(QFont.Weight.DemiBold)
        return made

    def _put_on_words(self, block: QTextBlock) -> None:
        spans = []
        iterator = block.begin()
        while not iterator.atEnd():
            piece = iterator.fragment()
            spans.append((piece.position(), piece.length(), piece.charFormat()))
            iterator += 1
        for at, length, looks in spans:
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
        made = QTextTableFormat()
        made.setBorder(1)
        made.setBorderCollapse(True)
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBorderBrush(self._palette.color(QPalette.ColorRole.Mid))
        made.setCellPadding(step(1) / 2)
        made.setCellSpacing(0)
        made.setTopMargin(step(1))
        made.setBottomMargin(step(2))
        made.setHeaderRowCount(1)
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(made)


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found, block = [], document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found
