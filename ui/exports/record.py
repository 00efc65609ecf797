"""One client’s whole record, to be printed or saved: what goes in, which days, and the entry of the log."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.disclosures.commands import LogDisclosure
from clinic_desktop.disclosures.model import WAYS
from clinic_desktop.errors import ClinicError, NotAllowed, Refused
from clinic_desktop.exports.commands import NoteRecord
from clinic_desktop.exports.document.record import record_beside
from clinic_desktop.exports.model import RECORD_FOR, RECORD_PARTS, RecordAsked, RecordPdf
from clinic_desktop.exports.rules.asked import COPY_WAYS, copy_given, record_days
from clinic_desktop.wording import say, say_many
from ui.handing import HandoutPage
from ui.jobs import Jobs, LatestJob
from ui.kit.boxes import Check
from ui.kit.buttons import button
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.layout import column, holder, row
from ui.kit.paper_bar import Handout
from ui.kit.text import Text, button_text
from ui.session import Session
from ui.superbills.making import only_while

# Not in it before somebody says so.
_ASKED_FOR = ("others", "files")


class RecordPage(HandoutPage):
    """Made when it is asked for: a record of many years takes seconds."""

    topic = "82-export#record"

    def __init__(self, session: Session, jobs: Jobs, client: ClientId, left: Callable[[], object]) -> None:
        """Opens on the client's own copy, with all days and every part but other people's calls and the files."""
        super().__init__(jobs, (say("Client record"), say("The client’s record")), say("Documents"), left)
        self._session, self._jobs, self._client = session, jobs, client
        self._latest = LatestJob()
        self.made: RecordPdf | None = None
        self._begins_here = False
        self.form = Form(
            ChoiceField("purpose", say("For"), [(key, say(words)) for key, words in RECORD_FOR.items()]),
            [(TextField("since", say("From")), 1), (TextField("until", say("To")), 1)],
        )
        self.boxes = {key: Check(button_text(say(words))) for key, words in RECORD_PARTS.items()}
        for key, box in self.boxes.items():
            box.setAccessibleName(say(RECORD_PARTS[key]))
            box.setChecked(key not in _ASKED_FOR)
            box.toggled.connect(lambda _: self._forget())
        self.make_button = button(say("Make the record"), self.make, "main")
        self.log_form = Form(ChoiceField("how", say("Given"), [(key, say(WAYS[key])) for key in COPY_WAYS]))
        self.log_button = button(say("Log it as given to the client"), self._log)
        self._logging = holder(column(1, self.log_form, row(self.log_button, None), gap=1))
        hint = Text(say("Who the client is, their cases and their insurance are always in it."), "muted")
        confidence = Text(
            say(
                "A client may have all of it. What another person told in confidence is theirs: leave calls with other"
                " people out, or read them first."
            ),
            "muted",
        )
        choices = holder(column(*self.boxes.values(), gap=1))
        # On top, and what follows it below: most records are made as they are proposed.
        self.lay_out(hint, 1, row(self.make_button, None), self._logging, 1, self.form, choices, 1, confidence)
        self.form.fill({"purpose": "client"})
        self.log_form.fill({"how": COPY_WAYS[0]})
        self.form.edited.connect(self._forget)
        self.setFocusProxy(self.make_button)
        self._forget()

    def make(self) -> None:
        """Make it in a job; days that cannot be read say so at their field."""
        try:
            asked = self._asked()
        except Refused as refused:
            self.form.show_problems(refused.problems)
            return
        self._forget()
        if not self._note(asked):
            return
        around = (self._session.clinic.keys, self._session.clinic.blobs)
        number = self._latest.begin()
        self._begins_here = self.make_button.hasFocus()
        self.make_button.setEnabled(False)
        self.preview.say(say("Making the record…"))

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            self._latest.end(number, lambda: self._stop(error.words))

        job = self._jobs.run(
            say("Making the record"),
            lambda progress: record_beside(around, asked, progress),
            only_while(self, lambda made: self._latest.end(number, lambda: self._show(made))),
            only_while(self, failed),
        )
        self._latest.hear(number, job, lambda: self._stop(say("Stopped.")))

    def _asked(self) -> RecordAsked:
        values, clinic = self.form.values(), self._session.clinic
        today = clinic.clock.today()
        since, until = record_days(values["since"], values["until"], today)
        parts = frozenset(key for key, box in self.boxes.items() if box.isChecked())
        at: datetime = clinic.clock.now()
        return RecordAsked(self._client, values["purpose"], parts, at, today, clinic.person.name, since, until)

    def _note(self, asked: RecordAsked) -> bool:
        """Note it in the audit trail, which is where it is asked whether this person may; False where not."""
        days = (one.isoformat() if one else "" for one in (asked.since, asked.until))
        try:
            self._session.run(NoteRecord(self._client, asked.purpose, tuple(sorted(asked.parts)), *days))
        except NotAllowed as error:
            self.banner.show_words("stop", error.words)
            return False
        except ClinicError as error:
            self.banner.show_words("warning", error.words)
        return True

    def _show(self, made: RecordPdf) -> None:
        self.made = made
        self.make_button.setEnabled(True)
        self.show_paper(Handout("client-record.pdf", say("Client record"), lambda: made.pdf, ("clients", self._client)))
        if self._begins_here:
            # What comes next; a button that could not be pressed meanwhile lost the focus.
            self.bar.print_button.setFocus()
        self._logging.setVisible(self.form.values()["purpose"] == "client")
        self.log_button.setEnabled(True)
        if made.missing:
            words = say_many(
                "{count} part cannot be read and is not in it. The cover names it.",
                "{count} parts cannot be read and are not in it. The cover names them.",
                len(made.missing),
            )
            self.banner.show_words("warning", words)

    def _log(self) -> None:
        """Log the copy as given to the client; the entry names its parts, its pages and its fingerprint."""
        if self.made is None:
            return
        clinic = self._session.clinic
        person = client_of(clinic.read, self._client)
        digest = sha256(self.made.pdf).hexdigest()
        how = self.log_form.values()["how"]
        draft = copy_given(person, self.made, digest, how, clinic.clock.today())
        if self._session.attempt(LogDisclosure(draft)):
            self.log_button.setEnabled(False)
            self.banner.show_words("good", say("Logged: Documents, Disclosures."))

    def _stop(self, words: str) -> None:
        self.make_button.setEnabled(True)
        self.preview.say(words)

    def _forget(self) -> None:
        """What was made is not what is chosen any more."""
        self.made = None
        self.banner.hide()
        self._logging.hide()
        self.bar.offer(None)
        self.preview.say(say("Choose what goes in, then make the record."))
