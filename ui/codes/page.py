"""The section of the diagnosis codes in the settings: which releases are loaded, and how a newer one is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.codes.commands import LoadRelease, RemoveRelease
from clinic_desktop.codes.model import Release
from clinic_desktop.codes.queries.releases import releases, shipped_release
from clinic_desktop.codes.rules.orderfile import days_offered
from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.store.paging import Page
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.jobs import Job, Jobs
from ui.kit.buttons import button
from ui.kit.editor import LATER, Editor
from ui.kit.fields import ChoiceField, TextField
from ui.kit.files import ask_which
from ui.kit.form import Form
from ui.kit.layout import card, column, emptied, row
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_RELEASES = 8


def _from(release: Release) -> str:
    return release.source or say("Comes with the program")


def _notes(release: Release) -> str:
    if release.has_notes:
        return say("In the release itself")
    return say("From {release}: the file has none", release=shipped_release().name)


RELEASE_COLUMNS: tuple[Column[Release], ...] = (
    Column(mark("Release"), lambda one: one.name, share=3),
    Column(mark("Counts from"), lambda one: dates.shown(one.effective_on), share=3, least="20 Nov 2026"),
    Column(mark("File"), _from, share=6),
    Column(mark("Other names and Excludes"), _notes, share=6),
)


class CodesSection(QWidget):
    """The list, and while a file is being loaded its form below."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Reads itself again when a release comes or goes."""
        super().__init__()
        self._session, self._jobs = session, jobs
        self._model = PagedModel(lambda _: Page(releases(session.clinic.read), None), RELEASE_COLUMNS)
        self.table = Table(say("Releases of ICD-10-CM"), self._model, "", rows=_MOST_RELEASES)
        self.table.opened.connect(self._show_loaded)
        self.load_button = button(say("Load a release…"), self._ask, "main", "plus")
        self._below = QVBoxLayout()
        why = say(
            "The date of service decides which release counts: a new one comes every October 1, sometimes one more "
            "on April 1. Until it is loaded, codes are checked against the one before, and we say so."
        )
        where = say(
            "The official file is free at cms.gov, under ICD-10 files: “Code Descriptions in Tabular Order”. Bring the "
            "zip file here on a USB stick; this program never goes online."
        )
        heading = row(Text(say("Diagnosis codes"), "heading", wrap=False), None, self.load_button)
        self.setLayout(
            column(card("", heading, Text(why), Text(where, "muted"), self.table, gap=2), self._below, gap=2)
        )
        self.setFocusProxy(self.load_button)
        session.keep_fresh(self, "code_releases")

    def reload(self) -> None:
        """Read the list again."""
        self._model.reload()

    def take(self, path: Path) -> None:
        """Ask from which day on this file counts, with the likeliest day first."""
        today = self._session.clinic.clock.today()
        days = [(day.isoformat(), dates.month_year(day)) for day in days_offered(path.name, today)]
        form = Form(
            [
                (TextField("file", say("File")), 3),
                (ChoiceField("effective_on", say("Counts from"), days, say("As the file or its page says.")), 2),
            ]
        )
        form.fill({"file": path.name})
        form.fields["file"].box.setEnabled(False)

        def save() -> object:
            day = date.fromisoformat(form.values()["effective_on"])
            self._load(editor, path, day)
            return LATER

        editor = Editor("", form, save, save_words=say("Load"))
        editor.left.connect(lambda: emptied(self._below))
        self._show(card(say("Load a release"), editor))
        editor.save_button.setFocus()

    def _ask(self) -> None:
        words = say("Files of ICD-10-CM (*.zip *.txt)")
        ask_which(self, say("The order file, or the zip file that has it"), words, self.take)

    def _load(self, editor: Editor, path: Path, day: date) -> None:
        def keep(found: tuple[bytes, int]) -> None:
            table, codes = found
            if editor.attempt(lambda: self._session.run(LoadRelease(day, path.name, codes, table))):
                emptied(self._below)
                self._session.told.emit(say("The {name} release is loaded.", name=dates.month_year(day)))

        reading = _Reading(editor, path, day, keep)
        job = self._jobs.run(say("Reading the codes"), reading.work, reading.on_read, reading.on_failed)
        editor.destroyed.connect(lambda: reading.leave(job))

    def _show_loaded(self, found: object) -> None:
        if not isinstance(found, Release) or not found.row:
            return
        gone = RemoveRelease(found.row, found.version)

        def take_away() -> None:
            if self._session.attempt(gone):
                emptied(self._below)

        remove = button(say("Remove this release"), take_away)
        keep = button(say("Cancel"), lambda: emptied(self._below))
        words = say("Loaded from {file}. Removing it changes no document that was issued.", file=found.source)
        self._show(card(found.name, Text(words), row(remove, keep, None)))
        remove.setFocus()

    def _show(self, made: QWidget) -> None:
        emptied(self._below)
        self._below.addWidget(made)


class _Reading:
    """A file that is being read for an editor, which may be gone, or be told to stop, before the end."""

    def __init__(self, editor: Editor, path: Path, day: date, keep: Callable[[tuple[bytes, int]], object]) -> None:
        self._editor, self._path, self._day, self._keep = editor, path, day, keep
        self._is_left = False
        editor.save_button.setEnabled(False)

    def work(self, progress: Progress) -> tuple[bytes, int] | None:
        """What stands in the file; None when it was cancelled."""
        from clinic_desktop.codes.loader import release_from

        try:
            return release_from(self._path, self._day, progress)
        except Cancelled:
            return None

    def on_read(self, found: tuple[bytes, int] | None) -> None:
        """Keep what was read."""
        if not self._is_left:
            self._editor.save_button.setEnabled(True)
            if found:
                self._keep(found)

    def on_failed(self, error: Exception) -> None:
        """Say at the field what is wrong with the file."""

        def again() -> None:
            raise error

        if not isinstance(error, ClinicError):
            raise error
        if not self._is_left:
            self._editor.save_button.setEnabled(True)
            self._editor.attempt(again)

    def leave(self, job: Job) -> None:
        """Nobody waits for it any more."""
        self._is_left = True
        job.stop()
