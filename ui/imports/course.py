"""An import on its way: the file, what its columns are, what would come of each row; kept over a lock."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from clinic_desktop.errors import ClinicError, Refused, StoreTrouble
from clinic_desktop.imports.loader.beside import ImportAsk, ImportSeen, look_beside
from clinic_desktop.imports.model.entries import RowChoices
from clinic_desktop.imports.model.made import ImportFacts
from clinic_desktop.imports.model.sheet import HowRead, ImportTable, Matching
from clinic_desktop.imports.rules.matching import headings_hash, kept_matching
from clinic_desktop.jobs import Progress
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.values.moments import told_moment
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import mark, say
from ui.imports.begun import BegunImport, forget_begun, keep_begun, packed_file
from ui.imports.columns import ImportColumns
from ui.imports.rows import DryRunRows
from ui.imports.source import ImportSource
from ui.imports.words import done_words, kind_words
from ui.imports.work import Importer, import_beside
from ui.jobs import Jobs, LatestJob
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.form import Keeping
from ui.kit.head_line import HeadLine
from ui.kit.keys import is_escape
from ui.kit.layout import column, emptied, row, scrolled, to_the_edge
from ui.kit.text import Text, isolated
from ui.session import Session

_STEPS = (("file", mark("File")), ("columns", mark("Columns")), ("rows", mark("Rows")))


class ImportCourse(Keeping):
    """`left` when it is done with or left for later; `done` with what was done, in words."""

    left = Signal()
    done = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, begun: BegunImport) -> None:
        """Goes on where `begun` was left."""
        super().__init__()
        self._session, self._jobs, self._begun = session, jobs, begun
        self._looks = LatestJob()
        self.seen: ImportSeen | None = None
        self.columns: ImportColumns | None = None
        self.rows: DryRunRows | None = None
        self._table: ImportTable | None = None
        self._parts: Sequence[str] | None = None
        self._is_new_file, self._is_importing = False, False
        self.banner, self._doing = Banner(), Text(role="muted")
        self._stack, self._places = QStackedWidget(), dict[str, QVBoxLayout]()
        self.steps = {key: button(say(words), partial(self.show_step, key), "tab") for key, words in _STEPS}
        for key in self.steps:
            self._places[key] = QVBoxLayout()
            self._stack.addWidget(scrolled(to_the_edge(self._places[key], None)))
        back = button(say("Import"), self.leave, "link", "back")
        self._name = Text("", "muted", wrap=False)
        self._give_up = button(say("Give up this import"), self.give_up, "link")
        head = row(Text(kind_words(begun.kind), "title", wrap=False), self._name, None, self._give_up, gap=2)
        # In view however many columns there are.
        self._go_on = button(say("Look at the rows"), lambda: self.show_step("rows"), "main")
        tabs = HeadLine([*self.steps.values(), self._doing], [self._go_on])
        whole = column(row(back, None), head, tabs, self.banner, self._stack, gap=1)
        whole.setStretch(4, 1)
        self.setLayout(whole)
        self.source = self._new_source()
        self._say_name()
        self.show_step("file")
        self.destroyed.connect(self._looks.leave)

    def begin(self) -> None:
        """Look at the file that was begun with."""
        if self._begun.content:
            self.look("rows" if self._begun.matching else "columns")

    def show_step(self, key: str) -> None:
        """Show one of the three pages; the rows are looked at again for what the columns are now."""
        if key != "file" and not self.seen:
            key = "file"
        for at, one in enumerate(self.steps):
            self.steps[one].setChecked(one == key)
            if one == key:
                self._stack.setCurrentIndex(at)
        self._go_on.setVisible(key == "columns")
        shown = {"file": self.source, "columns": self.columns, "rows": self.rows}[key]
        if shown:
            shown.setFocus()
        self._say_steps()

    def take(self, content: bytes, name: str) -> None:
        """Another file, or the same one again."""
        self._begun = self._begun.with_file(content, name)
        self._table, self.seen, self._parts, self._is_new_file = None, None, None, True
        self._say_name()
        self.look("columns")

    def look(self, step: str = "") -> None:
        """Look through the file as it is to be read now, in a job; then show that page, or stay."""
        clinic, begun, number = self._session.clinic, self._begun, self._looks.begin()
        ask = ImportAsk(
            begun.content, begun.kind, clinic.clock.today(), begun.how, begun.matching, begun.choices, self._table
        )
        keys, is_new = clinic.keys, self._is_new_file
        self._doing.setText(say("Looking through the file…"))
        job = self._jobs.run(
            say("Looking through the file"),
            lambda progress: _looked(keys, ask, progress, is_new=is_new),
            lambda came: self._looks.end(number, lambda: self._take(*came, step)),
            lambda error: self._looks.end(number, lambda: self._fail(error)),
        )
        self._looks.hear(number, job, lambda: self._doing.setText(""))

    def act(self) -> None:
        """Import the good rows."""
        seen, begun = self.seen, self._begun
        if seen is None or self._is_importing or not seen.outlook.entries:
            return
        self._is_importing = True
        self.setEnabled(False)
        clinic = self._session.clinic
        importer = Importer(clinic.keys, clinic.person.slot, clinic.clock)
        headings, table = headings_hash(seen.table.headings), seen.table
        chosen = kept_matching(table.headings, seen.matching) if headings else ""
        facts = ImportFacts(begun.kind, table.digest, len(table.rows), begun.name, headings, chosen)
        entries, words = seen.outlook.entries, done_words(begun.kind, seen.outlook)
        self._doing.setText(say("Importing. You can go on elsewhere; saving waits until it is done."))
        self._jobs.run(
            say("Importing"),
            lambda progress: import_beside(importer, facts, entries, progress),
            lambda changes: self._on_imported(changes, words),
            self._on_not_imported,
        ).stopped.connect(self._on_stopped)

    def give_up(self) -> None:
        """Forget the file and all that was said about it."""
        self._forget()
        self.left.emit()

    def leave(self) -> None:
        """Go back; the import can be gone on with."""
        self.keep_draft()
        self.left.emit()

    def keep_draft(self) -> bool:
        """Keep what was said, and the file."""
        if not self._begun.digest:
            return True
        try:
            parts = self._parts
            if self._is_new_file and parts is None:
                parts = packed_file(self._begun.content)
            keep_begun(self._session.clinic.drafts, self._begun, parts)
        except StoreTrouble as trouble:
            self.banner.show_words("stop", trouble.words)
            return False
        self._is_new_file, self._parts = False, None
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.leave()
        else:
            super().keyPressEvent(event)

    def _new_source(self) -> ImportSource:
        missing = self._begun.name or say("The file") if self._begun.digest and not self._begun.content else ""
        source = ImportSource(self._begun.kind, missing)
        source.came.connect(self.take)
        self._places["file"].addWidget(source)
        return source

    def _take(self, seen: ImportSeen, parts: Sequence[str] | None, step: str) -> None:
        at = self.rows.number() if self.seen and self.rows else 0
        self.seen, self._table, self._parts = seen, seen.table, parts
        self._begun = replace(self._begun, matching=seen.chosen)
        self.keep_draft()
        self._doing.setText("")
        self._say_before(seen)
        emptied(self._places["columns"])
        self.columns = ImportColumns(seen, self._begun.kind, self._begun.how, self._on_read, self._on_matched)
        self._places["columns"].addWidget(self.columns)
        emptied(self._places["rows"])
        self.rows = DryRunRows(seen, self._begun.kind, self._begun.choices, self._on_chosen, self.act)
        self._places["rows"].addWidget(self.rows)
        for made in (self.columns, self.rows):
            # At once: what is not seen yet takes no focus.
            made.show()
        if step:
            self.show_step(step)
        elif at:
            self.rows.go_to(at)
            self.rows.setFocus()
        self._say_steps()

    def _fail(self, error: Exception) -> None:
        self._doing.setText("")
        if isinstance(error, Unreadable):
            self._begun = replace(self._begun, content=b"", digest="", how=HowRead(), matching=None)
            self.seen = self._table = None
            self.source.say_why(error.words)
            self.show_step("file")
        elif isinstance(error, ClinicError):
            self.banner.show_words("stop", error.words)
        else:
            raise error

    def _on_read(self, how: HowRead) -> None:
        # Other letters or another divider are another table: what was chosen for columns by place may not fit.
        self._begun = replace(self._begun, how=how, matching=None, choices=RowChoices(fills=self._begun.choices.fills))
        self._table = None
        self.look()

    def _on_matched(self, matching: Matching) -> None:
        self._begun = replace(self._begun, matching=matching)
        self.look()

    def _on_chosen(self, choices: RowChoices) -> None:
        self._begun = replace(self._begun, choices=choices)
        self.keep_draft()
        self.look()

    def _on_imported(self, changes: Changes, words: str) -> None:
        self._is_importing = False
        self._forget()
        self._session.clinic.tell(changes)
        self._session.performed.emit()
        self.done.emit(words)

    def _on_not_imported(self, error: Exception) -> None:
        self._end_importing()
        if isinstance(error, Refused):
            number = error.problems[0].field
            words = say("Row {number}: {why} Nothing was imported.", number=number, why=error.problems[0].words)
            self.banner.show_words("stop", words)
            self.look()
        elif isinstance(error, ClinicError):
            self.banner.show_words("stop", say("Nothing was imported. {why}", why=error.words))
        else:
            raise error

    def _on_stopped(self) -> None:
        self._end_importing()
        self.banner.show_words("note", say("It was stopped: nothing was imported."))

    def _end_importing(self) -> None:
        self._is_importing = False
        self._session.clinic.drafts.catch_up()
        self._doing.setText("")
        self.setEnabled(True)

    def _forget(self) -> None:
        self._begun = BegunImport(self._begun.kind)
        self._looks.leave()
        try:
            forget_begun(self._session.clinic.drafts)
        except StoreTrouble as trouble:
            self._session.fault.emit(trouble.words)

    def _say_before(self, seen: ImportSeen) -> None:
        if seen.before:
            when = told_moment(seen.before.made_at, self._session.clinic.clock.today())
            words = say("This file was imported {when} by {who}. Rows that are there are left out.",
                        when=when, who=seen.before.made_by)  # fmt: skip
            self.banner.show_words("note", words)

    def _say_name(self) -> None:
        self._name.setText(isolated(self._begun.name) if self._begun.name else "")
        self._give_up.setVisible(bool(self._begun.digest))

    def _say_steps(self) -> None:
        for key in ("columns", "rows"):
            self.steps[key].setEnabled(self.seen is not None)


def _looked(
    keys: KeyRing, ask: ImportAsk, progress: Progress, *, is_new: bool
) -> tuple[ImportSeen, Sequence[str] | None]:
    """What would come of a file; and another one as it is kept."""
    return look_beside(keys, ask, progress), packed_file(ask.content) if is_new else None
