"""A list with an editor behind it: add, open, save, come back to the row. What every small list of settings is."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from clinic_desktop.errors import Missing
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.form import Form, keep_all
from ui.kit.keys import on_new
from ui.kit.layout import column, holder, row
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text


class Records(QWidget):
    """`build(row)` makes the page for a row, or for a new one when it is None; the page goes when it is left."""

    opened = Signal()
    # What the manual calls it, where it is another matter than the page around it.
    topic = ""

    def __init__(  # noqa: PLR0913 - the parts of a page, each named where it is made
        self,
        title: str,
        why: str,
        table: Table,
        model: PagedModel,
        add: str,
        build: Callable[[object], QWidget],
        *,
        find: Callable[[int], object] = int,
        key: str = "",
        search: QWidget | None = None,
        tabbed: bool = False,
    ) -> None:
        """`add` is the verb of the button; `why` a sentence under the heading.

        `find` reads the row with an id, for `open_part`: it raises Missing; without it `build` knows ids. Inside the
        page of another list `key` is what a part of that page calls this list: "credential" in "3/credential/5".

        A list with a search line above it is a place of its own; its pages say how to come back to it. Behind a tab
        that says what it is, it has no heading.
        """
        super().__init__()
        self.table, self._model, self._build, self._find, self.key = table, model, build, find, key
        self._back_words, self._opened = title if search else "", ""
        # Where the list begins; while a page is open, that page has the focus of the whole.
        self._begin = search or table
        self.setFocusProxy(self._begin)
        self.add_button = button(add, self.add, "main", "plus" if search else "")
        told = Text(why, "muted")
        first = told if tabbed else Text(title, "title" if search else "heading", wrap=False)
        top = row(first, self.add_button, gap=2)
        top.setStretch(0, 1)
        below = [] if tabbed else [told]
        parts = [search] if search else []
        # Room below a list that is as high as its rows; else its lines would drift apart.
        rest = [None] if table.is_fitted else []
        listing = column(top, *below, *parts, table, *rest, gap=2)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        listed = holder(listing)
        self._stack.addWidget(listed)
        table.opened.connect(self.open)
        # Of the list alone: a list inside a page of this one has a shortcut of its own.
        on_new(listed, self.add)

    def reload(self) -> None:
        """Read the list again and keep the row that was chosen."""
        self.table.reload()

    def add(self) -> None:
        """Open the editor for a new row."""
        self.open(None)

    def add_with(self, values: Mapping[str, str]) -> None:
        """Open the editor for a new row that begins with these values."""
        page = self.page() if self.open(None) else None
        for form in page.findChildren(Form) if page else ():
            form.begin_with(values)

    def open_part(self, part: str) -> None:
        """Open a row by its id ("3"), a new one ("new"), and there a field ("3/npi") or a row of a list on its page
        ("3/credential/5/expires_on"); with "new/kind=appeals" a new one begins with that in its field. "" leaves all
        as it stands. Raises Missing for a row that is gone."""
        which, _, rest = part.partition("/")
        if not which:
            return
        begun, is_begun, value = rest.partition("=")
        if which == "new" and is_begun:
            self.add_with({begun: value})
            return
        try:
            found = None if which == "new" else self._find(int(which))
        except Missing:
            # Not on the page of another row.
            self.back()
            raise
        page = self.page() if self.open(found) else None
        if page is None or not rest:
            return
        key, _, inner = rest.partition("/")
        for inside in page.findChildren(Records):
            if inside.key == key:
                inside.open_part(inner)
                return
        for form in page.findChildren(Form):
            if key in form.fields:
                form.go_to(rest)

    def open(self, found: object) -> bool:
        """Open the editor for a row of the list; what stands in the one that is open is kept as a draft. False where it
        cannot be, and then that one stays and says so."""
        if not self._kept():
            return False
        self._drop_page()
        # A list knows its rows, and who is sent to one may know its number alone.
        self._opened = "new" if found is None else str(getattr(found, "id", found))
        page = self._build(found)
        editor = page.findChild(Editor)
        if editor and not page.focusProxy():
            page.setFocusProxy(editor)
        if self._back_words:
            inner = page
            page = holder(column(button(self._back_words, self.back, "link", "back"), inner, gap=1))
            page.setFocusProxy(inner)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus()
        self.opened.emit()
        return True

    @property
    def part(self) -> str:
        """What `open_part` leads here again by: "" for the list, "new", "3", "3/credential/5"."""
        page = self.page()
        if page is None:
            return ""
        inside = next((one for one in page.findChildren(Records) if one.part), None)
        return f"{self._opened}/{inside.key}/{inside.part}" if inside else self._opened

    def page(self) -> QWidget | None:
        """The editor that is open, or None."""
        return self._stack.currentWidget() if self._stack.count() > 1 else None

    def back(self, chosen: int = 0) -> None:
        """Come back to the list, with a row highlighted."""
        if not self._kept():
            return
        self._drop_page()
        self.reload()
        if chosen:
            self.table.select(chosen)
        self.table.setFocus()

    def _kept(self) -> bool:
        """Keep what stands in the open page; False when it cannot be, and then the page stays and says so."""
        page = self.page()
        return page is None or keep_all(page)

    def _drop_page(self) -> None:
        page = self.page()
        if page:
            self.setFocusProxy(self._begin)
            self._stack.removeWidget(page)
            page.deleteLater()
