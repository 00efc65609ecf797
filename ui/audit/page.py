"""The audit trail in the settings: who did, saw and handed out what, whether it is whole, and what to do where not."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from clinic_desktop.audit.model import KIND_WORDS, TrailRow, TrailWanted
from clinic_desktop.audit.queries.entries import TrailBook
from clinic_desktop.audit.queries.known import settled_flaws
from clinic_desktop.audit.rules.standing import check_words
from clinic_desktop.clients.queries import clients_found
from clinic_desktop.errors import Missing
from clinic_desktop.staff.rules.roles import may
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.typed_days import optional_day
from clinic_desktop.wording import say
from ui.audit.columns import TRAIL_COLUMNS
from ui.audit.entry import EntryPage
from ui.audit.paper import TrailPaperPage
from ui.audit.settling import SettlePage
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.fields import ChoiceField, TextField
from ui.kit.finder import Choice
from ui.kit.form import Form
from ui.kit.grid import step
from ui.kit.layout import card, column, holder, row
from ui.kit.paged_model import PagedModel
from ui.kit.pick import PickField, picked
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session
from ui.trail import TrailKeeper

# So many steps the list is high at least; it takes all there is below the fields.
_LEAST_STEPS = 30
# So many lines an entry has at most in the list; all of it stands on its own page.
_MOST_LINES = 3
# A day is at least so wide, with its frame.
_DAY_STEPS = 14


class TrailSection(QWidget):
    """The owner sees all of it; anybody else what they did themselves."""

    topic = "72-audit#trail"

    def __init__(self, session: Session, jobs: Jobs, keeper: TrailKeeper) -> None:
        """Everything, until somebody asks for less."""
        super().__init__()
        self._session, self._jobs, self._keeper = session, jobs, keeper
        person = session.clinic.person
        self.sees_all = may(person, "owner")
        self.book = TrailBook(session.clinic.read, 0 if self.sees_all else person.id)
        self._wanted = TrailWanted()
        self.form = self._filter_form()
        self._model = PagedModel(self._fetch, TRAIL_COLUMNS)
        self.table = Table(say("Audit trail"), self._model, "", lines=_MOST_LINES)
        self.table.setMinimumHeight(step(_LEAST_STEPS))
        self.table.opened.connect(self._on_opened)
        self.banner, self.state = Banner(), Text(role="strong")
        self.check_button = button(say("Check now"), keeper.check)
        self.settle_button = button(say("Say what it was"), self._on_settle)
        self.print_button = button(say("Print"), self._on_print, picture="print")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._listing())
        self._inner: QWidget | None = None
        self.setFocusProxy(self.form)
        self.form.edited.connect(self._on_asked)
        keeper.changed.connect(self.reload)
        session.noted.connect(self._on_written)
        session.changed.connect(lambda _: self._on_written())
        self._is_stale = False
        self.reload()

    def reload(self) -> None:
        """Read the list again, and how the trail stands."""
        self.state.setText(check_words(self._keeper.last_check(), self._session.clinic.clock.today()))
        self.check_button.rest(self._keeper.is_checking)
        trouble = self._keeper.trouble() if self.sees_all else ""
        self.settle_button.setVisible(bool(trouble))
        if trouble:
            self.banner.show_words("stop", trouble)
        else:
            self.banner.hide()
        self.table.reload()
        is_narrowed = self._wanted != TrailWanted()
        nothing = say("Nothing like this is in the trail. Ask for more days, or for everything.")
        self.table.say_empty(nothing if is_narrowed else say("Nothing yet."))

    def open_part(self, part: str) -> None:
        """Show an entry ("entry/12"), or what is about one client, as who opened their chart ("client/7")."""
        what, _, rest = part.partition("/")
        self.back()
        if what == "client" and self.sees_all:
            client = int(rest)
            self.form.fill({"client": f"{client}\t{self.book.owners.name(client)}", "kind": "looks"})
            self._on_asked()
        elif what == "entry":
            self._open(int(rest))

    def back(self) -> None:
        """From an entry, or the paper, to the list."""
        if self._inner is None:
            return
        gone, self._inner = self._inner, None
        self._stack.removeWidget(gone)
        gone.deleteLater()
        self.setFocusProxy(self.form)
        self.table.setFocus()

    def _filter_form(self) -> Form:
        kind = ChoiceField("kind", say("What"), [(key, say(words)) for key, words in KIND_WORDS.items()])
        days = (
            TextField("since", say("From"), example="11/1/2026"),
            TextField("until", say("To"), example="11/30/2026"),
        )
        for one in days:
            one.box.setMinimumWidth(step(_DAY_STEPS))
        if not self.sees_all:
            return Form([(kind, 3), (days[0], 2), (days[1], 2)])
        people = [(str(number), name) for number, name in self.book.people()]
        who = ChoiceField("who", say("Who"), [("", say("Everybody")), *people])
        client = PickField("client", say("Client"), self._clients)
        return Form([(client, 4), (who, 3), (kind, 4), (days[0], 2), (days[1], 2)])

    def _clients(self, typed: str) -> list[Choice]:
        clinic = self._session.clinic
        found = clients_found(clinic.read, typed, clinic.clock.today(), retired=None, taken_back=True).rows
        return [Choice(str(one.id), self.book.owners.name(one.id), "") for one in found]

    def _listing(self) -> QWidget:
        why = say(
            "Every change, every look at a chart and everything that left the program, with who and when. Each "
            "entry is sealed with the one before it, so a change of the trail is found."
        )
        if not self.sees_all:
            why = say("What you did yourself, saw and handed out, with the time. The owner sees what everybody did.")
        heading = row(Text(say("Audit trail"), "heading", wrap=False), None, self.print_button)
        state = row(self.state, self.settle_button, self.check_button, gap=2)
        state.setStretch(0, 1)
        checks = (self.banner, holder(state)) if self.sees_all else ()
        # The fields stay as high as they are; what is left is the list’s.
        below = column(self.form, self.table, gap=2)
        below.setStretch(1, 1)
        return card("", heading, Text(why, "muted"), *checks, holder(below), gap=2)

    def _on_asked(self) -> None:
        """What cannot be read is said at its field, and limits nothing."""
        found, today, values = Problems(), self._session.clinic.clock.today(), self.form.values()
        since = optional_day(found, "since", values["since"], today)
        until = optional_day(found, "until", values["until"], today)
        if since and until and until < since:
            found.add("until", say("This is before the first day."))
        client, typed = picked(values.get("client", ""))
        if typed and not client:
            found.add("client", say("Choose one of the clients that are shown."))
        by_field = {one.field: one.words for one in reversed(found.found)}
        for key, field in self.form.fields.items():
            field.show_problem(by_field.get(key, ""))
        kind = next(key for key in KIND_WORDS if key == values["kind"])
        self._wanted = TrailWanted(int(values.get("who") or 0), int(client or 0), kind, since, until)
        self.reload()
        self.table.scrollToTop()

    def _fetch(self, after: Cursor | None) -> Page[TrailRow]:
        return self.book.page(self._wanted, after)

    def _on_written(self) -> None:
        """Read what came; where nobody looks, once somebody does: each look at a chart would wait for it."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.reload()

    def _on_opened(self, found: TrailRow) -> None:
        self._open(found.id)

    def _open(self, number: int) -> None:
        try:
            page = EntryPage(self.book, number, self.back, self._session.go)
        except Missing as missing:
            self._session.trouble.emit(missing.words)
            return
        self._show(page)
        if page.tells:
            self._session.look(page.client, "trail")

    def _on_print(self) -> None:
        self._show(TrailPaperPage(self._session, self._jobs, self.book, self._wanted, self.back))

    def _on_settle(self) -> None:
        check = self._keeper.last_check()
        flaws = max(settled_flaws(self._session.clinic.read), check.flaws if check else 0)

        def done() -> None:
            self.back()
            self._keeper.settled()

        self._show(SettlePage(self._session, flaws, self._keeper.trouble(), done))

    def _show(self, page: QWidget) -> None:
        self.back()
        self._inner = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus()
