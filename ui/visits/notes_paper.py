"""The notes of chosen visits on paper, to be printed or saved."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from clinic_desktop.cases.model import CaseId
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.rules import reason_words
from clinic_desktop.values import dates
from clinic_desktop.visits.document.paper import notes_pdf
from clinic_desktop.visits.model import VisitRow
from clinic_desktop.visits.queries.papers import given_between, kept_visits, notes_paper
from clinic_desktop.visits.queries.visits import last_visit
from clinic_desktop.wording import say
from ui.handing import HandoutPage, log_hint
from ui.jobs import Jobs
from ui.kit.boxes import Check
from ui.kit.days_form import DaysForm
from ui.kit.flow import flow
from ui.kit.layout import column, emptied, holder
from ui.kit.paper_bar import Handout
from ui.kit.text import Text, button_text
from ui.session import Session
from ui.visits.columns import note_words, when

_TABLES = (
    "visits",
    "visit_services",
    "visit_notes",
    "addenda",
    "clients",
    "cases",
    "policies",
    "restrictions",
    "practice",
)
# As many as one looks through on a page; a packet takes more.
MOST_NOTES = 60
_BEGINS_BACK = timedelta(60)


class NotesPaperPage(HandoutPage):
    """The visits of some days, each with a check; the paper follows. What the client asked to be kept from a payer is
    not checked until somebody does it."""

    topic = "50-visits#print-notes"

    def __init__(self, session: Session, jobs: Jobs, whose: tuple[int, CaseId], left: Callable[[], object]) -> None:
        """Opens on the two months before the last visit of the case; `whose` are the client and the case."""
        super().__init__(jobs, (say("Visit notes"), say("The visit notes as they are printed")), say("Visits"), left)
        self._session, (self._client, self._case) = session, whose
        self.form = DaysForm()
        self.boxes: dict[int, Check] = {}
        self._visits: tuple[VisitRow, ...] = ()
        self._kept: set[int] = set()
        self._listed = column(gap=1)
        hint = Text(say("Choose only what is asked for. Each visit says what was done, its note, and who signed."))
        self.lay_out(hint, log_hint(), self.form, holder(self._listed))
        newest = last_visit(session.clinic.read, self._case)
        end = newest.date_of_service if newest else session.clinic.clock.today()
        self.form.put(end - _BEGINS_BACK, end)
        self.form.edited.connect(self.reload)
        session.keep_fresh(self, *_TABLES)

    def reload(self) -> None:
        """List the visits of the days that are typed, and make the paper of those that are checked."""
        span = self.form.days(self._session.clinic.clock.today())
        read = self._session.clinic.read
        visits = given_between(read, self._case, span) if span else ()
        kept = kept_visits(read, self._client, visits)
        listed = visits if len(visits) <= MOST_NOTES else ()
        if listed != self._visits or set(kept) != self._kept:
            self._list(listed, kept)
        if not span:
            self._say(say("Type both days to see the notes."))
        elif len(visits) > MOST_NOTES:
            words = say(
                "There are {count} visits in these days. Up to {most} are printed at once: choose fewer days.",
                count=len(visits),
                most=MOST_NOTES,
            )
            self._say(words)
        else:
            self._show()

    def _list(self, visits: tuple[VisitRow, ...], kept: Mapping[int, Restriction]) -> None:
        """What was checked stays so, but for what the client asked to be kept since."""
        checked = {row: box.isChecked() for row, box in self.boxes.items() if row in self._kept or row not in kept}
        emptied(self._listed)
        self.boxes, self._visits, self._kept = {}, visits, set(kept)
        days = [one.date_of_service for one in visits]
        marks: dict[str, str] = {}
        for one in visits:
            # The time only where the day does not say which.
            is_one = days.count(one.date_of_service) == 1
            day = dates.shown(one.date_of_service) if is_one else when(one)
            state = "" if one.note == "signed" else note_words(one, on_paper=False)
            words = " · ".join(part for part in (day, state) if part)
            # A long one would set the width of all: the state is told below, once.
            mark = marks.setdefault(state, "*" * (len(marks) + 1)) if state else ""
            box = self.boxes[one.id] = Check(button_text(f"{day} {mark}".strip()))
            box.setAccessibleName(words)
            box.setChecked(checked.get(one.id, one.id not in kept))
            box.toggled.connect(lambda _: self._show())
        # As the days of a packet: in columns.
        self._listed.addWidget(holder(flow(*self.boxes.values(), is_even=True)))
        for state, mark in marks.items():
            self._listed.addWidget(Text(say("{mark} {words}", mark=mark, words=state), "muted"))
        for one in visits:
            if one.id in kept:
                facts = {"day": dates.shown(one.date_of_service), "why": reason_words(kept[one.id])}
                self._listed.addWidget(Text(say("{day}: {why}", **facts), "muted"))

    def _show(self) -> None:
        chosen = [row for row, box in self.boxes.items() if box.isChecked()]
        if not chosen:
            words = say("No visit of these days was given.") if not self.boxes else say("Choose a visit.")
            self._say(words)
            return
        pdf = notes_pdf(notes_paper(self._session.clinic.read, chosen)).pdf
        self.show_paper(Handout("visit-notes.pdf", say("Visit notes"), lambda: pdf, ("cases", self._case)))

    def _say(self, words: str) -> None:
        self.preview.say(words)
        self.bar.offer(None)
