"""The window of the manual: its chapters and a search on the left, the text on the right."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.keys import is_escape
from ui.kit.layout import column, holder, row
from ui.kit.one_line import OneLine
from ui.kit.reading import Reading
from ui.kit.text import Text
from ui.manual.chapters import Chapter, FoundSection, chapters, found, words_of
from ui.manual.contents import Contents


class _Place(NamedTuple):
    """Where somebody reads: a chapter by its name, and the name of a heading in it or ""."""

    chapter: str
    anchor: str


class _Line(OneLine):
    """The search line: Down goes into the list, Enter to the first hit, Esc empties it."""

    def __init__(self, listing: Contents) -> None:
        super().__init__()
        self._listing = listing
        words = say("Find in the manual")
        self.setPlaceholderText(say("{words}   Ctrl+F", words=words))
        self.setAccessibleName(words)
        self.addAction(icon("search"), OneLine.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event) and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._listing.count():
            self._listing.setFocus()
            self._listing.setCurrentRow(max(0, self._listing.currentRow()))
            if event.key() != Qt.Key.Key_Down:
                self._listing.itemActivated.emit(self._listing.currentItem())
        else:
            super().keyPressEvent(event)


class ManualWindow(QWidget):
    """Stands beside the window of the program and knows nothing of the clinic; it can be read before sign-in too."""

    def __init__(self) -> None:
        """Shows nothing before `open_at`."""
        super().__init__()
        self.setWindowTitle(say("Manual of Clinic Desktop"))
        # The program ends with its own window: this one does not keep it running.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._chapters = chapters()
        self._hits: list[FoundSection] = []
        self._way: list[_Place] = []
        self._at = -1
        self.listing = Contents()
        self.search = _Line(self.listing)
        self._count = Text(role="small", wrap=False)
        self.back = button(say("Back"), lambda: self._step(-1), picture="back")
        self.forward = button(say("Forward"), lambda: self._step(1), picture="forward")
        self.text = Reading(say("Text of the manual"))
        self.search.textChanged.connect(self._on_typed)
        self.listing.itemActivated.connect(lambda _: self._on_chosen())
        self.listing.itemClicked.connect(lambda _: self._on_chosen())
        self.text.wanted.connect(self._on_link)
        self._build()
        self._add_keys()
        self._list_chapters()

    def open_at(self, topic: str) -> None:
        """Show a chapter from a heading on ("50-visits#units"), and come to the front; "" is the first chapter."""
        self.search.clear()
        self._go(self._place_of(topic) or _Place(self._chapters[0].name, ""))
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    @property
    def place(self) -> str:
        """Where it is open, as a topic."""
        if self._at < 0:
            return ""
        chapter, anchor = self._way[self._at]
        return f"{chapter}#{anchor}" if anchor else chapter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        # Somebody may have looked for a name: nothing typed outlives the window.
        self.search.clear()
        super().closeEvent(event)

    def _build(self) -> None:
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = holder(column(self.search, self._count, self.listing, gap=1, margin=2), "ground")
        left.setFixedWidth(step(50))
        buttons = row(self.back, self.forward, None)
        buttons.setContentsMargins(step(2), step(1), step(2), step(1))
        right = column(holder(buttons, "top"), self.text, gap=0)
        whole = row(left, right, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(step(144), step(92))

    def _add_keys(self) -> None:
        for key, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._on_find),
            (QKeySequence("Alt+Left"), lambda: self._step(-1)),
            (QKeySequence("Alt+Right"), lambda: self._step(1)),
        ):
            shortcut = QShortcut(key, self)
            shortcut.activated.connect(act)

    def _list_chapters(self) -> None:
        self.listing.show_lines(say("Chapters"), ((chapter.title, ()) for chapter in self._chapters))
        self._count.hide()
        self._choose_chapter()

    def _list_hits(self) -> None:
        self.listing.show_lines(say("Found"), ((hit.section.words, _below(hit)) for hit in self._hits))
        nothing = say("Nothing fits. Try fewer letters, or another word.")
        self._count.setText(say_many("{count} place", "{count} places", len(self._hits)) if self._hits else nothing)
        self._count.show()

    def _choose_chapter(self) -> None:
        """Mark the chapter that is open."""
        names = [chapter.name for chapter in self._chapters]
        if self._at >= 0:
            self.listing.setCurrentRow(names.index(self._way[self._at].chapter))

    def _on_typed(self, typed: str) -> None:
        self._hits = found(self._chapters, typed)
        self.text.point_out(words_of(typed))
        if typed.strip():
            self._list_hits()
        else:
            self._list_chapters()

    def _on_chosen(self) -> None:
        at = self.listing.currentRow()
        if at < 0:
            return
        if self.search.text().strip():
            hit = self._hits[at]
            self._go(_Place(hit.chapter.name, hit.section.anchor))
        else:
            self._go(_Place(self._chapters[at].name, ""))

    def _on_link(self, link: str) -> None:
        """Follow a link to a chapter or a heading of ours; there are no others, and none would be opened."""
        name, _, anchor = link.partition("#")
        here = self._way[self._at].chapter
        place = self._place_of(f"{name.removesuffix('.md') or here}#{anchor}")
        if place:
            self._go(place)

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _place_of(self, topic: str) -> _Place | None:
        """Where a topic is spoken of; a heading that is not there is the beginning of its chapter."""
        name, _, anchor = topic.partition("#")
        chapter = self._chapter(name)
        if chapter is None:
            return None
        known = any(anchor == one.anchor for one in chapter.sections)
        return _Place(name, anchor if known else "")

    def _chapter(self, name: str) -> Chapter | None:
        return next((one for one in self._chapters if one.name == name), None)

    def _go(self, place: _Place) -> None:
        if self._at < 0 or self._way[self._at] != place:
            self._way = [*self._way[: self._at + 1], place]
            self._at += 1
        self._show()

    def _step(self, steps: int) -> None:
        if 0 <= self._at + steps < len(self._way):
            self._at += steps
            self._show()

    def _show(self) -> None:
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at + 1 < len(self._way))
        if self._at < 0:
            return
        place = self._way[self._at]
        chapter = self._chapter(place.chapter)
        assert chapter
        self.text.show_page(chapter.file, place.anchor, words_of(self.search.text()))
        if not self.search.text().strip():
            self._choose_chapter()


def _below(hit: FoundSection) -> tuple[str, ...]:
    """In which chapter a section stands, and a few of its words."""
    where = "" if hit.section.words == hit.chapter.title else hit.chapter.title
    return tuple(part for part in (where, hit.excerpt) if part)
