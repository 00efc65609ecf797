"""Hands out what a month end issued: the print run, all files into a folder, labels and pages for window envelopes."""

from collections.abc import Callable
from pathlib import Path

from clinic_desktop.audit.commands import NoteLook
from clinic_desktop.errors import ClinicError
from clinic_desktop.month_end.document.beside import MonthPapers, papers_beside, write_beside_window
from clinic_desktop.month_end.loader.folder import Mailed
from clinic_desktop.month_end.model import LABELS, FilesRun, Mailing, MonthEnd
from clinic_desktop.month_end.rules.spans import folder_name, span_words
from clinic_desktop.wording import say, say_many
from ui.handing import HandoutPage
from ui.jobs import Jobs, LatestJob
from ui.kit.buttons import button
from ui.kit.fields import ChoiceField
from ui.kit.files import ask_folder
from ui.kit.form import Form
from ui.kit.layout import row
from ui.kit.leaving import OF_CLINIC, Gone, tell_gone
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.month_end.words import damaged_words, files_words
from ui.session import Session


class MonthPapersPage(HandoutPage):
    """Shows the print run beside what can be done with it, or the labels where those are chosen."""

    topic = "60-superbills#month-end-out"

    def __init__(self, session: Session, jobs: Jobs, found: MonthEnd, left: Callable[[], object]) -> None:
        """Makes the papers in a job; `left` when the person goes back."""
        span = span_words(found.span)
        title = (
            say("Receipts of {span}", span=span) if found.batch == "year" else say("Month end of {month}", month=span)
        )
        super().__init__(jobs, (title, say("The papers in one print run")), say("Month end"), left)
        self._session, self._jobs, self._found = session, jobs, found
        self._papers = MonthPapers(None, None)
        self._looks = LatestJob()
        self._state = Text()
        hows = [
            ("", say("Handed over, not mailed")),
            ("covers", say("In window envelopes: an address page in front")),
            ("labels", say("With labels, 30 on a sheet (Avery 5160)")),
        ]
        numbers = [(str(one), str(one)) for one in range(1, LABELS + 1)]
        self.how = ChoiceField("how", say("How they are mailed"), hows)
        self.first = ChoiceField("first", say("First free label"), numbers, say("Counted along the rows."))
        self.shows = ChoiceField(
            "shows", say("What is printed"), [("run", say("The print run")), ("labels", say("The labels"))]
        )
        self._form = Form(self.how, [(self.first, 1), (self.shows, 1)])
        self.save = button(say("Save all in a folder"), self._ask_folder, "main", "save")
        unsafe = say(
            "Files in a folder are not protected: whoever can open the folder can read them. For one file that opens"
            " only with a password, press Save protected PDF."
        )
        named = say(
            "The folder is called “{folder}”. It gets a PDF for each document, named by its number, the print run and a"
            " list for a spreadsheet.",
            folder=folder_name(found.batch, found.span),
        )
        self.lay_out(self._state, self._form, Text(named, "muted"), row(self.save, None), Text(unsafe, "muted"))
        for one in (self.how, self.first):
            one.changed.connect(self._make)
        self.shows.changed.connect(self._show)
        self.destroyed.connect(self._looks.leave)
        self._make()

    @property
    def _mailed(self) -> Mailed:
        how = self.how.value()
        chosen: Mailing = "labels" if how == "labels" else "covers" if how == "covers" else ""
        return Mailed(chosen, int(self.first.value()))

    def _make(self) -> None:
        """Put the papers together in a job."""
        looks, number = self._looks, self._looks.begin()
        is_labels = self.how.value() == "labels"
        self.first.setVisible(is_labels)
        self.shows.setVisible(is_labels)
        self.preview.say(say("The papers are put together…"))
        keys, found, mailed = self._session.clinic.keys, self._found, self._mailed
        job = self._jobs.run(
            say("Putting the papers together"),
            lambda progress: papers_beside(keys, found, mailed, progress),
            lambda papers: looks.end(number, lambda: self._on_made(papers)),
            lambda error: looks.end(number, lambda: self._on_failed(error)),
        )
        looks.hear(number, job, lambda: self.preview.say(say("Stopped. Choose how they are mailed to begin again.")))

    def _on_made(self, papers: MonthPapers) -> None:
        self._papers = papers
        clients = say_many("for {count} client", "for {count} clients", papers.clients)
        words = say_many(
            "{count} document {clients}.", "{count} documents {clients}.", papers.documents, clients=clients
        )
        if papers.without_address and self.how.value():
            words += " " + say_many(
                "{count} has no address on record and is left out of the mailing.",
                "{count} have no address on record and are left out of the mailing.",
                papers.without_address,
            )
        if papers.damaged:
            words += " " + damaged_words(papers.damaged)
        self._state.setText(words)
        self._show()

    def _show(self) -> None:
        shows_labels = self.how.value() == "labels" and self.shows.value() == "labels"
        content = self._papers.labels if shows_labels else self._papers.print_run
        if content is None:
            self.bar.offer(None)
            self.preview.say(
                say("None of these has an address.") if shows_labels else say("There is nothing to print.")
            )
            return
        name = folder_name(self._found.batch, self._found.span).replace(" ", "-")
        if shows_labels:
            self.show_paper(Handout(f"{name}-labels.pdf", say("Mailing labels"), lambda: content, OF_CLINIC))
        else:
            self.show_paper(Handout(f"{name}.pdf", say("Month end"), lambda: content, OF_CLINIC))
            self._session.look_at_all(NoteLook(one.client, "bill", one.bill) for one in self._found.of("issued"))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, ClinicError):
            raise error
        self.bar.offer(None)
        self.preview.say(error.words)

    def _ask_folder(self) -> None:
        ask_folder(self, say("Save all in a folder"), self.save_to)

    def save_to(self, parent: Path) -> None:
        """Write the dated folder into this one, in a job; the banner says what came of it."""
        self.save.setEnabled(False)
        self.banner.hide()
        keys, found, mailed = self._session.clinic.keys, self._found, self._mailed
        alive = [True]
        self.destroyed.connect(lambda *_: alive.clear())

        def done(run: FilesRun) -> None:
            tell_gone(Gone("folder", say("Month end")))
            if alive:
                self._on_written(run, parent)

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            if alive:
                self.save.setEnabled(True)
                self.banner.show_words("stop", error.words)

        self._jobs.run(
            say("Writing the files"),
            lambda progress: write_beside_window(keys, parent, found, mailed, progress),
            done,
            failed,
        )

    def _on_written(self, run: FilesRun, parent: Path) -> None:
        self.save.setEnabled(True)
        name = folder_name(self._found.batch, self._found.span)
        words = files_words(run, name)
        if run.trouble:
            self.banner.show_words("stop", words, (say("Save in another place"), self._ask_folder))
        elif not run.is_whole:
            self.banner.show_words("warning", words, (say("Go on"), lambda: self.save_to(parent)))
        else:
            is_told = run.damaged or run.voided or run.old
            self.banner.show_words("warning" if is_told else "good", words)
