"""A walk over every page and dialog of a clinic in whose every free text stands a hostile word: what each of them did.

The suite goes it, and so does line S6 of the scorecard.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import sqlite_utils
from demos import Demos
from fixed import NOW
from hostile_words import MARK, hostile_words
from poisoned import poison
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from watched import Trap, active_in, faults_on, short_words, told_in

from clinic_desktop.demo.opening import demo_key
from clinic_desktop.press.sheet import Sheet


class HostileWalk:
    """What was seen on the way: the pages by their names, the papers that were set, what the database was asked as it
    is written, and the words that no page has shown to the letter yet. `trap` is a picture that some words name."""

    def __init__(self, place: Path, demos: Demos, codes: Path) -> None:
        """Put the clinic into an empty place, with the folder of the search file of diagnosis codes."""
        self.home, self.trap = place / "home", Trap(place / "trap.png")
        self.home.mkdir()
        # What pictures would make first.
        folder = demos.put(self.home / "demo", NOW)
        self.texts = poison(folder, demo_key(folder)[0], hostile_words(self.trap.path))
        (place / "cache").symlink_to(codes)
        self.seen, self.unseen = set[str](), set(short_words())
        self._papers, self._asked = set[bytes](), set[str]()

    def pages(self, application: QApplication) -> Iterator[tuple[str, QWidget]]:
        """Each of them while it is shown, with its name. Pictures are imported here: what they need takes long."""
        from pictures import all_scenes

        with self._listening():
            for name, window in all_scenes(application, self.home):
                application.processEvents()
                self.seen.add(name)
                for label in window.findChildren(QLabel) if self.unseen else ():
                    if MARK in (text := label.text()):
                        self.unseen -= {words for words in self.unseen if words in text}
                yield name, window

    def faults(self, window: QWidget) -> list[str]:
        """Where a text of this page could be read as markup."""
        return list(faults_on(window))

    def papers(self) -> tuple[int, set[str], set[str]]:
        """How many were set, also what only a page shows; which words all of them together tell to the letter; and what
        in them acts."""
        told = {words for paper in self._papers for words in told_in(paper)}
        return len(self._papers), told, {name for paper in self._papers for name in active_in(paper)}

    def written_as_sql(self) -> list[str]:
        """Statements in which one of the words stands."""
        return [sql for sql in self._asked if MARK in sql]

    @contextlib.contextmanager
    def _listening(self) -> Iterator[None]:
        plain_pdf, plain_execute = Sheet.pdf, sqlite_utils.Database.execute

        def pdf(sheet: Sheet, *, is_numbered: bool = True) -> bytes:
            made = plain_pdf(sheet, is_numbered=is_numbered)
            self._papers.add(made)
            return made

        def execute(database: sqlite_utils.Database, sql: str, *values: object) -> object:
            self._asked.add(sql)
            return plain_execute(database, sql, *values)  # type: ignore[arg-type]

        with patch.object(Sheet, "pdf", pdf), patch.object(sqlite_utils.Database, "execute", execute):
            yield
